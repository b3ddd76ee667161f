"""The list of sessions: numbers at once, rows as they are painted, and which rows are ticked."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from needlelog.ui.review_words import (
    missing_sentence,
    pills,
    row_sentence,
    state_words,
    treated_words,
    when_words,
)
from needlelog.ui.row_blocks import Fetch, RowBlocks
from needlelog.ui.screens.review.columns import Column, name, title

if TYPE_CHECKING:
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.review import SessionRow

_Index = QModelIndex | QPersistentModelIndex


class SessionListModel(QAbstractTableModel):
    """Numbers of sessions with rows fetched on demand. ``ticks_changed`` when a tick was set."""

    RowRole = Qt.ItemDataRole.UserRole
    TickedRole = Qt.ItemDataRole.UserRole + 1
    rows_arrived = Signal()
    ticks_changed = Signal()

    def __init__(
        self,
        fetch: Fetch[SessionRow],
        zones: ZoneCatalogue,
        today: Callable[[], date],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._zones = zones
        self._today = today
        self._blocks: RowBlocks[SessionRow] = RowBlocks(fetch, self._arrived, self)
        self._ticked: dict[int, None] = {}

    def set_ids(self, ids: Sequence[int], first: Sequence[SessionRow] = ()) -> None:
        """Show these sessions in this order, of the ``first`` of them the rows are known.

        Ticks stay, since more sessions may follow.
        """
        self.beginResetModel()
        self._blocks.start(ids, first)
        self.endResetModel()

    def add_rest(self, ids: Sequence[int], gone: Collection[int] = ()) -> None:
        """Take all numbers where those shown are their beginning; else show the list anew.

        Ticks of those that are ``gone`` go.
        """
        shown = len(self._blocks.ids)
        if list(ids[:shown]) != list(self._blocks.ids):
            self.set_ids(ids)
        elif len(ids) > shown:
            self.beginInsertRows(QModelIndex(), shown, len(ids) - 1)
            self._blocks.extend(ids)
            self.endInsertRows()
        if gone:
            self.untick(gone)

    @property
    def ids(self) -> Sequence[int]:
        """The sessions listed."""
        return self._blocks.ids

    def place_of(self, number: int) -> int:
        """Where a session stands, -1 where it is not listed."""
        return self._blocks.place_of(number)

    def row_at(self, place: int) -> SessionRow | None:
        """The row at a place, ``None`` while it is being fetched."""
        return self._blocks.row(place)

    def row_or_ask(self, place: int) -> SessionRow | None:
        """The row at a place; one that is not here is asked for."""
        return self._blocks.row_or_ask(place)

    def today(self) -> date:
        """The day as which the days of the list are told."""
        return self._today()

    # --- ticks ---------------------------------------------------------------------------------

    @property
    def ticked(self) -> list[int]:
        """The sessions ticked, in the order in which they were ticked."""
        return list(self._ticked)

    def is_ticked(self, place: int) -> bool:
        """Whether the row at a place is ticked."""
        return self._blocks.ids[place] in self._ticked

    def toggle(self, place: int) -> None:
        """Tick a row, or take its tick away."""
        number = self._blocks.ids[place]
        if number in self._ticked:
            del self._ticked[number]
        else:
            self._ticked[number] = None
        self._tell_ticks()

    def untick(self, numbers: Collection[int] | None = None) -> None:
        """Take ticks away: those of some sessions, or all."""
        gone = set(self._ticked if numbers is None else numbers)
        self._ticked = {number: None for number in self._ticked if number not in gone}
        self._tell_ticks()

    def _tell_ticks(self) -> None:
        if self.rowCount():
            column = Column.TICKED
            self.dataChanged.emit(self.index(0, column), self.index(self.rowCount() - 1, column))
        self.ticks_changed.emit()

    # --- what the table asks -------------------------------------------------------------------

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many sessions are listed."""
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
        """The column titles; a screen reader is told the longer names."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return title(Column(section))
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return name(Column(section)) or self.tr("Ticked")
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell's text; asks for the block of a row that is not here yet."""
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == self.TickedRole:
            return self.is_ticked(index.row())
        row = self._blocks.row_or_ask(index.row())
        if row is None:
            waiting = role == Qt.ItemDataRole.DisplayRole and column is Column.CLIENT
            return "…" if waiting else None
        return self._of_row(row, column, role)

    def _of_row(self, row: SessionRow, column: Column, role: int) -> object:
        if role == self.RowRole:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return self.texts(row).get(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._hint(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column, ticked=row.id in self._ticked)
        return None

    def texts(self, row: SessionRow) -> dict[Column, str]:
        """What a row says in its columns of text."""
        return {
            Column.WHEN: when_words(row, self._today()),
            Column.CLIENT: row.client_name,
            Column.PRACTITIONER: row.practitioner_name,
            Column.TREATED: treated_words(row, self._zones),
            Column.STATE: state_words(row.state)[0],
            Column.NUMBER: str(row.number or ""),
        }

    def _hint(self, row: SessionRow, column: Column) -> str | None:
        if column is Column.COMPLETE:
            return missing_sentence(row.ticks)
        if column is Column.FLAGS:
            return " · ".join(words for words, _tone in pills(row)) or None
        return self.texts(row).get(column)

    def _spoken(self, row: SessionRow, column: Column, *, ticked: bool) -> str:
        if column is Column.TICKED:
            return self.tr("ticked") if ticked else self.tr("not ticked")
        if column is Column.CLIENT:
            return row_sentence(row, self._zones, self._today())
        return self._hint(row, column) or ""

    def _arrived(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))
        self.rows_arrived.emit()
