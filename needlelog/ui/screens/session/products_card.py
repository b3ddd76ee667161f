"""The products on the skin: which, of which lot, how much, when and where."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QVBoxLayout, QWidget

from needlelog.domain.draft_edits import Spot
from needlelog.domain.errors import InvalidValue
from needlelog.domain.quantities import parse_volume
from needlelog.domain.session_gaps import is_recalled
from needlelog.domain.sessions import Timing, TopicalRow, ZoneRow
from needlelog.domain.stock import Lot, Product, StockUnit, is_expired
from needlelog.domain.stock_use import LotUse
from needlelog.ui import formats, labels
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.screens.session.lot_box import LotFields
from needlelog.ui.screens.session.pack_line import PackLine
from needlelog.ui.screens.session.reason_line import ReasonLine
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.sentences import kept_sentence
from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.segmented import SegmentedControl

NOT_ON_SKIN = ("cartridge", "numbing")
"""Categories of products that have their own place on the screen."""

_LOTS_OFFERED = 2
_FEW_PRODUCTS = 7
"""The menu stays on the screen however long the stock is kept: the lots to reach for stand in it,
the others in the row. So many products have two each, more have one."""


class ProductsCard(Card):
    """Rows of products; the button offers the products of the stock."""

    new_product_asked = Signal()
    row_added = Signal(object)
    """The widget of a product that was chosen just now."""
    scan_asked = Signal()
    refused = Signal(str)

    def __init__(self, acts: SessionActs, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Products"), parent=parent)
        self._acts = acts
        self._surroundings: Surroundings | None = None
        self._rows: dict[int, ProductRow] = {}
        self.add_button = Button(self.tr("Add product"), "chip", "plus")
        self.add_button.clicked.connect(self._offer)
        self.scan_button = Button(self.tr("Scan"), "accent-chip", "barcode-scan")
        self.scan_button.setAccessibleName(self.tr("Scan the pack of a product"))
        self.scan_button.clicked.connect(lambda _checked: self.scan_asked.emit())
        self.add_to_header(self.scan_button)
        self.add_to_header(self.add_button)
        self._empty = label(self.tr("Nothing applied yet."), "quiet")
        self._empty.setContentsMargins(18, 12, 18, 12)
        self.body.addWidget(self._empty)
        self.body.setSpacing(0)

    def show_products(self, rows: tuple[TopicalRow, ...], surroundings: Surroundings) -> None:
        """Show the rows and know what the stock offers."""
        self._surroundings = surroundings
        self._empty.setVisible(not rows)
        wanted = {row.row for row in rows}
        for gone in [number for number in self._rows if number not in wanted]:
            widget = self._rows.pop(gone)
            widget.hide()
            widget.deleteLater()
        for row in rows:
            if row.row not in self._rows:
                widget = ProductRow(row, self._acts)
                widget.refused.connect(self.refused)
                self._rows[row.row] = widget
                self.body.addWidget(widget)
            self._rows[row.row].show_row(row, surroundings, self._acts.draft.zones)

    def row_widget(self, number: int) -> ProductRow:
        """The widget of a product row."""
        return self._rows[number]

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        surroundings = self._surroundings
        if surroundings is None:
            return
        products = [
            product
            for product in surroundings.products
            if product.active and product.category not in NOT_ON_SKIN
        ]
        each = _LOTS_OFFERED if len(products) <= _FEW_PRODUCTS else 1
        for product in products:
            own = [lot for lot in surroundings.lots_of(product.uid) if lot.quantity != 0]
            usable = [lot for lot in own if surroundings.may_use(lot)][:each]
            offers: list[Lot | None] = [*(usable or own[:1])] or [None]
            for lot in offers:
                text = product.name if lot is None else f"{product.name} · {lot.lot}"
                if lot is not None and is_expired(lot.expiry, self._day()):
                    text += self.tr(" (expired)")
                action = menu.addAction(text)
                action.triggered.connect(lambda _checked=False, p=product, x=lot: self._add(p, x))
        menu.addSeparator()
        action = menu.addAction(self.tr("Another product, not in the stock"))
        action.triggered.connect(lambda: self._add(None, None))
        new = menu.addAction(self.tr("New product in the stock…"))
        new.triggered.connect(lambda: self.new_product_asked.emit())
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _add(self, product: Product | None, lot: Lot | None) -> None:
        before = set(self._rows)
        self._acts.add_product(product, lot)
        for number in set(self._rows) - before:
            self.row_added.emit(self._rows[number])
            if product is None:
                self._rows[number].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _day(self) -> date:
        draft = self._acts.draft
        return (draft.started_at or draft.created_at).date()


class ProductRow(QWidget):
    """One product with its lot, amount and moment."""

    refused = Signal(str)

    def __init__(self, row: TopicalRow, acts: SessionActs) -> None:
        super().__init__()
        self._acts = acts
        self._row = row
        self._zone_rows: tuple[ZoneRow, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 8, 12, 0)
        column.setSpacing(6)
        head = QHBoxLayout()
        self._title = ElidedLabel("", "strong")
        self.remove = icon_button(
            "close",
            self.tr("Remove product"),
            lambda: acts.remove_topical(self._row.row),
            plain=True,
        )
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Product name"))
        self.name.setAccessibleName(self.tr("Product name"))
        self.name.textEdited.connect(lambda text: self._words(self.tr("product"), name=text))
        head.addWidget(self._title, 1)
        head.addWidget(self.name, 1)
        head.addWidget(self.remove)
        column.addLayout(head)
        column.addWidget(self._fields())
        self.pack = PackLine()
        self.pack.finished.connect(lambda on: self._set(self.tr("pack finished"), pack_finished=on))
        column.addWidget(self.pack)
        self.note = self._line(self.tr("Note: opened today, strength, where …"), "note")
        self.zones = Button(self.tr("All zones"), "chip")
        self.zones.clicked.connect(self._offer_zones)
        column.addWidget(beside(self.note, self.zones))
        self.expired = self._line(self.tr("Expired — reason for using it"), "expired_reason")
        self.reason = ReasonLine(self.expired)
        column.addWidget(self.reason)
        column.addSpacing(8)
        column.addWidget(rule())

    def _fields(self) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder, spacing=10)
        self.lot = LotFields()
        self.lot.lot_chosen.connect(
            lambda lot: self._set(
                self.tr("lot {lot}").format(lot=lot.lot),
                lot_uid=lot.uid,
                lot=lot.lot,
                expiry=lot.expiry,
            )
        )
        self.lot.lot_typed.connect(
            lambda text: self._set(self.tr("lot {lot}").format(lot=text), lot=text, lot_uid=None)
        )
        self.lot.expiry_typed.connect(lambda text: self._set(self.tr("expiry"), expiry=text))
        self.amount = QLineEdit()
        self.amount.setAccessibleName(self.tr("Amount in ml"))
        self.amount.setMaximumWidth(metrics().text(84))
        self.amount.editingFinished.connect(self._set_amount)
        self.timing = SegmentedControl(
            [(timing.value, labels.label(labels.TIMINGS, timing)) for timing in Timing]
        )
        self.timing.setAccessibleName(self.tr("When it was applied"))
        self.timing.setMinimumWidth(1)  # it gets tighter before the page has to scroll sideways
        self.timing.chosen.connect(
            lambda key: self._set(labels.label(labels.TIMINGS, Timing(key)), timing=Timing(key))
        )
        flow.addWidget(titled(self.tr("Lot and expiry"), self.lot))
        flow.addWidget(titled(self.tr("Amount, ml"), self.amount))
        flow.addWidget(titled(self.tr("When"), self.timing))
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.timing.fit(self.width() - 16 - 12)

    def _line(self, hint: str, field: str) -> QLineEdit:
        line = QLineEdit()
        line.setPlaceholderText(hint)
        line.setAccessibleName(hint)
        line.textEdited.connect(lambda text: self._words(hint, **{field: text}))
        return line

    def show_row(self, row: TopicalRow, around: Surroundings, zones: tuple[ZoneRow, ...]) -> None:
        """Show the row; a field being typed in is left alone."""
        self._row = row
        self._zone_rows = zones
        named = bool(row.product_uid)
        self._title.setVisible(named)
        self.name.setVisible(not named)
        self._title.setText(f"{row.name} {row.strength}".strip())
        for field, text in (
            (self.name, row.name),
            (self.note, row.note),
            (self.expired, row.expired_reason),
            (self.amount, formats.volume(row.amount_ul) if row.amount_ul is not None else ""),
        ):
            if not field.hasFocus() and field.text() != text:
                field.setText(text)
        self.lot.show_lot(row.lot, row.expiry, around.lots_of(row.product_uid))
        use = LotUse(row.lot_uid or "", StockUnit.MICROLITRE, row.amount_ul or 0)
        self.pack.show_lot(row.lot_uid, around, use, finished=row.pack_finished)
        if row.timing is not None:
            self.timing.set_current(row.timing.value)
        else:
            self.timing.clear_current()
        day = (self._acts.draft.started_at or self._acts.draft.created_at).date()
        self.reason.tell(
            row.lot,
            expired=self.lot.is_expired(day),
            recalled=is_recalled(row, around.recalled),
        )
        names = [self._acts.name_of(zone) for zone in zones if (zone.zone, zone.side) in row.zones]
        spoken = ", ".join(names) or self.tr("All zones")
        self.zones.setText(self.tr("%n zone(s)", "", len(names)) if len(names) > 1 else spoken)
        self.zones.setAccessibleName(spoken)
        self.zones.setToolTip(spoken)

    def _set(self, what: str, **fields: Any) -> None:
        self._acts.set_topical(self._row.row, f"{self._row.name} {what}".strip(), **fields)

    def _words(self, what: str, **fields: Any) -> None:
        self._acts.set_topical(self._row.row, what, merge=True, **fields)

    def _set_amount(self) -> None:
        text = self.amount.text().strip()
        try:
            amount = parse_volume(text) if text else None
        except InvalidValue as error:
            mark(self.amount, error=True)
            self.refused.emit(kept_sentence(error))
            return
        mark(self.amount, error=False)
        if amount != self._row.amount_ul:
            self._set(f"{text} ml", amount_ul=amount)

    def _offer_zones(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        every = menu.addAction(self.tr("All zones"))
        every.triggered.connect(lambda: self._set(self.tr("all zones"), zones=()))
        for zone in self._zone_rows:
            spot = (zone.zone, zone.side)
            action = menu.addAction(self._acts.name_of(zone))
            action.setCheckable(True)
            action.setChecked(spot in self._row.zones)
            action.triggered.connect(lambda _on=False, spot=spot: self._toggle_zone(spot))
        menu.popup(self.zones.mapToGlobal(self.zones.rect().bottomLeft()))

    def _toggle_zone(self, spot: Spot) -> None:
        zones = self._row.zones
        kept = tuple(z for z in zones if z != spot) if spot in zones else (*zones, spot)
        self._set(self.tr("zones"), zones=kept)
