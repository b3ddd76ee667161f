"""Backups in words: how old, what they hold, why they were made, and what is wrong."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from needlelog.domain.backups import BackupNote, BackupReason, Lateness
from needlelog.files.backups.last_ones import Which
from needlelog.ui import formats
from needlelog.ui.sentences import error_sentence

if TYPE_CHECKING:
    from needlelog.services.backup_places import BackupStatus, PlaceStatus
    from needlelog.services.backups import BackupOutcome

_HOURS = timedelta(hours=48)


def age_words(made_at: datetime, now: datetime) -> str:
    """How long ago, such as ``2 h ago``; a backup from the future is told by its date."""
    age = now - made_at
    if age < timedelta():
        return formats.moment(made_at.astimezone())
    if age < timedelta(minutes=1):
        return QCoreApplication.translate("Backups", "just now")
    if age < timedelta(hours=1):
        minutes = int(age.total_seconds() // 60)
        return QCoreApplication.translate("Backups", "{n} min ago").format(n=minutes)
    if age < _HOURS:
        hours = int(age.total_seconds() // 3600)
        return QCoreApplication.translate("Backups", "{n} h ago").format(n=hours)
    return formats.days_ago(made_at.astimezone().date(), now.astimezone().date())


def day_line_words(status: BackupStatus, now: datetime) -> str:
    """The words in the head of Today: always something, whether well or not."""
    translate = QCoreApplication.translate
    last = status.clinic.last
    if last is None:
        words = translate("Backups", "no backup yet")
    else:
        words = translate("Backups", "backup {age}, checked").format(
            age=age_words(last.made_at, now)
        )
    if status.second is None:
        return translate("Backups", "{backup}, no second place").format(backup=words)
    return words


def last_words(place: PlaceStatus, now: datetime) -> str:
    """The last backup of a place and how it stands, as a sentence."""
    translate = QCoreApplication.translate
    if place.last is None:
        return translate("Backups", "No backup yet.")
    words = translate("Backups", "Last backup {age}, checked.").format(
        age=age_words(place.last.made_at, now)
    )
    if place.lateness is Lateness.UP_TO_DATE:
        return words + " " + translate("Backups", "Everything is in it.")
    if place.waiting_since is None:
        return words
    return (
        words
        + " "
        + translate("Backups", "Changes since {moment} are not in it yet.").format(
            moment=formats.moment(place.waiting_since.astimezone())
        )
    )


def trouble_words(status: BackupStatus, now: datetime) -> tuple[tuple[str, str], ...]:
    """What must be told in red: a title and a sentence for each place that is not well."""
    return tuple(
        (_trouble_title(place, now), _trouble_sentence(place))
        for place in status.places
        if not place.is_well
    )


def _trouble_title(place: PlaceStatus, now: datetime) -> str:
    translate = QCoreApplication.translate
    if place.which is Which.SECOND and not place.there:
        return translate("Backups", "Second place missing")
    if place.last is None:
        title = translate("Backups", "There is no good backup")
    else:
        title = translate("Backups", "Last backup {age}").format(
            age=age_words(place.last.made_at, now)
        )
    if place.which is Which.SECOND:
        return translate("Backups", "Second place: {words}").format(
            words=title[:1].lower() + title[1:]
        )
    return title


def _trouble_sentence(place: PlaceStatus) -> str:
    translate = QCoreApplication.translate
    if not place.there:
        last = (
            translate("Backups", "It never got a backup.")
            if place.last is None
            else translate("Backups", "Its last backup is of {moment}.").format(
                moment=formats.moment(place.last.made_at.astimezone())
            )
        )
        return (
            translate(
                "Backups",
                "{place} cannot be reached, or another drive is in its place. Plug in the one "
                "with the backups.",
            ).format(place=place.folder)
            + f" {last}"
        )
    if place.failure is not None:
        return place.failure.sentence
    if place.waiting_since is None:
        return ""
    return translate("Backups", "What was recorded since {moment} is in no good backup.").format(
        moment=formats.moment(place.waiting_since.astimezone())
    )


def reason_words(reason: BackupReason) -> str:
    """Why a backup was made."""
    translate = QCoreApplication.translate
    return {
        BackupReason.CLOSING: translate("Backups", "on closing"),
        BackupReason.IDLE: translate("Backups", "by itself"),
        BackupReason.BY_HAND: translate("Backups", "by hand"),
        BackupReason.BEFORE_RESTORE: translate("Backups", "before restoring"),
        BackupReason.BEFORE_UPDATE: translate("Backups", "before an update"),
        BackupReason.BEFORE_RECEIVE: translate("Backups", "before receiving"),
    }[reason]


def holding_words(note: BackupNote) -> str:
    """What a backup holds: ``12 480 sessions, last 6 Dec 2026 14:58 · 310 photos``."""
    translate = QCoreApplication.translate
    words = translate("Backups", "{n} sessions").format(n=QLocale().toString(note.holding.sessions))
    if note.holding.sessions == 1:
        words = translate("Backups", "1 session")
    last = note.holding.last_session_at
    if last is not None:
        words += ", " + translate("Backups", "last {moment}").format(moment=formats.moment(last))
    if note.photos:
        words += " · " + translate("Backups", "{n} photos").format(
            n=QLocale().toString(note.photos)
        )
    if note.photos_left_out:
        words += " · " + translate("Backups", "{n} photos missing").format(
            n=QLocale().toString(note.photos_left_out)
        )
    return words


def size_words(note: BackupNote) -> str:
    """The size of the records and photos of a backup."""
    return QLocale().formattedDataSize(note.size + note.photo_bytes, 1)


def outcome_words(outcome: BackupOutcome) -> tuple[str, str]:
    """What became of a backup, and the tone it is told in."""
    translate = QCoreApplication.translate
    if outcome.failed:
        told = [error_sentence(error) for error in outcome.failed.values()]
        if Which.CLINIC in outcome.made and Which.CLINIC not in outcome.failed:
            told.insert(0, translate("Backups", "The clinic folder has its backup."))
        return " ".join(told), "stop"
    if not outcome.made:
        return translate("Backups", "Nothing has changed since the last backup."), "good"
    if Which.SECOND in outcome.made:
        return translate("Backups", "Backed up in both places, opened and checked."), "good"
    return translate("Backups", "Backed up, opened and checked."), "good"
