"""All clients: type to find, arrows and Enter to open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from needlelog.services import clients
from needlelog.ui.merge.duplicates_sheet import DuplicatesSheet
from needlelog.ui.reading_only import writers_only
from needlelog.ui.row_blocks import BLOCK
from needlelog.ui.screens.clients.list_model import ClientListModel, Column, RowsAnswer
from needlelog.ui.screens.clients.new_client import NewClientSheet
from needlelog.ui.screens.clients.row_painter import ClientPainter
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.painted_table import PaintedTable
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.clients import Client
    from needlelog.services.clients import ClientRow
    from needlelog.ui.context import Changes, Context

_ROW_HEIGHT = 52
_NARROW, _NARROWEST, _LEAST, _GAP = 1000, 620, 160, 12
_FIRST = 100
"""So many clients are shown at once; the others follow."""
_HIDDEN_WHEN_NARROW = (Column.PHONE, Column.PHOTOTYPE)
_HIDDEN_WHEN_NARROWEST = (Column.LAST, Column.SESSIONS)
_CONCERNS = frozenset({"client", "session"})


class ClientsScreen(QWidget):
    """The list of clients with its search; knows how to ask for a new client."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._stale = True
        self._asked = ""
        self.header = HeaderBar(self.tr("Clients"))
        self.search = SearchField(self.tr("Name, birth date, phone or note"))
        self.search.setMinimumWidth(240)
        self.search.setMaximumWidth(360)
        self.new_button = Button(self.tr("New client"), "primary", "plus")
        writers_only(context, self.new_button)
        self.duplicates_button = Button(self.tr("Duplicates"), "quiet", "call-merge")
        self.header.add_right(self.duplicates_button, self.search, self.new_button)
        if not context.clinic.person.may_manage:
            self.duplicates_button.hide()
        self.model = ClientListModel(self._fetch_rows, self)
        self.table = self._make_table()
        self._nobody = EmptyState(
            "account-plus-outline",
            self.tr("No clients yet"),
            self.tr("Add your first client; only the name is needed."),
            self.tr("Add your first client"),
        )
        self._not_found = EmptyState(
            "account-search-outline",
            self.tr("No client found"),
            self.tr("Try fewer letters, a birth date such as 14.2.1994, or part of the phone."),
            self.tr("Add a new client"),
        )
        self._pages = QStackedWidget()
        for page in (self.table, self._nobody, self._not_found):
            self._pages.addWidget(page)
        card = Card()
        card.add(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(card, 1)
        self._connect()

    def activate(self) -> None:
        """Bring the list up to date; what is typed next replaces the search of before."""
        if self._stale:
            self._search(self.search.text())
        self.search.setFocus()
        self.search.selectAll()

    def ask_new_client(self, name: str = "") -> NewClientSheet:
        """Open the form for a new client; after saving, the client is opened."""
        sheet = NewClientSheet(self._context, self, self._open_new, name)
        sheet.open()
        return sheet

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens, a letter typed in the list goes on in the search."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.table.currentIndex())
                return True
            if key == Qt.Key.Key_Up and self.table.currentIndex().row() <= 0:
                self.search.setFocus()
                return True
            if event.text().isprintable() and event.text().strip():
                self.search.setFocus()
                self.search.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what matters least where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        buttons = [
            each for each in (self.duplicates_button, self.new_button) if each.isVisibleTo(self)
        ]
        room = self.width() - sum(each.sizeHint().width() + _GAP for each in buttons)
        self.search.setMinimumWidth(min(metrics().text(260 if narrow else 340), max(room, _LEAST)))
        narrowest = self.width() < metrics().text(_NARROWEST)
        for columns, hidden in (
            (_HIDDEN_WHEN_NARROW, narrow),
            (_HIDDEN_WHEN_NARROWEST, narrowest),
        ):
            for column in columns:
                self.table.setColumnHidden(column, hidden)

    def showEvent(self, event: QShowEvent) -> None:
        """Take the sizes in force."""
        super().showEvent(event)
        self._size_columns()

    def _connect(self) -> None:
        self.search.searched.connect(self._search)
        self.search.entered.connect(self._open_first)
        self.search.left_downwards.connect(self._enter_list)
        self.duplicates_button.clicked.connect(lambda: DuplicatesSheet(self._context, self).open())
        self.new_button.clicked.connect(lambda _checked: self.ask_new_client())
        self._nobody.asked.connect(self.ask_new_client)
        self._not_found.asked.connect(lambda: self.ask_new_client(self.search.text().strip()))
        self.table.clicked.connect(self._open)
        self.table.installEventFilter(self)
        self._context.changed.connect(self._on_changed)
        self._context.theme.changed.connect(self._size_columns)

    def _make_table(self) -> QTableView:
        table = PaintedTable(self.model, ClientPainter(self.model))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(self.tr("Clients"))
        table.verticalHeader().hide()
        rows = table.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = table.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setSectionsClickable(False)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for column in (Column.NAME, Column.ALERTS):
            columns.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        return table

    def _size_columns(self) -> None:
        scale = metrics().text
        self.table.verticalHeader().setDefaultSectionSize(max(scale(_ROW_HEIGHT), metrics().target))
        for column, width in (
            (Column.BORN, 120),
            (Column.PHONE, 170),
            (Column.PHOTOTYPE, 92),
            (Column.LAST, 120),
            (Column.SESSIONS, 86),
        ):
            self.table.setColumnWidth(column, scale(width))

    def _on_changed(self, changes: Changes) -> None:
        if not changes.kinds & _CONCERNS:
            return
        self._stale = True
        if self.isVisible():
            self._search(self.search.text())

    def _search(self, text: str) -> None:
        self._stale = False
        clinic = self._context.clinic

        def first() -> tuple[list[int], list[ClientRow]]:
            ids = clients.search_client_ids(clinic, text, _FIRST)
            return ids, clients.client_rows(clinic, ids[:BLOCK])

        self._context.worker.submit_latest(
            "clients-search",
            first,
            lambda found: self._show(*found, text),
            self._context.report,
            owner=self,
        )

    def _show(self, ids: Sequence[int], rows: Sequence[ClientRow], text: str) -> None:
        kept = self.table.currentIndex().row() if text == self._asked else -1
        self._asked = text
        self.model.set_ids(ids, rows)
        if ids:
            self._pages.setCurrentWidget(self.table)
        else:
            self._pages.setCurrentWidget(self._not_found if text.strip() else self._nobody)
        whole = len(ids) < _FIRST
        if whole or kept < len(ids):
            self._choose(kept)
        if whole:
            self._show_count()
        else:
            self._read_rest(text, kept)

    def _read_rest(self, text: str, kept: int) -> None:
        """What comes after the first page, in the background."""
        clinic = self._context.clinic

        def show(ids: Sequence[int]) -> None:
            if text == self._asked:
                self.model.add_rest(ids)
                self._show_count()
                self._choose(kept)

        self._context.background.submit_latest(
            "clients-all",
            lambda: clients.search_client_ids(clinic, text),
            show,
            self._context.report,
            owner=self,
        )

    def _choose(self, kept: int) -> None:
        """Bring the row to the front again that was there before the list was read anew."""
        if kept >= 0 and self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(min(kept, self.model.rowCount() - 1))

    def _show_count(self) -> None:
        found = self.tr("%n client(s)", "", self.model.rowCount())
        if self._asked.strip():
            found = self.tr("{count} found").format(count=found)
        self.header.set_title(self.tr("Clients"), found)

    def _fetch_rows(self, ids: Sequence[int], answer: RowsAnswer) -> None:
        def failed(error: Exception) -> None:
            answer(())
            self._context.report(error)

        self._context.read(
            lambda: clients.client_rows(self._context.clinic, ids),
            answer,
            owner=self,
            on_error=failed,
        )

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.table.setFocus()
            self.table.selectRow(max(self.table.currentIndex().row(), 0))

    def _open_first(self) -> None:
        """Open the chosen or first client, once the search for what was typed has answered."""
        self._context.read(lambda: None, lambda _none: self._open_chosen(), owner=self)

    def _open_chosen(self) -> None:
        if self.model.rowCount():
            self._open(self.model.index(max(self.table.currentIndex().row(), 0), 0))

    def _open(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self.model.row_at(index.row())
        if row is not None:
            self._go_to(row)
            return
        wanted = self.model.id_at(index.row())
        self._context.read(
            lambda: clients.client_rows(self._context.clinic, [wanted]),
            lambda rows: self._go_to(rows[0]),
            owner=self,
        )

    def _go_to(self, row: ClientRow) -> None:
        self._context.navigator.client_requested.emit(row.uid, "record")

    def _open_new(self, client: Client) -> None:
        self._context.navigator.client_requested.emit(client.uid, "record")
