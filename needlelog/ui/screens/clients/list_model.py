"""The list of clients: ids at once, rows in blocks as they come into view.

A list of a hundred thousand ids costs a few megabytes and no reading; only the rows on screen
are fetched, on the worker, and kept until there are too many of them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from needlelog.ui.row_blocks import RowBlocks
from needlelog.ui.screens.clients.cells import cell_text, row_sentence

if TYPE_CHECKING:
    from needlelog.services.clients import ClientRow

RowsAnswer = Callable[[Sequence["ClientRow"]], None]
FetchRows = Callable[[Sequence[int], RowsAnswer], None]
_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns of the list of clients."""

    NAME = 0
    BORN = 1
    PHONE = 2
    PHOTOTYPE = 3
    LAST = 4
    SESSIONS = 5
    ALERTS = 6


class ClientListModel(QAbstractTableModel):
    """Ids of clients with rows fetched on demand by ``fetch``, which answers later."""

    RowRole = Qt.ItemDataRole.UserRole
    rows_arrived = Signal()

    def __init__(self, fetch: FetchRows, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: RowBlocks[ClientRow] = RowBlocks(fetch, self._arrived, self)

    def set_ids(self, ids: Sequence[int], first: Sequence[ClientRow] = ()) -> None:
        """Show these clients in this order, of the ``first`` of them the rows are known."""
        self.beginResetModel()
        self._blocks.start(ids, first)
        self.endResetModel()

    def add_rest(self, ids: Sequence[int]) -> None:
        """Take all numbers where those shown are their beginning; else show the list anew."""
        shown = len(self._blocks.ids)
        if list(ids[:shown]) != list(self._blocks.ids):
            self.set_ids(ids)
        elif len(ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
            self._blocks.extend(ids)
            self.endInsertRows()

    def row_at(self, row: int) -> ClientRow | None:
        """The row of a client, ``None`` while it is being fetched."""
        return self._blocks.row(row)

    def row_or_ask(self, row: int) -> ClientRow | None:
        """The row of a client; one that is not here is asked for."""
        return self._blocks.row_or_ask(row)

    def id_at(self, row: int) -> int:
        """The id of the client in a row."""
        return self._blocks.ids[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many clients are listed."""
        return 0 if parent.isValid() else len(self._blocks.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """The fixed columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The column titles."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.SESSIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Name"),
            self.tr("Born"),
            self.tr("Phone"),
            self.tr("Skin type"),
            self.tr("Last session"),
            self.tr("Sessions"),
            self.tr("Alerts"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text; asks for the block of a row that is not here yet."""
        if not index.isValid():
            return None
        row = self._blocks.row_or_ask(index.row())
        if row is None:
            waiting = role == Qt.ItemDataRole.DisplayRole and index.column() == Column.NAME
            return "…" if waiting else None
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return cell_text(row, index.column()) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            named = index.column() == Column.NAME
            return row_sentence(row) if named else cell_text(row, index.column())
        return None

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.rows_arrived.emit()
