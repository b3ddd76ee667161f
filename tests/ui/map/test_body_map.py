"""The zone map under real pointer and key events."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.zones import Side
from needlelog.files.reference_data import MAP_NAMES, map_drawing
from needlelog.ui.map.body_map import BodyMap
from needlelog.ui.map.map_state import AvoidMark, ZoneKey

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
CHIN: ZoneKey = ("chin", Side.MID)
CHEEK_L: ZoneKey = ("cheek_lateral", Side.LEFT)
CHEEK_R: ZoneKey = ("cheek_lateral", Side.RIGHT)


def spot(body_map: BodyMap, path_id: str) -> QPoint:
    zone = body_map.paths.by_id(path_id)
    assert zone is not None, path_id
    return body_map.to_screen().map(zone.centre).toPoint()


def tap(body_map: BodyMap, path_id: str, keys: Qt.KeyboardModifier = NONE) -> None:
    QTest.mouseClick(body_map, LEFT, keys, spot(body_map, path_id))


def wheel(body_map: BodyMap, at: QPoint, steps: int) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(body_map.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * steps),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(body_map, event)


def test_a_tap_selects_one_zone(qtbot: QtBot, face: BodyMap) -> None:
    with (
        qtbot.waitSignal(face.zonesTapped) as tapped,
        qtbot.waitSignal(face.selectionChanged) as changed,
    ):
        tap(face, "chin")
    assert tapped.args == [[CHIN], False]
    assert changed.args == [frozenset({CHIN})]
    tap(face, "cheek_lateral_left")
    assert face.selection == {CHEEK_L}


def test_the_clients_left_is_on_the_viewers_right(face: BodyMap) -> None:
    assert spot(face, "cheek_lateral_left").x() > face.width() / 2


def test_shift_adds_and_takes_away(face: BodyMap) -> None:
    tap(face, "chin")
    tap(face, "cheek_lateral_left", SHIFT)
    assert face.selection == {CHIN, CHEEK_L}
    tap(face, "chin", SHIFT)
    assert face.selection == {CHEEK_L}


def test_every_tap_adds_when_asked_to(face: BodyMap) -> None:
    face.set_adding(True)
    tap(face, "chin")
    tap(face, "forehead")
    assert face.selection == {CHIN, ("forehead", Side.MID)}


def test_mirror_takes_both_sides(qtbot: QtBot, face: BodyMap) -> None:
    face.set_mirror(True)
    with qtbot.waitSignal(face.zonesTapped) as caught:
        tap(face, "cheek_lateral_right")
    assert caught.args == [[CHEEK_L, CHEEK_R], False]
    tap(face, "chin")
    assert face.selection == {CHIN}


def test_a_drag_selects_every_zone_it_passes(qtbot: QtBot, face: BodyMap) -> None:
    start, end = spot(face, "cheek_lateral_right"), spot(face, "cheek_medial_right")
    with qtbot.waitSignal(face.zonesTapped) as caught:
        QTest.mousePress(face, LEFT, NONE, start)
        QTest.mouseMove(face, QPoint((start.x() + end.x()) // 2, start.y()))
        QTest.mouseMove(face, end)
        assert face.state.pressed == {"cheek_lateral_right", "cheek_medial_right"}
        QTest.mouseRelease(face, LEFT, NONE, end)
    assert caught.args == [[CHEEK_R, ("cheek_medial", Side.RIGHT)], False]
    assert face.state.pressed == frozenset()


def test_a_tap_beside_the_face_does_nothing(qtbot: QtBot, face: BodyMap) -> None:
    tap(face, "chin")
    with qtbot.assertNotEmitted(face.zonesTapped):
        QTest.mouseClick(face, LEFT, NONE, QPoint(4, 4))
    assert face.selection == {CHIN}


def test_set_selection_is_silent(qtbot: QtBot, face: BodyMap) -> None:
    with qtbot.assertNotEmitted(face.selectionChanged):
        face.set_selection([CHIN])
    assert face.selection == {CHIN}


def test_hover_lights_the_zone_under_the_pointer(face: BodyMap) -> None:
    QTest.mouseMove(face, spot(face, "nose"))
    assert face.state.hovered == "nose"
    QTest.mouseMove(face, QPoint(3, 3))
    assert face.state.hovered is None


def test_marks_are_set_where_the_skin_is_tapped(qtbot: QtBot, face: BodyMap) -> None:
    face.set_marking(True)
    with qtbot.waitSignal(face.pointTapped) as caught, qtbot.assertNotEmitted(face.zonesTapped):
        tap(face, "nose")
    x, y = caught.args or (0, 0)
    assert x == pytest.approx(0.5, abs=0.01)
    assert 0.3 < y < 0.6
    with qtbot.assertNotEmitted(face.pointTapped):
        QTest.mouseClick(face, LEFT, NONE, QPoint(3, 3))


def test_a_mark_can_be_set_by_keyboard(qtbot: QtBot, face: BodyMap) -> None:
    face.set_marking(True)
    face.focus_zone("chin")
    with qtbot.waitSignal(face.pointTapped) as caught:
        QTest.keyClick(face, Qt.Key.Key_Space)
    assert caught.args is not None
    assert caught.args[0] == pytest.approx(0.5)


def test_the_wheel_zooms_around_the_pointer(face: BodyMap) -> None:
    at = spot(face, "cheek_lateral_left")
    wheel(face, at, 4)
    assert face.view.zoomed
    assert (spot(face, "cheek_lateral_left") - at).manhattanLength() <= 2
    QTest.mouseDClick(face, LEFT, NONE, at)
    assert not face.view.zoomed


def test_a_zoomed_map_is_moved_but_not_out_of_sight(face: BodyMap) -> None:
    wheel(face, face.rect().center(), 5)
    before = spot(face, "nose")
    QTest.mousePress(face, Qt.MouseButton.MiddleButton, NONE, before)
    QTest.mouseMove(face, before + QPoint(40, 0))
    QTest.mouseRelease(face, Qt.MouseButton.MiddleButton, NONE, before + QPoint(40, 0))
    assert spot(face, "nose").x() == pytest.approx(before.x() + 40, abs=1)
    face.move_view(QPointF(100_000, 100_000))
    shown = face.to_screen().mapRect(face.paths.view_box)
    assert shown.intersects(face.room())


def test_keys_zoom(face: BodyMap) -> None:
    QTest.keyClick(face, Qt.Key.Key_Plus)
    assert face.view.zoom == pytest.approx(1.25)
    QTest.keyClick(face, Qt.Key.Key_Minus)
    assert not face.view.zoomed
    QTest.keyClick(face, Qt.Key.Key_Plus)
    QTest.keyClick(face, Qt.Key.Key_0)
    assert not face.view.zoomed


def test_arrows_move_and_space_picks(qtbot: QtBot, face: BodyMap) -> None:
    face.focus_zone("nose")
    QTest.keyClick(face, Qt.Key.Key_Right)
    assert face.state.focused == "cheek_medial_left"
    QTest.keyClick(face, Qt.Key.Key_Right)
    assert face.state.focused == "cheek_lateral_left"
    with qtbot.waitSignal(face.zonesTapped) as caught:
        QTest.keyClick(face, Qt.Key.Key_Space)
    assert caught.args == [[CHEEK_L], False]
    face.focus_zone("chin")
    QTest.keyClick(face, Qt.Key.Key_Return, SHIFT)
    assert face.selection == {CHEEK_L, CHIN}


@pytest.mark.parametrize("name", MAP_NAMES)
def test_arrows_lead_to_every_zone(qtbot: QtBot, name: str) -> None:
    body_map = BodyMap(map_drawing(name))
    qtbot.addWidget(body_map)
    arrows = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)
    reached: set[str] = set()
    waiting = [body_map.paths.zones[0].path_id]
    while waiting:
        here = waiting.pop()
        if here in reached:
            continue
        reached.add(here)
        steps = [body_map.paths.neighbour(here, key) for key in arrows]
        waiting += [zone.path_id for zone in steps if zone is not None]
    assert reached == {zone.path_id for zone in body_map.paths.zones}


def test_a_screen_reader_hears_zone_side_depth_and_selection(face: BodyMap) -> None:
    face.set_depths({("cheek_lateral", Side.BOTH): (1500, 1000)})
    face.focus_zone("cheek_lateral_left")
    assert "front" in face.accessibleName()
    assert face.accessibleDescription() == "Cheek, lateral, left, 1.50 mm, 1 more row"
    face.set_hatched([("upper_eyelid", Side.BOTH)])
    face.focus_zone("upper_eyelid_right")
    assert face.accessibleDescription() == "Upper eyelid, right, not treated, to be avoided"


def test_a_mark_is_named_where_it_lies(face: BodyMap) -> None:
    face.set_marks([AvoidMark(0.5, 0.42, "Mole")])
    box = face.paths.view_box
    at = face.to_screen().map(QPointF(box.center().x(), box.y() + 0.42 * box.height()))
    assert face.words_at(at) == "Mole, Nose, not treated"
    assert face.words_at(at + QPointF(0, 20)) == "Nose, not treated"


def test_another_drawing_keeps_depths_and_selection(face: BodyMap) -> None:
    face.set_selection([CHEEK_L])
    face.set_depths({CHEEK_L: 1500})
    wheel(face, face.rect().center(), 3)
    face.set_drawing(map_drawing("face_profile_left"))
    assert face.selection == {CHEEK_L}
    assert not face.view.zoomed
    assert "left side" in face.accessibleName()


def test_small_zones_can_be_hit_a_little_beside_them(face: BodyMap) -> None:
    zone = face.paths.by_id("nasolabial_left")
    assert zone is not None
    beside = QPointF(zone.centre)
    while zone.path.contains(beside):
        beside += QPointF(1, 0)
    beside += QPointF(2, 0)
    near, enlarged = face.paths.zone_at(beside, scale=1.0), face.paths.zone_at(beside, scale=5.0)
    assert near is not None
    assert enlarged is not None
    assert near.path_id == "nasolabial_left"
    assert enlarged.path_id == "cheek_medial_left"
