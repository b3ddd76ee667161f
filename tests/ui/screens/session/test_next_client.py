"""The next client on the couch: the screen begins where a session begins, not where the last ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Client
from needlelog.domain.zones import Side
from needlelog.services import clients
from tests.ui.screens.session.test_screening import Room, clinic, clock, folder, room, template

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["clinic", "clock", "folder", "room", "template"]


def test_the_session_of_the_next_client_begins_at_its_top(qtbot: QtBot, room: Room) -> None:
    parts = room.screen.parts
    room.screen.resize(940, 700)
    room.screen.screening.go_to_zones()
    room.screen.acts.set_depth([("hand_dorsum_radial", Side.LEFT)], 500)
    parts.map.reveal(("hand_dorsum_radial", Side.LEFT))
    assert parts.map.body_map.drawing.name != "face_front"
    down = parts.middle.verticalScrollBar()
    qtbot.waitUntil(lambda: down.maximum() > 0)
    down.setValue(down.maximum())
    other = clients.create_client(room.clinic, Client("", "Bea Lind"))
    room.screen.start(other.uid)
    room.screen.screening.go_to_zones()
    QCoreApplication.processEvents()
    assert down.value() == 0
    assert parts.map.body_map.drawing.name == "face_front"
