"""Reading the drawn maps, and which paths show a treated zone."""

from __future__ import annotations

import pytest

from needlelog.domain.zone_paths import LabelSpot, parse_map, parse_path, split_path_id
from needlelog.domain.zones import Side
from needlelog.files.reference_data import map_drawing

SMALL = """<svg xmlns="http://www.w3.org/2000/svg" data-sides="right left" viewBox="1 2 30 40">
<g id="base"><path class="hair" d="M 0 0 L 1 1 Z"/><path d="M 0 0 L 1 1 Z"/></g>
<g id="zones"><path id="chin" data-label="1 2 3.5" d="M 0 0 L 1 1 Z"/>
<path id="cheek_left" d="M 0 0 C 1 2 3 4 5 6 Z"/></g><g id="lines"/></svg>"""


def test_a_path_is_read_into_commands() -> None:
    assert parse_path("M 1 2 L-3.5 4 C 1 2 3 4 5 6 Z") == (
        ("M", (1.0, 2.0)),
        ("L", (-3.5, 4.0)),
        ("C", (1.0, 2.0, 3.0, 4.0, 5.0, 6.0)),
        ("Z", ()),
    )


def test_numbers_may_follow_without_a_letter() -> None:
    assert parse_path("M 0 0 1 1 2 2")[1:] == (("L", (1.0, 1.0)), ("L", (2.0, 2.0)))


@pytest.mark.parametrize("text", ["m 1 2", "M 1", "M 0 0 Q 1 2 3 4", "1 2", "M 0 0 Z 4 4"])
def test_other_path_data_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="Path"):
        parse_path(text)


def test_a_map_is_read_with_its_sides_and_labels() -> None:
    drawing = parse_map("small", SMALL)
    assert list(drawing.view_box) == [1, 2, 30, 40]
    assert list(drawing.foot_sides) == [Side.RIGHT, Side.LEFT]
    assert [shape.kind for shape in drawing.base] == ["hair", "skin"]
    chin, cheek = drawing.zones
    assert (chin.zone_code, chin.tap_side) == ("chin", Side.MID)
    assert chin.label == LabelSpot(1, 2, 3.5)
    assert (cheek.zone_code, cheek.side) == ("cheek", Side.LEFT)
    assert chin.commands == drawing.base[0].commands == parse_path("M 0 0 L 1 1 Z")


def test_a_map_without_sides_is_refused() -> None:
    with pytest.raises(ValueError, match="sides"):
        parse_map("small", SMALL.replace('data-sides="right left"', ""))


def test_path_ids_hold_the_clients_side() -> None:
    assert split_path_id("upper_lip") == ("upper_lip", None)
    assert split_path_id("cheek_medial_right") == ("cheek_medial", Side.RIGHT)


@pytest.mark.parametrize(
    ("name", "code", "side", "paths"),
    [
        ("face_front", "cheek_medial", Side.BOTH, {"cheek_medial_left", "cheek_medial_right"}),
        ("face_front", "cheek_medial", Side.LEFT, {"cheek_medial_left"}),
        ("face_front", "forehead", Side.LEFT, {"forehead"}),
        ("face_profile_left", "forehead", Side.MID, {"forehead_left"}),
        ("face_profile_left", "forehead", Side.RIGHT, set()),
        ("neck_chest", "decollete", Side.MID, {"decollete"}),
        ("neck_chest", "decollete", Side.BOTH, {"decollete_left", "decollete_right"}),
        ("body_front", "decollete", Side.RIGHT, {"decollete"}),
        ("hands", "chin", Side.MID, set()),
    ],
)
def test_paths_that_show_a_treated_zone(name: str, code: str, side: Side, paths: set[str]) -> None:
    assert {zone.path_id for zone in map_drawing(name).shows(code, side)} == paths
