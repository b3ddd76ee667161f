"""Zones and maps are one list, and the reference data is found and read fast enough."""

from __future__ import annotations

import pytest

from needlelog.domain.photos import parse_view_sets
from needlelog.domain.zone_paths import MapZone
from needlelog.domain.zones import Side
from needlelog.files.reference_data import (
    MAP_NAMES,
    device_models,
    map_drawing,
    photo_view_sets,
    zone_catalogue,
)
from needlelog.files.resources import load_toml, names_in, read_bytes, read_text

ZONES = zone_catalogue()


def drawn() -> list[tuple[str, MapZone]]:
    return [(name, zone) for name in MAP_NAMES for zone in map_drawing(name).zones]


def test_every_drawn_zone_is_in_the_list() -> None:
    assert {zone.zone_code for _, zone in drawn()} <= {zone.code for zone in ZONES}


def test_every_listed_zone_is_drawn() -> None:
    assert {zone.code for zone in ZONES} <= {zone.zone_code for _, zone in drawn()}


def test_a_tap_gives_a_side_that_the_zone_may_have() -> None:
    for name, zone in drawn():
        assert zone.tap_side in ZONES.by_code(zone.zone_code).sides, (name, zone.path_id)


def test_every_side_of_a_zone_is_seen_on_some_map() -> None:
    for zone in ZONES:
        for side in zone.sides:
            seen = any(map_drawing(name).shows(zone.code, side) for name in MAP_NAMES)
            assert seen, (zone.code, side)


def test_limits_of_a_device_belong_to_one_that_is_published() -> None:
    named = {model for zone in ZONES for model, _limits in zone.device_limits}
    assert named
    assert named <= {each.code for each in device_models()}


def test_paired_paths_come_in_pairs() -> None:
    for name in MAP_NAMES:
        if "profile" in name:
            continue
        ids = {(zone.zone_code, zone.side) for zone in map_drawing(name).zones}
        assert all((code, side.opposite) in ids for code, side in ids if side is not None), name


def test_path_ids_are_unique_within_a_map() -> None:
    for name in MAP_NAMES:
        ids = [zone.path_id for zone in map_drawing(name).zones]
        assert len(ids) == len(set(ids)), name


def test_the_profiles_mirror_each_other() -> None:
    left, right = map_drawing("face_profile_left"), map_drawing("face_profile_right")
    width = left.view_box[2]
    for one, other in zip(left.zones, right.zones, strict=True):
        assert one.zone_code == other.zone_code
        assert (one.side, other.side) == (Side.LEFT, Side.RIGHT)
        for (_, mine), (_, theirs) in zip(one.commands, other.commands, strict=True):
            mirrored = [width - at if i % 2 == 0 else at for i, at in enumerate(mine)]
            assert mirrored == pytest.approx(list(theirs), abs=0.11)


def test_every_map_file_is_known() -> None:
    files = {name.removeprefix("maps/").removesuffix(".svg") for name in names_in("maps", ".svg")}
    assert files == set(MAP_NAMES)


def test_front_and_back_views_name_the_sides_at_their_feet() -> None:
    assert map_drawing("face_front").foot_sides == (Side.RIGHT, Side.LEFT)
    assert map_drawing("body_back").foot_sides == (Side.LEFT, Side.RIGHT)
    assert map_drawing("hands").foot_sides == (Side.LEFT, Side.RIGHT)
    assert map_drawing("face_profile_right").foot_sides == (None, Side.RIGHT)


def test_what_is_made_of_a_resource_is_kept() -> None:
    assert zone_catalogue() is zone_catalogue()
    assert load_toml("zones.toml") is not load_toml("zones.toml")
    assert read_bytes("zones.toml").decode() == read_text("zones.toml")


@pytest.mark.parametrize("name", ["../pyproject.toml", "maps/../../x", "/etc/hostname"])
def test_nothing_outside_the_resources_is_read(name: str) -> None:
    with pytest.raises(ValueError, match="resource"):
        read_text(name)


def test_the_views_of_each_area_have_codes_of_their_own() -> None:
    sets = photo_view_sets()
    assert [view.code for view in sets[0].views] == [
        "face_front",
        "face_left_45",
        "face_left_90",
        "face_right_45",
        "face_right_90",
    ]
    assert all(area.views for area in sets)


def test_a_view_without_a_code_of_its_own_is_refused() -> None:
    view = {"code": "front", "name": "Front"}
    area = {"code": "face", "name": "Face", "views": [view, view]}
    with pytest.raises(ValueError, match="code of its own"):
        parse_view_sets({"area": [area]})
