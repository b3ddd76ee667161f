"""What of the stock is shown: words, a group, only what asks for something, also what is past."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from needlelog.ui.screens.stock.rows import DEVICES, Wanted
from needlelog.ui.stock_words import GROUPS
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.search_field import SearchField
from needlelog.ui.widgets.segmented import SegmentedControl


class FilterBar(QWidget):
    """`changed` is sent when the person wants to see something else."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, spacing=10)
        self.search = SearchField(self.tr("Product, lot, maker or number"))
        self.search.setFixedWidth(260)
        groups = [
            (key, QCoreApplication.translate("StockGroups", str(name))) for key, name in GROUPS
        ]
        self.choice = SegmentedControl(
            [("", self.tr("All")), *groups, (DEVICES, self.tr("Devices"))]
        )
        self.choice.setAccessibleName(self.tr("Part of the stock"))
        self.attention = self._toggle(self.tr("Needs attention"))
        self.past = self._toggle(self.tr("Used up and out of use"))
        for widget in (self.search, self.choice, self.attention, self.past):
            flow.addWidget(widget)
        self.search.searched.connect(lambda _text: self.changed.emit())
        self.choice.chosen.connect(lambda _key: self.changed.emit())

    def wanted(self) -> Wanted:
        """What is wanted now."""
        return Wanted(
            self.choice.current(),
            self.search.text(),
            self.attention.isChecked(),
            self.past.isChecked(),
        )

    def show_all(self) -> None:
        """Take every filter away, without telling anybody."""
        self.choice.set_current("")
        self.search.clear()
        self.attention.setChecked(False)

    def show_alerts(self, count: int) -> None:
        """Tell how many products or lots ask for something."""
        words = self.tr("Needs attention")
        self.attention.setText(f"{words} · {count}" if count else words)
        self.attention.setVisible(bool(count) or self.attention.isChecked())

    def _toggle(self, words: str) -> Button:
        button = Button(words, "filter")
        button.setCheckable(True)
        button.clicked.connect(lambda _checked: self.changed.emit())
        return button
