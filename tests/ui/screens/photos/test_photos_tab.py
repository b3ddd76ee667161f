"""The photos of a client through real clicks: grid, comparing, aligning, drawing, removing."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from needlelog.domain.people import Role
from needlelog.domain.photo_markup import ShapeKind
from needlelog.domain.photos import PhotoPhase, relative_alignment
from needlelog.services import photos
from needlelog.ui.photos.photo_sheets import RemoveSheet, ViewSheet
from needlelog.ui.photos.removed_sheet import RemovedSheet
from tests.files.photos.faces import PUPILS_AND_CHIN
from tests.ui.screens.photos.conftest import CAMERAS, Faces

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from needlelog.ui.photos.photos_tab import PhotosTab

LEFT = Qt.MouseButton.LeftButton
_SECOND = list(CAMERAS.values())[1]


def shown(tab: PhotosTab) -> tuple[str, str]:
    """The uids of the compared photos."""
    pair = tab.compare.pair
    return tuple(photo.uid if (photo := pair[side]) else "" for side in ("left", "right"))  # type: ignore[return-value]


def tap_cell(tab: PhotosTab, uid: str) -> None:
    place = tab.grid.visualRect(tab.grid.rows.place_of(uid)).center()
    QTest.mouseClick(tab.grid.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def tap_strip(tab: PhotosTab, number: int) -> None:
    strip = tab.compare.strip
    place = strip.visualRect(strip.model().index(number, 0)).center()
    QTest.mouseClick(strip.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)


def tap_photo(tab: PhotosTab, side: str, point: tuple[float, float]) -> None:
    canvas = tab.compare.canvas
    at = canvas.widths_to_screen(side).map(QPointF(*point)).toPoint()
    QTest.mouseClick(canvas, LEFT, Qt.KeyboardModifier.NoModifier, at)


def drag(tab: PhotosTab, start: QPoint, end: QPoint) -> None:
    canvas = tab.compare.canvas
    QTest.mousePress(canvas, LEFT, Qt.KeyboardModifier.NoModifier, start)
    QTest.mouseMove(canvas, (start + end) / 2)
    QTest.mouseMove(canvas, end)
    QTest.mouseRelease(canvas, LEFT, Qt.KeyboardModifier.NoModifier, end)


def stored(clinic: Clinic, faces: Faces, uid: str) -> Any:
    return next(one for one in photos.photos(clinic, faces.client.uid) if one.uid == uid)


def test_the_newest_photo_stands_beside_the_baseline(tab: PhotosTab, faces: Faces) -> None:
    assert shown(tab) == (faces.front[0].uid, faces.front[-1].uid)
    lines = tab.grid.rows.lines
    assert [(line.day.month, line.phase) for line in lines] == [
        (12, PhotoPhase.FOLLOW_UP),
        (10, PhotoPhase.BEFORE),
        (9, PhotoPhase.BEFORE),
    ]
    assert [photo is not None for photo in lines[1].cells] == [True, False, False, False, False]


def test_a_tap_compares_a_photo_with_the_baseline_of_its_view(
    qtbot: QtBot, tab: PhotosTab, faces: Faces
) -> None:
    tap_cell(tab, faces.front[1].uid)
    assert shown(tab) == (faces.front[0].uid, faces.front[1].uid)
    qtbot.waitUntil(lambda: tab.compare.canvas.pictures["left"] is not None)
    assert tab.compare.strip.photos() == faces.front
    assert "darker" not in tab.compare.hint.text()
    tap_strip(tab, 2)
    assert shown(tab) == (faces.front[0].uid, faces.front[2].uid)
    assert "darker" in tab.compare.hint.text()
    assert not tab.compare.hint.isHidden()
    QTest.mouseClick(tab.compare.sides["left"], LEFT)
    tap_strip(tab, 1)
    assert shown(tab) == (faces.front[1].uid, faces.front[2].uid)
    tap_strip(tab, 2)
    assert shown(tab) == (faces.front[1].uid, faces.front[2].uid)


def test_the_grid_is_walked_with_keys(qtbot: QtBot, tab: PhotosTab, faces: Faces) -> None:
    tab.grid.setFocus()
    tab.grid.setCurrentIndex(tab.grid.rows.place_of(faces.front[2].uid))
    QTest.keyClick(tab.grid, Qt.Key.Key_Down)
    QTest.keyClick(tab.grid, Qt.Key.Key_Return)
    assert shown(tab)[1] == faces.front[1].uid
    said = tab.grid.rows.data(tab.grid.currentIndex(), Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Front, 22 Oct 2026 · before"


def test_thumbnails_come_as_they_are_painted(qtbot: QtBot, tab: PhotosTab, faces: Faces) -> None:
    uids = [photo.uid for photo in (*faces.front, *faces.side)]
    qtbot.waitUntil(lambda: all(tab.thumbnails.pixmap(uid) is not None for uid in uids))


def test_the_slider_follows_finger_and_keys(tab: PhotosTab) -> None:
    canvas = tab.compare.canvas
    drag(tab, QPoint(canvas.width() // 2, 100), QPoint(canvas.width() // 4, 100))
    assert canvas.split == pytest.approx(0.25, abs=0.01)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.split == pytest.approx(0.27, abs=0.01)


def test_zoom_and_place_are_linked_side_by_side(tab: PhotosTab) -> None:
    canvas = tab.compare.canvas
    QTest.mouseClick(tab.compare.modes.button("side"), LEFT)
    before = [
        canvas.point_in_picture(side, canvas.place(side).center()) for side in ("left", "right")
    ]
    canvas.zoom(4.0, canvas.place("right").center() + QPointF(30, 20))
    drag(tab, QPoint(60, 200), QPoint(100, 260))
    after = [
        canvas.point_in_picture(side, canvas.place(side).center()) for side in ("left", "right")
    ]
    moved = [math.dist(one, other) for one, other in zip(before, after, strict=True)]
    assert moved[0] > 0.01
    assert moved[0] == pytest.approx(moved[1])
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_0)
    assert canvas.view.zoom == 1.0


def test_blinking_swaps_the_photos_and_stops_when_hidden(qtbot: QtBot, tab: PhotosTab) -> None:
    canvas = tab.compare.canvas
    QTest.mouseClick(tab.compare.modes.button("blink"), LEFT)
    assert not canvas.blink_right
    qtbot.waitUntil(lambda: canvas.blink_right, timeout=10_000)
    canvas.setFocus()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    assert not canvas._blink.isActive()
    QTest.mouseClick(tab.compare.modes.button("slider"), LEFT)
    QTest.mouseClick(tab.compare.modes.button("blink"), LEFT)
    tab.hide()
    assert not canvas._blink.isActive()


def test_three_taps_on_each_photo_align_them(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    tap_cell(tab, faces.front[1].uid)
    qtbot.waitUntil(lambda: all(tab.compare.canvas.pictures.values()))
    tab.compare.tools.points_action.trigger()
    tools = tab.compare.tools
    for number, landmark in enumerate(PUPILS_AND_CHIN):
        assert tools.apply_points.isEnabled() is (number >= 2)
        tap_photo(tab, "left", landmark)
        assert "other photo" in tools.guidance.text()
        tap_photo(tab, "right", _SECOND.seen(landmark))
    QTest.mouseClick(tools.undo_point, LEFT)
    assert not tools.apply_points.isEnabled()
    tap_photo(tab, "right", _SECOND.seen(PUPILS_AND_CHIN[2]))
    QTest.mouseClick(tools.apply_points, LEFT)
    qtbot.waitUntil(lambda: stored(clinic, faces, faces.front[1].uid).alignment is not None)
    kept = stored(clinic, faces, faces.front[1].uid)
    assert (kept.alignment.to, kept.alignment.method) == (faces.front[0].uid, "points")
    found = relative_alignment(kept, faces.front[0])
    assert found is not None
    assert abs(found.degrees + _SECOND.degrees) < 0.5
    for landmark in PUPILS_AND_CHIN:
        # Two of 480 pixels: the finger hits pixels of the screen.
        assert math.dist(found.apply(_SECOND.seen(landmark)), landmark) * 480 < 2
    assert tab.compare.sure.text() == "aligned by matching points"


def test_photos_align_by_themselves_and_say_how_sure(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    tap_cell(tab, faces.front[1].uid)
    tab.compare.tools.automatic_action.trigger()
    qtbot.waitUntil(lambda: "automatically" in tab.compare.sure.text(), timeout=15000)
    qtbot.waitUntil(lambda: stored(clinic, faces, faces.front[1].uid).alignment is not None)
    kept = stored(clinic, faces, faces.front[1].uid)
    found = relative_alignment(kept, faces.front[0])
    assert found is not None
    for landmark in PUPILS_AND_CHIN:
        assert math.dist(found.apply(_SECOND.seen(landmark)), landmark) * 1200 < 2
    tab.compare.tools.reset_action.trigger()
    qtbot.waitUntil(lambda: stored(clinic, faces, faces.front[1].uid).alignment is None)
    assert tab.compare.sure.text() == ""


def test_shapes_are_drawn_kept_and_undone(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    left, right = shown(tab)
    QTest.mouseClick(tab.compare.tools.pen, LEFT)
    canvas, tools = tab.compare.canvas, tab.compare.tools
    drag(tab, QPoint(canvas.width() // 3, 200), QPoint(canvas.width() // 3 + 30, 260))
    QTest.mouseClick(tools.kinds.button("ring"), LEFT)
    drag(tab, QPoint(canvas.width() * 2 // 3, 200), QPoint(canvas.width() * 2 // 3 + 40, 260))
    qtbot.waitUntil(lambda: bool(stored(clinic, faces, right).markup.shapes))
    assert [one.kind for one in stored(clinic, faces, left).markup.shapes] == [ShapeKind.PEN]
    assert [one.kind for one in stored(clinic, faces, right).markup.shapes] == [ShapeKind.RING]
    QTest.mouseClick(tools.undo_shape, LEFT)
    qtbot.waitUntil(lambda: not stored(clinic, faces, right).markup.shapes)
    assert stored(clinic, faces, left).markup.shapes
    QTest.mouseClick(tools.done, LEFT)
    assert tools.currentWidget() is tools._look


def test_escape_leaves_the_points_and_the_pen(qtbot: QtBot, tab: PhotosTab) -> None:
    tools, canvas = tab.compare.tools, tab.compare.canvas
    for begin in (tools.points_action.trigger, tools.pen.click):
        begin()
        assert tools.currentWidget() is not tools._look
        canvas.setFocus()
        QTest.keyClick(canvas, Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: tools.currentWidget() is tools._look)


def test_a_damaged_photo_is_reported_and_not_shown(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    for path in clinic.folder.photos.rglob("*"):
        if path.is_file():
            content = bytearray(path.read_bytes())
            content[200] ^= 1
            path.write_bytes(content)
    tap_cell(tab, faces.front[1].uid)
    qtbot.waitUntil(lambda: "damaged" in tab.compare.trouble.text())
    assert tab.compare.canvas.pictures["right"] is None


def test_a_photo_is_taken_out_of_use_with_a_reason(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    tap_cell(tab, faces.front[2].uid)
    tab.compare.tools.remove_action.trigger()
    sheet = tab.findChild(RemoveSheet)
    assert sheet is not None
    QTest.mouseClick(sheet.save_button, LEFT)
    assert sheet.reason_row.error()
    QTest.keyClicks(sheet.reason, "blurred")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos(clinic, faces.client.uid)) == 4)
    qtbot.waitUntil(lambda: faces.front[2].uid not in shown(tab))
    qtbot.waitUntil(tab.removed.isVisible)
    assert tab.removed.text() == "1 photo out of use"
    QTest.mouseClick(tab.removed, LEFT)
    gone = tab.findChild(RemovedSheet)
    assert gone is not None
    (row,) = gone.rows.values()
    assert "blurred" in {each.text() for each in row.findChildren(QLabel)}
    qtbot.waitUntil(lambda: not row.picture.pixmap().isNull())
    QTest.mouseClick(row.take_back, LEFT)
    qtbot.waitUntil(lambda: len(photos.photos(clinic, faces.client.uid)) == 5)
    qtbot.waitUntil(tab.removed.isHidden)


def test_view_and_phase_are_corrected(
    qtbot: QtBot, clinic: Clinic, tab: PhotosTab, faces: Faces
) -> None:
    tap_cell(tab, faces.front[2].uid)
    tab.compare.tools.change_action.trigger()
    sheet = tab.findChild(ViewSheet)
    assert sheet is not None
    sheet.view.set_current("face_right_90")
    QTest.mouseClick(sheet.phase.button("after"), LEFT)
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: stored(clinic, faces, faces.front[2].uid).view == "face_right_90")
    assert stored(clinic, faces, faces.front[2].uid).phase is PhotoPhase.AFTER


def test_on_a_small_screen_a_tap_leads_to_the_comparison(
    qtbot: QtBot, tab: PhotosTab, faces: Faces
) -> None:
    tab.resize(900, 640)
    qtbot.waitUntil(tab.to_compare.isVisible)
    assert not tab.compare.isVisible()
    tap_cell(tab, faces.front[1].uid)
    assert tab.compare.isVisible()
    assert not tab.grid_card.isVisible()
    QTest.mouseClick(tab.to_grid, LEFT)
    assert tab.grid_card.isVisible()


def test_an_inspector_is_offered_no_change(
    qtbot: QtBot, context: Context, tab: PhotosTab, faces: Faces
) -> None:
    from dataclasses import replace

    context.clinic.person = replace(context.clinic.person, role=Role.INSPECTOR)
    tab.show_client(faces.client.uid)
    qtbot.waitUntil(lambda: not tab.add_button.isEnabled())
    tools = tab.compare.tools
    assert not any(one.isEnabled() for one in (tools.align, tools.pen, tools.export, tools.more))


def test_every_control_has_a_name_and_a_target_for_a_finger(tab: PhotosTab) -> None:
    from needlelog.ui.widgets.button import Button

    for button in tab.findChildren(Button):
        if button.isVisible():
            assert button.text() or button.accessibleName()
            assert button.height() >= 44 or button.property("kind") == "chip", button.text()
