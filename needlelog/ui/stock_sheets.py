"""Sheets to add or change devices, products and lots, opened from any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.stock_entry.device_sheet import DeviceSheet
from needlelog.ui.stock_entry.lot_sheet import LotSheet
from needlelog.ui.stock_entry.product_sheet import ProductSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.stock import Device, Lot, Product
    from needlelog.ui.context import Context
    from needlelog.ui.scanning.confirm_panel import ScannedPack


def open_device_sheet(
    context: Context,
    parent: QWidget,
    on_saved: Callable[[Device], None] | None = None,
    device: Device | None = None,
) -> DeviceSheet:
    """Ask for a new device, or for changes of ``device``."""
    sheet = DeviceSheet(context, parent, device, on_saved)
    sheet.open()
    return sheet


def open_product_sheet(
    context: Context,
    parent: QWidget,
    category: str | None = None,
    on_saved: Callable[[Product], None] | None = None,
    product: Product | None = None,
) -> ProductSheet:
    """Ask for a new product, of a category if one is given, or for changes of ``product``."""
    sheet = ProductSheet(context, parent, product, category, on_saved)
    sheet.open()
    return sheet


def open_lot_sheet(
    context: Context,
    parent: QWidget,
    product_uid: str | None = None,
    on_saved: Callable[[Lot], None] | None = None,
    lot: Lot | None = None,
    scanned: ScannedPack | None = None,
) -> LotSheet:
    """Ask for a new lot, of a product if one is given, or for changes of ``lot``.

    ``scanned`` is what was read from its pack and confirmed.
    """
    sheet = LotSheet(context, parent, lot, product_uid, on_saved, scanned)
    sheet.open()
    return sheet
