"""A note takes the room of its words and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.widgets.growing_text import GrowingText

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_it_grows_with_its_words_and_shrinks_again(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    field = GrowingText()
    column = QVBoxLayout(window)
    column.addWidget(field)
    column.addStretch(1)
    window.resize(400, 600)
    window.show()
    empty = field.height()
    assert 44 <= empty <= 80, "an empty note leaves the page to the rest of the session"
    QTest.keyClicks(field, "calm skin, no heat, " * 12)
    longer = field.height()
    assert longer > empty
    assert field.verticalScrollBar().maximum() == 0, "all of it is seen"
    window.resize(300, 600)
    qtbot.waitUntil(lambda: field.height() > longer)
    field.setPlainText("calm\n" * 60)
    assert field.height() < 320, "a very long one scrolls"
    field.clear()
    assert field.height() == empty
