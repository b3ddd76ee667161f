"""A press counts on the whole height of a control, not only where it is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication

from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.tick_box import RoundChoice, TickBox

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def _shown(qtbot: QtBot, button: QAbstractButton) -> QAbstractButton:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    ThemeManager(application).apply(Mode.LIGHT)
    qtbot.addWidget(button)
    button.setCheckable(True)
    button.show()
    return button


@pytest.mark.parametrize("kind", ["chip", "accent-chip", "segment"])
def test_the_margin_of_a_button_is_pressed_as_well(qtbot: QtBot, kind: str) -> None:
    button = _shown(qtbot, Button("All", kind))
    assert button.height() >= 44
    for y in (1, button.height() - 2):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, pos=QPoint(20, y))
        assert button.isChecked()
        button.setChecked(False)


@pytest.mark.parametrize("kind", [TickBox, RoundChoice])
def test_above_and_below_the_words_a_box_is_ticked(
    qtbot: QtBot, kind: type[TickBox | RoundChoice]
) -> None:
    box = _shown(qtbot, kind("Covered with film"))
    assert box.height() >= 44
    for y in (1, box.height() - 2):
        box.setAutoExclusive(False)
        box.setChecked(False)
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(40, y))
        assert box.isChecked()


def test_far_from_the_words_a_box_is_not_ticked(qtbot: QtBot) -> None:
    box = _shown(qtbot, TickBox("Covered with film"))
    box.resize(900, box.height())
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(880, 22))
    assert not box.isChecked()
