"""What most sessions end with is answered in the last look itself, without the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from tests.ui.screens.session.test_session_screen import (
    Room,
    clinic,
    clock,
    folder,
    room,
    tap,
    template,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

__all__ = ["clinic", "clock", "folder", "room", "template"]


def test_no_reaction_and_the_aftercare_sheet_are_answered_before_signing(
    qtbot: QtBot, room: Room
) -> None:
    room.tap_zone("chin")
    room.tap_depth(500)
    qtbot.waitUntil(lambda: bool(room.screen.parts.side.close_section.sheets.fitting))
    tap(room.screen.parts.finish)
    sheet = room.screen.signing.sheet
    assert sheet is not None
    none, given = sheet.answers
    assert none.text() == "No reaction beyond the expected"
    assert given.text().endswith(" given")
    for button in (none, given):
        assert min(button.width(), button.height()) >= 44, "as large as a finger"
    tap(none)
    assert room.draft.reactions == ()

    def marked_as_given() -> bool:
        return room.draft.aftercare is not None

    stands = given.mapTo(sheet, QPoint())
    QTest.mouseDClick(given, Qt.MouseButton.LeftButton)
    assert not marked_as_given(), "the second press of a double click was not meant for it"
    assert given.mapTo(sheet, QPoint()) == stands, "nothing moves under the next tap"
    tap(given)
    assert marked_as_given()
    assert not any(line.text().startswith(("Reactions", "Aftercare")) for line in sheet.lines)
    assert sheet.isVisible(), "the last look stays in front"
    assert {none.text(), given.text()} <= {line.text() for line in sheet.lines}


def test_a_finger_on_go_to_zones_leaves_no_mark_of_the_keyboard_on_the_map(room: Room) -> None:
    parts = room.screen.parts
    tap(parts.to_screening)
    tap(parts.to_zones)
    assert parts.map.body_map.state.focused is None
