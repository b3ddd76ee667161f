"""Enter in a table does what a tap on the row does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QTableView


class EnterOpens(QObject):
    """Calls ``open_row`` with the row in force, for as long as the table lives."""

    def __init__(self, table: QTableView, open_row: Callable[[QModelIndex], object]) -> None:
        super().__init__(table)
        self._table = table
        self._open_row = open_row
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take Enter and Return."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self._open_row(self._table.currentIndex())
            return True
        return super().eventFilter(watched, event)
