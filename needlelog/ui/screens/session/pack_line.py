"""What the stock says of a lot that is used: how much is left, and whether its pack is finished."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.domain.stock import StockUnit
from needlelog.domain.stock_use import LotUse
from needlelog.ui.screens.session.surroundings import Surroundings
from needlelog.ui.stock_words import left_words
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


class PackLine(QWidget):
    """Hidden while the lot is not one of the stock that is counted.

    `finished` is sent when the person says that the pack is used up, or takes that back: a product
    counted in pieces loses one then. Less in the stock than is used is said, and stops nobody.
    """

    finished = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.left = label("", "small", wrap=True)
        self.pack = Button(self.tr("Pack finished"), "chip")
        self.pack.setCheckable(True)
        self.pack.clicked.connect(self.finished)
        row.addWidget(self.left, 1)
        row.addWidget(self.pack)
        self.hide()

    def show_lot(
        self, lot_uid: str | None, around: Surroundings, use: LotUse | None, *, finished: bool
    ) -> None:
        """Show what is left of a lot, and whether it is enough for what is used of it."""
        lot = around.lots_by_uid.get(lot_uid or "")
        product = around.products_by_uid.get(lot.product_uid) if lot is not None else None
        if lot is None or product is None or lot.quantity is None:
            self.setVisible(finished)
            self.left.setText("")
            self.pack.setVisible(finished)
            self.pack.setChecked(finished)
            return
        counted_so = use is not None and use.unit is product.unit
        short = use is not None and counted_so and use.amount > lot.quantity
        words = self.tr("in the stock: {left}").format(left=left_words(lot, product.unit))
        if short:
            words = self.tr("{words}, less than is used here").format(words=words)
        self.left.setText(words)
        mark(self.left, role="warn" if short else "small")
        in_packs = product.unit is StockUnit.PIECE and product.category != "cartridge"
        self.pack.setVisible(in_packs or finished)
        self.pack.setChecked(finished)
        self.show()
