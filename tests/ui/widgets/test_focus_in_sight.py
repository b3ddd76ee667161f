"""What the keyboard comes to can be seen, wherever its page was scrolled to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from needlelog.ui.widgets.focus_in_sight import FocusInSight
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_a_page_entered_by_tab_shows_what_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    FocusInSight(window)
    outer = QVBoxLayout(window)
    before = QPushButton("before")
    page = ScrollPage()
    outer.addWidget(before)
    outer.addWidget(page)
    first, last = QPushButton("first"), QPushButton("last")
    page.body.addWidget(first)
    page.body.addSpacing(2000)
    page.body.addWidget(last)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    before.setFocus()
    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
    assert first.visibleRegion().isEmpty()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    assert first.hasFocus()
    assert not first.visibleRegion().isEmpty()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert last.hasFocus()
    assert not last.visibleRegion().isEmpty()


def test_what_is_partly_seen_stays_under_the_finger(qtbot: QtBot) -> None:
    """Also where a child covers all of it, as the drawing covers the time axis."""
    window = QWidget()
    qtbot.addWidget(window)
    FocusInSight(window)
    page = ScrollPage()
    outer = QVBoxLayout(window)
    before = QPushButton("before")
    outer.addWidget(before)
    outer.addWidget(page)
    axis = QWidget()
    axis.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    axis.setMinimumHeight(900)
    inside = QVBoxLayout(axis)
    inside.setContentsMargins(0, 0, 0, 0)
    drawing = QWidget()
    drawing.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
    inside.addWidget(drawing)
    page.body.addWidget(axis)
    window.resize(300, 300)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() > 0)
    before.setFocus()
    page.verticalScrollBar().setValue(5)
    QTest.mouseClick(drawing, Qt.MouseButton.LeftButton, pos=drawing.rect().topLeft())
    assert axis.hasFocus()
    assert page.verticalScrollBar().value() == 5
