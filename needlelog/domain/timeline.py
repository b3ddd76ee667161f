"""A client's sessions on one time axis: what was done, how it went, what is planned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.domain.follow_up import FollowUp
from needlelog.domain.photos import Photo
from needlelog.domain.plans import Phase, Plan, next_due
from needlelog.domain.score_series import ScoreSeries
from needlelog.domain.sessions import ReactionSign
from needlelog.domain.zones import Side

AROUND_THE_NEEDLING = frozenset({"glide", "antiseptic", "numbing", "sunscreen", "saline"})
"""Categories of products that go with every needling and bring no effect of their own."""


@dataclass(frozen=True, slots=True)
class TimelineZone:
    """One treated zone as it is drawn: depth in micrometres."""

    zone: str
    side: Side
    depth_um: int | None
    passes: int | None
    custom_name: str = ""


@dataclass(frozen=True, slots=True)
class TimelineProduct:
    """A product on the skin, with its lot and category as far as they were recorded."""

    name: str
    lot: str = ""
    category: str = ""


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
    products: tuple[TimelineProduct, ...] = ()
    reactions: tuple[ReactionSign, ...] | None = None
    plan_uid: str | None = None

    @property
    def topicals(self) -> tuple[str, ...]:
        """The names of what was applied for an effect: serums, no glide and no antiseptic."""
        return tuple(
            dict.fromkeys(
                product.name
                for product in self.products
                if product.name and product.category not in AROUND_THE_NEEDLING
            )
        )


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

    ``scores`` are one series a scale version and rater, each oldest first. ``follow_ups`` are all
    of them, replaced ones too; ``photos`` are those in use, oldest first, without their pictures.
    """

    sessions: tuple[TimelineSession, ...] = ()
    planned: tuple[PlannedSession, ...] = ()
    plan: Plan | None = None
    scores: tuple[ScoreSeries, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    events: tuple[AdverseEvent, ...] = ()
    photos: tuple[Photo, ...] = ()

    @property
    def first_session_on(self) -> date | None:
        """The day from which on a score is a follow-up; ``None`` before any session."""
        return self.sessions[0].on if self.sessions else None

    @property
    def lanes(self) -> tuple[DepthLane, ...]:
        """One lane a zone, sides taken together, the deepest zone first."""
        return depth_lanes(self.sessions)


def highest(grades: Iterable[int | None]) -> int | None:
    """The highest recorded grade; ``None`` when none was recorded."""
    return max((grade for grade in grades if grade is not None), default=None)


def depth_lanes(sessions: tuple[TimelineSession, ...]) -> tuple[DepthLane, ...]:
    """Return the depths by zone over the sessions, the deepest zone first."""
    found: dict[tuple[str, str], list[int | None]] = {}
    for place, session in enumerate(sessions):
        for row in session.zones:
            depths = found.get((row.zone, row.custom_name))
            if depths is None:
                depths = found[row.zone, row.custom_name] = [None] * len(sessions)
            if row.depth_um is not None and row.depth_um > (depths[place] or 0):
                depths[place] = row.depth_um
    lanes = [DepthLane(zone, name, tuple(depths)) for (zone, name), depths in found.items()]
    return tuple(sorted(lanes, key=lambda lane: -lane.deepest_um))


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
