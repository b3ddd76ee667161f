"""A client who was entered twice: found, compared, made one, and parted again through the window."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from needlelog.domain.clients import Client
from needlelog.services import client_merge, clients, sessions
from needlelog.ui.merge.compare_sheet import CompareSheet
from needlelog.ui.merge.duplicates_sheet import DuplicatesSheet
from needlelog.ui.merge.pick_sheet import PickSheet
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.clients.screen import ClientsScreen
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.lines_label import LinesLabel
from tests.ui.screens.conftest import treat

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context
    from tests.ui.screens.conftest import Clock

LEFT = Qt.MouseButton.LeftButton
BORN = date(1985, 5, 4)


@pytest.fixture
def twice(clinic: Clinic, clock: Clock) -> tuple[str, str]:
    """Anna Weber under two entries, and somebody else."""
    first = clients.create_client(clinic, Client("", "Anna Weber", BORN, phone="030 1234567"))
    second = clients.create_client(clinic, Client("", "Anna Weber", BORN, email="anna@example.org"))
    clients.create_client(clinic, Client("", "Karl Klein"))
    treat(clinic, clock, first.uid, date(2026, 9, 13), {"chin": 500})
    treat(clinic, clock, first.uid, date(2026, 10, 13), {"chin": 750})
    treat(clinic, clock, second.uid, date(2026, 11, 13), {"chin": 1000})
    return first.uid, second.uid


def sheet_of(qtbot: QtBot, parent: QWidget, kind: type[SheetDialog]) -> SheetDialog:
    qtbot.waitUntil(lambda: parent.findChild(kind) is not None)
    found = parent.findChild(kind)
    assert isinstance(found, kind)
    return found


def test_the_list_of_likely_duplicates_leads_to_one_client(
    qtbot: QtBot, context: Context, clinic: Clinic, twice: tuple[str, str]
) -> None:
    screen = ClientsScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show()
    screen.activate()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 3)
    QTest.mouseClick(screen.duplicates_button, LEFT)
    found = sheet_of(qtbot, screen, DuplicatesSheet)
    assert isinstance(found, DuplicatesSheet)
    qtbot.waitUntil(lambda: len(found.lines) == 1)
    QTest.mouseClick(found.lines[0].button, LEFT)
    compared = sheet_of(qtbot, found, CompareSheet)
    assert isinstance(compared, CompareSheet)
    qtbot.waitUntil(lambda: compared.pair is not None)
    assert set(compared.choices) == {"phone", "email"}
    assert compared.taken() == {"email"}  # what only one entry knows is taken from there
    QTest.mouseClick(compared.merge_button, LEFT)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 2)
    qtbot.waitUntil(lambda: found.lines == [])
    kept = clients.client(clinic, twice[0])
    assert (kept.phone, kept.email) == ("030 1234567", "anna@example.org")
    assert len(sessions.records(clinic, kept.uid)) == 3


def test_the_other_entry_can_be_the_one_that_stays(
    qtbot: QtBot, context: Context, clinic: Clinic, twice: tuple[str, str]
) -> None:
    over = QWidget()
    qtbot.addWidget(over)
    sheet = CompareSheet(context, *twice, over)
    sheet.open()
    qtbot.waitUntil(lambda: sheet.pair is not None)
    QTest.mouseClick(sheet.swap, LEFT)
    qtbot.waitUntil(lambda: sheet.pair is not None and sheet.pair.keep.uid == twice[1])
    sheet.choices["phone"][1].click()
    with qtbot.waitSignal(sheet.merged):
        QTest.mouseClick(sheet.merge_button, LEFT)
    assert clients.client(clinic, twice[0]).uid == twice[1]


def test_what_tells_likely_duplicates_apart_is_read_in_large_text(
    qtbot: QtBot, context: Context, twice: tuple[str, str]
) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    try:
        sheet = DuplicatesSheet(context, None)
        qtbot.addWidget(sheet)
        sheet.show()
        qtbot.waitUntil(lambda: len(sheet.lines) == 1)
        QApplication.processEvents()
        facts = sheet.lines[0].findChildren(LinesLabel)
        assert len(facts) == len(twice)
        for words in facts:
            assert not any("…" in line for line in words.shown_lines(words.width()))
    finally:
        context.theme.apply(Mode.LIGHT)


def test_values_to_choose_between_are_whole_however_long(
    qtbot: QtBot, context: Context, clinic: Clinic, twice: tuple[str, str]
) -> None:
    note = "Likes to be called Annie & comes with her sister.\nNo calls before ten in the morning."
    long = "anna.maria.magdalena.weber-fernandez@practice.example.org"
    second = clients.client(clinic, twice[1])
    clients.save_client(clinic, replace(second, email=long, note=note, phone="+49 30 1234567 89"))
    sheet = CompareSheet(context, *twice)
    qtbot.addWidget(sheet)
    sheet.resize(560, 640)
    sheet.show()
    qtbot.waitUntil(lambda: sheet.pair is not None)
    for field, value in (("email", long), ("note", note), ("phone", "+49 30 1234567 89")):
        button = sheet.choices[field][1]
        button.click()
        qtbot.waitUntil(partial(holds_its_words, button))
        shown = button.text().replace("&&", "&")
        assert "".join(shown.split()) == "".join(value.split())


def holds_its_words(button: QPushButton) -> bool:
    needed = QPushButton.sizeHint(button)
    return needed.width() <= button.width() and needed.height() <= button.height()


def test_a_client_page_asked_for_by_the_duplicate_shows_the_client_kept(
    qtbot: QtBot, context: Context, clinic: Clinic, twice: tuple[str, str]
) -> None:
    client_merge.merge(clinic, *twice)
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show()
    screen.open_client(twice[1], "details")
    qtbot.waitUntil(lambda: screen.view is not None and screen.editor.client is not None)
    assert screen.view is not None
    assert screen.view.client.uid == twice[0]
    assert len(screen.view.records) == 3
    card = screen.details.entries
    qtbot.waitUntil(lambda: len(card.lines) == 1)
    QTest.mouseClick(card.lines[0].button, LEFT)
    question = next(
        one
        for one in QApplication.topLevelWidgets()
        if isinstance(one, SheetDialog) and one.windowTitle() == "Part Anna Weber again?"
    )
    question.accept()
    qtbot.waitUntil(lambda: card.lines == [])
    qtbot.waitUntil(lambda: screen.view is not None and len(screen.view.records) == 2)
    assert len(sessions.records(clinic, twice[1])) == 1


def test_another_entry_is_picked_by_hand(
    qtbot: QtBot, context: Context, clinic: Clinic, twice: tuple[str, str]
) -> None:
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show()
    screen.open_client(twice[0], "details")
    qtbot.waitUntil(lambda: not screen.details.entries.isHidden())
    QTest.mouseClick(screen.details.entries.merge_button, LEFT)
    pick = sheet_of(qtbot, screen, PickSheet)
    assert isinstance(pick, PickSheet)
    qtbot.waitUntil(lambda: len(pick.lines) == 2)  # never the client itself
    QTest.keyClicks(pick.search, "klein")
    qtbot.waitUntil(lambda: len(pick.lines) == 1)
    QTest.mouseClick(pick.lines[0].button, LEFT)
    compared = sheet_of(qtbot, screen, CompareSheet)
    assert isinstance(compared, CompareSheet)
    qtbot.waitUntil(lambda: compared.pair is not None)
    assert compared.pair is not None
    assert compared.pair.duplicate.name == "Karl Klein"
