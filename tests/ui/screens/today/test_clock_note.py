"""Today says so when the clock of the computer stands before the last entry."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.domain.clients import Client
from needlelog.services import clients
from needlelog.services.clock_check import clock_behind
from needlelog.ui.screens.today.screen import TodayScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context


@pytest.fixture
def screen(qtbot: QtBot, context: Context, clinic: Clinic) -> TodayScreen:
    clients.create_client(clinic, Client("", "Amara Osei"))
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


@pytest.mark.parametrize(
    ("back", "words"),
    [
        (timedelta(days=366), "1 year"),
        (timedelta(days=800), "2 years"),
        (timedelta(days=95), "3 months"),
        (timedelta(days=1, hours=3), "1 day"),
        (timedelta(hours=2, minutes=5), "2 hours"),
    ],
)
def test_by_how_much_the_clock_is_behind(
    qtbot: QtBot, screen: TodayScreen, clock: Any, back: timedelta, words: str
) -> None:
    show(qtbot, screen)
    assert not screen.clock_note.isVisible()
    clock.now -= back
    show(qtbot, screen)
    assert screen.clock_note.isVisible()
    said = screen.clock_note.note.text()
    assert said.startswith(f"This computer's clock is {words} before the last entry")
    assert "Please set the clock" in said
    clock.now += back
    show(qtbot, screen)
    assert not screen.clock_note.isVisible()


def test_who_knows_that_the_clock_is_right_says_so(
    qtbot: QtBot, screen: TodayScreen, clinic: Clinic, clock: Any
) -> None:
    clock.now -= timedelta(days=366)
    show(qtbot, screen)
    assert screen.clock_note.right.height() >= 44
    QTest.mouseClick(screen.clock_note.right, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not screen.clock_note.isVisible())
    assert clock_behind(clinic) is None
    show(qtbot, screen)
    assert not screen.clock_note.isVisible()
