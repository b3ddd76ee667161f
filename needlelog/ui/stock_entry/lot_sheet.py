"""The sheet for one lot of a product."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.stock import Lot, Product, StockUnit, is_expired
from needlelog.services import stock
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.stock_entry.amount_field import amount_label, read_amount
from needlelog.ui.stock_entry.product_sheet import ProductSheet
from needlelog.ui.stock_words import category_word
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField, MonthOrDateField

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.ui.scanning.confirm_panel import ScannedPack


class LotSheet(EntrySheet):
    """Product, lot, expiry, day of opening and how much there is. Product and lot are needed.

    A count that stands already is changed by an adjustment, not here. ``scanned`` fills in what
    was read from a pack and confirmed.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        lot: Lot | None = None,
        product_uid: str | None = None,
        on_saved: Callable[[Lot], None] | None = None,
        scanned: ScannedPack | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title, act = translate("LotSheet", "New lot"), translate("LotSheet", "Add")
        if lot is not None:
            title = translate("LotSheet", "Lot {lot}").format(lot=lot.lot)
            act = translate("LotSheet", "Save")
        super().__init__(context, title, act, parent)
        self.scroll_where_needed()
        self._lot = lot
        self._product_uid = lot.product_uid if lot else product_uid
        self._on_saved = on_saved
        self._scanned = scanned
        self._products: dict[str, Product] = {}
        self.product = ChoiceBox(self.tr("Product"), none_label=self.tr("Choose…"))
        self.number = QLineEdit()
        self.expiry = MonthOrDateField(self.tr("Expiry"))
        self.opened = DateField(self.tr("Opened on"))
        self.quantity = QLineEdit()
        self._product_row = self.add_row(self.tr("Product"), self.product)
        self._number_row = self.add_row(self.tr("Lot"), self.number)
        self._expiry_row = self.add_row(self.tr("Expiry"), self.expiry)
        self.add_row(self.tr("Opened on"), self.opened)
        self._quantity_row = self.add_row(
            amount_label(StockUnit.PIECE), self.quantity, self.tr("Leave empty to not count it.")
        )
        self.product.chosen.connect(lambda _uid: self._name_unit())
        self.new_product = Button(self.tr("The product is new"), "quiet", "plus")
        self.new_product.clicked.connect(self._ask_new_product)
        self.body.insertWidget(1, self.new_product)
        self.setTabOrder(self.product, self.new_product)
        self._fill()
        self.number.setFocus()
        self._read_products()

    def submit(self) -> None:
        """Read every field, mark all that cannot be read, save when nothing is wrong."""
        number = self.number.text().strip()
        product_uid = self.product.current()
        if not product_uid:
            self._product_row.set_error(self.tr("Choose the product, or add it as new."))
        if not number:
            self._number_row.set_error(self.tr("Write the lot as it stands on the box."))
        quantity = self._amount()
        rows = (self._product_row, self._number_row, self._quantity_row)
        fine = self.expiry.commit() and self._opened_on_is_past()
        if not fine or any(row.error() for row in rows):
            return
        lot = replace(
            self._lot or Lot("", product_uid, number),
            product_uid=product_uid,
            lot=number,
            expiry=self.expiry.value(),
            opened_on=self.opened.value(),
            quantity=quantity,
        )
        clinic, code = self.context.clinic, self._scanned.gtin if self._scanned else ""
        self.save(
            lambda: (
                stock.save_scanned_lot(clinic, lot, code) if code else stock.save_lot(clinic, lot)
            ),
            Changes.of("stock", "lot", uid=lot.uid or None),
            self._on_saved,
        )

    def _opened_on_is_past(self) -> bool:
        if not self.opened.commit():
            return False
        opened = self.opened.value()
        if opened is not None and opened > self.context.today():
            self.opened.set_error(self.tr("This day has not come yet."))
            return False
        return True

    def _unit(self) -> StockUnit:
        chosen = self._products.get(self.product.current())
        return chosen.unit if chosen is not None else StockUnit.PIECE

    def _name_unit(self) -> None:
        self._quantity_row.set_label(amount_label(self._unit()))

    def _amount(self) -> int | None:
        if self._counted_before():
            return self._lot.quantity if self._lot is not None else None
        text = self.quantity.text().strip()
        if not text:
            return None
        try:
            return read_amount(text, self._unit())
        except ValueError as error:
            self._quantity_row.set_error(str(error))
            return None

    def _counted_before(self) -> bool:
        return self._lot is not None and self._lot.quantity is not None

    def _fill(self) -> None:
        self.expiry.textCommitted.connect(lambda _expiry: self._tell_if_expired())
        if self._lot is None:
            self._fill_scanned()
            return
        self.number.setText(self._lot.lot)
        self.expiry.set_value(self._lot.expiry)
        self.opened.set_value(self._lot.opened_on)
        self.product.setEnabled(False)
        if self._counted_before():
            self._quantity_row.hide()
        self._tell_if_expired()

    def _fill_scanned(self) -> None:
        scanned = self._scanned
        if scanned is None:
            return
        self._product_uid = scanned.product_uid or self._product_uid
        self.number.setText(scanned.lot or "")
        self.expiry.set_value(scanned.expiry)
        self._tell_if_expired()

    def _tell_if_expired(self) -> None:
        expired = is_expired(self.expiry.value(), self.context.today())
        self._expiry_row.set_hint(
            self.tr("This lot has expired. It can be kept here, but asks for a reason when used.")
            if expired
            else ""
        )

    def _read_products(self) -> None:
        self.context.read(
            lambda: stock.products(self.context.clinic), self._offer_products, owner=self
        )

    def _offer_products(self, products: tuple[Product, ...]) -> None:
        self._products = {product.uid: product for product in products}
        self.product.set_options(
            [
                (product.uid, _offered_words(product))
                for product in products
                if product.active or product.uid == self._product_uid
            ]
        )
        self.product.set_current(self._product_uid or "")
        self._name_unit()
        pieces = self._scanned.quantity if self._scanned is not None else None
        if pieces and self._unit() is StockUnit.PIECE and not self.quantity.text():
            self.quantity.setText(str(pieces))
        self.new_product.setVisible(self._lot is None)
        self.new_product.setText(
            self.tr("The product is new") if products else self.tr("Add the first product")
        )

    def _ask_new_product(self) -> None:
        code = self._scanned.gtin if self._scanned is not None else ""
        ProductSheet(self.context, self, on_saved=self._take_new_product, gtin=code).open()

    def _take_new_product(self, product: Product) -> None:
        self._product_uid = product.uid
        self._read_products()


def _offered_words(product: Product) -> str:
    parts = (product.name, product.strength, product.maker, category_word(product.category))
    return " · ".join(part for part in parts if part)
