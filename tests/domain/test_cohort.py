"""Figures of a cohort: by hand, and as properties."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.cohort import (
    Axis,
    Rating,
    Spread,
    band,
    of_one_rater,
    paired_change,
    placed,
    points_of,
    telling_pair,
)

FIRST = date(2026, 1, 5)
DAYS = {1: (FIRST, FIRST + timedelta(days=30)), 2: (FIRST,), 3: (FIRST,)}


def rating(client: int, day: int, points: float, by: int = 7, number: int = 0) -> Rating:
    return Rating(client, FIRST + timedelta(days=day), round(points * 1000), by, number)


def test_a_rating_on_the_day_of_a_session_is_before_it() -> None:
    rated = (rating(1, 0, 4), rating(1, 30, 3), rating(1, 31, 2))
    assert placed(rated, DAYS, Axis.SESSIONS) == {0: {1: 4.0}, 1: {1: 3.0}, 2: {1: 2.0}}


def test_days_are_put_together_by_thirty_and_the_first_day_is_zero() -> None:
    rated = [rating(1, day, day) for day in (0, 1, 30, 31)]
    assert placed(rated, DAYS, Axis.DAYS) == {0: {1: 0.0}, 30: {1: 30.0}, 60: {1: 31.0}}
    assert placed([rating(1, -9, 5)], DAYS, Axis.DAYS) == {0: {1: 5.0}}


def test_the_last_value_at_a_place_counts_and_who_has_no_session_does_not() -> None:
    rated = (rating(2, 2, 3), rating(2, 9, 1), rating(9, 2, 4))
    assert placed(rated, DAYS, Axis.SESSIONS) == {1: {2: 1.0}}


def test_the_figures_of_a_place_by_hand() -> None:
    values = {0: {1: 2.0, 2: 4.0, 3: 4.0, 4: 4.0, 5: 5.0, 6: 5.0, 7: 7.0, 8: 9.0}}
    (point,) = points_of(values)
    assert (point.n, point.mean, point.median) == (8, 5.0, 4.5)
    assert point.sd == pytest.approx(32**0.5 / 7**0.5)
    assert point.se == pytest.approx((32 / 7 / 8) ** 0.5)
    assert (point.lower_quartile, point.upper_quartile) == (4.0, 5.5)
    assert point.few
    assert band(point, Spread.QUARTILES) == (4.0, 4.5, 5.5)
    assert band(point, Spread.SD)[1] == 5.0


def test_one_client_has_no_spread() -> None:
    (point,) = points_of({0: {1: 2.0}})
    assert (point.sd, point.se, point.median) == (None, None, 2.0)
    assert band(point, Spread.SE) == (2.0, 2.0, 2.0)


def test_the_two_percents_are_different_figures() -> None:
    values = {0: {1: 10.0, 2: 40.0, 3: 5.0}, 4: {1: 5.0, 2: 30.0}}
    change = paired_change(values, 0, 4, has_percent=True)
    assert change is not None
    assert (change.n, change.mean_before, change.mean_after) == (2, 25.0, 17.5)
    assert change.change_of_means == pytest.approx(-30.0)
    assert change.mean_of_changes == pytest.approx((-50 - 25) / 2)
    bare = paired_change(values, 0, 4, has_percent=False)
    assert bare is not None
    assert (bare.change_of_means, bare.mean_of_changes) == (None, None)
    assert paired_change(values, 0, 9, has_percent=True) is None


def test_what_is_compared_when_nobody_says() -> None:
    many = dict.fromkeys(range(12), 3.0)
    assert telling_pair({0: many, 2: many, 4: dict.fromkeys(range(3), 1.0)}) == (0, 2)
    assert telling_pair({0: {1: 3.0, 2: 3.0}, 1: {1: 2.0, 2: 2.0}, 3: {1: 1.0}}) == (0, 1)
    assert telling_pair({0: {1: 3.0}}) is None
    assert telling_pair({0: {1: 3.0}, 1: {2: 3.0}}) is None


def test_one_person_rates_a_client() -> None:
    own = (rating(1, 0, 4, by=7, number=1), rating(1, 40, 3, by=7, number=2))
    other = (rating(1, 10, 1, by=8, number=3), rating(2, 10, 2, by=8, number=4))
    kept, lost = of_one_rater((*other, *own))
    assert {each.number for each in kept} == {1, 2, 4}
    assert lost == 1


RATINGS = st.lists(
    st.builds(
        rating,
        st.integers(1, 3),
        st.integers(-5, 90),
        st.integers(0, 10),
        st.integers(1, 2),
        st.integers(1, 10_000),
    ),
    unique_by=lambda each: each.number,
    max_size=25,
)


@given(RATINGS, st.randoms(use_true_random=False), st.sampled_from(Axis))
def test_the_order_of_entry_does_not_matter(
    rated: list[Rating], chance: random.Random, axis: Axis
) -> None:
    shuffled = list(rated)
    chance.shuffle(shuffled)
    once, again = (of_one_rater(each)[0] for each in (rated, shuffled))
    assert placed(once, DAYS, axis) == placed(again, DAYS, axis)
    assert points_of(placed(once, DAYS, axis)) == points_of(placed(again, DAYS, axis))


@given(RATINGS)
def test_every_client_counts_once_at_a_place(rated: list[Rating]) -> None:
    for point in points_of(placed(of_one_rater(rated)[0], DAYS, Axis.SESSIONS)):
        assert point.n == len(set(point.clients)) <= len(DAYS)
        assert point.lower_quartile <= point.median <= point.upper_quartile
