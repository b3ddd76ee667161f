"""What is painted: fills by depth, labels that do not cover each other, hatching, marks."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import MAP_NAMES, map_drawing
from needlelog.ui.map.depth_labels import DepthLabel, place_labels
from needlelog.ui.map.geometry import drawing_paths, fit
from needlelog.ui.map.map_colours import DARK_MAP, LIGHT_MAP, MapColours
from needlelog.ui.map.map_state import AvoidMark, Depths, ZoneKey, depths_on, map_depths
from needlelog.ui.map.paint import hatch_on, paint_map
from needlelog.ui.map.thumbnail import map_thumbnail
from needlelog.ui.theme.colours import contrast
from needlelog.ui.theme.depth_scale import DEPTH_SCALE, depth_colour

pytestmark = pytest.mark.usefixtures("qapp")

WIDTH, HEIGHT = 400, 560
ROOM = QRectF(0, 0, WIDTH, HEIGHT)


def picture(
    name: str,
    depths: Depths,
    colours: MapColours = LIGHT_MAP,
    hatched: frozenset[ZoneKey] = frozenset(),
    marks: tuple[AvoidMark, ...] = (),
) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    drawing = map_drawing(name)
    paint_map(painter, ROOM, drawing, depths, colours, labels=False, hatched=hatched, marks=marks)
    painter.end()
    return image


def colour_at(image: QImage, name: str, path_id: str) -> QColor:
    paths = drawing_paths(map_drawing(name))
    zone = paths.by_id(path_id)
    assert zone is not None
    point = fit(paths.view_box, ROOM).map(zone.centre).toPoint()
    return image.pixelColor(point)


def labels(name: str, depths: Depths, room: QRectF = ROOM) -> tuple[DepthLabel, ...]:
    drawing = map_drawing(name)
    paths = drawing_paths(drawing)
    return place_labels(paths, fit(paths.view_box, room), depths_on(drawing, depths), room)


def test_a_zone_takes_the_colour_of_its_depth() -> None:
    image = picture("face_front", {("cheek_lateral", Side.LEFT): 1500})
    assert colour_at(image, "face_front", "cheek_lateral_left") == depth_colour(1500)
    assert colour_at(image, "face_front", "cheek_lateral_right") == QColor(LIGHT_MAP.skin)


def test_untreated_scalp_is_hair() -> None:
    image = picture("face_front", {}, DARK_MAP)
    assert colour_at(image, "face_front", "scalp_front") == QColor(DARK_MAP.hair)
    assert colour_at(image, "face_front", "forehead") == QColor(DARK_MAP.skin)


def test_several_rows_show_the_deepest_and_how_many_more() -> None:
    depths: Depths = {("neck_side", Side.LEFT): (1000, 2000), ("neck_side", Side.BOTH): 500}
    shown = depths_on(map_drawing("neck_chest"), depths)
    assert (shown["neck_side_left"].deepest_um, shown["neck_side_left"].more) == (2000, 2)
    assert (shown["neck_side_right"].deepest_um, shown["neck_side_right"].more) == (500, 0)
    texts = {(label.text, label.more) for label in labels("neck_chest", depths)}
    assert texts == {("2", "+2"), ("0.5", "")}


def test_rows_without_a_depth_show_nothing() -> None:
    rows = [
        ZoneRow(row=1, zone="chin", side=Side.MID, depth_um=1000),
        ZoneRow(row=2, zone="chin", side=Side.MID, depth_um=1500),
        ZoneRow(row=3, zone="nose", side=Side.MID),
    ]
    assert map_depths(rows) == {("chin", Side.MID): (1000, 1500)}


@pytest.mark.parametrize("name", MAP_NAMES)
@pytest.mark.parametrize("width", [240, 340, 700])
def test_no_label_covers_another_or_leaves_the_room(name: str, width: int) -> None:
    drawing = map_drawing(name)
    depths = {(zone.zone_code, zone.tap_side): 1250 for zone in drawing.zones}
    room = QRectF(0, 0, width, 480)
    placed = labels(name, depths, room)
    assert len(placed) == len(drawing.zones)
    for index, label in enumerate(placed):
        assert room.contains(label.box.center()), label
        for other in placed[index + 1 :]:
            if label.leader is None and other.leader is None:
                assert not label.box.intersects(other.box), (label, other)


def test_a_label_within_a_zone_needs_no_tag() -> None:
    (label,) = labels("face_front", {("forehead", Side.MID): 500})
    assert (label.on_tag, label.leader) == (False, None)


def test_a_zone_too_small_for_its_label_gets_a_line_to_it() -> None:
    room = QRectF(0, 0, 300, 300)
    (label,) = labels("face_profile_left", {("lower_eyelid", Side.LEFT): 250}, room)
    assert label.leader is not None
    assert label.box.right() < label.leader.x()


def test_hatching_changes_the_skin() -> None:
    plain = picture("face_front", {})
    crossed = picture("face_front", {}, hatched=frozenset({("forehead", Side.MID)}))
    assert plain != crossed


def test_a_mark_is_a_ring_at_its_place() -> None:
    image = picture("face_front", {}, marks=(AvoidMark(0.5, 0.5, "Mole"),))
    assert image.pixelColor(WIDTH // 2 - 8, HEIGHT // 2) == QColor(LIGHT_MAP.mark)
    assert image.pixelColor(WIDTH // 2 - 3, HEIGHT // 2 - 3) == QColor(LIGHT_MAP.ground)


def test_a_face_has_no_gap_between_its_zones() -> None:
    paths = drawing_paths(map_drawing("face_front"))
    skin = [zone.path for zone in paths.zones]
    skin += [path for kind, path in paths.lines if kind == "lips"]
    bare = [
        (x, y)
        for y in range(80, 520, 3)
        for x in range(90, 312, 3)
        if any(path.contains(QPointF(x, y)) for _, path in paths.base)
        and not any(path.contains(QPointF(x, y)) for path in skin)
        and not any(zone.distance(QPointF(x, y)) < 0.5 for zone in paths.zones)
    ]
    assert bare == []


def test_thumbnails_are_kept_and_sharp() -> None:
    drawing = map_drawing("hands")
    depths = {("wrist", Side.LEFT): 500}
    first = map_thumbnail(QSize(40, 56), drawing, depths, LIGHT_MAP, 2.0)
    again = map_thumbnail(QSize(40, 56), drawing, {("wrist", Side.LEFT): (500,)}, LIGHT_MAP, 2.0)
    assert first.size() == QSize(80, 112)
    assert first.cacheKey() == again.cacheKey()


@pytest.mark.parametrize("colours", [LIGHT_MAP, DARK_MAP], ids=["light", "dark"])
def test_hatching_stands_out_from_every_depth_and_from_bare_skin(colours: MapColours) -> None:
    for fill in (colours.skin, colours.hair, *(colour for _depth, colour in DEPTH_SCALE)):
        assert contrast(hatch_on(QColor(fill), colours).name(), fill) >= 2.6


def test_on_the_dark_map_nothing_bare_looks_treated() -> None:
    def rgb(name: str) -> tuple[int, int, int]:
        colour = QColor(name)
        return colour.red(), colour.green(), colour.blue()

    for _, depth in DEPTH_SCALE:
        for bare in (DARK_MAP.skin, DARK_MAP.hair, DARK_MAP.lips):
            assert math.dist(rgb(depth), rgb(bare)) > 40, (depth, bare)
