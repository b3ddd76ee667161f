"""What each zone has had over all sessions up to a day, and whether it is ready by the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from needlelog.domain.plans import Plan
from needlelog.domain.timeline import TimelineSession
from needlelog.domain.zones import Side


class Ready(StrEnum):
    """Whether a zone may be needled again by the plan's interval."""

    READY = "ready"
    NOT_YET = "not_yet"
    NO_PLAN = "no_plan"


@dataclass(frozen=True, slots=True)
class ZoneHistory:
    """One zone and single side. ``passes`` is the sum of those recorded, ``deepest_um`` of depths.

    ``ready_on`` is the day from which on the plan's interval has passed, ``None`` without one.
    """

    zone: str
    side: Side
    custom_name: str
    sessions: int
    passes: int
    deepest_um: int | None
    last_um: int | None
    last_on: date
    days_since: int
    ready: Ready
    ready_on: date | None = None


def zone_histories(
    sessions: Iterable[TimelineSession], until: date, plan: Plan | None, *, today: date
) -> tuple[ZoneHistory, ...]:
    """Each treated zone and side up to a day, the one needled last first.

    A row for both sides counts for each of them. ``days_since`` and readiness are seen from
    ``today``, or from ``until`` where that is earlier.
    """
    seen_from = min(until, today)
    rows: dict[tuple[str, Side, str], _Tally] = {}
    for session in sessions:
        if session.on > until:
            continue
        for row in session.zones:
            for side in row.side.parts:
                tally = rows.setdefault((row.zone, side, row.custom_name), _Tally())
                tally.add(session, row.depth_um, row.passes)
    interval = plan.interval_days if plan is not None and plan.active else None
    found = []
    for (zone, side, custom), tally in rows.items():
        days = (seen_from - tally.last_on).days
        ready, ready_on = Ready.NO_PLAN, None
        if interval is not None:
            ready = Ready.READY if days >= interval else Ready.NOT_YET
            ready_on = date.fromordinal(tally.last_on.toordinal() + interval)
        found.append(
            ZoneHistory(
                zone,
                side,
                custom,
                len(tally.sessions),
                tally.passes,
                tally.deepest,
                tally.last_um,
                tally.last_on,
                days,
                ready,
                ready_on,
            )
        )
    return tuple(sorted(found, key=lambda one: (one.days_since, -(one.deepest_um or 0), one.zone)))


class _Tally:
    """What one zone has had so far."""

    def __init__(self) -> None:
        self.sessions: set[str] = set()
        self.passes = 0
        self.deepest: int | None = None
        self.last_um: int | None = None
        self.last_on = date.min

    def add(self, session: TimelineSession, depth_um: int | None, passes: int | None) -> None:
        self.passes += passes or 0
        if depth_um is not None:
            self.deepest = max(self.deepest or 0, depth_um)
            same = session.uid in self.sessions
            self.last_um = max(self.last_um or 0, depth_um) if same else depth_um
        self.sessions.add(session.uid)
        self.last_on = max(self.last_on, session.on)
