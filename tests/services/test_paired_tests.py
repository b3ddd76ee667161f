"""The statistics of paired differences against published worked examples."""

from __future__ import annotations

import pytest

from needlelog.services.paired_tests import paired_t, wilcoxon_p

SLEEP = (1.2, 2.4, 1.3, 1.3, 0.0, 1.0, 1.8, 0.8, 4.6, 1.4)
"""Extra hours of sleep under one drug against another: Student, Biometrika 1908;6:1."""
SCORES = tuple(
    round(first - second, 3)
    for first, second in zip(
        (1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30),
        (0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.06, 3.14, 1.29),
        strict=True,
    )
)
"""Two visits of nine patients: Hollander and Wolfe, Nonparametric Statistical Methods, p. 29."""


def test_the_example_of_student() -> None:
    found = paired_t(SLEEP)
    assert found is not None
    assert found.n == 10
    assert found.t == pytest.approx(4.0621, abs=5e-5)
    assert found.p == pytest.approx(0.002833, abs=5e-7)
    assert (found.low, found.high) == pytest.approx((0.7001142, 2.4598858), abs=5e-7)


def test_two_differences_are_the_fewest() -> None:
    assert paired_t([1.0]) is None
    found = paired_t([1.0, 2.0])
    assert found is not None
    # One degree of freedom: 12.7062 standard errors of a half.
    assert (found.low, found.high) == pytest.approx((1.5 - 6.3531, 1.5 + 6.3531), abs=5e-5)


def test_differences_that_are_all_alike_have_no_spread_to_test() -> None:
    found = paired_t([2.0, 2.0, 2.0])
    assert found is not None
    assert (found.low, found.high, found.t, found.p) == (2.0, 2.0, None, None)


def test_the_example_of_hollander_and_wolfe() -> None:
    assert wilcoxon_p(SCORES) == pytest.approx(0.0390625)
    assert wilcoxon_p((*SCORES, 0.0)) == wilcoxon_p(SCORES)


@pytest.mark.parametrize("differences", [(), (0.0, 0.0, 0.0), (1.5, 0.0)])
def test_too_few_changes_are_not_tested(differences: tuple[float, ...]) -> None:
    assert wilcoxon_p(differences) is None
