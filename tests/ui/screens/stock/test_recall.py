"""A recall through the window: from the stock to everybody who was touched, until all are told."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from needlelog.domain.recalls import RecallCounts, RecallKind, Way
from needlelog.services import clients, recalls
from needlelog.ui import formats
from needlelog.ui.recall.letters_sheet import LettersSheet
from needlelog.ui.recall.open_recall import OpenRecallSheet, ask_recall
from needlelog.ui.recall.recall_model import Column
from needlelog.ui.recall.recall_sheet import RecallSheet
from needlelog.ui.recall.recalls_sheet import RecallsSheet
from needlelog.ui.recall.words import told_words
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from tests.ui.screens.stock.test_stock_screen import (
    LEFT,
    counted_serum,
    opened,
    show,
    treat_with,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from needlelog.domain.stock import Lot
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context


@pytest.fixture
def lot(clinic: Clinic) -> Lot:
    """A lot that three clients met."""
    found = counted_serum(clinic)
    for _ in range(3):
        treat_with(clinic, found, 300)
    return found


@pytest.fixture
def screen(qtbot: QtBot, context: Context, lot: Lot) -> StockScreen:
    made = StockScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    show(qtbot, made)
    made.choose(RowKind.LOT, lot.uid)
    return made


def recall_sheet(qtbot: QtBot, parent: QWidget) -> RecallSheet:
    def there() -> RecallSheet | None:
        return next(
            (one for one in parent.findChildren(RecallSheet) if one.counts is not None), None
        )

    qtbot.waitUntil(lambda: there() is not None)
    sheet = there()
    assert sheet is not None
    qtbot.waitUntil(
        lambda: all(sheet.model.client_at(row) for row in range(sheet.model.rowCount()))
    )
    return sheet


def open_recall(qtbot: QtBot, screen: StockScreen) -> RecallSheet:
    QTest.mouseClick(screen.detail.buttons["recall"], LEFT)
    qtbot.waitUntil(lambda: screen.findChild(OpenRecallSheet) is not None)
    asked = opened(screen, OpenRecallSheet)
    QTest.mouseClick(asked.save_button, LEFT)
    assert asked.isVisible()  # without a reason nothing is called back
    QTest.keyClicks(asked.reason, "glass particles, says the maker")
    QTest.mouseClick(asked.save_button, LEFT)
    return recall_sheet(qtbot, screen)


def test_in_large_text_the_telephone_and_who_was_told_stay_in_sight(
    qtbot: QtBot, context: Context, screen: StockScreen
) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    try:
        sheet = open_recall(qtbot, screen)
        sheet.resize(1120, 660)
        QApplication.processEvents()
        room = sheet.table.viewport().width()
        for column in (Column.CLIENT, Column.BORN, Column.PHONE, Column.TOLD):
            cell = sheet.table.visualRect(sheet.model.index(0, column))
            assert 0 <= cell.left() < cell.right() < room
        day = sheet.line.day.line
        assert day.fontMetrics().horizontalAdvance(day.text()) < day.width()
    finally:
        context.theme.apply(Mode.LIGHT)


def test_from_the_lot_to_the_last_client_told(
    qtbot: QtBot, screen: StockScreen, clinic: Clinic, lot: Lot
) -> None:
    sheet = open_recall(qtbot, screen)
    assert sheet.windowTitle() == "Lot H2291 · HA serum"
    assert sheet.told.text() == "0 of 3 told, 3 left"
    assert not sheet.line.mark.isEnabled()
    assert sheet.model.index(0, Column.BORN).data() == "3 Feb 1992"  # namesakes are told apart
    cell = sheet.table.visualRect(sheet.model.index(1, Column.CLIENT)).center()
    QTest.mouseClick(sheet.table.viewport(), LEFT, pos=cell)
    assert sheet.line.mark.text() == "Mark 1 as told"
    sheet.line.way.set_current("email")
    QTest.keyClicks(sheet.line.note, "answered")
    QTest.mouseClick(sheet.line.mark, LEFT)
    qtbot.waitUntil(lambda: sheet.told.text() == "1 of 3 told, 2 left")
    (open_one,) = recalls.open_recalls(clinic)
    found = recalls.affected(clinic, open_one.recall.uid)
    assert [each.notified for each in found] == [False, False, True]
    (told,) = recalls.contacts(clinic, open_one.recall.uid, [found[2].client])
    assert told.notice is not None
    assert (told.notice.way, told.notice.note) == (Way.EMAIL, "answered")
    QTest.mouseClick(sheet.untold, LEFT)
    qtbot.waitUntil(lambda: sheet.line.mark.text() == "Mark 2 as told")
    QTest.mouseClick(sheet.line.mark, LEFT)
    qtbot.waitUntil(lambda: sheet.told.text() == "All 3 clients told")
    QTest.mouseClick(sheet.close_recall, LEFT)
    question = next(
        one for one in QApplication.topLevelWidgets() if one.windowTitle() == "Close this recall?"
    )
    question.accept()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: recalls.open_recalls(clinic) == ())


def test_the_keyboard_alone_ticks_opens_and_takes_back(
    qtbot: QtBot, screen: StockScreen, context: Context
) -> None:
    sheet = open_recall(qtbot, screen)
    sheet.table.setFocus()
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    QTest.keyClick(sheet.table, Qt.Key.Key_Down)
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    assert len(sheet.model.ticked) == 2
    QTest.keyClick(sheet.table, Qt.Key.Key_Space)
    assert len(sheet.model.ticked) == 1
    sheet.line.mark.click()
    qtbot.waitUntil(lambda: sheet.told.text() == "1 of 3 told, 2 left")
    assert sheet.focusWidget() is sheet.table  # and not the button that closes the recall
    sheet.model.tick([sheet.model._blocks.ids[2]])
    assert sheet.line.back.isVisible()
    sheet.line.back.click()
    qtbot.waitUntil(lambda: sheet.told.text() == "0 of 3 told, 3 left")
    qtbot.waitUntil(lambda: sheet.model.client_at(0) is not None)
    sheet.table.setCurrentIndex(sheet.model.index(0, 0))
    with qtbot.waitSignal(context.navigator.client_requested):
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)


def test_a_day_before_the_recall_is_refused_in_a_sentence(
    qtbot: QtBot, screen: StockScreen, context: Context
) -> None:
    sheet = open_recall(qtbot, screen)
    sheet.untold.click()
    sheet.line.day.set_value(context.today().replace(year=2020))
    sheet.line.mark.click()
    qtbot.waitUntil(lambda: "before the recall" in sheet.trouble.text())
    assert formats.day(context.today().replace(year=2020)) in sheet.trouble.text()
    assert len(sheet.model.ticked) == 3  # nothing that was ticked is lost


def test_what_is_no_day_is_not_taken_for_today(
    qtbot: QtBot, screen: StockScreen, clinic: Clinic
) -> None:
    sheet = open_recall(qtbot, screen)
    sheet.untold.click()
    sheet.line.day.line.setText("31.2.2026")
    sheet.line.mark.click()
    assert sheet.line.day.error()
    (still_open,) = recalls.open_recalls(clinic)
    assert not any(each.notified for each in recalls.affected(clinic, still_open.recall.uid))
    assert len(sheet.model.ticked) == 3


def test_the_letter_is_as_it_was_left_and_each_doubt_about_it_is_told(
    qtbot: QtBot, screen: StockScreen
) -> None:
    sheet = open_recall(qtbot, screen)
    sheet.letters.click()
    letters = opened(sheet, LettersSheet)
    letters.text.setPlainText("Dear {{client}}, call {{phone}}, {{dog}}")
    qtbot.waitUntil(lambda: "no phone number" in letters.trouble.text())
    assert "dog" in letters.trouble.text()
    letters.reject()
    sheet.letters.click()
    again = sheet.findChildren(LettersSheet)[-1]
    assert again.text.toPlainText() == "Dear {{client}}, call {{phone}}, {{dog}}"
    again.reject()
    sheet.reject()
    later = RecallSheet(sheet.context, sheet.recall, screen)  # the same recall, opened again
    later.open()
    later.letters.click()
    assert opened(later, LettersSheet).text.toPlainText().endswith("{{dog}}")


def test_the_row_says_recall_and_the_button_leads_back(
    qtbot: QtBot, screen: StockScreen, lot: Lot
) -> None:
    open_recall(qtbot, screen).accept()
    qtbot.waitUntil(lambda: screen.view is not None and lot.uid in screen.view.recalled.lots)
    row = next(row for row in screen.rows() if row.uid == lot.uid)
    assert row.tags[0] == ("recall", "stop")
    assert screen.detail.buttons["recall"].text() == "Recall"
    QTest.mouseClick(screen.detail.buttons["recall"], LEFT)
    recall_sheet(qtbot, screen).accept()
    QTest.mouseClick(screen.recalls_button, LEFT)
    listed = opened(screen, RecallsSheet)
    qtbot.waitUntil(lambda: len(listed.lines) == 1)


def test_lists_and_letters_are_written(
    qtbot: QtBot, screen: StockScreen, clinic: Clinic, tmp_path: Path
) -> None:
    from pypdf import PdfReader

    sheet = open_recall(qtbot, screen)
    sheet.save_csv(tmp_path / "list.csv")
    qtbot.waitUntil(lambda: "list.csv" in sheet.trouble.text())
    with (tmp_path / "list.csv").open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 4
    sheet.save_pdf(tmp_path / "list.pdf")
    qtbot.waitUntil(lambda: "list.pdf" in sheet.trouble.text())
    text = PdfReader(tmp_path / "list.pdf").pages[0].extract_text()
    assert text.count("Amara Osei") == 3
    assert "glass particles" in text
    foot = text[text.index("Lot H2291 · HA serum · printed ") :]
    assert clinic.person.name in foot
    sheet.letters.click()
    letters = opened(sheet, LettersSheet)
    assert letters.windowTitle() == "3 letters"
    qtbot.waitUntil(lambda: "Amara Osei" in letters.preview.toPlainText())
    assert "Lot H2291" in letters.preview.toPlainText()
    letters.text.setPlainText("Dear {{client}}, {{dog}}")
    assert "dog" in letters.trouble.text()
    letters.text.setPlainText("Dear {{client}}, about {{subject}}" + "\n\nMore." * 60)
    letters.save_pdf(tmp_path / "letters.pdf")
    qtbot.waitUntil(lambda: "letters.pdf" in letters.trouble.text())
    pages = PdfReader(tmp_path / "letters.pdf").pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert [text.startswith("Dear Amara Osei, about HA serum") for text in texts] == [
        True,
        False,
    ] * 3
    assert all(text.endswith(f"Amara Osei page {1 + n % 2} of 2") for n, text in enumerate(texts))


def test_a_number_nobody_knows_touches_nobody(
    qtbot: QtBot, screen: StockScreen, context: Context, clinic: Clinic
) -> None:
    ask_recall(context, screen, RecallKind.LOT, "", "NOPE")
    qtbot.waitUntil(lambda: screen.findChild(OpenRecallSheet) is not None)
    sheet = opened(screen, OpenRecallSheet)
    sheet.reason.setPlainText("why")
    sheet.save_button.click()
    assert recall_sheet(qtbot, screen).told.text() == "Nobody has to be told."
    assert len(clients.search_client_ids(clinic, "")) == 3


def test_one_client_who_was_told_is_no_plural() -> None:
    assert told_words(RecallCounts(1, 2, 1)) == "The client was told"
