"""Devices, products and lots in the words shown on screens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.stock import last_usable_day
from needlelog.files.reference_data import product_categories
from needlelog.ui import formats

if TYPE_CHECKING:
    from needlelog.domain.stock import Device, Lot, Product

translate = QCoreApplication.translate

EXPIRING_WITHIN_DAYS = 30


def categories() -> tuple[tuple[str, str], ...]:
    """The kinds of products with their names, in the order they are offered."""
    return tuple((one.code, translate("Products", one.name)) for one in product_categories())


def category_word(category: str) -> str:
    """The name of a kind of product; an unknown one speaks for itself."""
    return dict(categories()).get(category, category)


def default_category(group: str) -> str:
    """The kind that is offered first for a group such as ``serum`` or ``cartridge``."""
    codes = [one.code for one in product_categories() if one.group == group]
    plain = [code for code in codes if code in (group, f"other_{group}")]
    return (plain or codes or [group])[0]


def expiry_words(expiry: str) -> str:
    """An expiry as written on boxes, a month without a day or a whole day."""
    if len(expiry) == len("2027-09"):
        return expiry
    return formats.day(date.fromisoformat(expiry))


def days_left(lot: Lot, today: date) -> int | None:
    """Days until the last usable day, negative once it is past, ``None`` if unknown."""
    return (last_usable_day(lot.expiry) - today).days if lot.expiry else None


def expiry_state(lot: Lot, today: date) -> tuple[str, str] | None:
    """Words and tone for a lot that has expired or soon will; ``None`` when all is well."""
    left = days_left(lot, today)
    if left is None or left > EXPIRING_WITHIN_DAYS:
        return None
    if left < 0:
        return translate("StockWords", "expired"), "stop"
    if left == 0:
        return translate("StockWords", "expires today"), "warn"
    return translate("StockWords", "expires in %n day(s)", "", left), "warn"


def device_range(device: Device) -> str:
    """The depths a device can be set to, with their step, or its only depth."""
    if device.shallowest_um == device.deepest_um:
        return translate("StockWords", "{depth} mm").format(depth=formats.depth(device.deepest_um))
    return translate("StockWords", "{low}–{high} mm, step {step}").format(
        low=formats.depth(device.shallowest_um),
        high=formats.depth(device.deepest_um),
        step=formats.depth(device.step_um),
    )


def product_facts(product: Product) -> str:
    """Maker, strength and what is known of the label."""
    facts = [product.maker, product.strength]
    if product.sterile is not None:
        facts.append(
            translate("StockWords", "sterile")
            if product.sterile
            else translate("StockWords", "not sterile")
        )
    if product.labelled_for_microneedling is not None:
        facts.append(
            translate("StockWords", "labelled for microneedling")
            if product.labelled_for_microneedling
            else translate("StockWords", "not labelled for microneedling")
        )
    return " · ".join(fact for fact in facts if fact)
