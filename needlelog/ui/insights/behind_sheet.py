"""The sessions behind a figure, in a sheet over the figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from needlelog.domain.people import Role
from needlelog.services import review
from needlelog.ui.places import REVIEW, existing_places
from needlelog.ui.review_words import pills, state_words, treated_words, when_words
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.enter_opens import EnterOpens
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.segmented import SegmentedControl
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.review import SessionRow
    from needlelog.ui.context import Context

AT_ONCE = 200
_ROOM = 30
_UID = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Behind:
    """One list: its name, how its sessions are found, and the filter that means the same."""

    name: str
    find: Callable[[], Sequence[int]]
    wanted: SessionFilter | None = None


class BehindSheet(SheetDialog):
    """Lists sessions, page by page; a click or Enter opens the record.

    An inspector is shown no names here and opens nothing: the figures are without identities.
    """

    def __init__(
        self, context: Context, title: str, lists: Sequence[Behind], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._context = context
        self._lists = lists
        self._ids: Sequence[int] = ()
        self._named = context.clinic.person.role is not Role.INSPECTOR
        self._choice = SegmentedControl([(str(n), each.name) for n, each in enumerate(lists)])
        self.body.addWidget(self._choice)
        if len(lists) == 1:
            self._choice.hide()
        self.counts = label(self.tr("Looking…"), "quiet")
        self.body.addWidget(self.counts)
        self.model = QStandardItemModel(self)
        self.table = QTableView()
        prepare_table(self.table, title)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        card = Card()
        card.add(self.table, 1)
        self.body.addWidget(card, 1)
        self.more = self.add_button(self.tr("Show more"), "secondary", self._read_rows)
        self.more.hide()
        self.open_review = self.add_button(self.tr("Show in Review"), "secondary", self._go)
        self.add_button(self.tr("Close"))
        self.resize(metrics().text(960), metrics().text(600))
        self._choice.chosen.connect(self._find)
        self.table.clicked.connect(self._open)
        EnterOpens(self.table, self._open)
        self._find("0")
        self.table.setFocus()

    def _shown(self) -> Behind:
        return self._lists[int(self._choice.current())]

    def _find(self, key: str) -> None:
        shown = self._lists[int(key)]
        self.model.clear()
        self.counts.setText(self.tr("Looking…"))
        there = any(place.key == REVIEW for place in existing_places())
        may = self._context.clinic.person.may_manage
        self.open_review.setVisible(there and may and shown.wanted is not None)
        self._context.worker.submit_latest(
            "behind", shown.find, self._take, self._context.report, owner=self
        )

    def _take(self, ids: Sequence[int]) -> None:
        self._ids = ids
        self.model.clear()
        names = (self.tr("Client"), self.tr("Practitioner")) if self._named else ()
        self.model.setHorizontalHeaderLabels(
            [self.tr("When"), *names, self.tr("Treated"), self.tr("State"), self.tr("Stands out")]
        )
        columns = self.table.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns.setStretchLastSection(True)
        if not ids:
            self.counts.setText(self.tr("There is no session behind this figure."))
        self._read_rows()

    def _read_rows(self) -> None:
        done = self.model.rowCount()
        wanted = self._ids[done : done + AT_ONCE]
        self.more.hide()
        if wanted:
            clinic = self._context.clinic
            self._context.read(
                lambda: review.session_rows(clinic, wanted), self._append, owner=self
            )

    def _append(self, rows: Sequence[SessionRow]) -> None:
        for row in rows:
            self.model.appendRow(self._items(row))
        shown = self.model.rowCount()
        self.more.setVisible(shown < len(self._ids))
        words = self.tr("%n session(s)", "", len(self._ids))
        if shown < len(self._ids):
            words += " · " + self.tr("the latest {count} shown").format(count=shown)
        if self._named:
            words += " · " + self.tr("click a row or press Enter to open the record")
        self.counts.setText(words)
        self._fit_columns()
        if shown and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _fit_columns(self) -> None:
        """Each column as wide as its longest words, a long name no more than a quarter of the table.

        Qt's own way leaves out the room at both sides of the words.
        """
        measure = self.table.fontMetrics()
        most = self.table.viewport().width() // 4
        for column in range(self.model.columnCount() - 1):
            texts = [self.model.headerData(column, Qt.Orientation.Horizontal)] + [
                self.model.item(row, column).text() for row in range(self.model.rowCount())
            ]
            widest = max(measure.horizontalAdvance(str(text)) for text in texts)
            self.table.setColumnWidth(column, min(widest + metrics().text(_ROOM), most))

    def _items(self, row: SessionRow) -> list[QStandardItem]:
        names = (row.client_name, row.practitioner_name) if self._named else ()
        texts = [
            when_words(row, self._context.today()),
            *names,
            treated_words(row, self._context.zones),
            state_words(row.state)[0],
            ", ".join(words for words, _tone in pills(row)) or "–",
        ]
        items = [QStandardItem(text) for text in texts]
        items[0].setData(row.uid, _UID)
        return items

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid() or not self._named:
            return
        uid = str(self.model.item(index.row(), 0).data(_UID))
        self.accept()
        self._context.navigator.record_requested.emit(uid)

    def _go(self) -> None:
        wanted = self._shown().wanted
        if wanted is None:
            return
        self.accept()
        self._context.filter.want(wanted)
        self._context.navigator.screen_requested.emit(REVIEW)
