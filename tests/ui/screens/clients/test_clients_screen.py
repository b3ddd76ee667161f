"""Finding a client by typing, and adding one in a short form."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from needlelog.domain.clients import Client
from needlelog.services import clients
from needlelog.ui.screens.clients.list_model import Column
from needlelog.ui.screens.clients.new_client import NewClientSheet
from needlelog.ui.screens.clients.screen import ClientsScreen
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context


@pytest.fixture
def people(clinic: Clinic) -> dict[str, str]:
    names = ("Amara Osei", "José Ángel Núñez", "Zoë Brontë")
    return {
        name: clients.create_client(
            clinic, Client("", name, birth_date=date(1990, 5, 4), phone=f"+44 20 {n}{n}{n}")
        ).uid
        for n, name in enumerate(names, start=4)
    }


@pytest.fixture
def screen(qtbot: QtBot, context: Context, people: dict[str, str]) -> ClientsScreen:
    made = ClientsScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    qtbot.waitExposed(made)
    made.activate()
    qtbot.waitUntil(lambda: made.model.rowCount() == len(people))
    return made


def type_search(qtbot: QtBot, screen: ClientsScreen, text: str, found: int) -> None:
    screen.search.setFocus()
    screen.search.clear()
    QTest.keyClicks(screen.search, text)
    qtbot.waitUntil(lambda: screen.model.rowCount() == found)


def test_typing_finds_without_accents_and_enter_opens(
    qtbot: QtBot, context: Context, screen: ClientsScreen, people: dict[str, str]
) -> None:
    type_search(qtbot, screen, "angel nun", 1)
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert opened.args == [people["José Ángel Núñez"], "record"]


def test_back_at_the_list_the_next_words_replace_those_of_before(
    qtbot: QtBot, screen: ClientsScreen
) -> None:
    QTest.keyClicks(screen.search, "bj")
    screen.activate()
    QTest.keyClicks(screen.search, "amara")
    assert screen.search.text() == "amara"


def test_enter_at_once_waits_for_what_was_typed(
    qtbot: QtBot, context: Context, screen: ClientsScreen, people: dict[str, str]
) -> None:
    screen.search.setFocus()
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.keyClicks(screen.search, "zoe")
        QTest.keyClick(screen.search, Qt.Key.Key_Return)
    assert opened.args == [people["Zoë Brontë"], "record"]


def test_arrows_move_into_the_list_and_enter_opens(
    qtbot: QtBot, context: Context, screen: ClientsScreen, people: dict[str, str]
) -> None:
    screen.search.setFocus()
    QTest.keyClick(screen.search, Qt.Key.Key_Down)
    assert screen.table.hasFocus()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert opened.args == [people["José Ángel Núñez"], "record"]


def test_a_search_without_result_says_what_to_do(qtbot: QtBot, screen: ClientsScreen) -> None:
    type_search(qtbot, screen, "nobody", 0)
    assert screen._not_found.isVisible()
    QTest.mouseClick(screen._not_found.button, Qt.MouseButton.LeftButton)
    sheet = screen.findChild(NewClientSheet)
    assert sheet is not None
    assert sheet.name.text() == "nobody"
    sheet.reject()


def test_a_birth_date_in_the_future_is_refused_in_a_sentence(
    qtbot: QtBot, clinic: Clinic, screen: ClientsScreen
) -> None:
    sheet = screen.ask_new_client()
    QTest.keyClicks(sheet.name, "Nora Lind")
    QTest.keyClicks(sheet.born.line, "3 Mar 2031")
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    assert sheet.isVisible()
    assert sheet.born.error() == "This birth date lies in the future; check the year."
    assert sheet.focusWidget() is sheet.born.line, "what is typed next corrects it"
    assert clients.search_client_ids(clinic, "Nora") == []
    sheet.reject()


def test_a_new_client_needs_a_name_and_is_opened_after_saving(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: ClientsScreen
) -> None:
    sheet = screen.ask_new_client()
    QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    assert sheet.name_row.error() == "A client needs a name."
    QTest.keyClicks(sheet.name, "Nora Lind")
    assert sheet.name_row.error() is None, "what was said of the name no longer holds"
    QTest.keyClicks(sheet.born.line, "3.3.1991")
    QTest.keyClicks(sheet.phone, "0170 12")
    QTest.mouseClick(sheet.phototype.button("4"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)
    kept = clients.client(clinic, opened.args[0])
    assert (kept.name, kept.birth_date, kept.phone, kept.phototype) == (
        "Nora Lind",
        date(1991, 3, 3),
        "0170 12",
        4,
    )


def test_the_same_name_and_birth_date_are_mentioned_but_not_forbidden(
    qtbot: QtBot, context: Context, screen: ClientsScreen
) -> None:
    sheet = screen.ask_new_client()
    qtbot.waitUntil(sheet.isActiveWindow)
    QTest.keyClicks(sheet.name, "jose angel nunez")
    sheet.born.line.setFocus()
    QTest.keyClicks(sheet.born.line, "1990-05-04")
    QTest.keyClick(sheet.born.line, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: "already a client" in sheet.name_row._hint)
    with qtbot.waitSignal(context.navigator.client_requested):
        QTest.mouseClick(sheet.save_button, Qt.MouseButton.LeftButton)


def test_with_the_largest_text_the_search_stands_beside_the_buttons(
    qtbot: QtBot, context: Context
) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    window = QWidget()
    qtbot.addWidget(window)
    made = ClientsScreen(context, window)
    made.resize(642, 576)  # what the smallest window leaves it
    window.show()
    QApplication.processEvents()
    beside = [made.duplicates_button, made.search, made.new_button]
    places = [QRect(each.mapTo(made, QPoint(0, 0)), each.size()) for each in beside]
    context.theme.apply(Mode.LIGHT)
    assert places[0].right() < places[1].left()
    assert places[1].right() < places[2].left()
    assert places[2].right() < made.width()


def test_with_the_largest_text_a_name_is_read_on_a_small_tablet(
    qtbot: QtBot, context: Context, clinic: Clinic
) -> None:
    clients.create_client(clinic, Client("", "Fatima Zahra Benali"))
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    try:
        made = ClientsScreen(context)
        qtbot.addWidget(made)
        made.resize(866, 700)
        made.show()
        made.activate()
        qtbot.waitUntil(lambda: made.model.rowCount() > 0)
        QApplication.processEvents()
        cell = made.table.visualRect(made.model.index(0, Column.NAME))
        name = QFontMetrics(text_font(metrics().text(14), QFont.Weight.DemiBold))
        assert cell.width() > name.horizontalAdvance("Fatima Zahra Benali")
    finally:
        context.theme.apply(Mode.LIGHT)
