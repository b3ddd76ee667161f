"""What becomes of each row, before anything is brought in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtWidgets import QHeaderView, QTableView, QVBoxLayout, QWidget

from needlelog.domain.imports.plan import ImportPlan, Outcome, PlannedRow
from needlelog.ui import formats
from needlelog.ui.import_words import outcome_name, problem_sentence
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.table import prepare_table
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

_TONES = {
    Outcome.NEW: "good",
    Outcome.TWICE: "neutral",
    Outcome.THERE: "neutral",
    Outcome.REFUSED: "stop",
    Outcome.EMPTY: "neutral",
}
_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ReportModel(QAbstractTableModel):
    """Rows of a plan: line, what becomes of it, day, client, and what is to be said."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[PlannedRow] = ()

    def set_rows(self, rows: Sequence[PlannedRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 5

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Line"),
                self.tr("What becomes of it"),
                self.tr("Day"),
                self.tr("Client"),
                self.tr("Remarks"),
            )[section]
        return None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole and index.column() > 2:
            return self._text(row, index.column())
        if role == Qt.ItemDataRole.ForegroundRole and row.outcome is Outcome.REFUSED:
            return theme().colour("stop")
        return None

    @staticmethod
    def _text(row: PlannedRow, column: int) -> str:
        session = row.session
        if column == 0:
            return str(row.line)
        if column == 1:
            return outcome_name(row.outcome)
        if column == 2:
            return formats.day(session.day) if session else ""
        if column == 3:
            return _client_words(row)
        return " ".join(problem_sentence(each) for each in (*row.problems, *row.remarks))


def _client_words(row: PlannedRow) -> str:
    """Who is meant: namesakes are told apart, and who is not in the log yet is told."""
    session = row.session
    if session is None:
        return ""
    words = [session.client]
    if session.birth_date is not None:
        words.append(formats.day(session.birth_date))
    if row.client_uid is None:
        words.append(QCoreApplication.translate("Import", "new client"))
    return " · ".join(words)


class ReportPage(QWidget):
    """Counts above, the rows below; only the ones with something to say, when asked."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = ImportPlan(())
        self._counts = QWidget()
        self._counts_row = FlowLayout(self._counts, spacing=8)
        self.pills = {outcome: Pill("", _TONES[outcome]) for outcome in Outcome}
        self.clients = Pill("", "accent")
        for pill in (*self.pills.values(), self.clients):
            self._counts_row.addWidget(pill)
        self.only_remarks = TickBox(self.tr("Only rows that are not simply taken"))
        self.only_remarks.setChecked(True)
        self.only_remarks.toggled.connect(lambda _on: self._show_rows())
        self.model = ReportModel(self)
        self.table = QTableView()
        prepare_table(self.table, self.tr("Rows of the file"))
        self.table.setModel(self.model)
        header = self.table.horizontalHeader()
        for place, width in enumerate((60, 160, 110, 290)):
            self.table.setColumnWidth(place, metrics().text(width))
        self.said = label("", "quiet", wrap=True)
        self.table.selectionModel().currentRowChanged.connect(self._say)
        header.setSectionResizeMode(4, QHeaderView.ResizeMode.Stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self._counts)
        column.addWidget(self.only_remarks)
        column.addWidget(self.table, 1)
        column.addWidget(self.said)

    def show_plan(self, plan: ImportPlan) -> None:
        """Show what would become of each row."""
        self._plan = plan
        for outcome, pill in self.pills.items():
            count = plan.count(outcome)
            pill.set_state(f"{count} {outcome_name(outcome)}", _TONES[outcome])
            pill.setVisible(bool(count) or outcome is Outcome.NEW)
        clients = len(plan.new_clients())
        self.clients.set_state(self.tr("%n new client(s)", "", clients), "accent")
        self._show_rows()

    def look_at_first(self) -> None:
        """Put the focus on the rows, the first in front."""
        self.table.setFocus()
        self.table.selectRow(0)

    def _say(self, current: QModelIndex, _before: QModelIndex) -> None:
        """The client and the whole remarks of the row in front, which the table may cut."""
        cells = (self.model.index(current.row(), place).data() for place in (3, 4))
        words = [str(cell) for cell in cells if cell] if current.isValid() else []
        self.said.setText(". ".join(words))

    def _show_rows(self) -> None:
        rows = self._plan.rows
        if self.only_remarks.isChecked():
            rows = tuple(row for row in rows if row.outcome is not Outcome.NEW or row.remarks)
        self.model.set_rows(rows)
