"""Zones: sides, figures and being found under the names people use."""

from __future__ import annotations

import pytest

from needlelog.domain.zones import CUSTOM_ZONE, Confidence, Side, ZoneGroup, parse_zones
from needlelog.files.reference_data import zone_catalogue
from needlelog.files.resources import load_toml

ZONES = zone_catalogue()


def found(text: str) -> list[str]:
    return [zone.code for zone in ZONES.search(text)]


def test_both_sides_are_written_as_l_plus_r() -> None:
    assert [side.sign for side in Side] == ["L", "R", "L + R", "mid"]


def test_mirrored_sides() -> None:
    assert Side.LEFT.opposite is Side.RIGHT
    assert Side.BOTH.opposite is Side.BOTH
    assert Side.BOTH.parts == (Side.LEFT, Side.RIGHT)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("malar", "cheek_lateral"),
        ("cheekbone", "cheek_lateral"),
        ("CHEEK LAT", "cheek_lateral"),
        ("crow's feet", "crows_feet"),
        ("Crow’s Feet", "crows_feet"),
        ("crows", "crows_feet"),
        ("lateral canthus", "crows_feet"),
        ("décolleté", "decollete"),
        ("decollete", "decollete"),
        ("Décolletage", "decollete"),
        ("chest", "decollete"),
        ("vertex", "scalp_vertex"),
        ("hand back", "hand_dorsum_radial"),
        ("nape", "neck_back"),
        ("under eye", "under_eye"),
        ("upper_lip", "upper_lip"),
    ],
)
def test_names_people_use(typed: str, code: str) -> None:
    assert found(typed)[0] == code


def test_a_search_for_nothing_finds_nothing() -> None:
    assert found("  ") == []
    assert found("qqq") == []


def test_the_very_name_comes_first() -> None:
    assert found("nose")[0] == "nose"
    assert found("temple") == ["temple", "scalp_temple"]


def test_figures_are_those_of_the_reference_zone() -> None:
    cheek = ZONES.limits("cheek_lateral")
    assert (cheek.advisory_um, cheek.warn_um) == ((500, 1000), 2000)
    assert cheek.confidence is Confidence.LOW
    assert ZONES.by_code("hand_dorsum_ulnar").reference == "hand.dorsum"


def test_a_device_can_tighten_a_limit() -> None:
    assert ZONES.limits("cheek_medial", "skinpen_precision").warn_um == 1500
    assert "SkinPen" in ZONES.limits("cheek_medial", "skinpen_precision").source
    assert ZONES.limits("cheek_medial", "dermapen_4").warn_um == 2000
    assert ZONES.limits("chin", "skinpen_precision").warn_um == 2000


def test_eyelids_are_to_be_avoided() -> None:
    assert ZONES.limits("upper_eyelid").avoid
    assert ZONES.limits("lower_eyelid").avoid
    assert not ZONES.limits("under_eye").avoid


def test_the_custom_zone_is_known_but_not_listed() -> None:
    assert CUSTOM_ZONE in ZONES
    assert ZONES.by_code(CUSTOM_ZONE).limits.warn_um is None
    assert CUSTOM_ZONE not in {zone.code for zone in ZONES}


def test_every_figure_says_where_it_is_from() -> None:
    for zone in (*ZONES, ZONES.custom):
        assert zone.limits.source, zone.code
        if zone.limits.confidence is Confidence.UNVERIFIED:
            assert zone.limits.source.startswith("no source"), zone.code
        advisory, warn = zone.limits.advisory_um, zone.limits.warn_um
        if advisory is not None and warn is not None:
            assert 100 <= advisory[0] <= advisory[1] <= warn <= 3000, zone.code


def test_codes_and_names_are_unique() -> None:
    assert len({zone.code for zone in ZONES}) == len(ZONES)
    assert len({zone.name for zone in ZONES}) == len(ZONES)


def test_every_group_has_zones() -> None:
    assert all(ZONES.in_group(group) for group in ZoneGroup)


def test_a_code_that_stands_twice_is_refused() -> None:
    data = dict(load_toml("zones.toml"))
    data["zone"] = [*data["zone"], data["zone"][0]]
    with pytest.raises(ValueError, match="twice"):
        parse_zones(data)
