"""New devices and products, added to the stock in the middle of a session."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from needlelog.domain.stock import Device, Product
from needlelog.ui.context import Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.stock_sheets import open_device_sheet, open_product_sheet


class NewStock(QObject):
    """Opens the sheets of the stock and takes what was added into the draft."""

    def __init__(
        self, context: Context, acts: SessionActs, reload: Callable[[], None], screen: QWidget
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._acts = acts
        self._reload = reload
        self._screen = screen

    def device(self) -> None:
        """Ask for a new device and use it."""
        open_device_sheet(self._context, self._screen, on_saved=self._take_device)

    def product(self) -> None:
        """Ask for a new product and put it on the skin."""
        open_product_sheet(self._context, self._screen, on_saved=self._take_product)

    def cartridge(self) -> None:
        """Ask for a new cartridge and use it."""
        open_product_sheet(self._context, self._screen, "cartridge", on_saved=self._take_cartridge)

    def _take_device(self, device: Device) -> None:
        self._acts.use_device(device)
        self._reload()

    def _take_product(self, product: Product) -> None:
        self._acts.add_product(product, None)
        self._reload()

    def _take_cartridge(self, product: Product) -> None:
        self._acts.use_cartridge_lot(product, None)
        self._reload()
