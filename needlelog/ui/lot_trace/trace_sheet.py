"""The sheet that leads from a lot to its sessions, and from a client to the lots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QModelIndex
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStackedWidget, QTableView

from needlelog.domain.recalls import RecallKind
from needlelog.services import trace
from needlelog.ui.lot_trace.trace_model import LotTraceModel
from needlelog.ui.lot_trace.trace_words import counts_words
from needlelog.ui.recall.open_recall import ask_recall
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.enter_opens import EnterOpens
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.table import prepare_table

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.lot_trace import LotTrace
    from needlelog.ui.context import Context

translate = QCoreApplication.translate


class LotTraceSheet(SheetDialog):
    """A table of uses; a click or Enter opens the session's record."""

    def __init__(
        self,
        context: Context,
        title: str,
        read: Callable[[int], LotTrace],
        parent: QWidget | None = None,
        *,
        of_client: bool = False,
        recall: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(title, parent)
        self._context = context
        self._read = read
        self.counts = label(self.tr("Looking…"), "quiet")
        self.body.addWidget(self.counts)
        self.model = LotTraceModel(self._fetch, of_client=of_client, parent=self)
        self.table = QTableView()
        prepare_table(self.table, title)
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        columns = self.table.horizontalHeader()
        columns.setSectionsClickable(False)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        columns.setStretchLastSection(False)
        columns.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        card = Card()
        card.add(self.table, 1)
        self.nothing = EmptyState(
            "clipboard-search-outline",
            self.tr("Nothing to list"),
            self.tr(
                "Products and their lots are written down in a session, and listed once it is signed."
            ),
        )
        self._pages = QStackedWidget()
        self._pages.addWidget(card)
        self._pages.addWidget(self.nothing)
        self.body.addWidget(self._pages, 1)
        self.hint = label(self.tr("Click a row or press Enter to open the record."), "small")
        self.body.addWidget(self.hint)
        if recall is not None and context.clinic.person.may_manage:
            self.recall_button = self.add_button(self.tr("Recall…"), "secondary", self.accept)
            self.recall_button.clicked.connect(lambda _checked: recall())
        self.add_button(self.tr("Close"))
        self.resize(820, 560)
        self.table.clicked.connect(self._open)
        EnterOpens(self.table, self._open)
        self.model.arrived.connect(self._tell)
        self.model.fetchMore(QModelIndex())
        self.table.setFocus()

    def _fetch(self, offset: int, answer: Callable[[LotTrace], None]) -> None:
        self._context.read(lambda: self._read(offset), answer, owner=self)

    def _tell(self, found: LotTrace) -> None:
        self.counts.setText(counts_words(found))
        self.hint.setVisible(bool(found.uses))
        if not self.model.rowCount():
            self._pages.setCurrentWidget(self.nothing)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            uid = self.model.row_at(index.row()).session_uid
            self.accept()
            self._context.navigator.record_requested.emit(uid)


def open_lot_trace(context: Context, parent: QWidget, lot_uid: str, number: str) -> LotTraceSheet:
    """Show where a lot of the stock was used."""
    clinic = context.clinic
    return _open(
        LotTraceSheet(
            context,
            translate("LotTraceSheet", "Where lot {lot} was used").format(lot=number),
            lambda offset: trace.lot_trace(clinic, lot_uid, offset=offset),
            parent,
            recall=lambda: ask_recall(context, parent, RecallKind.LOT, lot_uid),
        )
    )


def open_number_trace(context: Context, parent: QWidget, number: str) -> LotTraceSheet:
    """Show where a lot number was written down, also one the stock does not know."""
    clinic = context.clinic
    return _open(
        LotTraceSheet(
            context,
            translate("LotTraceSheet", "Where lot {lot} was used").format(lot=number),
            lambda offset: trace.number_trace(clinic, number, offset=offset),
            parent,
            recall=lambda: ask_recall(context, parent, RecallKind.LOT, "", number),
        )
    )


def open_client_trace(
    context: Context, parent: QWidget, client_uid: str, name: str
) -> LotTraceSheet:
    """Show every lot that was used on a client."""
    clinic = context.clinic
    return _open(
        LotTraceSheet(
            context,
            translate("LotTraceSheet", "Products and lots used on {name}").format(name=name),
            lambda offset: trace.client_trace(clinic, client_uid, offset=offset),
            parent,
            of_client=True,
        )
    )


def _open(sheet: LotTraceSheet) -> LotTraceSheet:
    sheet.open()
    return sheet
