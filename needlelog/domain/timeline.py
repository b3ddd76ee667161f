"""A client's sessions on one time axis: what was done, how it went, what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from needlelog.domain.plans import Phase, Plan, next_due
from needlelog.domain.score_series import ScoreSeries
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import ReactionSign, SessionDraft
from needlelog.domain.zones import Side


@dataclass(frozen=True, slots=True)
class TimelineZone:
    """One treated zone as it is drawn: depth in micrometres."""

    zone: str
    side: Side
    depth_um: int | None
    passes: int | None
    custom_name: str = ""


@dataclass(frozen=True, slots=True)
class TimelineSession:
    """One signed session. ``pain``, ``erythema`` and ``bleeding`` are the highest recorded.

    ``reactions`` is ``None`` when nobody answered, empty when there were none.
    """

    uid: str
    number: int | None
    on: date
    zones: tuple[TimelineZone, ...] = ()
    pain: int | None = None
    erythema: int | None = None
    bleeding: int | None = None
    topicals: tuple[str, ...] = ()
    reactions: tuple[ReactionSign, ...] | None = None
    plan_uid: str | None = None


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """A session that the plan foresees; ``number`` is ``None`` in maintenance."""

    number: int | None
    on: date


@dataclass(frozen=True, slots=True)
class DepthLane:
    """The depths of one zone over the sessions, from left to right and one a session.

    ``depths_um`` holds the deepest row of each session, ``None`` where the zone was not treated
    or its depth not recorded.
    """

    zone: str
    custom_name: str
    depths_um: tuple[int | None, ...]

    @property
    def deepest_um(self) -> int:
        """The deepest recorded depth, 0 when none was."""
        return max((depth for depth in self.depths_um if depth is not None), default=0)


@dataclass(frozen=True, slots=True)
class Timeline:
    """Sessions oldest first, then what is planned by the client's active plan.

    ``scores`` are one series a scale version and rater, each oldest first.
    """

    sessions: tuple[TimelineSession, ...] = ()
    planned: tuple[PlannedSession, ...] = ()
    plan: Plan | None = None
    scores: tuple[ScoreSeries, ...] = ()

    @property
    def first_session_on(self) -> date | None:
        """The day from which on a score is a follow-up; ``None`` before any session."""
        return self.sessions[0].on if self.sessions else None

    @property
    def lanes(self) -> tuple[DepthLane, ...]:
        """One lane a zone, sides taken together, the deepest zone first."""
        return depth_lanes(self.sessions)


def timeline_session(content: SessionDraft) -> TimelineSession:
    """One signed session as it stands on the axis, on its local day."""
    return TimelineSession(
        uid=content.uid,
        number=content.number,
        on=treatment_day(content),
        zones=tuple(
            TimelineZone(row.zone, row.side, row.depth_um, row.passes, row.custom_name)
            for row in content.zones
        ),
        pain=highest((content.pain, *(row.pain for row in content.zones))),
        erythema=highest(row.erythema for row in content.zones),
        bleeding=highest(row.bleeding for row in content.zones),
        topicals=tuple(dict.fromkeys(row.name for row in content.topicals if row.name)),
        reactions=None
        if content.reactions is None
        else tuple(reaction.sign for reaction in content.reactions),
        plan_uid=content.plan_uid,
    )


def highest(grades: Iterable[int | None]) -> int | None:
    """The highest recorded grade; ``None`` when none was recorded."""
    return max((grade for grade in grades if grade is not None), default=None)


def depth_lanes(sessions: tuple[TimelineSession, ...]) -> tuple[DepthLane, ...]:
    """Return the depths by zone over the sessions, the deepest zone first."""
    keys = dict.fromkeys(
        (row.zone, row.custom_name) for session in sessions for row in session.zones
    )
    lanes = [
        DepthLane(zone, name, tuple(_deepest(session, zone, name) for session in sessions))
        for zone, name in keys
    ]
    return tuple(sorted(lanes, key=lambda lane: -lane.deepest_um))


def _deepest(session: TimelineSession, zone: str, custom_name: str) -> int | None:
    return highest(
        row.depth_um for row in session.zones if (row.zone, row.custom_name) == (zone, custom_name)
    )


def planned_sessions(
    plan: Plan, done: int, last_on: date | None, latest: date
) -> tuple[PlannedSession, ...]:
    """Return what the plan still foresees up to the day ``latest``, counted from the last session.

    A series ends with its planned number; maintenance, and a series without a planned number,
    foresee only the next visit.
    """
    first = next_due(plan, last_on, done)
    if first is None or first > latest:
        return ()
    if plan.phase is Phase.MAINTENANCE:
        return (PlannedSession(None, first),)
    if not plan.planned_sessions or not plan.interval_days:
        return (PlannedSession(done + 1, first),)
    found = []
    for number in range(done + 1, plan.planned_sessions + 1):
        on = first + timedelta(days=plan.interval_days) * (number - done - 1)
        if on > latest:
            break
        found.append(PlannedSession(number, on))
    return tuple(found)
