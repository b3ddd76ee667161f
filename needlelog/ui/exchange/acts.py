"""The three things one does to exchange records, wherever their buttons stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from needlelog.ui.exchange.choices_sheet import ChoicesSheet
from needlelog.ui.exchange.receive_sheet import ReceiveSheet
from needlelog.ui.exchange.send_sheet import SendSheet

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.ui.context import Context


class ExchangeActs(QObject):
    """Opens a sheet over the window of ``place``."""

    def __init__(self, context: Context, place: QWidget) -> None:
        super().__init__(place)
        self._context = context
        self._place = place

    def send(self) -> SendSheet:
        """Write a file for the other computers."""
        sheet = SendSheet(self._context, self._place.window())
        sheet.open()
        return sheet

    def receive(self) -> ReceiveSheet:
        """Take in a file of another computer."""
        sheet = ReceiveSheet(self._context, self._place.window())
        sheet.open()
        return sheet

    def choose(self) -> ChoicesSheet:
        """Choose between edits that two computers made."""
        sheet = ChoicesSheet(self._context, self._place.window())
        sheet.open()
        return sheet
