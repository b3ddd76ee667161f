"""A part of the session opens wherever its header is pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from needlelog.ui.widgets.status_section import StatusSection

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

LEFT, PLAIN = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


def _shown(qtbot: QtBot, *, foldable: bool) -> tuple[StatusSection, list[bool]]:
    section = StatusSection("Numbing", summary="none", foldable=foldable)
    qtbot.addWidget(section)
    section.add(QLabel("within"))
    section.setFixedWidth(400)
    told: list[bool] = []
    section.opened.connect(told.append)
    section.show()
    qtbot.waitExposed(section)
    section.adjustSize()
    return section, told


def _press(section: StatusSection, across: int, down: int) -> None:
    place = QPoint(across, down)
    target = section.childAt(place) or section
    QTest.mouseClick(target, LEFT, PLAIN, target.mapFrom(section, place))


def test_the_words_of_the_header_open_and_close_it(qtbot: QtBot) -> None:
    section, told = _shown(qtbot, foldable=True)
    for across in (26, 60, 200, 330):
        section.adjustSize()
        _press(section, across, 22)
    assert told == [True, False, True, False]


def test_a_press_within_it_closes_nothing(qtbot: QtBot) -> None:
    section, told = _shown(qtbot, foldable=True)
    section.set_open(True)
    qtbot.waitUntil(section.is_open)
    section.adjustSize()
    _press(section, 60, section.height() - 20)
    assert told == []


def test_one_that_does_not_fold_lets_the_press_through(qtbot: QtBot) -> None:
    section, told = _shown(qtbot, foldable=False)
    _press(section, 60, 22)
    assert told == []
