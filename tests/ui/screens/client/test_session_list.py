"""The sessions of a client who has been coming for long."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.zones import Side
from needlelog.services import clients, people, sessions
from needlelog.services.follow_up import Outcomes
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.client.session_line import signer_words
from needlelog.ui.screens.client.session_list import SESSIONS_OF_A_PAGE, SessionList
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.depths_label import DepthsLabel
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.zone_words import DepthLine

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.domain.sessions import SessionRecord
    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

SIGNED = SESSIONS_OF_A_PAGE + 2
NEWEST_FIRST = [date(2025, 1, 6) + timedelta(days=30 * n) for n in reversed(range(SIGNED))]


@pytest.fixture
def regular(clinic: Clinic, clinic_tools: Any) -> Client:
    """A client with two sessions more than a page has."""
    client = clients.create_client(clinic, Client("", "Regular Client"))
    for day in reversed(NEWEST_FIRST):
        clinic_tools.treat(client.uid, day, {"chin": 500})
    return client


def days(shown: SessionList) -> list[date]:
    contents = [line.record.content for line in shown.lines()]
    return [(each.started_at or each.created_at).date() for each in contents]


def test_a_page_is_read_and_drawn_and_more_on_request(
    qtbot: QtBot, context: Context, regular: Client
) -> None:
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1300, 820)
    screen.show()
    screen.open_client(regular.uid, "record")
    shown = screen.record.sessions
    qtbot.waitUntil(lambda: days(shown) == NEWEST_FIRST[:SESSIONS_OF_A_PAGE])
    assert screen.view is not None
    assert len(screen.view.records) == SESSIONS_OF_A_PAGE
    assert screen.view.signed == SIGNED
    drawn = shown.lines()
    more = next(one for one in shown.findChildren(Button) if one.text() == "Show 2 more")
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: days(shown) == NEWEST_FIRST)
    assert shown.lines()[:SESSIONS_OF_A_PAGE] == drawn
    assert not more.isVisible()


def test_the_last_session_that_counts_is_found_behind_a_page_of_void_ones(
    qtbot: QtBot, context: Context, clinic: Clinic, regular: Client
) -> None:
    signed = sessions.records(clinic, regular.uid)
    for record in signed[:SESSIONS_OF_A_PAGE]:
        sessions.void_session(clinic, record.content.uid, "entered for somebody else")
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.open_client(regular.uid, "record")
    qtbot.waitUntil(lambda: screen.view is not None)
    assert screen.view is not None
    assert screen.view.last is not None
    assert screen.view.last.content.uid == signed[SESSIONS_OF_A_PAGE].content.uid
    assert not screen.repeat_button.isHidden()


def test_who_signed_is_told_from_a_namesake_by_the_licence_of_then(
    qtbot: QtBot, context: Context, clinic: Clinic, regular: Client
) -> None:
    namesake = Practitioner("", "Rina Patel", Role.PRACTITIONER, licence="L-2")
    people.add_person(clinic, namesake, "another rina here")
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.open_client(regular.uid, "record")
    qtbot.waitUntil(lambda: bool(screen.record.lines()))
    line = screen.record.lines()[0]
    assert "Rina Patel (L-1)" in line.accessibleName()
    assert any("Rina Patel (L-1)" in each.text() for each in line.findChildren(LinesLabel))
    assert signer_words(replace(line.record, licence=""), ("Rina Patel (1)",)) == "Rina Patel"


def test_what_did_not_change_is_not_drawn_again(
    qtbot: QtBot, context: Context, clinic: Clinic, regular: Client
) -> None:
    records = sessions.records(clinic, regular.uid)
    shown = SessionList(context)
    qtbot.addWidget(shown)
    shown.show_sessions(records, Outcomes(), len(records), ())
    assert 0 < len(shown.lines()) < len(records)  # what is in view at once, the rest afterwards
    qtbot.waitUntil(lambda: len(shown.lines()) == len(records))
    drawn = shown.lines()
    shown.show_sessions(records, Outcomes(), len(records), ())
    assert shown.lines() == drawn
    changed: list[SessionRecord] = list(records)
    changed[6] = replace(changed[6], signed_by="Somebody Else")
    shown.show_sessions(changed, Outcomes(), len(changed), ())
    qtbot.waitUntil(lambda: len(shown.lines()) == len(records))
    assert shown.lines()[:6] == drawn[:6]
    assert shown.lines()[6] not in drawn
    assert [line.record for line in shown.lines()] == changed


def test_a_zone_is_never_broken_between_two_lines(qtbot: QtBot, context: Context) -> None:
    lines = [
        DepthLine(f"Cheek, lateral {Side.BOTH.sign}", 1500),
        DepthLine("Forehead", 500),
        DepthLine("Chin", None),
    ]
    label = DepthsLabel(lines, "Cheek, lateral L + R 1.50 mm, Forehead 0.50 mm, Chin")
    qtbot.addWidget(label)
    assert [len(row) for row in label.rows(10_000)] == [3]
    narrow = label.rows(1)
    assert [[piece.line for piece in row] for row in narrow] == [[line] for line in lines]
    assert label.heightForWidth(1) == 3 * label.heightForWidth(10_000)
    whole = sum(piece.width for row in narrow for piece in row)
    assert [len(row) for row in label.rows(whole - 1)] == [2, 1]
    assert label.accessibleName() == "Cheek, lateral L + R 1.50 mm, Forehead 0.50 mm, Chin"
