"""The rows of the stock for a list that paints only what is in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from needlelog.ui.screens.stock.rows import RowKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from needlelog.ui.screens.stock.rows import StockRow

_Index = QModelIndex | QPersistentModelIndex


class StockListModel(QAbstractListModel):
    """Rows as values; group titles cannot be chosen."""

    RowRole = Qt.ItemDataRole.UserRole

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[StockRow] = ()

    def set_rows(self, rows: Sequence[StockRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rows(self) -> Sequence[StockRow]:
        """What is listed, top to bottom."""
        return self._rows

    def place_of(self, kind: RowKind, uid: str) -> int:
        """Where a product, lot or device stands, -1 where it does not."""
        for place, row in enumerate(self._rows):
            if row.uid == uid and row.kind is kind:
                return place
        return -1

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The row itself, its title, or the sentence of a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row.sentence
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A group title is only read."""
        if index.isValid() and self._rows[index.row()].kind is RowKind.GROUP:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)
