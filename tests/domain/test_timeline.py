from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.plans import Phase, Plan
from needlelog.domain.timeline import (
    DepthLane,
    PlannedSession,
    Timeline,
    TimelineProduct,
    TimelineSession,
    TimelineZone,
    planned_sessions,
)
from needlelog.domain.zones import Side

PLAN = Plan("plan", "client", "acne_scars", planned_sessions=4, interval_days=30)
LATER = date(2030, 1, 1)


def test_glide_and_antiseptic_are_no_serum() -> None:
    session = TimelineSession(
        "s1",
        1,
        date(2026, 3, 2),
        products=(
            TimelineProduct("Glide gel", "G-1", "glide"),
            TimelineProduct("HA", "H-1", "hyaluronic_acid"),
            TimelineProduct("HA", "H-2", "hyaluronic_acid"),
            TimelineProduct("", "H-2"),
            TimelineProduct("Chlorhexidine", category="antiseptic"),
        ),
    )
    assert session.topicals == ("HA",)


def test_lanes_hold_the_deepest_row_of_each_session() -> None:
    first = TimelineSession(
        "s1",
        1,
        date(2026, 3, 2),
        zones=(
            TimelineZone("chin", Side.MID, 1000, 4),
            TimelineZone("cheek_lateral", Side.LEFT, 1500, None),
            TimelineZone("cheek_lateral", Side.RIGHT, 1250, None),
        ),
    )
    second = TimelineSession(
        "s2",
        2,
        date(2026, 4, 2),
        zones=(
            TimelineZone("cheek_lateral", Side.BOTH, 2000, None),
            TimelineZone("custom", Side.MID, 500, None, "old scar"),
            TimelineZone("nose", Side.MID, None, None),
        ),
    )
    assert Timeline((first, second)).lanes == (
        DepthLane("cheek_lateral", "", (1500, 2000)),
        DepthLane("chin", "", (1000, None)),
        DepthLane("custom", "old scar", (None, 500)),
        DepthLane("nose", "", (None, None)),
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
