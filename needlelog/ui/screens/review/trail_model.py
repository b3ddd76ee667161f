"""The entries of the trail as a table, fetched page by page while one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from needlelog.ui import formats
from needlelog.ui.trail_words import act_word, change_lines, kind_word

if TYPE_CHECKING:
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.trail import TrailEntry

WHEN, WHO, RECORD, WHAT, CHANGE = range(5)
_Index = QModelIndex | QPersistentModelIndex
Answer = Callable[[Sequence["TrailEntry"]], None]
FetchPage = Callable[[int | None, Answer], None]


class TrailModel(QAbstractTableModel):
    """``fetch`` gets the number of the last entry here, or ``None``, and answers later; a page
    without entries is the end."""

    def __init__(
        self, fetch: FetchPage, zones: ZoneCatalogue, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._zones = zones
        self._entries: list[TrailEntry] = []
        self._waiting = False
        self._ended = True
        self._generation = 0

    def start(self) -> None:
        """Forget what is here and fetch the first page."""
        self.beginResetModel()
        self._generation += 1
        self._entries, self._waiting, self._ended = [], False, False
        self.endResetModel()
        self.fetchMore()

    def entry_at(self, row: int) -> TrailEntry:
        """The entry in a row."""
        return self._entries[row]

    @property
    def ended(self) -> bool:
        """Whether the last page is here."""
        return self._ended

    def canFetchMore(self, parent: _Index = QModelIndex()) -> bool:
        """Whether further entries may follow."""
        return not parent.isValid() and not self._waiting and not self._ended

    def fetchMore(self, _parent: _Index = QModelIndex()) -> None:
        """Ask for the next page."""
        if self._waiting or self._ended:
            return
        self._waiting = True
        generation = self._generation

        def arrived(page: Sequence[TrailEntry]) -> None:
            if generation == self._generation:
                self._take(page)

        self._fetch(self._entries[-1].id if self._entries else None, arrived)

    def _take(self, page: Sequence[TrailEntry]) -> None:
        self._waiting = False
        if not page:
            self._ended = True
            return
        first = len(self._entries)
        self.beginInsertRows(QModelIndex(), first, first + len(page) - 1)
        self._entries += page
        self.endInsertRows()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many entries are here."""
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """When, who, which record, what, and the change."""
        return 0 if parent.isValid() else CHANGE + 1

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        """The column titles."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("When"),
            self.tr("Who"),
            self.tr("Record"),
            self.tr("What"),
            self.tr("Before → after"),
        )[section]

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's words; the whole row for a screen reader."""
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(entry, index.column()) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if index.column() == WHEN:
                return ", ".join(filter(None, (self._cell(entry, one) for one in range(5))))
            return self._cell(entry, index.column())
        return None

    def _cell(self, entry: TrailEntry, column: int) -> str:
        if column == WHEN:
            return formats.moment(entry.at.astimezone())
        if column == WHO:
            return entry.person
        if column == RECORD:
            return " · ".join(filter(None, (kind_word(entry.kind), entry.subject)))
        if column == WHAT:
            return act_word(entry.act)
        return "; ".join(change_lines(entry, self._zones))
