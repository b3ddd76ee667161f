"""Correcting what is left of a lot, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.services import stock
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.stock_entry.amount_field import amount_label, read_amount
from needlelog.ui.stock_words import amount_number, amount_words, change_words, left_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.stock import Lot, Product


class AdjustSheet(EntrySheet):
    """How much there really is, and why it is not what was counted. The change is shown at once."""

    def __init__(
        self, context: Context, parent: QWidget | None, lot: Lot, product: Product
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("AdjustSheet", "Adjust lot {lot}").format(lot=lot.lot),
            translate("AdjustSheet", "Adjust"),
            parent,
            translate("AdjustSheet", "{product}. Counted: {left}.").format(
                product=product.name, left=left_words(lot, product.unit)
            ),
        )
        self._lot = lot
        self._unit = product.unit
        self._counted = lot.quantity or 0
        self.amount = QLineEdit(amount_number(self._counted, self._unit))
        self.reason = QLineEdit()
        self._amount_row = self.add_row(amount_label(self._unit), self.amount)
        self._reason_row = self.add_row(self.tr("Reason"), self.reason)
        self.body.addLayout(self._offers())
        self.result_line = label("", "quiet", wrap=True)
        self.body.addWidget(self.result_line)
        self.amount.textEdited.connect(lambda _text: self._tell())
        self.amount.selectAll()
        self.amount.setFocus()

    def submit(self) -> None:
        """Keep the change; it must be one and have a reason."""
        change = self._change()
        if change is None:
            return
        if change == 0:
            self._amount_row.set_error(self.tr("This is what is counted already."))
        reason = self.reason.text().strip()
        if not reason:
            self._reason_row.set_error(self.tr("Choose a reason or write one."))
        if self._amount_row.error() or self._reason_row.error():
            return
        clinic, uid = self.context.clinic, self._lot.uid
        self.save(
            lambda: stock.adjust_lot(clinic, uid, change, reason),
            Changes.of("stock", "lot", uid=uid),
            None,
        )

    def _change(self) -> int | None:
        try:
            return read_amount(self.amount.text().strip(), self._unit) - self._counted
        except ValueError as error:
            self._amount_row.set_error(str(error))
            return None

    def _tell(self) -> None:
        self._amount_row.set_error(None)
        change = self._change() if self.amount.text().strip() else None
        words = ""
        if change:
            words = self.tr("{change}, then {amount} left").format(
                change=change_words(change, self._unit),
                amount=amount_words(self._counted + change, self._unit),
            )
        self.result_line.setText(words)

    def _offers(self) -> FlowLayout:
        flow = FlowLayout(spacing=8)
        for words in (
            self.tr("counted again"),
            self.tr("delivery"),
            self.tr("broken or spilt"),
            self.tr("thrown away"),
            self.tr("recorded twice"),
        ):
            chip = Button(words, "chip")
            chip.clicked.connect(lambda _checked=False, words=words: self.reason.setText(words))
            flow.addWidget(chip)
        return flow
