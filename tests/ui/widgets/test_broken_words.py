"""Words that have no place to break, in a narrow column of large text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.session_gaps import Gap, GapCode, Place
from needlelog.ui.screens.record.words_card import WordsCard
from needlelog.ui.screens.session.finish_sheet import FinishSheet
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.broken_button import BrokenButton
from needlelog.ui.widgets.broken_words import BrokenWords
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

HASH = "Chain hash (SHA-256) " + "0123456789abcdef" * 4


@pytest.fixture(autouse=True)
def large_text() -> Iterator[None]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = ThemeManager(application)
    theme.apply(Mode.LIGHT, 1.75)
    yield
    theme.apply(Mode.LIGHT)


def test_a_hash_breaks_and_is_copied_as_it_was_written(qtbot: QtBot) -> None:
    page, card = ScrollPage(), WordsCard("Signed")
    qtbot.addWidget(page)
    page.body.addWidget(card)
    card.show_lines([HASH, "Signed by M. Duval"])
    page.resize(520, 500)
    page.show()
    QCoreApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    words = card.findChild(BrokenWords)
    assert words is not None
    assert words.height() >= words.document().size().height() > 2 * words.fontMetrics().height()
    words.setFocus()
    QTest.keyClick(words, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(words, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == HASH


def test_a_line_of_the_last_look_breaks_and_is_no_wider_than_its_list(qtbot: QtBot) -> None:
    name = "Abdomen, lower, & what lies to the left of it, under the belt"
    sheet = FinishSheet([(Gap(GapCode.ZONE_DEPTH, Place.ZONES, 1), name)], "M. Duval", "")
    qtbot.addWidget(sheet)
    sheet.resize(560, 600)
    sheet.show()
    QCoreApplication.processEvents()
    assert sheet._page.horizontalScrollBar().maximum() == 0
    line = sheet.lines[0]
    assert "\n" in line.text()
    assert line.words == line.accessibleName() == f"{name}: no depth"


def test_a_long_tag_keeps_its_end_and_its_cross(qtbot: QtBot) -> None:
    page = ScrollPage()
    qtbot.addWidget(page)
    flow = FlowLayout()
    page.body.addLayout(flow)
    tag = BrokenButton("Product is Hyaluronic acid, not crosslinked, sterile  ×", "filter")
    flow.addWidget(tag)
    page.resize(360, 400)
    page.show()
    QCoreApplication.processEvents()
    assert page.horizontalScrollBar().maximum() == 0
    lines = tag.text().split("\n")
    assert len(lines) > 1
    assert lines[-1].endswith("×")
    room = tag.width() - 2 * 12
    assert all(tag.fontMetrics().horizontalAdvance(line) <= room for line in lines)
    assert tag.height() >= len(lines) * tag.fontMetrics().height()
    page.resize(1400, 400)
    QCoreApplication.processEvents()
    assert "\n" not in tag.text()
