"""An inspector looks at everything and is offered nothing that the services would refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Client
from needlelog.domain.people import Role
from needlelog.services import sessions
from needlelog.ui.context import Context
from needlelog.ui.screens.client.screen import ClientScreen
from needlelog.ui.screens.clients.screen import ClientsScreen
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.screens.today.screen import TodayScreen
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button


def as_role(context: Context, role: Role) -> None:
    context.clinic.person = replace(context.clinic.person, role=role)


def hidden(*widgets: QWidget) -> list[bool]:
    return [widget.isHidden() for widget in widgets]


def going_on(place: QWidget) -> list[Button]:
    return [one.button for one in place.findChildren(Banner) if one.button.text() == "Continue"]


def test_what_cannot_be_used_is_not_shown(
    qtbot: QtBot, context: Context, clinic_tools: Any
) -> None:
    amara: Client = clinic_tools.amara()
    for role, gone in ((Role.PRACTITIONER, False), (Role.INSPECTOR, True)):
        as_role(context, role)
        client, clients = ClientScreen(context), ClientsScreen(context)
        stock, today = StockScreen(context), TodayScreen(context)
        for screen in (client, clients, stock, today):
            qtbot.addWidget(screen)
        client.open_client(amara.uid, "record")
        waiting = client
        qtbot.waitUntil(lambda: waiting.view is not None)  # noqa: B023  it waits at once
        assert (
            hidden(
                client.repeat_button,
                client.plus_button,
                client.record.event_button,
                clients.new_button,
                stock.add_button,
                today.new_button,
            )
            == [gone] * 6
        )
        assert client.details.identity.isEnabled() is not gone


def test_an_inspector_sees_what_is_unfinished_and_cannot_go_on_with_it(
    qtbot: QtBot, context: Context, clinic_tools: Any
) -> None:
    amara: Client = clinic_tools.amara()
    sessions.start_session(context.clinic, amara.uid)
    for role, gone in ((Role.PRACTITIONER, False), (Role.INSPECTOR, True)):
        as_role(context, role)
        today, client = TodayScreen(context), ClientScreen(context)
        for screen in (today, client):
            qtbot.addWidget(screen)
        today.activate()
        client.open_client(amara.uid, "record")
        places = (today, client.record)
        qtbot.waitUntil(lambda: all(map(going_on, places)))  # noqa: B023
        ways = [button for place in places for button in going_on(place)]
        assert hidden(*ways) == [gone] * 2
        sign = [one for one in today.findChildren(Button) if one.text() == "Sign"]
        assert hidden(*sign) == [gone]
