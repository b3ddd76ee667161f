from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.photos import Photo, PhotoPhase
from needlelog.domain.plans import Phase, Plan
from needlelog.domain.progress_series import (
    Outcome,
    SignLane,
    Window,
    months_later,
    outcomes_of,
    progress_series,
    result_window,
)
from needlelog.domain.scales import Direction, Rater, Scale
from needlelog.domain.score_series import ScorePoint, ScoreSeries
from needlelog.domain.timeline import (
    PlannedSession,
    Timeline,
    TimelineProduct,
    TimelineSession,
)
from needlelog.files.reference_data import scale_catalogue

DAY = date(2026, 3, 2)
FIRST = TimelineSession("s1", 1, DAY, pain=6, erythema=2)
SECOND = TimelineSession("s2", 2, DAY + timedelta(days=30), pain=4)
PLAN = Plan("p", "c", "Acne scars", planned_sessions=4, interval_days=30)


def scale(code: str) -> Scale:
    return next(each for each in scale_catalogue().scales if each.code == code)


def series(code: str, *totals: float, rater: Rater = Rater.CLINICIAN, by: str = "") -> ScoreSeries:
    points = tuple(
        ScorePoint(DAY + timedelta(days=30 * n), round(total * 1000))
        for n, total in enumerate(totals)
    )
    return ScoreSeries(scale(code), rater, by, points)


def outcome(code: str, *totals: float) -> Outcome:
    return outcomes_of([series(code, *totals)])[0]


def test_few_grades_are_shown_whole_and_the_better_one_stands_higher() -> None:
    grades = outcome("goodman_baron", 4, 3)
    assert grades.marks == (1000, 2000, 3000, 4000)
    assert (grades.height_of(1000), grades.height_of(4000)) == (1, 0)
    assert grades.scale.direction is Direction.LOWER_BETTER


def test_a_long_scale_begins_at_its_best_end() -> None:
    lower, higher = outcome("mmasi", 9.9, 4.2), outcome("satisfaction", 4, 8)
    assert (lower.least, lower.most) == (0, 10_000)
    assert (higher.least, higher.most) == (4000, 10_000)
    assert higher.height_of(10_000) == 1
    assert outcome("mmasi", 0).most == 1000


@given(st.lists(st.integers(0, 24), min_size=1, max_size=30))
def test_every_value_is_on_its_axis(totals: list[int]) -> None:
    shown = outcome("mmasi", *totals)
    assert all(0 <= shown.height_of(round(total * 1000)) <= 1 for total in totals)
    assert shown.marks[0] == shown.least
    assert len(shown.marks) <= 6


def test_raters_share_an_axis_and_no_line() -> None:
    mine = series("goodman_baron", 4, 3, by="Rina")
    hers = series("goodman_baron", 4, 4, 2, by="Jana")
    (shown,) = outcomes_of([mine, hers])
    assert shown.lines == (mine, hers)
    assert shown.points == 5
    assert shown.main is hers


def test_pain_and_redness_of_the_sessions_are_outcomes_too() -> None:
    found = progress_series(Timeline((FIRST, SECOND)))
    assert [(one.key, one.points) for one in found.outcomes] == [
        ("session.pain", 2),
        ("session.redness", 1),
    ]
    assert found.outcomes[0].lines[0].points[0].session_uid == "s1"
    assert found.chosen(["session.redness", "unknown"]).outcomes == found.outcomes[1:]


def test_glide_is_no_lane() -> None:
    products = (TimelineProduct("Glide", "", "glide"), TimelineProduct("HA", "", "other_serum"))
    used = TimelineSession("s1", 1, DAY, products=products)
    assert [lane.name for lane in progress_series(Timeline((used,))).topicals] == ["HA"]


def test_redness_has_a_lane_and_the_longest_other_sign() -> None:
    symptoms = (
        Symptom(Sign.REDNESS, 1),
        Symptom(Sign.SWELLING, 1),
        Symptom(Sign.DRYNESS, 1),
    )
    asked = FollowUp("f", "c", "s1", 3, DAY + timedelta(days=3), symptoms=symptoms)
    only_dry = FollowUp(
        "g", "c", "s1", 7, DAY + timedelta(days=7), symptoms=(Symptom(Sign.DRYNESS, 1),)
    )
    found = progress_series(Timeline((FIRST,), follow_ups=(asked, only_dry)))
    assert [lane.sign for lane in found.signs] == [Sign.REDNESS, None]
    assert isinstance(found.signs[1], SignLane)
    assert [(span.sign, span.last_day) for span in found.signs[1].spans] == [(Sign.DRYNESS, 7)]


def test_photos_stand_on_their_day() -> None:
    at = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    shots = tuple(
        Photo(uid, "c", "face_front", PhotoPhase.BEFORE, uid, "image/jpeg", 1, 1, at, at)
        for uid in ("a", "b")
    )
    (day,) = progress_series(Timeline((FIRST,), photos=shots)).photos
    assert (day.on, day.photos) == (DAY, shots)


def test_results_are_expected_after_the_last_session_of_the_series() -> None:
    planned = (PlannedSession(3, date(2026, 5, 1)), PlannedSession(4, date(2026, 5, 31)))
    running = Timeline((FIRST, SECOND), planned, PLAN)
    assert result_window(running) == Window(date(2026, 8, 31), date(2027, 5, 31))
    done = Timeline((FIRST, SECOND), (), PLAN)
    assert result_window(done) == Window(date(2026, 7, 1), date(2027, 4, 1))
    assert result_window(Timeline((), planned, PLAN)) is None
    maintenance = Plan("p", "c", "Acne scars", phase=Phase.MAINTENANCE, interval_days=90)
    assert result_window(Timeline((FIRST,), (), maintenance)) is None


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 9, 15), 3, date(2026, 12, 15)),
    ],
)
def test_months_end_where_the_month_ends(day: date, months: int, expected: date) -> None:
    assert months_later(day, months) == expected


def test_the_span_takes_in_everything() -> None:
    early = ScoreSeries(
        scale("goodman_baron"), Rater.CLINICIAN, "", (ScorePoint(DAY - timedelta(days=9), 4000),)
    )
    found = progress_series(Timeline((FIRST, SECOND), (), PLAN, (early,)))
    assert found.span == (DAY - timedelta(days=9), date(2027, 4, 1))
    assert progress_series(Timeline()).empty
