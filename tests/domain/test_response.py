"""Series, change and response: by hand, against SciPy, and whatever the order of entry."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.response import Response, ResponseWord, Wait, response, theil_sen
from needlelog.domain.scales import Rater, Scale
from needlelog.domain.score_series import ScorePoint, ScoreSeries, change_of, series_of
from needlelog.domain.scores import Score, Withdrawal
from needlelog.files.reference_data import scale_catalogue

START = date(2026, 1, 5)


def scale_of(code: str) -> Scale:
    scale = scale_catalogue().find(code, "1")
    assert scale is not None
    return scale


def series(code: str, *points: tuple[int, float]) -> ScoreSeries:
    """A series of (days since the first session, points of the scale)."""
    return ScoreSeries(
        scale_of(code),
        scale_of(code).raters[0],
        "",
        tuple(
            ScorePoint(START + timedelta(days=day), round(total * 1000), str(place))
            for place, (day, total) in enumerate(points)
        ),
    )


def judged(code: str, *points: tuple[int, float]) -> Response:
    return response(series(code, *points), START)


def score(day: int, total: int, uid: str = "", **fields: object) -> Score:
    values: dict[str, object] = {
        "scale": "pain",
        "scale_version": "1",
        "rater": Rater.CLIENT,
        "rated_on": START + timedelta(days=day),
        "items": (("grade", total * 1000),),
        "total": total * 1000,
        "uid": uid or f"{day:03}",
    }
    return Score(**{**values, **fields})  # type: ignore[arg-type]


# --- response ------------------------------------------------------------------------------------


def test_a_fall_of_mmasi_is_a_response_with_its_figures() -> None:
    # Slopes between the pairs: −1.2/28, −3.4/56, −2.2/28 a day; the median is −3.4/56.
    found = judged("mmasi", (0, 12.4), (28, 11.2), (56, 9.0))
    assert found.word is ResponseWord.RESPONDING
    assert found.slope == Fraction(-3400, 56)
    assert found.trend_gain == 3400
    assert (found.points, found.days, found.meaningful_step) == (3, 56, 1000)


def test_a_rise_of_satisfaction_is_a_response() -> None:
    assert judged("satisfaction", (0, 3), (28, 5), (56, 7)).word is ResponseWord.RESPONDING


def test_the_same_figures_the_other_way_round_are_worse() -> None:
    assert judged("satisfaction", (0, 7), (28, 5), (56, 3)).word is ResponseWord.WORSE
    assert judged("mmasi", (0, 9.0), (28, 11.2), (56, 12.4)).word is ResponseWord.WORSE


def test_a_trend_below_the_smallest_step_is_a_plateau() -> None:
    assert judged("mmasi", (0, 9.0), (28, 8.7), (56, 8.1)).word is ResponseWord.PLATEAU


def test_the_smallest_step_itself_counts() -> None:
    assert judged("mmasi", (0, 9.0), (28, 8.5), (56, 8.0)).word is ResponseWord.RESPONDING
    assert judged("mmasi", (0, 9.0), (28, 8.5), (56, 8.001)).word is ResponseWord.PLATEAU


def test_one_odd_score_does_not_turn_the_answer() -> None:
    points = [(0, 12.0), (28, 11.0), (56, 10.0), (84, 9.0), (112, 8.0)]
    assert judged("mmasi", *points[:2], (56, 24.0), *points[3:]).word is ResponseWord.RESPONDING


@pytest.mark.parametrize(
    ("points", "first_session", "why"),
    [
        (((0, 5), (28, 3), (56, 1)), None, Wait.NO_SESSION),
        (((-30, 8), (-14, 6), (0, 5)), START, Wait.NO_FOLLOW_UP),
        (((0, 5), (28, 1)), START, Wait.FEW_POINTS),
        (((28, 5), (28, 3), (28, 1)), START, Wait.ONE_DAY),
        ((), START, Wait.NO_FOLLOW_UP),
    ],
)
def test_too_early(
    points: tuple[tuple[int, float], ...], first_session: date | None, why: Wait
) -> None:
    found = response(series("pain", *points), first_session)
    assert found.word is ResponseWord.TOO_EARLY
    assert found.wait is why
    assert found.slope is None


def test_scores_before_the_first_session_alone_never_say_anything() -> None:
    many = [(-day, day) for day in range(10, 0, -1)]
    assert judged("pain", *many, (0, 0)).wait is Wait.NO_FOLLOW_UP
    assert judged("pain", *many, (1, 0)).wait is None


days_and_totals = st.lists(
    st.tuples(st.integers(-60, 400), st.integers(0, 10_000)), min_size=3, max_size=25
).filter(lambda points: len({day for day, _ in points}) > 1)


@given(days_and_totals)
def test_the_slope_is_the_one_scipy_finds(points: list[tuple[int, int]]) -> None:
    import numpy as np
    from scipy.stats import theilslopes

    made = [ScorePoint(START + timedelta(days=day), total) for day, total in points]
    ours = theil_sen(made)
    with np.errstate(invalid="ignore"):  # SciPy's interval has no value with many ties
        theirs = theilslopes([total for _, total in points], [day for day, _ in points])
    assert ours is not None
    assert float(ours) == pytest.approx(theirs.slope)


@given(days_and_totals)
def test_the_slope_is_exact(points: list[tuple[int, int]]) -> None:
    slopes = [
        Fraction(later - total, other - day)
        for place, (day, total) in enumerate(points)
        for other, later in points[place + 1 :]
        if other != day
    ]
    assert theil_sen([ScorePoint(START + timedelta(d), t) for d, t in points]) == median(slopes)


@given(days_and_totals)
def test_turning_time_about_turns_the_slope(points: list[tuple[int, int]]) -> None:
    forwards = theil_sen([ScorePoint(START + timedelta(days=day), t) for day, t in points])
    backwards = theil_sen([ScorePoint(START - timedelta(days=day), t) for day, t in points])
    assert forwards is not None
    assert backwards == -forwards


@given(days_and_totals.flatmap(lambda points: st.tuples(st.just(points), st.permutations(points))))
def test_the_order_of_entry_does_not_matter(
    drawn: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    first, second = (
        series_of(
            [replace(score(p[0], 0, f"{p}"), total=p[1]) for p in points],
            scale_catalogue(),
        )
        for points in drawn
    )
    assert first == second
    assert response(first[0], START) == response(second[0], START)
    assert change_of(first[0]) == change_of(second[0])


# --- series and change -----------------------------------------------------------------------------


def test_raters_and_versions_are_never_mixed() -> None:
    scores = [
        score(0, 5, "a", scale="gais", rater=Rater.CLIENT),
        score(1, 4, "b", scale="gais", rater=Rater.CLINICIAN, rated_by_uid="1", rated_by="Ann"),
        score(2, 3, "c", scale="gais", rater=Rater.CLINICIAN, rated_by_uid="2", rated_by="Ben"),
        score(3, 3, "d", scale="gais", rater=Rater.CLIENT, rated_by_uid="2", rated_by="Ben"),
        score(4, 3, "e", scale="gais", scale_version="0", rater=Rater.CLIENT),
        score(5, 3, "f", scale="erythema", rater=Rater.CLINICIAN, rated_by_uid="1", rated_by="A"),
    ]
    found = series_of(scores, scale_catalogue())
    assert [(s.scale.code, s.rated_by, [p.score_uid for p in s.points]) for s in found] == [
        ("gais", "", ["a", "d"]),
        ("gais", "Ben", ["c"]),
        ("gais", "Ann", ["b"]),
        ("erythema", "A", ["f"]),
    ]


def test_withdrawn_scores_do_not_count() -> None:
    taken_back = Withdrawal("Ann", datetime(2026, 1, 1, tzinfo=UTC), "typo")
    scores = [score(0, 5), score(7, 1, withdrawn=taken_back), score(14, 3)]
    (found,) = series_of(scores, scale_catalogue())
    assert [point.total for point in found.points] == [5000, 3000]


def test_a_change_says_how_much_of_the_first_value_is_gone() -> None:
    change = change_of(series("mmasi", (0, 12.4), (28, 11.2), (56, 9.3)))
    assert change is not None
    assert (change.first.total, change.latest.total) == (12400, 9300)
    assert (change.difference, change.gain) == (-3100, 3100)
    assert change.percent_of_first == 25


def test_a_change_for_the_worse_is_below_zero() -> None:
    change = change_of(series("satisfaction", (0, 8), (56, 6)))
    assert change is not None
    assert (change.difference, change.gain) == (-2000, -2000)
    assert change.percent_of_first == -25


@pytest.mark.parametrize(
    ("code", "first", "latest"),
    [("gais", 3, 1), ("quartile_improvement", 1, 3), ("goodman_baron", 4, 2), ("pain", 0, 3)],
)
def test_no_percent_where_it_would_mean_nothing(code: str, first: int, latest: int) -> None:
    change = change_of(series(code, (0, first), (56, latest)))
    assert change is not None
    assert change.gain != 0
    assert change.percent_of_first is None


def test_one_point_is_no_change() -> None:
    assert change_of(series("pain", (0, 3))) is None
