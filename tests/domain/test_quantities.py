"""Numbers as they are typed: comma or point, never silently changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import (
    format_depth,
    format_depth_short,
    format_mass,
    format_volume,
    parse_area,
    parse_depth,
    parse_mass,
    parse_passes,
    parse_volume,
)


@given(st.integers(10, 300), st.sampled_from([".", ","]))
def test_a_depth_comes_back_as_it_was_written(hundredths: int, mark: str) -> None:
    micrometres = hundredths * 10
    assert parse_depth(format_depth(micrometres, mark)) == micrometres
    assert parse_depth(format_depth_short(micrometres, mark)) == micrometres


@pytest.mark.parametrize(
    ("text", "depth"), [("1,25", 1250), ("1.25", 1250), (" 0.5 mm", 500), ("2", 2000)]
)
def test_depths_that_are_understood(text: str, depth: int) -> None:
    assert parse_depth(text) == depth


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("15", "depth_range"),
        ("0", "depth_range"),
        ("0.05", "depth_range"),
        ("-1", "number"),
        ("abc", "number"),
        ("1.2.5", "number"),
        ("", "number"),
        ("1e3", "number"),
        ("1.255", "depth_step"),
        ("٣", "number"),
    ],
)
def test_depths_that_are_refused_with_a_reason(text: str, reason: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_depth(text)
    assert caught.value.reason == reason


@pytest.mark.parametrize("text", ["0", "16", "-2", "2.5", "²", "9999999999"])
def test_passes_that_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_passes(text)


@given(st.integers(1, 100_000))
def test_a_volume_comes_back_as_it_was_written(microlitres: int) -> None:
    assert parse_volume(format_volume(microlitres, ",")) == microlitres


@given(st.integers(1, 100_000))
def test_a_mass_comes_back_as_it_was_written(milligrams: int) -> None:
    assert parse_mass(format_mass(milligrams, ",")) == milligrams


def test_units_may_stand_beside_mass_and_area() -> None:
    assert parse_mass("2,5 g") == 2500
    assert parse_area("25 cm²") == 25


@pytest.mark.parametrize("text", ["0", "101", "0.0005", "-1", "two"])
def test_masses_that_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_mass(text)


@pytest.mark.parametrize("text", ["0", "4001", "2.5", "²", "9999999"])
def test_areas_that_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_area(text)


@pytest.mark.parametrize("text", ["0", "101", "-1", "1.5.2", "two"])
def test_volumes_that_are_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        parse_volume(text)
