"""An anaesthetic is chosen by touch, and its row tells how long it stays on and who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tests.services.conftest import clinic, clock, folder, template
from tests.ui.screens.session.test_session_screen import Room, room, tap

if TYPE_CHECKING:
    from needlelog.ui.screens.session.sections.numbing import NumbingSection

__all__ = ["clinic", "clock", "folder", "room", "template"]


def _offered(section: NumbingSection) -> dict[str, QAction]:
    section.set_open(True)
    tap(section.add_button)
    menu = section.findChild(QMenu)
    assert menu is not None
    return {action.text(): action for action in menu.actions() if not action.isSeparator()}


def test_known_anaesthetics_are_offered_where_the_stock_has_none(room: Room) -> None:
    section = room.screen.parts.side.numbing
    offered = _offered(section)
    assert list(offered)[-1] == "Another one"
    offered["Lidocaine 2.5 % + prilocaine 2.5 %"].trigger()
    (row,) = room.draft.numbing
    assert (row.agent, row.strength) == ("Lidocaine + prilocaine", "2.5 % + 2.5 %")
    told = section.row_widget(row.row).guide.text()
    assert told.startswith("60–120 min on the skin: 2.5 g per 20–25 cm² for at least 1 h")
    assert "Not near eyes" in told
    assert told.endswith("Source: label texts (regulator or journal).")


def test_what_is_typed_is_told_too_and_nothing_where_nothing_is_known(room: Room) -> None:
    section = room.screen.parts.side.numbing
    _offered(section)["Another one"].trigger()
    fields = section.row_widget(room.draft.numbing[0].row)
    assert fields.guide.isHidden()
    room.screen.acts.set_numbing(fields._row.row, "numbing", agent="Lidocain 4 %")
    assert not fields.guide.isHidden()
    assert "20–30 min at 4 %" in fields.guide.text()
