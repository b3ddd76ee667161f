"""The sessions as a list: what the axis shows, for a screen reader and for reading in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from needlelog.ui.screens.client.progress.table_rows import WORDY, table_columns, table_rows
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.fitting_words import kept_together
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from needlelog.domain.timeline import Timeline
    from needlelog.domain.zones import ZoneCatalogue

_UID = Qt.ItemDataRole.UserRole
_AIR = 10
"""Above and below words of several lines, pixels together."""
_SHARES, _LEAST = (5, 3, 2), (180, 104, 84)
"""How the columns of words share what the figures leave, and how narrow each may get."""


class SessionTable(QTableWidget):
    """``session_opened`` carries the uid of the session that was tapped or entered."""

    session_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_table(self, self.tr("Sessions as a list"))
        self.setWordWrap(True)
        self.itemActivated.connect(lambda item: self._open(item.row()))
        self.itemClicked.connect(lambda item: self._open(item.row()))

    def show_timeline(self, timeline: Timeline, zones: ZoneCatalogue) -> None:
        """Show a client's sessions, then the planned ones."""
        rows = table_rows(timeline, zones)
        self.setColumnCount(len(table_columns()))
        self.setRowCount(len(rows))
        for number, (uid, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(kept_together(text))
                item.setData(_UID, uid)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(number, column, item)
        self._share_room()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._share_room()

    def _share_room(self) -> None:
        """Words take the lines they need in the room there is: nothing is cut at the right."""
        if not self.rowCount():
            return
        self._set_titles(broken=False)
        if self._room() < sum(map(metrics().text, _LEAST)):
            self._set_titles(broken=True)
        room = self._room()
        for column, share, least in zip(WORDY, _SHARES, _LEAST, strict=True):
            self.setColumnWidth(column, max(room * share // sum(_SHARES), metrics().text(least)))
        self.resizeRowsToContents()
        line = self.fontMetrics().lineSpacing()
        for row in range(self.rowCount()):
            # The room beside the words, which the look adds, can cost a line.
            if self.rowHeight(row) > metrics().target:
                self.setRowHeight(row, self.rowHeight(row) + line + _AIR)

    def _set_titles(self, *, broken: bool) -> None:
        """A title that is wider than its figures can stand on two lines: "Pain," above "0–10"."""
        titles = table_columns()
        self.setHorizontalHeaderLabels(
            [title.replace(", ", ",\n") for title in titles] if broken else titles
        )
        for column in self._figures():
            self.resizeColumnToContents(column)

    def _figures(self) -> list[int]:
        return [one for one in range(self.columnCount()) if one not in WORDY]

    def _room(self) -> int:
        """What the figures leave, pixels."""
        return self.viewport().width() - sum(map(self.columnWidth, self._figures()))

    def _open(self, row: int) -> None:
        item = self.item(row, 0)
        uid = str(item.data(_UID)) if item is not None else ""
        if uid:
            self.session_opened.emit(uid)
