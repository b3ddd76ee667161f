"""The trail at the window: which record an entry is about can be read at every width."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from needlelog.ui.screens.review import trail_model
from needlelog.ui.screens.review.trail_page import TrailPage
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.manager import LARGEST_TEXT, Mode

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.ui.context import Context


def shown(qtbot: QtBot, context: Context, *widths: int) -> TrailPage:
    page = TrailPage(context)
    qtbot.addWidget(page)
    page.show()
    for width in widths:
        page.resize(width, 740)
        QApplication.processEvents()
    return page


def test_record_and_change_share_the_room_when_the_window_grew(
    qtbot: QtBot, context: Context
) -> None:
    page = shown(qtbot, context, 700, 1310)
    assert page.table.columnWidth(trail_model.RECORD) == metrics().text(290)
    assert page.table.columnWidth(trail_model.CHANGE) > metrics().text(290)
    assert not page.table.isColumnHidden(trail_model.WHO)
    assert not page.table.isColumnHidden(trail_model.CHANGE)


def test_on_a_small_tablet_person_and_record_stand_in_the_table(
    qtbot: QtBot, context: Context
) -> None:
    page = shown(qtbot, context, 936)
    assert not page.table.isColumnHidden(trail_model.WHO)
    assert page.table.columnWidth(trail_model.RECORD) >= metrics().text(200)


def test_in_large_text_no_column_lies_out_of_sight(qtbot: QtBot, context: Context) -> None:
    context.theme.apply(Mode.LIGHT, LARGEST_TEXT)
    try:
        page = shown(qtbot, context, 1240)
        assert page.table.horizontalScrollBar().maximum() == 0
        assert page.table.isColumnHidden(trail_model.WHO)
    finally:
        context.theme.apply(Mode.LIGHT)
