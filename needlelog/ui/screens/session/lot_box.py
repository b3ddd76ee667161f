"""Lot and expiry of something used: chosen from the stock or typed from the pack."""

from __future__ import annotations

from datetime import date
from typing import cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from needlelog.domain.stock import Lot, is_expired
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.date_field import MonthOrDateField
from needlelog.ui.widgets.list_box import ListBox


class LotFields(QWidget):
    """An editable choice of lots beside the expiry."""

    lot_chosen = Signal(object)
    """A :class:`Lot` of the stock."""
    lot_typed = Signal(str)
    expiry_typed = Signal(object)
    """The expiry as ``YYYY-MM`` or ``YYYY-MM-DD``, or None when it was emptied."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._lots: tuple[Lot, ...] = ()
        self._lot = ""
        self._expiry: str | None = None
        self.lot = ListBox()
        self.lot.setEditable(True)
        self.lot.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.lot.setAccessibleName(self.tr("Lot"))
        self.lot.setMinimumWidth(metrics().text(118))
        self.lot.setLineEdit(QLineEdit())
        self.lot_line().setPlaceholderText(self.tr("Lot"))
        self.lot_line().setAccessibleName(self.tr("Lot"))
        self.lot_line().editingFinished.connect(self._lot_finished)
        self.lot.activated.connect(self._choose)
        self.expiry = MonthOrDateField(self.tr("Expiry, year and month"))
        self.expiry.setMaximumWidth(metrics().text(112))
        self.expiry.line.setPlaceholderText(self.tr("Expiry"))
        self.expiry.textCommitted.connect(self._expiry_committed)
        row.addWidget(self.lot, 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.expiry, 0, Qt.AlignmentFlag.AlignTop)

    def show_lot(self, lot: str, expiry: str | None, offered: tuple[Lot, ...]) -> None:
        """Show what was recorded and offer the lots of the stock."""
        if offered != self._lots:
            self._lots = offered
            self.lot.clear()
            for one in offered:
                self.lot.addItem(f"{one.lot} · {one.expiry}" if one.expiry else one.lot, one)
        self._lot, self._expiry = lot, expiry
        if not self.lot_line().hasFocus():
            self.lot_line().setText(lot)
            self.lot_line().setCursorPosition(0)  # a long number shows its beginning
        if not self.expiry.line.hasFocus():
            self.expiry.set_value(expiry)

    def lot_line(self) -> QLineEdit:
        """The line in which a lot is typed."""
        return cast("QLineEdit", self.lot.lineEdit())

    def is_expired(self, on: date) -> bool:
        """Whether the recorded expiry is past on that day."""
        return is_expired(self._expiry, on)

    def _choose(self, index: int) -> None:
        lot = self.lot.itemData(index)
        if lot is not None:
            self.lot_line().setText(lot.lot)
            self._lot = lot.lot
            self.lot_chosen.emit(lot)

    def _lot_finished(self) -> None:
        text = self.lot.currentText().strip()
        known = next((lot for lot in self._lots if lot.lot.casefold() == text.casefold()), None)
        if text == self._lot or text == f"{self._lot} · {self._expiry}":
            return
        self._lot = text
        if known is not None:
            self.lot_chosen.emit(known)
        else:
            self.lot_typed.emit(text)

    def _expiry_committed(self, expiry: str | None) -> None:
        self._expiry = expiry
        self.expiry_typed.emit(expiry)
