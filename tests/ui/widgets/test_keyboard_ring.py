"""Where the keyboard is stays to be seen when another window comes to the front and goes."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.segmented import SegmentedControl

REASON = Qt.FocusReason


def focus(button: Button, reason: Qt.FocusReason, *, comes: bool) -> None:
    kind = QEvent.Type.FocusIn if comes else QEvent.Type.FocusOut
    QApplication.sendEvent(button, QFocusEvent(kind, reason))


@pytest.mark.parametrize(
    ("began", "seen"), [(REASON.TabFocusReason, True), (REASON.MouseFocusReason, False)]
)
def test_the_ring_is_back_with_the_window(
    qtbot: QtBot, began: Qt.FocusReason, *, seen: bool
) -> None:
    button = Button("Repeat last")
    qtbot.addWidget(button)
    focus(button, began, comes=True)
    focus(button, REASON.ActiveWindowFocusReason, comes=False)
    assert not button.property("ring")
    assert button.kept_its_ring() is seen
    focus(button, REASON.ActiveWindowFocusReason, comes=True)
    assert button.property("ring") is seen
    focus(button, REASON.TabFocusReason, comes=False)
    focus(button, REASON.ActiveWindowFocusReason, comes=True)
    assert not button.property("ring")


@pytest.mark.parametrize(
    ("reason", "seen"), [(REASON.TabFocusReason, True), (REASON.MouseFocusReason, False)]
)
def test_a_sheet_opened_by_the_keyboard_shows_where_it_is(
    qtbot: QtBot, reason: Qt.FocusReason, *, seen: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    opener = Button("Open", parent=window)
    QVBoxLayout(window).addWidget(opener)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    opener.clearFocus()
    opener.setFocus(reason)
    sheet = SheetDialog("Finish", window)
    back = sheet.add_button("Back to the session")
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    assert sheet.focusWidget() is back
    assert bool(back.property("ring")) is seen
    sheet.reject()


def test_the_keyboard_goes_along_with_the_choice(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    choice = SegmentedControl([("record", "Record"), ("plan", "Plan")], window)
    QVBoxLayout(window).addWidget(choice)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    choice.button("record").setFocus(REASON.TabFocusReason)
    choice.set_current("plan")
    assert choice.button("plan").hasFocus()
