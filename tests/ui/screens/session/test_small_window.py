"""A small tablet with large text: nothing of the session is cut off at the side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QApplication

from needlelog.domain.zones import Side
from needlelog.ui.theme.manager import Mode, ThemeManager
from tests.ui.screens.session.test_screening import Room, clinic, clock, folder, room, template

__all__ = ["clinic", "clock", "folder", "room", "template"]


@pytest.fixture
def large_text(room: Room) -> Iterator[Room]:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    theme = ThemeManager(application)
    theme.apply(Mode.LIGHT, 1.5)
    room.screen.screening.go_to_zones()
    room.screen.acts.set_depth([("cheek_medial", Side.LEFT)], 1250)
    room.screen.resize(884, 740)
    QCoreApplication.processEvents()
    yield room
    theme.apply(Mode.LIGHT)


def test_the_zones_are_as_wide_as_their_place(large_text: Room) -> None:
    parts = large_text.screen.parts
    assert parts.middle.horizontalScrollBar().maximum() == 0
    right = parts.selection.width()
    for tool in (parts.selection.pattern, parts.selection.mirror, parts.selection.remove):
        assert tool.geometry().right() <= right


def test_the_tabs_of_the_map_show_their_words_whole(large_text: Room) -> None:
    tabs = large_text.screen.parts.map._tabs
    for button in tabs.findChildren(QAbstractButton):
        words = button.fontMetrics().horizontalAdvance(button.text().replace("&&", "&"))
        assert words <= button.width(), button.text()


def test_in_a_wide_window_the_tools_stand_beside_the_names(room: Room) -> None:
    room.screen.screening.go_to_zones()
    QCoreApplication.processEvents()
    card = room.screen.parts.selection
    assert card.pattern.geometry().center().y() == pytest.approx(
        card.remove.geometry().center().y(), abs=4
    )
