from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.plans import Phase, Plan
from needlelog.domain.sessions import (
    Reaction,
    ReactionSign,
    SessionDraft,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.timeline import (
    DepthLane,
    PlannedSession,
    Timeline,
    planned_sessions,
    timeline_session,
)
from needlelog.domain.zones import Side
from tests.domain.drafts import NOON

PLAN = Plan("plan", "client", "acne_scars", planned_sessions=4, interval_days=30)
LATER = date(2030, 1, 1)
DRAFT = SessionDraft(
    "s1",
    "client",
    "person",
    NOON,
    started_at=NOON,
    number=1,
    zones=(
        ZoneRow(1, "face.chin", Side.MID, depth_um=1000, passes=4, erythema=2, bleeding=0, pain=6),
        ZoneRow(2, "face.cheek.lat", Side.LEFT, depth_um=1500, erythema=3),
        ZoneRow(3, "face.cheek.lat", Side.RIGHT, depth_um=1250),
    ),
    topicals=(TopicalRow(1, "HA"), TopicalRow(2, "HA"), TopicalRow(3, "")),
    pain=4,
    reactions=(Reaction(1, ReactionSign.BRUISE),),
)


def test_a_session_is_told_by_its_highest_grades() -> None:
    session = timeline_session(DRAFT)
    assert (session.pain, session.erythema, session.bleeding) == (6, 3, 0)
    assert (session.topicals, session.reactions) == (("HA",), (ReactionSign.BRUISE,))
    assert session.on == NOON.date()


def test_not_recorded_is_not_zero() -> None:
    session = timeline_session(replace(DRAFT, zones=(), pain=None, reactions=None))
    assert (session.pain, session.erythema, session.bleeding) == (None, None, None)
    assert session.reactions is None


def test_lanes_hold_the_deepest_row_of_each_session() -> None:
    first = timeline_session(DRAFT)
    second = timeline_session(
        replace(
            DRAFT,
            zones=(
                ZoneRow(1, "face.cheek.lat", Side.BOTH, depth_um=2000),
                ZoneRow(2, "custom", Side.MID, "old scar", depth_um=500),
                ZoneRow(3, "face.nose", Side.MID),
            ),
        )
    )
    assert Timeline((first, second)).lanes == (
        DepthLane("face.cheek.lat", "", (1500, 2000)),
        DepthLane("face.chin", "", (1000, None)),
        DepthLane("custom", "old scar", (None, 500)),
        DepthLane("face.nose", "", (None, None)),
    )


def test_a_series_is_foreseen_to_its_end() -> None:
    assert planned_sessions(PLAN, 2, date(2026, 3, 2), LATER) == (
        PlannedSession(3, date(2026, 4, 1)),
        PlannedSession(4, date(2026, 5, 1)),
    )


@pytest.mark.parametrize(
    ("plan", "done", "last", "expected"),
    [
        (PLAN, 4, date(2026, 3, 2), ()),
        (replace(PLAN, active=False), 1, date(2026, 3, 2), ()),
        (PLAN, 0, None, ()),
        (
            replace(PLAN, planned_sessions=None),
            2,
            date(2026, 3, 2),
            (PlannedSession(3, date(2026, 4, 1)),),
        ),
        (
            replace(PLAN, phase=Phase.MAINTENANCE),
            9,
            date(2026, 3, 2),
            (PlannedSession(None, date(2026, 4, 1)),),
        ),
        (
            replace(PLAN, interval_days=None, started_on=date(2026, 3, 5)),
            0,
            None,
            (PlannedSession(1, date(2026, 3, 5)),),
        ),
    ],
)
def test_what_a_plan_foresees(
    plan: Plan, done: int, last: date | None, expected: tuple[PlannedSession, ...]
) -> None:
    assert planned_sessions(plan, done, last, LATER) == expected


@given(
    done=st.integers(0, 1000),
    planned=st.integers(1, 1000),
    interval=st.integers(1, 3660),
    ahead=st.integers(0, 3000),
)
def test_nothing_is_foreseen_beyond_the_plan_or_the_day(
    done: int, planned: int, interval: int, ahead: int
) -> None:
    plan = replace(PLAN, planned_sessions=planned, interval_days=interval)
    last = date(2026, 3, 2)
    latest = last + timedelta(days=ahead)
    found = planned_sessions(plan, done, last, latest)
    assert len(found) == max(0, min(planned - done, ahead // interval))
    days = [last, *(one.on for one in found)]
    assert all(later - earlier == timedelta(days=interval) for earlier, later in pairwise(days))
