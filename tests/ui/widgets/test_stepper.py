"""A typed number is taken, refused or kept, and never changed in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.ui.theme.depth_scale import depth_colour
from needlelog.ui.widgets.stepper import Stepper, StepperRules

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

HIGHEST = 3000


def read_depth(text: str) -> int:
    value = round(float(text.replace(",", ".")) * 1000)
    if not 0 < value <= HIGHEST:
        raise ValueError(text)
    return value


RULES = StepperRules(
    parse=read_depth,
    format=lambda value: f"{value / 1000:.2f}",
    step=lambda value, direction: min(HIGHEST, max(250, (value or 0) + 250 * direction)),
    swatch=depth_colour,
)


class Told:
    """What a stepper told."""

    def __init__(self, stepper: Stepper) -> None:
        self.values: list[int | None] = []
        self.refused: list[str] = []
        stepper.valueCommitted.connect(self.values.append)
        stepper.refused.connect(self.refused.append)


@pytest.fixture
def depth(qtbot: QtBot) -> Stepper:
    stepper = Stepper(RULES, "Depth, chin", 1500)
    qtbot.addWidget(stepper)
    stepper.show()
    return stepper


@pytest.fixture
def told(depth: Stepper) -> Told:
    return Told(depth)


def type_in(qtbot: QtBot, stepper: Stepper, text: str) -> None:
    stepper.field.selectAll()
    QTest.keyClicks(stepper.field, text)
    QTest.keyClick(stepper.field, Qt.Key.Key_Return)


@pytest.mark.parametrize("text", ["1.25", "1,25", " 1.25 "])
def test_comma_and_point_are_taken(depth: Stepper, told: Told, qtbot: QtBot, text: str) -> None:
    type_in(qtbot, depth, text)
    assert told.values == [1250]
    assert depth.field.text() == "1.25"
    assert not depth.property("error")


@pytest.mark.parametrize("text", ["15", "0", "-1", "abc", "1.2.5"])
def test_what_is_no_depth_stays_as_typed(
    depth: Stepper, told: Told, qtbot: QtBot, text: str
) -> None:
    type_in(qtbot, depth, text)
    assert (told.values, told.refused) == ([], [text])
    assert depth.field.text() == text
    assert depth.property("error")
    assert depth.value() == 1500


def test_an_emptied_field_is_refused_or_means_none(
    depth: Stepper, told: Told, qtbot: QtBot
) -> None:
    depth.field.clear()
    depth.commit()
    assert told.refused == [""]
    free = Stepper(RULES, "Depth", 500, may_be_empty=True)
    qtbot.addWidget(free)
    heard = Told(free)
    free.field.clear()
    free.commit()
    assert (heard.values, free.value()) == ([None], None)


def test_correcting_takes_the_mark_away(depth: Stepper, told: Told, qtbot: QtBot) -> None:
    type_in(qtbot, depth, "abc")
    type_in(qtbot, depth, "1.5")
    assert not depth.property("error")
    assert depth.field.text() == "1.50"
    assert told.values == []


def test_buttons_and_arrows_step(depth: Stepper, told: Told, qtbot: QtBot) -> None:
    QTest.mouseClick(depth.plus, Qt.MouseButton.LeftButton)
    QTest.mouseClick(depth.minus, Qt.MouseButton.LeftButton)
    QTest.keyClick(depth.field, Qt.Key.Key_Up)
    assert told.values == [1750, 1500, 1750]


def test_at_the_end_nothing_is_told(depth: Stepper, told: Told, qtbot: QtBot) -> None:
    depth.set_value(HIGHEST)
    QTest.mouseClick(depth.plus, Qt.MouseButton.LeftButton)
    assert told.values == []


def test_stepping_keeps_refused_text(depth: Stepper, told: Told, qtbot: QtBot) -> None:
    depth.field.setText("abc")
    QTest.mouseClick(depth.plus, Qt.MouseButton.LeftButton)
    assert (depth.field.text(), told.values) == ("abc", [])


def test_typed_text_counts_before_a_step(depth: Stepper, told: Told, qtbot: QtBot) -> None:
    depth.field.setText("1.00")
    QTest.mouseClick(depth.plus, Qt.MouseButton.LeftButton)
    assert told.values == [1000, 1250]


def test_a_larger_text_size_gives_the_number_more_room(depth: Stepper, qtbot: QtBot) -> None:
    before = depth.field.width()
    larger = depth.font()
    larger.setPixelSize(40)
    depth.setFont(larger)
    qtbot.waitUntil(lambda: depth.field.width() > before, timeout=10_000)


def test_filling_in_tells_nobody(depth: Stepper, told: Told) -> None:
    depth.set_value(500)
    assert (depth.field.text(), told.values) == ("0.50", [])


def test_each_part_is_named_for_a_screen_reader(depth: Stepper) -> None:
    names = [part.accessibleName() for part in (depth.minus, depth.field, depth.plus)]
    assert names == ["Depth, chin: less", "Depth, chin", "Depth, chin: more"]
    assert depth.sizeHint().height() >= 44


def test_a_letter_is_left_to_the_shortcuts_until_a_number_is_begun(
    qtbot: QtBot, depth: Stepper
) -> None:
    def taken() -> bool:
        event = QKeyEvent(
            QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, Qt.KeyboardModifier.NoModifier, "z"
        )
        event.ignore()
        QApplication.sendEvent(depth.field, event)
        return event.isAccepted()

    with qtbot.waitActive(depth):
        depth.field.setFocus()
    depth.field.selectAll()
    assert not taken()
    QTest.keyClicks(depth.field, "1.5 ")
    assert taken(), "a unit that is typed is no shortcut"
    QTest.keyClick(depth.field, Qt.Key.Key_Return)
    assert not taken()


def test_undo_is_left_to_the_shortcuts_once_the_number_is_taken(
    qtbot: QtBot, depth: Stepper
) -> None:
    def taken() -> bool:
        control = Qt.KeyboardModifier.ControlModifier
        event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Z, control, "\x1a")
        event.ignore()
        QApplication.sendEvent(depth.field, event)
        return event.isAccepted()

    with qtbot.waitActive(depth):
        depth.field.setFocus()
    QTest.keyClicks(depth.field, "1.5")
    assert taken(), "what is being typed is taken back in the line"
    QTest.keyClick(depth.field, Qt.Key.Key_Return)
    assert not taken()
