"""Similarities: from points, there and back, one after the other."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.alignment import (
    PointsTooClose,
    Similarity,
    similarity_from_points,
)

similarities = st.builds(
    Similarity,
    st.floats(0.4, 2.5),
    st.floats(-1.5, 1.5),
    st.floats(-0.5, 0.5),
    st.floats(-0.5, 0.5),
)
EYES_AND_CHIN = ((0.38, 0.5), (0.62, 0.5), (0.5, 0.9))


def close(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return math.dist(one, other) < 1e-9


@given(similarities)
def test_two_or_three_points_give_the_similarity_back(wanted: Similarity) -> None:
    for count in (2, 3):
        points = EYES_AND_CHIN[:count]
        found = similarity_from_points(points, [wanted.apply(point) for point in points])
        assert found.scale == pytest.approx(wanted.scale)
        assert found.rotation == pytest.approx(wanted.rotation)
        assert (found.dx, found.dy) == pytest.approx((wanted.dx, wanted.dy))


@given(similarities, similarities)
def test_back_and_one_after_the_other(first: Similarity, second: Similarity) -> None:
    for point in EYES_AND_CHIN:
        assert close(first.inverse().apply(first.apply(point)), point)
        assert close(second.after(first).apply(point), second.apply(first.apply(point)))


def test_a_third_point_that_is_a_little_off_is_shared_out() -> None:
    off = (*EYES_AND_CHIN[:2], (0.5, 0.93))
    found = similarity_from_points(EYES_AND_CHIN, off)
    left = [
        math.dist(found.apply(one), other) for one, other in zip(EYES_AND_CHIN, off, strict=True)
    ]
    assert 0.005 < max(left) < 0.03
    assert found.degrees == pytest.approx(0, abs=1e-9)
    # Worked by hand: the sum of products over the sum of squares.
    assert found.scale == pytest.approx(
        1 + (0.4 * 2 / 3 * 0.03) / (0.0288 + 0.16 * 2 / 3), rel=1e-6
    )


def test_x_goes_towards_y() -> None:
    assert close(Similarity(rotation=math.pi / 2).apply((1, 0)), (0, 1))
    assert Similarity(rotation=math.pi / 4).degrees == pytest.approx(45)


def test_what_gives_no_answer_is_refused() -> None:
    with pytest.raises(PointsTooClose):
        similarity_from_points([(0.5, 0.5)], [(0.5, 0.5)])
    with pytest.raises(PointsTooClose):
        similarity_from_points([(0.5, 0.5), (0.501, 0.5)], [(0.2, 0.5), (0.8, 0.5)])
    with pytest.raises(PointsTooClose):
        similarity_from_points([(0.2, 0.5), (0.8, 0.5)], [(0.5, 0.5), (0.501, 0.5)])
    with pytest.raises(ValueError, match="partner"):
        similarity_from_points(EYES_AND_CHIN, EYES_AND_CHIN[:2])
