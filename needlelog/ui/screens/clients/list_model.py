"""The list of clients: ids at once, rows in blocks as they come into view.

A list of a hundred thousand ids costs a few megabytes and no reading; only the rows on screen
are fetched, on the worker, and kept until there are too many of them.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from enum import IntEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont

from needlelog.ui.screens.clients.cells import cell_text, row_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.fonts import text_font

if TYPE_CHECKING:
    from needlelog.services.clients import ClientRow

BLOCK = 64
"""Rows fetched together: a little more than one screen shows."""
KEPT_BLOCKS = 40
WANTED_BLOCKS = 3
"""Blocks still worth fetching while scrolling fast; older wishes are forgotten."""

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
        self._fetch = fetch
        self._ids: Sequence[int] = ()
        self._blocks: OrderedDict[int, dict[int, ClientRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._under_way: int | None = None
        self._generation = 0
        self._ask = QTimer(self)
        self._ask.setSingleShot(True)
        self._ask.setInterval(0)
        self._ask.timeout.connect(self._fetch_next)

    def set_ids(self, ids: Sequence[int]) -> None:
        """Show these clients in this order; what was fetched before is forgotten."""
        self.beginResetModel()
        self._generation += 1
        self._ids = ids
        self._blocks.clear()
        self._wanted.clear()
        self._under_way = None
        self.endResetModel()

    def row_at(self, row: int) -> ClientRow | None:
        """The row of a client, ``None`` while it is being fetched."""
        found = self._blocks.get(row // BLOCK)
        return found.get(self._ids[row]) if found is not None else None

    def id_at(self, row: int) -> int:
        """The id of the client in a row."""
        return self._ids[row]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many clients are listed."""
        return 0 if parent.isValid() else len(self._ids)

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
            self.tr("Phototype"),
            self.tr("Last session"),
            self.tr("Sessions"),
            self.tr("Alerts"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text; asks for the block of a row that is not here yet."""
        if not index.isValid():
            return None
        row = self._row_or_ask(index.row())
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
        return _look(role, index.column())

    def _row_or_ask(self, row: int) -> ClientRow | None:
        block = row // BLOCK
        found = self._blocks.get(block)
        if found is not None:
            self._blocks.move_to_end(block)
            return found.get(self._ids[row])
        if block != self._under_way:
            self._wanted[block] = None
            self._wanted.move_to_end(block)
            while len(self._wanted) > WANTED_BLOCKS:
                self._wanted.popitem(last=False)
            if self._under_way is None:
                self._ask.start()
        return None

    def _fetch_next(self) -> None:
        if self._under_way is not None or not self._wanted:
            return
        block, _ = self._wanted.popitem()
        self._under_way = block
        generation = self._generation

        def arrived(rows: Sequence[ClientRow]) -> None:
            if generation == self._generation:
                self._keep(block, rows)

        self._fetch(self._ids[block * BLOCK : (block + 1) * BLOCK], arrived)

    def _keep(self, block: int, rows: Sequence[ClientRow]) -> None:
        self._under_way = None
        self._blocks[block] = {row.id: row for row in rows}
        while len(self._blocks) > KEPT_BLOCKS:
            self._blocks.popitem(last=False)
        first = block * BLOCK
        last = min(first + BLOCK, len(self._ids)) - 1
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.rows_arrived.emit()
        if self._wanted:
            self._ask.start()


def _look(role: int, column: int) -> object:
    """Names stand out, numbers stand at the right."""
    if role == Qt.ItemDataRole.TextAlignmentRole and column == Column.SESSIONS:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    if role == Qt.ItemDataRole.FontRole and column == Column.NAME:
        return text_font(metrics().text(14), QFont.Weight.DemiBold)
    return None
