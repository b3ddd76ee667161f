"""Stock: what treatments are done with. Taken out of use, never deleted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from needlelog.services import stock
from needlelog.ui.context import Changes
from needlelog.ui.screens.stock.lines import (
    StockLine,
    StockView,
    device_lines,
    lot_lines,
    matching,
    product_lines,
    read_stock,
)
from needlelog.ui.stock_sheets import open_device_sheet, open_lot_sheet, open_product_sheet
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.search_field import SearchField
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.ui.context import Context

_SHOWN = 100
_NARROW = 940
_TAG_WIDTH = 176


class StockScreen(QWidget):
    """Devices, products, lots: search, add, change, take out of use and back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.view: StockView | None = None
        self.header = HeaderBar(self.tr("Stock"))
        self.choice = SegmentedControl(
            [
                ("devices", self.tr("Devices")),
                ("products", self.tr("Products")),
                ("lots", self.tr("Lots")),
            ]
        )
        self.choice.setAccessibleName(self.tr("Part of the stock"))
        self.search = SearchField(self.tr("Search the stock"))
        self.search.setMinimumWidth(180)
        self.add_button = Button(self.tr("New device"), "primary", "plus")
        self.header.add_right(self.choice, self.search, self.add_button)
        self.page = ScrollPage()
        self.page.body.setSpacing(0)
        self.empty = EmptyState("package-variant-closed", "", "", self.tr("Add"))
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.empty)
        card = Card()
        card.add(self._pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(card, 1)
        self.choice.chosen.connect(lambda _key: self._fill())
        self.search.searched.connect(lambda _text: self._fill())
        self.add_button.clicked.connect(self._add)
        self.empty.asked.connect(self._add)
        context.changed.connect(self._on_changed)

    def activate(self) -> None:
        """Bring the lists up to date; a session may have used pieces meanwhile."""
        self._read()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The lines leave out one column where there is little room."""
        super().resizeEvent(event)
        for line in self.page.findChildren(_Line):
            line.fit(narrow=self._narrow())

    def lines(self) -> list[StockLine]:
        """What is listed, top to bottom."""
        return [line.line for line in self.page.findChildren(_Line)]

    def _narrow(self) -> bool:
        return self.width() < metrics().text(_NARROW)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & {"stock", "session"} and self.isVisible():
            self._read()

    def _read(self) -> None:
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "stock", lambda: read_stock(clinic), self._show, self._context.report, owner=self
        )

    def _show(self, view: StockView) -> None:
        self.view = view
        self._fill()

    def _fill(self) -> None:
        if self.view is None:
            return
        key, today = self.choice.current(), self._context.today()
        everything = {
            "devices": lambda view: device_lines(view),
            "products": lambda view: product_lines(view, today),
            "lots": lambda view: lot_lines(view, today),
        }[key](self.view)
        found = matching(everything, self.search.text())
        self.add_button.setText(
            {
                "devices": self.tr("New device"),
                "products": self.tr("New product"),
                "lots": self.tr("New lot"),
            }[key]
        )
        self.header.set_title(self.tr("Stock"), self._counted(everything))
        self._clear()
        if not found:
            self._show_empty(key, any_line=bool(everything))
            return
        for line in found[:_SHOWN]:
            self.page.body.addWidget(self._line(line))
            self.page.body.addWidget(rule())
        if len(found) > _SHOWN:
            more = ElidedLabel(
                self.tr("and %n more; type to find them", "", len(found) - _SHOWN), "quiet"
            )
            more.setContentsMargins(18, 12, 18, 12)
            self.page.body.addWidget(more)
        self.page.body.addStretch(1)
        self._pages.setCurrentWidget(self.page)

    def _counted(self, lines: list[StockLine]) -> str:
        words = [self.tr("%n in use", "", sum(1 for line in lines if line.active))]
        expired = sum(1 for line in lines if line.tone == "stop")
        soon = sum(1 for line in lines if line.tone == "warn")
        if expired:
            words.append(self.tr("%n expired", "", expired))
        if soon:
            words.append(self.tr("%n expiring within 30 days", "", soon))
        return " · ".join(words)

    def _line(self, line: StockLine) -> _Line:
        made = _Line(line)
        made.fit(narrow=self._narrow())
        made.change.clicked.connect(lambda: self._change(line.uid))
        made.use.clicked.connect(lambda: self._toggle(line))
        return made

    def _show_empty(self, key: str, *, any_line: bool) -> None:
        if any_line:
            self.empty.set_words(
                self.tr("Nothing found"), self.tr("Try fewer letters, or look in another list.")
            )
        else:
            advice = {
                "devices": self.tr(
                    "Add the devices you needle with; a known model brings its figures."
                ),
                "products": self.tr(
                    "Add serums, glides, numbing creams, antiseptics and cartridges."
                ),
                "lots": self.tr("Add a lot with its expiry; the session then offers it by itself."),
            }[key]
            self.empty.set_words(self.tr("Nothing here yet"), advice)
        self.empty.button.setText(self.add_button.text())
        self._pages.setCurrentWidget(self.empty)

    def _add(self) -> None:
        key = self.choice.current()
        if key == "devices":
            open_device_sheet(self._context, self)
        elif key == "products":
            open_product_sheet(self._context, self)
        else:
            open_lot_sheet(self._context, self)

    def _change(self, uid: str) -> None:
        if self.view is None:
            return
        key = self.choice.current()
        if key == "devices":
            device = next(one for one in self.view.devices if one.uid == uid)
            open_device_sheet(self._context, self, device=device)
        elif key == "products":
            product = next(one for one in self.view.products if one.uid == uid)
            open_product_sheet(self._context, self, product=product)
        else:
            lot = next(one for one in self.view.lots if one.uid == uid)
            open_lot_sheet(self._context, self, lot=lot)

    def _toggle(self, line: StockLine) -> None:
        if self.view is None:
            return
        clinic, active, view = self._context.clinic, not line.active, self.view
        key = self.choice.current()

        def act() -> None:
            if key == "devices":
                device = next(one for one in view.devices if one.uid == line.uid)
                stock.save_device(clinic, replace(device, active=active))
            elif key == "products":
                product = next(one for one in view.products if one.uid == line.uid)
                stock.save_product(clinic, replace(product, active=active))
            else:
                lot = next(one for one in view.lots if one.uid == line.uid)
                stock.save_lot(clinic, replace(lot, active=active))

        said = self.tr("Back in use.") if active else self.tr("Taken out of use; records keep it.")
        self._context.write(
            act,
            Changes.of("stock", uid=line.uid),
            owner=self,
            on_done=lambda _none: self._context.message.emit(said),
        )

    def _clear(self) -> None:
        while (item := self.page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class _Line(QWidget):
    """Name and facts, tag, Change, and Take out of use or Use again."""

    def __init__(self, line: StockLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = line
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 14, 8)
        row.setSpacing(14)
        words = QVBoxLayout()
        words.setSpacing(1)
        self._below = ElidedLabel(line.more, "quiet")
        words.addStretch(1)
        words.addWidget(ElidedLabel(line.name, "strong"))
        words.addWidget(ElidedLabel(line.facts, "quiet"))
        words.addWidget(self._below)
        words.addStretch(1)
        row.addLayout(words, 3)
        self._more = ElidedLabel(line.more, "quiet")
        self._more.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        row.addWidget(self._more, 2)
        self._tag = QWidget()
        tag = QHBoxLayout(self._tag)
        tag.setContentsMargins(0, 0, 0, 0)
        tag.addStretch(1)
        if line.tag:
            tag.addWidget(Pill(line.tag, line.tone))
        row.addWidget(self._tag)
        self.change = Button(self.tr("Change"))
        self.change.setAccessibleName(self.tr("Change {name}").format(name=line.name))
        self.use = Button(self.tr("Out of use") if line.active else self.tr("Use again"))
        self.use.setAccessibleName(
            (
                self.tr("Take {name} out of use") if line.active else self.tr("Use {name} again")
            ).format(name=line.name)
        )
        self.use.setMinimumWidth(metrics().text(118))
        row.addWidget(self.change)
        row.addWidget(self.use)
        self.setAccessibleName(
            ", ".join(part for part in (line.name, line.facts, line.more, line.tag) if part)
        )

    def fit(self, *, narrow: bool) -> None:
        """Put the second facts under the first where there is little room."""
        self._below.setVisible(narrow and bool(self.line.more))
        self._more.setVisible(not narrow)
        self._tag.setMinimumWidth(0 if narrow else metrics().text(_TAG_WIDTH))
