"""What a person does with the stock: add, scan, correct, trace, take out of use and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from needlelog.domain.recalls import RecallKind
from needlelog.services import stock
from needlelog.ui.context import Changes
from needlelog.ui.lot_trace.trace_sheet import open_lot_trace
from needlelog.ui.recall.open_recall import ask_recall
from needlelog.ui.scanning.scan_sheet import open_scan_sheet
from needlelog.ui.scanning.window_scanner import window_scanner
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.stock_entry.adjust_sheet import AdjustSheet
from needlelog.ui.stock_entry.reason_sheet import OutOfUseSheet
from needlelog.ui.stock_sheets import open_device_sheet, open_lot_sheet, open_product_sheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.stock import Device, Lot, Product
    from needlelog.ui.context import Context
    from needlelog.ui.scanning.confirm_panel import ScannedPack
    from needlelog.ui.scanning.wedge_listener import WedgeListener


class StockActs(QObject):
    """Opens the sheets over the screen and writes what they ask for."""

    show_asked = Signal(object, str)
    """The `RowKind` and the uid of what should be shown."""

    def __init__(self, context: Context, screen: QWidget) -> None:
        super().__init__(screen)
        self._context = context
        self._screen = screen
        self._listener: WedgeListener | None = None

    def listen_for_scanner(self) -> None:
        """Open the scan sheet by itself when a scanner types while the stock is in front."""
        if self._listener is None:
            self._listener = window_scanner(self._screen)
            self._listener.scanned.connect(self._hear)

    def _hear(self, text: str) -> None:
        if self._screen.isVisible():
            self.scan(text)

    def new_device(self) -> None:
        """Ask for a new device; once it is kept, it is shown."""
        open_device_sheet(
            self._context,
            self._screen,
            on_saved=lambda device: self.show_asked.emit(RowKind.DEVICE, device.uid),
        )

    def new_product(self, group: str = "") -> None:
        """Ask for a new product, of a group if one is in front; once it is kept, it is shown."""
        open_product_sheet(
            self._context,
            self._screen,
            group or None,
            on_saved=lambda product: self.show_asked.emit(RowKind.PRODUCT, product.uid),
        )

    def new_lot(self, product_uid: str | None = None, scanned: ScannedPack | None = None) -> None:
        """Ask for a new lot; once it is kept, it is shown."""
        open_lot_sheet(
            self._context,
            self._screen,
            product_uid,
            on_saved=lambda lot: self.show_asked.emit(RowKind.LOT, lot.uid),
            scanned=scanned,
        )

    def scan(self, text: str = "") -> None:
        """Read the code of a pack; what was confirmed fills in a new lot."""
        open_scan_sheet(self._context, self._screen, self._take_scan, text)

    def on_lot(self, what: str, lot: Lot, product: Product | None) -> None:
        """Do something with a lot."""
        if what == "trace":
            open_lot_trace(self._context, self._screen, lot.uid, lot.lot)
        elif what == "change":
            open_lot_sheet(self._context, self._screen, lot=lot)
        elif what == "recall":
            ask_recall(self._context, self._screen, RecallKind.LOT, lot.uid)
        elif what == "adjust" and product is not None:
            AdjustSheet(self._context, self._screen, lot, product).open()
        elif what == "out":
            self._out(lot.lot, lot.uid, stock.deactivate_lot)
        elif what == "again":
            self._again(lot.uid, stock.use_lot_again)

    def on_product(self, what: str, product: Product) -> None:
        """Do something with a product."""
        if what == "new_lot":
            self.new_lot(product.uid)
        elif what == "recall":
            ask_recall(self._context, self._screen, RecallKind.PRODUCT, product.uid)
        elif what == "change":
            open_product_sheet(self._context, self._screen, product=product)
        elif what == "out":
            self._out(product.name, product.uid, stock.deactivate_product)
        elif what == "again":
            self._again(product.uid, stock.use_product_again)

    def on_device(self, what: str, device: Device) -> None:
        """Do something with a device."""
        if what == "change":
            open_device_sheet(self._context, self._screen, device=device)
        elif what == "recall":
            ask_recall(self._context, self._screen, RecallKind.DEVICE, device.uid)
        elif what == "out":
            self._out(device.name, device.uid, stock.deactivate_device)
        elif what == "again":
            self._again(device.uid, stock.use_device_again)

    def _out(self, name: str, uid: str, act: Callable[..., object]) -> None:
        clinic = self._context.clinic
        OutOfUseSheet(
            self._context,
            name,
            lambda reason: act(clinic, uid, reason),
            Changes.of("stock", "lot", uid=uid),
            self._screen,
        ).open()

    def _again(self, uid: str, act: Callable[..., object]) -> None:
        clinic = self._context.clinic
        said = self.tr("Back in use.")
        self._context.write(
            lambda: act(clinic, uid),
            Changes.of("stock", "lot", uid=uid),
            owner=self,
            on_done=lambda _item: self._context.message.emit(said),
        )

    def _take_scan(self, scanned: ScannedPack) -> None:
        clinic, product_uid, number = self._context.clinic, scanned.product_uid, scanned.lot
        if product_uid is None or number is None:
            self.new_lot(product_uid, scanned)
            return

        def go_on(known: Lot | None) -> None:
            if known is None:
                self.new_lot(product_uid, scanned)
                return
            self._context.message.emit(
                self.tr("Lot {lot} is in the stock already.").format(lot=known.lot)
            )
            self.show_asked.emit(RowKind.LOT, known.uid)

        self._context.read(
            lambda: stock.lot_of_product(clinic, product_uid, number), go_on, owner=self
        )
