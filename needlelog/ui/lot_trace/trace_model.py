"""The uses of a lot as a table that reads on as one scrolls."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from needlelog.ui import formats
from needlelog.ui.lot_trace.trace_words import (
    expiry_cell,
    how_much_words,
    lot_words,
    row_sentence,
    state_words,
    used_as_words,
)

if TYPE_CHECKING:
    from needlelog.domain.lot_trace import LotTrace, LotTraceRow

_Index = QModelIndex | QPersistentModelIndex
FetchPage = Callable[[int, Callable[["LotTrace"], None]], None]
"""Reads the page that begins at this row and answers later."""


class LotTraceModel(QAbstractTableModel):
    """Rows arrive in pages; ``of_client`` leaves out the client and shows the expiry instead."""

    arrived = Signal(object)
    """The page as a `LotTrace`, with the counts of all pages."""

    def __init__(
        self, fetch: FetchPage, *, of_client: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._rows: list[LotTraceRow] = []
        self._expected: int | None = None
        self._under_way = False
        day = (self.tr("Day"), lambda row: formats.day(row.day))
        client = (self.tr("Client"), lambda row: row.client_name)
        product = (self.tr("Product"), lambda row: row.product)
        used = (self.tr("Used as"), lambda row: used_as_words(row.used_as))
        lot = (self.tr("Lot"), lot_words)
        expiry = (self.tr("Expiry"), expiry_cell)
        amount = (self.tr("Amount"), how_much_words)
        person = (self.tr("Practitioner"), lambda row: row.practitioner)
        state = (self.tr("State"), state_words)
        columns = (
            (day, product, used, lot, expiry, amount, state)
            if of_client
            else (day, client, used, lot, amount, person, state)
        )
        self._columns: tuple[tuple[str, Callable[[LotTraceRow], str]], ...] = columns

    def row_at(self, row: int) -> LotTraceRow:
        """The use in a row."""
        return self._rows[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many uses have arrived."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """The fixed columns."""
        return 0 if parent.isValid() else len(self._columns)

    def canFetchMore(self, parent: _Index) -> bool:
        """Whether there are uses that have not been read."""
        if parent.isValid() or self._under_way:
            return False
        return self._expected is None or len(self._rows) < self._expected

    def fetchMore(self, parent: _Index) -> None:
        """Ask for the next page."""
        if self.canFetchMore(parent):
            self._under_way = True
            self._fetch(len(self._rows), self._take)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The column titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section][0]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text; the first cell speaks for the whole row."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return row_sentence(row)
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return self._columns[index.column()][1](row)
        return None

    def _take(self, trace: LotTrace) -> None:
        self._under_way = False
        self._expected = trace.uses if trace.rows else len(self._rows)
        if trace.rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(trace.rows) - 1)
            self._rows.extend(trace.rows)
            self.endInsertRows()
        self.arrived.emit(trace)
