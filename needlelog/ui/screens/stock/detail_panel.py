"""The card beside the list: one product, lot or device, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.services import stock, trace
from needlelog.ui.gate.note import Note
from needlelog.ui.lot_trace.trace_words import counts_words
from needlelog.ui.screens.stock.detail_parts import (
    AdjustmentLine,
    device_parts,
    kind_words,
    lot_parts,
    product_parts,
)
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from needlelog.domain.lot_trace import LotTrace
    from needlelog.domain.stock import Lot, LotAdjustment, Product
    from needlelog.ui.context import Context
    from needlelog.ui.screens.stock.rows import StockView

_HISTORY = 8
_MORE = 40


class DetailPanel(Card):
    """Shows what is chosen; `asked` says what the person wants done with it."""

    asked = Signal(str)
    """``change``, ``out``, ``again``, ``new_lot``, ``adjust``, ``trace`` or ``recall``."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.key: tuple[RowKind, str] | None = None
        self._history: list[LotAdjustment] = []
        self._lot: Lot | None = None
        self._product: Product | None = None
        self._page = ScrollPage()
        self._page.body.setContentsMargins(18, 14, 18, 14)
        self._page.body.setSpacing(8)
        self.add(self._page, 1)
        self.buttons: dict[str, Button] = {}

    def show_item(self, view: StockView, kind: RowKind, uid: str) -> None:
        """Show one item; what it was used for is read on the worker."""
        self.key = (kind, uid)
        self._clear()
        if kind is RowKind.LOT and (lot := view.lot(uid)) is not None:
            self._show_lot(view, lot)
        elif kind is RowKind.PRODUCT and (product := view.product(uid)) is not None:
            self.set_header(product.name, kind_words(product))
            self._add_all(product_parts(product, view.lots_of(uid)))
            self._add_buttons(
                ("new_lot", self.tr("New lot"), "primary"),
                ("change", self.tr("Change"), "secondary"),
                self._use_button(active=product.active),
                *self._recall_button(on=uid in view.recalled.products),
            )
        elif (device := view.device(uid)) is not None:
            self.set_header(device.name, "")
            self._add_all(device_parts(device))
            self._add_buttons(
                ("change", self.tr("Change"), "secondary"),
                self._use_button(active=device.active),
                *self._recall_button(on=uid in view.recalled.devices),
            )
        self._page.body.addStretch(1)

    def _show_lot(self, view: StockView, lot: Lot) -> None:
        product = view.product(lot.product_uid)
        if product is None:
            return
        self._lot, self._product = lot, product
        self.set_header(self.tr("Lot {lot}").format(lot=lot.lot), product.name)
        self._add_all(lot_parts(lot, product, self._context.today()))
        wanted = [("trace", self.tr("Where used"), "primary")]
        if lot.quantity is not None:
            wanted.append(("adjust", self.tr("Adjust"), "secondary"))
        wanted.append(("change", self.tr("Change"), "secondary"))
        recalled = lot.uid in view.recalled.lots
        if recalled:
            self._page.body.addWidget(Note("stop", self.tr("This lot is under a recall.")))
        self._add_buttons(
            *wanted,
            self._use_button(active=lot.active),
            *self._recall_button(on=recalled and lot.product_uid not in view.recalled.products),
        )
        self._used = label("", "quiet", wrap=True)
        self._page.body.addWidget(self._used)
        self._page.body.addWidget(rule())
        self._page.body.addWidget(label(self.tr("History of the count"), "section"))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._page.body.addLayout(self._lines)
        self._history = []
        clinic, uid = self._context.clinic, lot.uid
        self._context.read(
            lambda: (
                trace.lot_trace(clinic, uid, limit=1),
                stock.adjustments(clinic, uid, limit=_HISTORY),
            ),
            lambda found: self._tell(uid, *found),
            owner=self,
        )

    def _tell(self, uid: str, used: LotTrace, history: tuple[LotAdjustment, ...]) -> None:
        if self.key != (RowKind.LOT, uid):
            return
        if used.sessions:
            self._used.setText(self.tr("Used in {counts}.").format(counts=counts_words(used)))
        else:
            self._used.setText(counts_words(used))
        self._show_history(history, asked=_HISTORY)

    def _show_history(self, rows: tuple[LotAdjustment, ...], asked: int) -> None:
        if self._product is None or self._lot is None:
            return
        self._history += rows
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not self._history:
            words = (
                self.tr("Nothing was taken off or corrected yet.")
                if self._lot.quantity is not None
                else self.tr("This lot is not counted. Change it to write how much there is.")
            )
            self._lines.addWidget(label(words, "quiet", wrap=True))
            return
        navigator = self._context.navigator
        for row in self._history:
            self._lines.addWidget(
                AdjustmentLine(row, self._product.unit, navigator.record_requested.emit)
            )
        if len(rows) == asked:
            more = Button(self.tr("Show earlier"), "quiet")
            more.clicked.connect(self._read_more)
            self._lines.addWidget(more)

    def _read_more(self) -> None:
        if self._lot is None:
            return
        clinic, uid, offset = self._context.clinic, self._lot.uid, len(self._history)
        self._context.read(
            lambda: stock.adjustments(clinic, uid, limit=_MORE, offset=offset),
            lambda rows: self._show_history(rows, asked=_MORE),
            owner=self,
        )

    def _use_button(self, *, active: bool) -> tuple[str, str, str]:
        if active:
            return ("out", self.tr("Out of use"), "secondary")
        return ("again", self.tr("Use again"), "secondary")

    def _recall_button(self, *, on: bool) -> list[tuple[str, str, str]]:
        """The way to the recall that is open, or for a manager to a new one."""
        if on:
            return [("recall", self.tr("Recall"), "danger")]
        if self._context.clinic.person.may_manage:
            return [("recall", self.tr("Recall…"), "secondary")]
        return []

    def _add_buttons(self, *wanted: tuple[str, str, str]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=8)
        may_write = self._context.clinic.person.may_write
        for key, words, kind in wanted:
            if key not in ("trace", "recall") and not may_write:
                continue
            button = Button(words, kind)
            button.clicked.connect(lambda _checked=False, key=key: self.asked.emit(key))
            self.buttons[key] = button
            flow.addWidget(button)
        self._page.body.addWidget(holder)

    def _add_all(self, parts: list[QWidget]) -> None:
        for part in parts:
            self._page.body.addWidget(part)

    def _clear(self) -> None:
        self.buttons = {}
        self._lot = self._product = None
        body = self._page.body
        while (item := body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
            elif (inner := item.layout()) is not None:
                while (child := inner.takeAt(0)) is not None:
                    if (widget := child.widget()) is not None:
                        widget.hide()
                        widget.deleteLater()
