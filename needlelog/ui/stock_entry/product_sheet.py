"""The sheet for one product."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from needlelog.domain.errors import InvalidValue
from needlelog.domain.pack_codes import gtin_14
from needlelog.domain.stock import Product, StockUnit, counts_in_pieces
from needlelog.services import stock
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.sentences import error_sentence
from needlelog.ui.stock_entry.tri_state import TriState
from needlelog.ui.stock_words import categories, category_of, category_word, default_category
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class ProductSheet(EntrySheet):
    """Name, kind, maker, strength, what the label says and how it is counted; the name is needed.

    The caution of the chosen kind is shown with where it comes from.
    """

    def __init__(
        self,
        context: Context,
        parent: QWidget | None,
        product: Product | None = None,
        category: str | None = None,
        on_saved: Callable[[Product], None] | None = None,
        gtin: str = "",
    ) -> None:
        translate = QCoreApplication.translate
        title, act = translate("ProductSheet", "New product"), translate("ProductSheet", "Add")
        if product is not None:
            title, act = product.name, translate("ProductSheet", "Save")
        super().__init__(context, title, act, parent)
        self.scroll_where_needed()
        self._product = product
        self._on_saved = on_saved
        self.name = QLineEdit()
        self.kind = ChoiceBox(self.tr("Kind"), categories())
        self.maker = QLineEdit()
        self.strength = QLineEdit()
        self.strength.setPlaceholderText("4 mg/ml")
        self.sterile = TriState(self.tr("Sterile"))
        self.labelled = TriState(self.tr("Labelled for microneedling"))
        self.gtin = QLineEdit(gtin)
        self.gtin.setPlaceholderText(self.tr("under the bar code; a scan fills it in"))
        self.unit = SegmentedControl(
            [
                (StockUnit.PIECE.value, self.tr("Pieces")),
                (StockUnit.MICROLITRE.value, self.tr("Millilitres")),
            ]
        )
        self._name_row = self.add_row(self.tr("Name"), self.name)
        self._kind_row = self.add_row(self.tr("Kind"), self.kind)
        self._beside(
            FormRow(self.tr("Maker"), self.maker), FormRow(self.tr("Strength"), self.strength)
        )
        self._gtin_row = self.add_row(self.tr("Number of the pack"), self.gtin)
        self._unit_row = self.add_row(self.tr("Counted in"), self.unit)
        self.add_row(self.tr("Sterile"), self.sterile)
        self.add_row(
            self.tr("Labelled for microneedling"),
            self.labelled,
            self.tr("Whether the maker’s label says it may go into needled skin."),
        )
        self._fill(product, category)
        self.kind.chosen.connect(lambda _code: self._show_kind())
        self.unit.chosen.connect(lambda _unit: self._show_kind())
        self._show_kind()
        self.name.setFocus()

    def submit(self) -> None:
        """Save the product; the name must be there."""
        name = self.name.text().strip()
        if not name:
            self._name_row.set_error(self.tr("Write the name as it stands on the box."))
            return
        code = self._pack_number()
        if code is None:
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
            gtin=code,
            unit=StockUnit(self.unit.current()),
        )
        self.save(
            lambda: stock.save_product(self.context.clinic, product),
            Changes.of("stock", "lot", uid=product.uid or None),
            self._on_saved,
        )

    def _pack_number(self) -> str | None:
        """The number as it is kept, ``None`` when it cannot be one."""
        text = self.gtin.text().strip()
        if not "".join(text.split()).isdecimal():
            return text
        try:
            return gtin_14(text)
        except InvalidValue as error:
            self._gtin_row.set_error(error_sentence(error))
            return None

    def _show_kind(self) -> None:
        """The caution of the kind, and what it can be counted in."""
        category = category_of(self.kind.current())
        words = ""
        if category is not None and category.caution:
            words = self.tr("{caution} ({source})").format(
                caution=category.caution, source=category.source
            )
        self._kind_row.set_hint(words)
        pieces_only = counts_in_pieces(self.kind.current())
        self._unit_row.setVisible(not pieces_only)
        if pieces_only:
            self.unit.set_current(StockUnit.PIECE.value)
        self._unit_row.set_hint(
            self.tr("A session takes off the amount on the skin.")
            if self.unit.current() == StockUnit.MICROLITRE.value
            else self.tr("A session takes off a piece when the pack is marked as finished.")
        )

    def _beside(self, *rows: FormRow) -> None:
        line = QHBoxLayout()
        line.setSpacing(12)
        for row in rows:
            line.addWidget(row, 1)
        self.body.addLayout(line)

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
        self.gtin.setText(product.gtin)
        self.unit.set_current(product.unit.value)
