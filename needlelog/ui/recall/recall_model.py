"""Everybody a recall is about as a table: numbers at once, contacts as they come into view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from PySide6.QtGui import QFont

from needlelog.ui import formats
from needlelog.ui.recall.words import notice_words, one_line, short_notice_words
from needlelog.ui.row_blocks import RowBlocks
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import icon

if TYPE_CHECKING:
    from needlelog.domain.recalls import Exposure, RecallContact
    from needlelog.ui.row_blocks import Fetch

_Index = QModelIndex | QPersistentModelIndex
_DISPLAY = Qt.ItemDataRole.DisplayRole


class Column(IntEnum):
    """The columns of the list."""

    CLIENT = 0
    BORN = 1
    PHONE = 2
    EMAIL = 3
    SESSIONS = 4
    LAST = 5
    TOLD = 6


class RecallModel(QAbstractTableModel):
    """Clients with a tick each. ``fetch`` reads contacts by their numbers and answers later."""

    ticks_changed = Signal()

    def __init__(self, fetch: Fetch[RecallContact], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._blocks: RowBlocks[RecallContact] = RowBlocks(fetch, self._arrived, self)
        self._met: dict[int, Exposure] = {}
        self.ticked: set[int] = set()

    def show(self, found: Sequence[Exposure]) -> None:
        """Show these clients in this order; ticks of those who are still there stay."""
        self.beginResetModel()
        self._met = {each.client: each for each in found}
        self.ticked &= self._met.keys()
        self._blocks.start([each.client for each in found])
        self.endResetModel()
        self.ticks_changed.emit()

    def client_at(self, row: int) -> RecallContact | None:
        """The client in a row, ``None`` while it is being read."""
        return self._blocks.row(row)

    def met(self, client: int) -> Exposure:
        """How a client was touched."""
        return self._met[client]

    def tick(self, clients: Iterable[int]) -> None:
        """Tick these clients and nobody else."""
        self.ticked = set(clients)
        self._tell_ticks()

    def untold(self) -> list[int]:
        """The numbers of the clients who were not told yet."""
        return [number for number, each in self._met.items() if not each.notified]

    def toggle(self, row: int) -> None:
        """Tick a client, or take the tick away."""
        self.ticked ^= {self._blocks.ids[row]}
        self._tell_ticks()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many clients there are."""
        return 0 if parent.isValid() else len(self._blocks.ids)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """The fixed columns."""
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> object:
        """The column titles."""
        if role == Qt.ItemDataRole.TextAlignmentRole and section == Column.SESSIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return (
            self.tr("Client"),
            self.tr("Born"),
            self.tr("Phone"),
            self.tr("E-mail, address"),
            self.tr("Sessions"),
            self.tr("Last session"),
            self.tr("Told"),
        )[section]

    def data(self, index: _Index, role: int = _DISPLAY) -> object:
        """A cell; the first one carries the tick."""
        if not index.isValid():
            return None
        row, column = index.row(), Column(index.column())
        if role == _DISPLAY:
            return self._text(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._sentence(row) if column is Column.CLIENT else self._text(row, column)
        if column is Column.CLIENT:
            return self._look(row, role)
        if role == Qt.ItemDataRole.TextAlignmentRole and column is Column.SESSIONS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def _look(self, row: int, role: int) -> object:
        if role == Qt.ItemDataRole.FontRole:
            return text_font(metrics().text(14), QFont.Weight.DemiBold)
        if role != Qt.ItemDataRole.DecorationRole:
            return None
        ticked = self._blocks.ids[row] in self.ticked
        return icon("checkbox-marked", "accent") if ticked else icon("checkbox-blank-outline")

    def _tip(self, row: int, column: Column) -> str:
        client = self._blocks.row(row)
        if client is not None and column is Column.TOLD:
            return notice_words(client.notice)
        return self._text(row, column)

    def _text(self, row: int, column: Column) -> str:
        met = self._met[self._blocks.ids[row]]
        if column is Column.SESSIONS:
            return str(met.sessions)
        if column is Column.LAST:
            return formats.day(met.last_on)
        client = self._blocks.row_or_ask(row)
        if client is None:
            return "…" if column is Column.CLIENT else ""
        return {
            Column.CLIENT: client.name,
            Column.BORN: formats.day(client.birth_date) if client.birth_date else "",
            Column.PHONE: client.phone,
            Column.EMAIL: client.email or one_line(client.address),
            Column.TOLD: short_notice_words(client.notice),
        }[column]

    def _sentence(self, row: int) -> str:
        words = [self._text(row, column) for column in Column]
        words[Column.SESSIONS] = self.tr(
            "%n session(s)", "", self._met[self._blocks.ids[row]].sessions
        )
        if self._blocks.ids[row] in self.ticked:
            words.insert(0, self.tr("ticked"))
        return ", ".join(word for word in words if word)

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _tell_ticks(self) -> None:
        if self._blocks.ids:
            last = self.index(len(self._blocks.ids) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.DecorationRole])
        self.ticks_changed.emit()
