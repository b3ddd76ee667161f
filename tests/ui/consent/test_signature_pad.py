"""Signing with the mouse, a pen and a finger."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QPointingDeviceUniqueId, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from needlelog.domain.signatures import GROUND_WIDTH, Stroke, is_signature
from needlelog.ui.consent.signature_drawing import signature_box, stroke_path
from needlelog.ui.consent.signature_pad import SignaturePad

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
NO_KEY = Qt.KeyboardModifier.NoModifier
WAY = (QPoint(50, 100), QPoint(120, 60), QPoint(200, 120), QPoint(300, 80))
SCALED: tuple[tuple[int, int], ...] = ((1000, 2000), (2400, 1200), (4000, 2400), (6000, 1600))


@pytest.fixture
def pad(qtbot: QtBot) -> SignaturePad:
    made = SignaturePad()
    qtbot.addWidget(made)
    made.resize(500, 210)
    made.show()
    qtbot.waitExposed(made)
    return made


def draw(pad: SignaturePad, way: tuple[QPoint, ...] = WAY) -> None:
    QTest.mousePress(pad, LEFT, NO_KEY, way[0])
    for point in way[1:]:
        QTest.mouseMove(pad, point)
    QTest.mouseRelease(pad, LEFT, NO_KEY, way[-1])


def spots(stroke: Stroke) -> tuple[tuple[int, int], ...]:
    return tuple((x, y) for x, y, _ms in stroke)


def test_the_mouse_draws_strokes_in_parts_of_the_width(qtbot: QtBot, pad: SignaturePad) -> None:
    with qtbot.waitSignal(pad.changed):
        draw(pad)
    (stroke,) = pad.strokes()
    assert spots(stroke) == SCALED
    times = [ms for _x, _y, ms in stroke]
    assert times == sorted(times)
    assert times[0] == 0
    assert is_signature(pad.strokes())


def test_only_the_left_button_draws(pad: SignaturePad) -> None:
    QTest.mousePress(pad, RIGHT, NO_KEY, WAY[0])
    QTest.mouseMove(pad, WAY[1])
    QTest.mouseRelease(pad, RIGHT, NO_KEY, WAY[1])
    assert pad.strokes() == ()


def test_strokes_are_undone_one_by_one_and_cleared(pad: SignaturePad) -> None:
    draw(pad)
    draw(pad, (QPoint(310, 50), QPoint(400, 90)))
    pad.undo()
    assert [spots(one) for one in pad.strokes()] == [SCALED]
    draw(pad)
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert len(pad.strokes()) == 1
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert pad.strokes() == ()
    pad.undo()
    assert pad.strokes() == ()


def test_a_signature_keeps_its_shape_when_the_pad_grows(pad: SignaturePad) -> None:
    draw(pad)
    before = pad.strokes()
    pad.resize(800, 336)
    assert pad.strokes() == before
    assert pad.heightForWidth(800) == 336


def test_the_line_does_not_leave_the_pad(pad: SignaturePad) -> None:
    draw(pad, (QPoint(400, 100), QPoint(900, 700), QPoint(-50, -9)))
    assert spots(pad.strokes()[0]) == ((8000, 2000), (GROUND_WIDTH, 4200), (0, 0))


def test_a_finger_draws_and_a_second_one_does_not(pad: SignaturePad) -> None:
    screen = QTest.createTouchDevice()
    QTest.touchEvent(pad, screen).press(1, WAY[0], pad).commit()
    QTest.touchEvent(pad, screen).stationary(1).press(2, QPoint(20, 20), pad).commit()
    QTest.touchEvent(pad, screen).move(1, WAY[1], pad).move(2, QPoint(30, 90), pad).commit()
    QTest.touchEvent(pad, screen).move(1, WAY[2], pad).release(2, QPoint(30, 90), pad).commit()
    QTest.touchEvent(pad, screen).move(1, WAY[3], pad).commit()
    QTest.touchEvent(pad, screen).release(1, WAY[3], pad).commit()
    assert [spots(one) for one in pad.strokes()] == [SCALED]


def pen(kind: QEvent.Type, at: QPoint, pad: SignaturePad, stylus: QPointingDevice) -> QTabletEvent:
    button = LEFT if kind is not QEvent.Type.TabletRelease else Qt.MouseButton.NoButton
    place = QPointF(at)
    far = QPointF(pad.mapToGlobal(at))
    return QTabletEvent(kind, stylus, place, far, 0.6, 0, 0, 0, 0, 0, NO_KEY, LEFT, button)


def test_a_pen_draws_and_needs_no_mouse(pad: SignaturePad) -> None:
    stylus = QPointingDevice(
        "pen",
        7,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        2,
        "",
        QPointingDeviceUniqueId(),
    )
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * 3, QEvent.Type.TabletRelease]
    for kind, at in zip(kinds, (*WAY, WAY[-1]), strict=True):
        event = pen(kind, at, pad, stylus)
        QApplication.sendEvent(pad, event)
        assert event.isAccepted()
    assert [spots(one) for one in pad.strokes()] == [SCALED]


def test_a_drawn_line_begins_and_ends_where_the_stroke_does() -> None:
    stroke = tuple((x, y, 0) for x, y in SCALED)
    path = stroke_path(stroke, 500)
    assert path.elementAt(0).x == pytest.approx(50)
    assert path.currentPosition() == QPointF(300, 80)
    assert not stroke_path(stroke[:1], 500).isEmpty()
    assert stroke_path((), 500).isEmpty()
    box = signature_box((stroke, ((7000, 100, 0),)))
    assert (box.left(), box.top(), box.width(), box.height()) == (1000, 100, 6000, 2300)
