"""With large text on a small tablet the names of the zones stay whole and nothing is cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint

from needlelog.ui.theme.manager import LARGEST_TEXT, Mode
from tests.services.conftest import clinic, clock, folder, template
from tests.ui.screens.session.test_session_screen import CHEEK_LEFT, Room, room

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

__all__ = ["clinic", "clock", "folder", "room", "template"]


def _lay_out(room: Room, factor: float) -> None:
    room.context.theme.apply(Mode.LIGHT, factor)
    room.screen.resize(866, 700)
    for _ in range(3):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        QCoreApplication.processEvents()


def _top(widget: QWidget, row: QWidget) -> int:
    return widget.mapTo(row, QPoint(0, 0)).y()


def test_names_go_above_the_numbers_and_come_back(room: Room) -> None:
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    row = room.row()
    for factor, above in ((1.0, False), (LARGEST_TEXT, True), (1.0, False)):
        _lay_out(room, factor)
        bottom = _top(row._name, row) + row._name.height()
        assert (bottom <= _top(row.depth_field, row)) is above
        assert row._name.width() >= row._name.sizeHint().width()
        assert row.depth_field.minus.width() >= 44


def test_the_page_does_not_scroll_sideways(room: Room) -> None:
    room.tap_zone(CHEEK_LEFT)
    room.tap_depth(1500)
    room.screen.acts.add_product(None, None)
    _lay_out(room, LARGEST_TEXT)
    assert not room.screen.parts.middle.horizontalScrollBar().isVisible()
    _lay_out(room, 1.0)
