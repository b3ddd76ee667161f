"""A client's plan: how many sessions, how far apart, and what is due when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from itertools import pairwise

from needlelog.domain.zones import Side


class Phase(StrEnum):
    """Where a plan stands: the series, then its maintenance."""

    SERIES = "series"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned series or its maintenance. ``interval_days`` lies between two sessions."""

    uid: str
    client_uid: str
    concern: str
    zones: tuple[tuple[str, Side], ...] = ()
    planned_sessions: int | None = None
    interval_days: int | None = None
    phase: Phase = Phase.SERIES
    started_on: date | None = None
    note: str = ""
    active: bool = True


def next_due(plan: Plan, last_session_on: date | None, done: int) -> date | None:
    """The day the next session is due, or ``None`` when the series is complete or has no rhythm.

    Without a session so far the plan's own start counts as due day.
    """
    if not plan.active:
        return None
    if plan.phase is Phase.SERIES and plan.planned_sessions and done >= plan.planned_sessions:
        return None
    if last_session_on is None:
        return plan.started_on
    if plan.interval_days is None:
        return None
    return last_session_on + timedelta(days=plan.interval_days)


def days_late(days: Sequence[date], interval_days: int | None) -> tuple[int | None, ...]:
    """How late each session of a plan came, by its days in order; below 0 it came early.

    The first session is not late, nor is any in a plan without a rhythm: both are ``None``.
    """
    if interval_days is None:
        return (None,) * len(days)
    later = ((day - before).days - interval_days for before, day in pairwise(days))
    return (None, *later) if days else ()
