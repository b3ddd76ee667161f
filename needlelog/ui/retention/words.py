"""Until when records are kept, and what was destroyed, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.ui import formats

if TYPE_CHECKING:
    from datetime import date

    from needlelog.services.retention import DestroyedRecord, Keeping, LegalHold

translate = QCoreApplication.translate


def period_words(first_on: date | None, last_on: date | None) -> str:
    """The period that records cover."""
    if first_on is None or last_on is None:
        return ""
    if first_on == last_on:
        return formats.day(first_on)
    return f"{formats.day(first_on)} – {formats.day(last_on)}"


def sessions_words(count: int) -> str:
    """How many sessions."""
    return translate("Retention", "%n session(s)", "", count)


def covers_words(keeping: Keeping) -> str:
    """What the records of a client are."""
    entries = _entries_words(keeping.first_on, keeping.last_on)
    return " · ".join(filter(None, (entries, sessions_words(keeping.sessions))))


def _entries_words(first_on: date | None, last_on: date | None) -> str:
    """Which days the entries are of; a day alone could as well be a birth date."""
    period = period_words(first_on, last_on)
    return translate("Retention", "entries of {period}").format(period=period) if period else ""


def born_words(keeping: Keeping) -> str:
    """The birth date, which tells namesakes apart; empty where it is not known."""
    if keeping.birth_date is None:
        return ""
    return translate("Retention", "born {day}").format(day=formats.day(keeping.birth_date))


def until_words(keeping: Keeping, today: date) -> str:
    """Until when they are kept, or since when they may be destroyed."""
    day = formats.day(keeping.keep_until)
    if keeping.keep_until < today:
        return translate("Retention", "keeping time ended {day}").format(day=day)
    return translate("Retention", "kept until {day}").format(day=day)


def hold_words(hold: LegalHold) -> str:
    """Who placed a hold, when and why."""
    return translate("Retention", "{reason} ({name}, {day})").format(
        reason=hold.reason,
        name=hold.placed_by,
        day=formats.day(hold.placed_at.astimezone().date()),
    )


def blocked_words(keeping: Keeping) -> str:
    """What else keeps the records."""
    if keeping.hold is not None:
        return translate("Retention", "legal hold")
    if keeping.recalls:
        return translate("Retention", "open recall")
    return ""


def destroyed_words(line: DestroyedRecord) -> str:
    """What was destroyed, when, by whom and why."""
    parts = [
        _entries_words(line.first_on, line.last_on),
        sessions_words(line.sessions),
        translate("Retention", "%n photo(s)", "", line.photos) if line.photos else "",
    ]
    done = translate("Retention", "destroyed {day} by {name}: {reason}").format(
        day=formats.day(line.destroyed_at.astimezone().date()),
        name=line.destroyed_by,
        reason=line.reason,
    )
    return " · ".join(part for part in (*parts, done) if part)
