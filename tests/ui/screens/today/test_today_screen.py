"""Today tells who is due and what is unfinished, and leads on in one tap."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from needlelog.domain.clients import Client, HistoryItem, HistoryKind
from needlelog.services import clients, sessions
from needlelog.services.today import SHOWN_AT_ONCE
from needlelog.ui.screens.today.due_row import DueLine
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> TodayScreen:
    made = TodayScreen(context)
    qtbot.addWidget(made)
    made.resize(1300, 800)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(qtbot: QtBot, screen: TodayScreen) -> None:
    screen.view = None
    screen.activate()
    qtbot.waitUntil(lambda: screen.view is not None)


def test_a_new_clinic_is_asked_for_its_first_client(
    qtbot: QtBot, context: Context, screen: TodayScreen
) -> None:
    show(qtbot, screen)
    assert screen.due.new_clinic.isVisible()
    with qtbot.waitSignal(context.navigator.new_client_requested):
        QTest.mouseClick(screen.due.new_clinic.button, Qt.MouseButton.LeftButton)


def test_it_greets_by_the_hour_and_the_first_name(qtbot: QtBot, screen: TodayScreen) -> None:
    show(qtbot, screen)
    texts = [one.text() for one in screen.header.findChildren(QLabel)]
    assert any(text.startswith("Good ") and text.endswith(", Rina") for text in texts)


def test_the_focus_of_a_line_that_is_drawn_anew_scrolls_nothing_away(
    qtbot: QtBot, screen: TodayScreen, clinic_tools: Any
) -> None:
    for number in range(12):
        clinic_tools.due_client(f"Client {number}", date(2026, 11, 5), 30, {"chin": 500})
    show(qtbot, screen)
    bar = screen.due.page.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    screen.due.lines()[0].button.setFocus()
    show(qtbot, screen)
    assert screen.due.lines()
    assert bar.value() == 0
    assert screen.hasFocus()
    screen.finder.setFocus()
    show(qtbot, screen)
    assert screen.finder.hasFocus(), "whoever types goes on"


def test_due_clients_stand_in_order_and_repeat_in_one_tap(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: TodayScreen, clinic_tools: Any
) -> None:
    tools = clinic_tools
    late = tools.due_client("Dana Whitfield", date(2026, 11, 5), 30, {"cheek lateral": 1250})
    tools.due_client("Joon-ho Park", date(2026, 11, 16), 30, {"forehead": 1500})
    tools.due_client("Grace Liu", date(2026, 12, 10), 60, {"chin": 500})
    show(qtbot, screen)
    lines = screen.due.lines()
    assert [line.name.text() for line in lines] == ["Joon-ho Park", "Dana Whitfield"]
    assert lines[1].plan_words.text() == "Fine lines · 2 of 4 · last 1.25 mm"
    assert lines[1].due.text().startswith("9 day")
    with qtbot.waitSignal(context.navigator.new_session_requested) as asked:
        QTest.mouseClick(lines[1].button, Qt.MouseButton.LeftButton)
    assert asked.args == [late.uid, True]
    QTest.mouseClick(screen.due.choice.button("late"), Qt.MouseButton.LeftButton)
    assert [line.name.text() for line in screen.due.lines()] == ["Dana Whitfield"]
    QTest.mouseClick(screen.due.choice.button("all"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.due.lines()) == 3)
    names = [line.name.text() for line in screen.due.lines()]
    assert names == ["Joon-ho Park", "Grace Liu", "Dana Whitfield"]
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.mouseClick(screen.due.lines()[2].name, Qt.MouseButton.LeftButton)
    assert opened.args == [late.uid, "record"]


def test_further_due_clients_are_read_when_somebody_asks_for_them(
    qtbot: QtBot, screen: TodayScreen, clinic_tools: Any
) -> None:
    for number in range(SHOWN_AT_ONCE + 2):
        day = date(2026, 10, 1) + timedelta(days=number)
        clinic_tools.due_client(f"Client {number:02d}", day, 7, {"chin": 500})
    show(qtbot, screen)
    assert len(screen.due.lines()) == SHOWN_AT_ONCE
    assert str(SHOWN_AT_ONCE + 2) in screen.due.choice.button("late").text()
    QTest.mouseClick(screen.due.choice.button("late"), Qt.MouseButton.LeftButton)
    before = screen.due.lines()
    qtbot.waitUntil(lambda: screen.due.lines() != before)  # those of now, read anew
    buttons = screen.due.page.findChildren(Button)
    more = [each for each in buttons if "more" in each.text()][-1]
    qtbot.waitUntil(more.isVisible)
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.due.lines()) == SHOWN_AT_ONCE + 2)
    names = [line.name.text() for line in screen.due.lines()]
    assert names == sorted(names, reverse=True), "the longest late last"


def test_the_late_are_found_behind_a_full_week(
    qtbot: QtBot, context: Context, screen: TodayScreen, clinic_tools: Any
) -> None:
    treated_on = context.today() - timedelta(days=7)
    for number in range(SHOWN_AT_ONCE):
        clinic_tools.due_client(f"Client {number:02d}", treated_on, 7, {"chin": 500})
    clinic_tools.due_client("Came years ago", treated_on - timedelta(days=900), 7, {"chin": 500})
    clinic_tools.due_client("Came last month", treated_on - timedelta(days=30), 7, {"chin": 500})
    show(qtbot, screen)
    said = [one.text() for one in screen.header.findChildren(QLabel)]
    assert any(f"{SHOWN_AT_ONCE} clients due this week · 2 late" in words for words in said)
    QTest.mouseClick(screen.due.choice.button("late"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: len(screen.due.lines()) == 2)
    names = [line.name.text() for line in screen.due.lines()]
    assert names == ["Came last month", "Came years ago"]


def is_whole(line: DueLine) -> bool:
    return line.height() >= line.minimumSizeHint().height()


def test_a_name_is_whole_beside_an_alert_on_a_small_tablet_and_in_large_text(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: TodayScreen, clinic_tools: Any
) -> None:
    client = clinic_tools.due_client("Siobhan Dhomhnaill", date(2026, 11, 5), 30, {"chin": 500})
    allergy = HistoryItem("", HistoryKind.ALLERGY, "Fragrance allergy", alert=True)
    clients.save_client(clinic, replace(client, history=(allergy,)))
    for text, width in ((1.0, 950), (LARGEST_TEXT, 1290), (1.0, 1290)):
        context.theme.apply(Mode.LIGHT, text)
        screen.resize(width, 740)
        show(qtbot, screen)
        line = screen.due.lines()[0]
        qtbot.waitUntil(line.pill.isVisible)
        qtbot.waitUntil(partial(is_whole, line))
        assert line.name.width() >= line.name.sizeHint().width()
        assert line.pill.width() >= line.pill.sizeHint().width()
        assert line.pill.height() >= line.pill.sizeHint().height()
    line = screen.due.lines()[0]
    assert line.pill.x() > line.name.geometry().right()


def test_an_unfinished_session_goes_on_in_one_tap(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: TodayScreen
) -> None:
    hanna = clients.create_client(clinic, Client("", "Hanna Novak"))
    draft = sessions.start_session(clinic, hanna.uid)
    show(qtbot, screen)
    banner = screen.findChild(Banner)
    assert banner is not None
    with qtbot.waitSignal(context.navigator.draft_requested) as asked:
        QTest.mouseClick(banner.button, Qt.MouseButton.LeftButton)
    assert asked.args == [draft.uid]


def test_lots_that_run_out_are_named(qtbot: QtBot, screen: TodayScreen, clinic_tools: Any) -> None:
    clinic_tools.serum("Hyaluronic acid", "H2291", "2026-12-26")
    clinic_tools.serum("Vitamin C", "VC-1", "2026-11")
    clinic_tools.serum("Growth factor", "G118", "2027-11")
    show(qtbot, screen)
    assert screen.view is not None
    assert [one.lot.lot for one in screen.view.stock if one.lot] == ["VC-1", "H2291"]


def test_the_finder_opens_the_client_that_was_typed(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: TodayScreen
) -> None:
    zoe = clients.create_client(clinic, Client("", "Zoë Brontë"))
    clients.create_client(clinic, Client("", "Zora Neale"))
    screen.find_client()
    QTest.keyClicks(screen.finder, "zo")
    qtbot.waitUntil(lambda: len(screen.finder.matches()) == 2)
    QTest.keyClicks(screen.finder, "e")
    with qtbot.waitSignal(context.navigator.client_requested) as opened:
        QTest.keyClick(screen.finder, Qt.Key.Key_Return)
    assert opened.args == [zoe.uid, "record"]
    assert screen.finder.matches() == []


def test_the_finder_offers_a_new_client_where_nobody_is_found(
    qtbot: QtBot, context: Context, screen: TodayScreen
) -> None:
    screen.find_client()
    QTest.keyClicks(screen.finder, "nobody")
    qtbot.waitUntil(lambda: len(screen.finder.matches()) == 1)
    with qtbot.waitSignal(context.navigator.new_client_requested):
        QTest.keyClick(screen.finder, Qt.Key.Key_Return)


def test_further_follow_ups_are_fetched_when_asked(
    qtbot: QtBot, screen: TodayScreen, clinic_tools: Any
) -> None:
    for number in range(6):
        clinic_tools.due_client(f"Client {number}", date(2026, 12, 11), 60, {"chin": 500})
    show(qtbot, screen)
    assert len(screen.ask.buttons) == 4
    more = screen.ask.more
    assert more is not None
    more.click()
    qtbot.waitUntil(lambda: len(screen.ask.buttons) == 6)
    left: object = screen.ask.more
    assert left is None
    assert {button.text() for button in screen.ask.buttons} == {"day 3"}
