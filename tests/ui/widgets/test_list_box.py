"""Lists that fall open have lines for a finger, and the wheel chooses nothing in passing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCalendarWidget,
    QTableView,
    QWidget,
)

from needlelog.ui.screens.client.concern_field import ConcernField
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.theme.metrics import TouchSize
from needlelog.ui.widgets.calendar import day_calendar
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot


@pytest.fixture(params=[TouchSize.COMFORTABLE, TouchSize.LARGE])
def finger(request: pytest.FixtureRequest) -> Iterator[int]:
    """The least size of what is pressed, in pixels."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    manager = ThemeManager(application)
    manager.apply(Mode.LIGHT, 1.0, request.param)
    yield int(request.param)
    manager.apply(Mode.LIGHT)


def _line_height(view: QAbstractItemView) -> int:
    return view.visualRect(view.model().index(0, 0)).height()


@pytest.mark.parametrize("kind", [ListBox, ChoiceBox])
def test_the_lines_of_a_box(qtbot: QtBot, finger: int, kind: type[ListBox]) -> None:
    box = ListBox() if kind is ListBox else ChoiceBox("Pattern")
    qtbot.addWidget(box)
    box.addItems(["linear", "cross-hatch"])
    box.show()
    box.showPopup()
    assert _line_height(box.view()) >= finger
    box.hidePopup()


def test_words_that_are_offered(qtbot: QtBot, finger: int) -> None:
    field = ConcernField()
    qtbot.addWidget(field)
    field.show()
    QTest.keyClicks(field, "acne")
    completer = field.completer()
    assert completer is not None
    completer.complete()
    offers = completer.popup()
    assert offers is not None
    assert _line_height(offers) >= finger
    offers.hide()


def test_the_wheel_over_a_box_chooses_nothing(qtbot: QtBot) -> None:
    box = ListBox()
    qtbot.addWidget(box)
    box.addItems(["linear", "cross-hatch", "radial"])
    box.setCurrentIndex(1)
    box.show()
    box.setFocus()
    turn = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, turn)
    assert box.currentText() == "cross-hatch"


def test_the_days_of_a_month(qtbot: QtBot, finger: int) -> None:
    field = QWidget()
    qtbot.addWidget(field)
    calendar: QCalendarWidget = day_calendar(field, None)
    calendar.show()
    days = calendar.findChild(QTableView)
    assert days is not None
    day = days.visualRect(days.model().index(2, 3))
    assert min(day.width(), day.height()) >= finger
    calendar.hide()


def test_the_cross_of_a_search(qtbot: QtBot, finger: int) -> None:
    field = SearchField("Find a client")
    qtbot.addWidget(field)
    field.resize(300, field.sizeHint().height())
    field.show()
    cross = field.findChild(QWidget, "clear")
    assert cross is not None
    assert cross.isHidden()
    QTest.keyClicks(field, "Amara")
    assert not cross.isHidden()
    assert min(cross.width(), cross.height()) >= finger
    assert field.rect().right() == cross.geometry().right()
    told: list[str] = []
    field.searched.connect(told.append)
    QTest.mouseClick(cross, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert (field.text(), told) == ("", [""])
    assert cross.isHidden()
