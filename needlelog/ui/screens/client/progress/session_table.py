"""The sessions as a list: what the axis shows, for a screen reader and for reading in peace."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QTableWidget, QTableWidgetItem, QWidget

from needlelog.ui.screens.client.progress.table_rows import table_columns, table_rows
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from needlelog.domain.timeline import Timeline
    from needlelog.domain.zones import ZoneCatalogue

_UID = Qt.ItemDataRole.UserRole


class SessionTable(QTableWidget):
    """``session_opened`` carries the uid of the session that was tapped or entered."""

    session_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        prepare_table(self, self.tr("Sessions as a list"))
        self.itemActivated.connect(lambda item: self._open(item.row()))
        self.itemClicked.connect(lambda item: self._open(item.row()))

    def show_timeline(self, timeline: Timeline, zones: ZoneCatalogue) -> None:
        """Show a client's sessions, then the planned ones."""
        columns = table_columns()
        rows = table_rows(timeline, zones)
        self.setColumnCount(len(columns))
        self.setHorizontalHeaderLabels(columns)
        self.setRowCount(len(rows))
        for number, (uid, cells) in enumerate(rows):
            for column, text in enumerate(cells):
                item = QTableWidgetItem(text)
                item.setData(_UID, uid)
                item.setToolTip(text)
                item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                self.setItem(number, column, item)
        self.resizeColumnsToContents()

    def _open(self, row: int) -> None:
        item = self.item(row, 0)
        uid = str(item.data(_UID)) if item is not None else ""
        if uid:
            self.session_opened.emit(uid)
