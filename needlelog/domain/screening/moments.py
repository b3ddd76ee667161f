"""When the treatment is, for rules that count hours and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone, tzinfo

from needlelog.domain.sessions import SessionDraft


@dataclass(frozen=True, slots=True)
class Moment:
    """The instant of a treatment as a local time, with its day and time zone."""

    at: datetime
    day: date
    zone: tzinfo


def treatment_moment(draft: SessionDraft, now: datetime) -> Moment:
    """The start of the session, or ``now`` while none is known.

    Where only the day is known, the start is its midnight: the shortest wait there can have been.
    """
    if draft.started_at is None:
        at = now
    else:
        at = draft.started_at.astimezone(timezone(timedelta(minutes=draft.offset_minutes)))
    if at.tzinfo is None:
        raise ValueError("The time of a treatment needs its time zone.")
    return Moment(at, at.date(), at.tzinfo)
