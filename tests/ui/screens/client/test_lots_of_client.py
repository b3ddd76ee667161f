"""From a client's page to every lot that was used."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.ui.lot_trace.trace_sheet import LotTraceSheet
from needlelog.ui.screens.client.screen import ClientScreen

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from needlelog.ui.context import Context


def test_the_lots_of_a_client_lead_to_their_sessions(
    qtbot: QtBot, context: Context, clinic_tools: Any
) -> None:
    client = clinic_tools.due_client("Mei Lin", date(2026, 11, 20), 30, {"chin": 500})
    screen = ClientScreen(context)
    qtbot.addWidget(screen)
    screen.resize(1200, 760)
    screen.show()
    screen.open_client(client.uid, "record")
    qtbot.waitUntil(lambda: screen.view is not None)
    QTest.mouseClick(screen.record.side.lots_button, Qt.MouseButton.LeftButton)
    sheet = screen.findChild(LotTraceSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    shown = [sheet.model.index(0, column).data() for column in range(4)]
    assert shown == ["20 Nov 2026", "Hyaluronic acid", "on the skin", "H2291 · typed"]
    with qtbot.waitSignal(context.navigator.record_requested):
        sheet.table.clicked.emit(sheet.model.index(0, 0))
