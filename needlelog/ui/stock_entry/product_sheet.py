"""The sheet for one product."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.stock import Product
from needlelog.services import stock
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.stock_entry.tri_state import TriState
from needlelog.ui.stock_words import categories, category_word, default_category
from needlelog.ui.widgets.choice_box import ChoiceBox

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class ProductSheet(EntrySheet):
    """Name, kind, maker, strength, and what the label says. Only the name is needed."""

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        product: Product | None = None,
        category: str | None = None,
        on_saved: Callable[[Product], None] | None = None,
    ) -> None:
        translate = QCoreApplication.translate
        title, act = translate("ProductSheet", "New product"), translate("ProductSheet", "Add")
        if product is not None:
            title, act = product.name, translate("ProductSheet", "Save")
        super().__init__(context, title, act, parent)
        self._product = product
        self._on_saved = on_saved
        self.name = QLineEdit()
        self.kind = ChoiceBox(self.tr("Kind"), categories())
        self.maker = QLineEdit()
        self.strength = QLineEdit()
        self.strength.setPlaceholderText("4 mg/ml")
        self.sterile = TriState(self.tr("Sterile"))
        self.labelled = TriState(self.tr("Labelled for microneedling"))
        self._name_row = self.add_row(self.tr("Name"), self.name)
        self.add_row(self.tr("Kind"), self.kind)
        self.add_row(self.tr("Maker"), self.maker)
        self.add_row(self.tr("Strength"), self.strength)
        self.add_row(self.tr("Sterile"), self.sterile)
        self.add_row(
            self.tr("Labelled for microneedling"),
            self.labelled,
            self.tr("Whether the maker's label says it may go into needled skin."),
        )
        self._fill(product, category)
        self.name.setFocus()

    def submit(self) -> None:
        """Save the product; the name must be there."""
        name = self.name.text().strip()
        if not name:
            self._name_row.set_error(self.tr("Write the name as it stands on the box."))
            return
        before = self._product or Product("", name, "")
        product = replace(
            before,
            name=name,
            category=self.kind.current(),
            maker=self.maker.text().strip(),
            strength=self.strength.text().strip(),
            sterile=self.sterile.value(),
            labelled_for_microneedling=self.labelled.value(),
        )
        self.save(
            lambda: stock.save_product(self.context.clinic, product),
            Changes.of("stock", uid=product.uid or None),
            self._on_saved,
        )

    def _fill(self, product: Product | None, category: str | None) -> None:
        kind = product.category if product else default_category(category or "serum")
        if self.kind.findData(kind) < 0:
            self.kind.addItem(category_word(kind), kind)
        self.kind.set_current(kind)
        if product is None:
            return
        self.name.setText(product.name)
        self.maker.setText(product.maker)
        self.strength.setText(product.strength)
        self.sterile.set_value(product.sterile)
        self.labelled.set_value(product.labelled_for_microneedling)
