"""An old log through its assistant: which sheet, who is meant, and second thoughts."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from needlelog.domain.review import Flag
from needlelog.files.reference_data import zone_catalogue
from needlelog.files.spreadsheets import read_sheet
from needlelog.services import clients, imports, sessions
from needlelog.services.follow_up import Outcomes
from needlelog.ui.import_assistant.assistant import ImportAssistant
from needlelog.ui.printing.session_html import session_html
from needlelog.ui.screens.client.session_line import state_words
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.screens.review.why import reasons
from needlelog.ui.screens.settings.data_section import DataSection

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

    Open = Callable[[Path], ImportAssistant]


@pytest.fixture
def opened(qtbot: QtBot, context: Context) -> Open:
    def opening(path: Path) -> ImportAssistant:
        made = ImportAssistant(context, path)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(made)
        made.open()
        qtbot.waitUntil(lambda: bool(made.file_page.words.text()))
        return made

    return opening


def table(path: Path, rows: int = 3) -> Path:
    lines = [f"{day:02}.01.2024;Anna Weber;14.02.1994;Chin" for day in range(1, rows + 1)]
    path.write_text("\n".join(["Date;Client;DOB;Zones", *lines]), encoding="utf-8")
    return path


def to_the_report(qtbot: QtBot, assistant: ImportAssistant) -> None:
    for _page in range(3):
        assistant.next.click()
    qtbot.waitUntil(lambda: assistant.pages.currentWidget() is assistant.report_page)


def test_the_sheet_of_a_workbook_can_be_chosen(qtbot: QtBot, opened: Open, tmp_path: Path) -> None:
    book = Workbook()
    for year in ("2023", "2024"):
        sheet = book.create_sheet(year)
        sheet.append(["Date", "Client", "Zones"])
        sheet.append([f"1 Feb {year}", "Ana", "Chin"])
    book.save(tmp_path / "log.xlsx")
    assistant = opened(tmp_path / "log.xlsx")
    page = assistant.file_page
    assert page.sheet.current() == "2023"
    page.sheet.set_current("2024")
    page.sheet.chosen.emit("2024")
    qtbot.waitUntil(lambda: page.table.model().index(0, 0).data() == "1 Feb 2024")
    assert page.warning.isHidden()


def test_a_table_without_rows_leads_nowhere(opened: Open, tmp_path: Path) -> None:
    assistant = opened(table(tmp_path / "log.csv", rows=0))
    assert "no row under the heading" in assistant.file_page.words.text()
    assert not assistant.next.isEnabled()


def test_the_report_says_who_is_meant_and_its_rows_have_the_focus(
    qtbot: QtBot, opened: Open, tmp_path: Path
) -> None:
    assistant = opened(table(tmp_path / "log.csv"))
    to_the_report(qtbot, assistant)
    page = assistant.report_page
    assert assistant.focusWidget() is page.table
    page.only_remarks.click()
    assert page.model.index(0, 3).data() == "Anna Weber · 14 Feb 1994 · new client"


def test_escape_while_rows_are_written_leaves_nothing(
    qtbot: QtBot, opened: Open, context: Context, clinic: Clinic, tmp_path: Path
) -> None:
    assistant = opened(table(tmp_path / "log.csv", rows=28))
    to_the_report(qtbot, assistant)
    told: list[str] = []
    context.message.connect(told.append)
    pressed = Event()
    context.read(pressed.wait, lambda _set: None, owner=context)
    assistant.next.click()
    QTest.keyClick(assistant, Qt.Key.Key_Escape)
    pressed.set()
    assert assistant.isVisible()
    qtbot.waitUntil(lambda: not assistant.isVisible())
    assert told == ["Stopped. Nothing was brought in."]
    assert imports.imports(clinic) == ()
    assert clients.search_client_ids(clinic, "Anna Weber") == []


def test_what_is_being_taken_back_says_so_and_cannot_be_pressed_again(
    qtbot: QtBot, opened: Open, context: Context, clinic: Clinic, tmp_path: Path
) -> None:
    assistant = opened(table(tmp_path / "log.csv"))
    to_the_report(qtbot, assistant)
    assistant.next.click()
    qtbot.waitUntil(lambda: not assistant.isVisible())
    section = DataSection(context)
    qtbot.addWidget(section)
    section.activate()
    qtbot.waitUntil(lambda: bool(section.take_back))
    (batch,) = imports.imports(clinic)
    said: list[str] = []
    context.message.connect(said.append)
    section.ask_undo(batch).accept()
    button = section.take_back[batch.uid]
    assert (button.text(), button.isEnabled()) == ("Taking it back…", False)
    qtbot.waitUntil(lambda: section.take_back[batch.uid] is not button)
    assert said == ["The import of log.csv was taken back."]
    assert section.bring_in.isEnabled()
    assert not section.take_back[batch.uid].isEnabled()


def test_what_was_brought_in_says_everywhere_that_nobody_here_has_signed_it(
    qtbot: QtBot, context: Context, clinic: Clinic, tmp_path: Path
) -> None:
    sheet = read_sheet(table(tmp_path / "log.csv", rows=1))
    imports.import_sheet(clinic, sheet, imports.suggested_mapping(clinic, sheet))
    (row,) = clients.client_rows(clinic, clients.search_client_ids(clinic, "Anna"))
    (record,) = sessions.records(clinic, row.uid)
    assert state_words(record)[0] == ("imported", "neutral")
    told = reasons(record, Flag(0), Outcomes(), zone_catalogue())
    assert "Brought in from an old log; nobody here has signed it." in {
        each.sentence for each in told
    }
    screen = RecordScreen(context)
    qtbot.addWidget(screen)
    screen.show()
    screen.open_record(record.content.uid)
    qtbot.waitUntil(lambda: "nobody here has signed it" in words_of(screen.signature))
    assert "Signed" not in words_of(screen.signature)
    paper = session_html(record, clients.client(clinic, row.uid), "Clinic", zone_catalogue())
    assert "nobody here has signed it" in paper
    assert "Signature" not in paper


def words_of(card: QWidget) -> str:
    return " ".join(each.text() for each in card.findChildren(QLabel))
