"""Stock: what treatments are done with. Counted, traced, taken out of use, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from needlelog.ui.context import Changes
from needlelog.ui.lot_trace.trace_sheet import open_number_trace
from needlelog.ui.reading_only import writers_only
from needlelog.ui.recall.recalls_sheet import RecallsSheet
from needlelog.ui.screens.stock.acts import StockActs
from needlelog.ui.screens.stock.detail_panel import DetailPanel
from needlelog.ui.screens.stock.filter_bar import FilterBar
from needlelog.ui.screens.stock.list_model import StockListModel
from needlelog.ui.screens.stock.row_delegate import StockRowDelegate
from needlelog.ui.screens.stock.rows import (
    DEVICES,
    RowKind,
    StockRow,
    StockView,
    is_past,
    read_stock,
    stock_rows,
)
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.header_bar import HeaderBar

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from needlelog.ui.context import Context

_NARROW = 1000
_CONCERNS = frozenset({"stock", "lot", "session", "recall"})


class StockScreen(QWidget):
    """A list of everything, what is chosen beside it, and the ways to add and to scan."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.view: StockView | None = None
        self._chosen: tuple[RowKind, str] | None = None
        self._awaited: tuple[RowKind, str] | None = None
        self.acts = StockActs(context, self)
        self.header = HeaderBar(self.tr("Stock"))
        self.scan_button = Button(self.tr("Scan a pack"), "secondary", "barcode-scan")
        self.add_button = Button(self.tr("Add"), "primary", "plus")
        self.recalls_button = Button(self.tr("Recalls"), "quiet", "alert-octagon-outline")
        self.header.add_right(self.recalls_button, self.scan_button, self.add_button)
        writers_only(context, self.scan_button, self.add_button)
        self.filter = FilterBar()
        self.model = StockListModel(self)
        self.list = self._make_list()
        self.detail = DetailPanel(context)
        self.nothing = EmptyState(
            "package-variant-closed",
            self.tr("Nothing here yet"),
            self.tr(
                "Scan the first pack, or add a product and its lot; "
                "the session then offers them by itself."
            ),
            self.tr("Add the first lot"),
        )
        self.not_found = EmptyState(
            "magnify",
            self.tr("Nothing found"),
            "",
            self.tr("Look for this lot in the records"),
        )
        self._pages = QStackedWidget()
        for page in (self.list, self.nothing, self.not_found):
            self._pages.addWidget(page)
        card = Card()
        card.add(self._pages, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(card, 1)
        across.addWidget(self.detail)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self.filter)
        layout.addLayout(across, 1)
        self.detail.hide()
        self._connect()

    def activate(self) -> None:
        """Bring the list up to date; a session may have used pieces meanwhile."""
        self._read()

    def showEvent(self, event: QShowEvent) -> None:
        """From now on the scanner is heard: only a shown screen knows its window."""
        super().showEvent(event)
        self.acts.listen_for_scanner()

    def rows(self) -> list[StockRow]:
        """What is listed, top to bottom, without the titles of groups."""
        return [row for row in self.model.rows() if row.kind is not RowKind.GROUP]

    def choose(self, kind: RowKind, uid: str) -> None:
        """Show a product, lot or device; the list goes there, whatever was filtered.

        What was added just now is shown once it has been read.
        """
        view = self.view
        item = (view.lot(uid) or view.product(uid) or view.device(uid)) if view else None
        if item is None:
            self._awaited = (kind, uid)
            return
        self._chosen = (kind, uid)
        if self.model.place_of(kind, uid) < 0:
            self.filter.show_all()
            if is_past(item):
                self.filter.past.setChecked(True)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The card beside the list is narrower where there is little room."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        wanted = metrics().text(316 if narrow else 372)
        self.detail.setFixedWidth(min(wanted, self.width() * 48 // 100))

    def _connect(self) -> None:
        self.filter.changed.connect(self._fill)
        self.filter.search.left_downwards.connect(self._enter_list)
        self.add_button.clicked.connect(self._offer)
        self.scan_button.clicked.connect(lambda _checked: self.acts.scan())
        self.recalls_button.clicked.connect(lambda: RecallsSheet(self._context, self).open())
        self.acts.show_asked.connect(self.choose)
        self.nothing.asked.connect(self.acts.new_lot)
        self.not_found.asked.connect(self._look_in_records)
        self.detail.asked.connect(self._act)
        self.list.selectionModel().currentChanged.connect(self._show_current)
        self._context.changed.connect(self._on_changed)

    def _make_list(self) -> QListView:
        view = QListView()
        view.setModel(self.model)
        view.setItemDelegate(StockRowDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setFrameShape(QListView.Shape.NoFrame)
        view.setMouseTracking(True)
        view.setAccessibleName(self.tr("Stock"))
        return view

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS and self.isVisible():
            self._read()

    def _read(self) -> None:
        clinic, today = self._context.clinic, self._context.today()
        self._context.worker.submit_latest(
            "stock",
            lambda: read_stock(clinic, today),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, view: StockView) -> None:
        self.view = view
        awaited, self._awaited = self._awaited, None
        self._fill()
        if awaited is not None:
            self.choose(*awaited)

    def _fill(self) -> None:
        if self.view is None:
            return
        wanted = self.filter.wanted()
        rows = stock_rows(self.view, wanted, self._context.today())
        self.model.set_rows(rows)
        self.filter.show_alerts(len(self.view.alerts))
        self.header.set_title(self.tr("Stock"), self._counted(self.view))
        if rows:
            self._pages.setCurrentWidget(self.list)
        elif not (self.view.products or self.view.devices):
            self._pages.setCurrentWidget(self.nothing)
        else:
            self._tell_not_found(wanted.words.strip())
        self._show_chosen()

    def _tell_not_found(self, words: str) -> None:
        self.not_found.set_words(
            self.tr("Nothing found"),
            self.tr("“{words}” is not in the stock. It may have been typed into a session.").format(
                words=words
            )
            if words
            else self.tr("Nothing of this kind is in the stock, or all of it is used up."),
        )
        self.not_found.button.setVisible(bool(words))
        self._pages.setCurrentWidget(self.not_found)

    def _counted(self, view: StockView) -> str:
        lots = sum(1 for lot in view.lots if not is_past(lot))
        products = sum(1 for product in view.products if product.active)
        devices = sum(1 for device in view.devices if device.active)
        return " · ".join(
            (
                self.tr("%n product(s)", "", products),
                self.tr("%n lot(s)", "", lots),
                self.tr("%n device(s)", "", devices),
            )
        )

    def _show_chosen(self) -> None:
        """Keep what is chosen; where it is gone, choose the first row."""
        place = self.model.place_of(*self._chosen) if self._chosen else -1
        if place < 0:
            kinds = [row.kind for row in self.model.rows()]
            place = next((n for n, kind in enumerate(kinds) if kind is not RowKind.GROUP), -1)
        self.detail.setVisible(place >= 0)
        if place < 0:
            return
        index = self.model.index(place)
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)

    def _show_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        if self.view is None or not index.isValid():
            return
        row = self.model.rows()[index.row()]
        if row.kind is not RowKind.GROUP:
            self._chosen = (row.kind, row.uid)
            self.detail.show_item(self.view, row.kind, row.uid)

    def _enter_list(self) -> None:
        self.list.setFocus()

    def _look_in_records(self) -> None:
        open_number_trace(self._context, self, self.filter.search.text().strip())

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        group = self.filter.choice.current()
        for words, slot in (
            (self.tr("New lot"), lambda: self.acts.new_lot()),
            (self.tr("New product"), lambda: self.acts.new_product(group)),
            (self.tr("New device"), lambda: self.acts.new_device()),
        ):
            menu.addAction(words).triggered.connect(lambda _checked=False, slot=slot: slot())
        if group == DEVICES:
            menu.setActiveAction(menu.actions()[-1])
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _act(self, what: str) -> None:
        if self.view is None or self.detail.key is None:
            return
        kind, uid = self.detail.key
        if kind is RowKind.LOT and (lot := self.view.lot(uid)) is not None:
            self.acts.on_lot(what, lot, self.view.product(lot.product_uid))
        elif kind is RowKind.PRODUCT and (product := self.view.product(uid)) is not None:
            self.acts.on_product(what, product)
        elif kind is RowKind.DEVICE and (device := self.view.device(uid)) is not None:
            self.acts.on_device(what, device)
