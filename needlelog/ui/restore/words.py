"""A backup beside the present records, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from needlelog.files.backup_search import FoundBackup, Source
from needlelog.ui import formats

if TYPE_CHECKING:
    from needlelog.domain.restoring import OnlyNow, SetAside
    from needlelog.services.restoring import Prepared


def _tr(text: str) -> str:
    return QCoreApplication.translate("Restore", text)


def made_words(found: FoundBackup) -> str:
    """When a backup was made: ``6 Dec 2026 14:58``."""
    return formats.moment(found.note.made_at.astimezone())


def source_words(found: FoundBackup) -> str:
    """Where a backup lies."""
    return {
        Source.CLINIC: _tr("clinic folder"),
        Source.SECOND: _tr("second place"),
        Source.CHOSEN: _tr("chosen folder"),
    }[found.source]


def sessions_words(count: int | None) -> str:
    """``12 480 sessions``."""
    if count is None:
        return _tr("cannot be read")
    if count == 1:
        return _tr("1 session")
    return _tr("{n} sessions").format(n=QLocale().toString(count))


def last_words(last: datetime | None) -> str:
    """``last 6 Dec 2026 14:58``, empty without any session."""
    return "" if last is None else _tr("last {moment}").format(moment=formats.moment(last))


def set_aside_words(now: OnlyNow | None) -> tuple[str, str]:
    """What would be set aside, and the tone it is told in."""
    if now is None:
        return _tr("The records here cannot be read. They are set aside as they are."), "warn"
    told = []
    if now.sessions == 1:
        told.append(_tr("1 session signed since then"))
    elif now.sessions:
        told.append(
            _tr("{n} sessions signed since then").format(n=QLocale().toString(now.sessions))
        )
    if now.drafts == 1:
        told.append(_tr("1 unfinished session"))
    elif now.drafts:
        told.append(_tr("{n} unfinished sessions").format(n=QLocale().toString(now.drafts)))
    if now.others == 1:
        told.append(_tr("1 other entry of the trail"))
    elif now.others:
        told.append(_tr("{n} other entries of the trail").format(n=QLocale().toString(now.others)))
    if not told:
        return _tr("Nothing was recorded since then: nothing would be missing."), "good"
    words = told[0] if len(told) == 1 else _joined(told)
    return _tr("Would be set aside: {what}.").format(what=words), "warn"


def further_words(prepared: Prepared) -> tuple[tuple[str, str], ...]:
    """What else is to be known before a backup is put in place, each with its tone."""
    told = []
    destroyed = 0 if prepared.now is None else prepared.now.destroyed
    if destroyed == 1:
        words = _tr("The records of 1 client, destroyed since then, would be back.")
        told.append((words, "stop"))
    elif destroyed:
        words = _tr("The records of {n} clients, destroyed since then, would be back.")
        told.append((words.format(n=destroyed), "stop"))
    if prepared.found.note.doubt:
        words = _tr("The trail of this backup was broken already when it was made.")
        told.append((words, "stop"))
    if len(prepared.machines) > 1:
        words = _tr(
            "This backup was made before the clinic’s computers had names. What was recorded since, "
            "up to the naming, comes back only with a backup of another computer; choose one of "
            "those instead where you can."
        )
        told.append((words, "warn"))
    if prepared.photos:
        words = _tr("{n} photo files that are missing here come back with it.")
        told.append((words.format(n=len(prepared.photos)), "accent"))
    if prepared.photos_lost:
        words = _tr("{n} photo files are neither here nor in the backup.")
        told.append((words.format(n=prepared.photos_lost), "warn"))
    return tuple(told)


def aside_title(aside: SetAside) -> str:
    """What was set aside, and when."""
    when = formats.moment(aside.at.astimezone())
    words = _tr("Set aside {when}") if aside.backup else _tr("What was restored, until {when}")
    return words.format(when=when)


def aside_words(aside: SetAside) -> str:
    """What the records set aside held."""
    parts = (
        sessions_words(aside.sessions),
        last_words(aside.last_session_at),
        QLocale().formattedDataSize(aside.size, 1),
    )
    return " · ".join(part for part in parts if part)


def _joined(parts: list[str]) -> str:
    return _tr("{some} and {last}").format(some=", ".join(parts[:-1]), last=parts[-1])
