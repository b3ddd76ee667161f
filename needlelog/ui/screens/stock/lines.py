"""Devices, products and lots as lines of a list."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.names import fold
from needlelog.domain.session_repeat import usable_lot
from needlelog.domain.sessions import Speed, SpeedUnit
from needlelog.services import stock
from needlelog.ui import formats
from needlelog.ui.record_words import speed_text
from needlelog.ui.stock_words import (
    category_word,
    device_range,
    expiry_state,
    expiry_words,
    product_facts,
)

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.stock import Device, Lot, Product
    from needlelog.services.clinic import Clinic

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class StockLine:
    """One line: name, two columns of facts, and a tag with its tone where there is one."""

    uid: str
    name: str
    facts: str
    more: str
    tag: str
    tone: str
    active: bool


@dataclass(frozen=True, slots=True)
class StockView:
    """Everything in the stock, in use or not."""

    devices: tuple[Device, ...]
    products: tuple[Product, ...]
    lots: tuple[Lot, ...]


def read_stock(clinic: Clinic) -> StockView:
    """Read the whole stock."""
    return StockView(stock.devices(clinic), stock.products(clinic), stock.lots(clinic))


def device_lines(view: StockView) -> list[StockLine]:
    """The devices, those in use first."""
    return _in_use_first(
        [
            StockLine(
                device.uid,
                device.name,
                " · ".join(part for part in (device.maker, _serial(device)) if part),
                " · ".join(part for part in (device_range(device), _speed(device)) if part),
                *_out_of_use(active=device.active),
                device.active,
            )
            for device in view.devices
        ]
    )


def product_lines(view: StockView, today: date) -> list[StockLine]:
    """The products with how many lots can be used, those in use first."""
    return _in_use_first(
        [
            StockLine(
                product.uid,
                product.name,
                " · ".join(
                    part
                    for part in (category_word(product.category), product_facts(product))
                    if part
                ),
                _lots_words(view, product.uid, today),
                *_out_of_use(active=product.active),
                product.active,
            )
            for product in view.products
        ]
    )


def lot_lines(view: StockView, today: date) -> list[StockLine]:
    """The lots, those in use first, the first to expire first."""
    names = {product.uid: product.name for product in view.products}
    lines = []
    for lot in view.lots:
        tag, tone = _out_of_use(active=lot.active)
        state = expiry_state(lot, today)
        if lot.active and lot.quantity == 0:
            tag = translate("StockLines", "used up")
        elif lot.active and state is not None:
            tag, tone = state
        lines.append(
            StockLine(
                lot.uid,
                names.get(lot.product_uid, ""),
                translate("StockLines", "lot {lot}").format(lot=lot.lot),
                _lot_facts(lot),
                tag,
                tone,
                lot.active,
            )
        )
    return _in_use_first(lines)


def matching(lines: list[StockLine], text: str) -> list[StockLine]:
    """The lines that hold every word as typed, whatever the accents."""
    words = fold(text).split()
    return [
        line
        for line in lines
        if all(word in fold(f"{line.name} {line.facts} {line.more} {line.tag}") for word in words)
    ]


def _in_use_first(lines: list[StockLine]) -> list[StockLine]:
    return sorted(lines, key=lambda line: not line.active)


def _out_of_use(*, active: bool) -> tuple[str, str]:
    return ("", "neutral") if active else (translate("StockLines", "not in use"), "neutral")


def _serial(device: Device) -> str:
    if not device.serial:
        return ""
    return translate("StockLines", "s/n {serial}").format(serial=device.serial)


def _speed(device: Device) -> str:
    if not device.speed_default:
        return ""
    if not device.speed_unit:
        return device.speed_default
    return speed_text(Speed(device.speed_default, SpeedUnit(device.speed_unit)))


def _lots_words(view: StockView, product_uid: str, today: date) -> str:
    usable = [lot for lot in view.lots if lot.product_uid == product_uid and usable_lot(lot, today)]
    return translate("StockLines", "%n usable lot(s)", "", len(usable))


def _lot_facts(lot: Lot) -> str:
    parts = []
    if lot.expiry:
        parts.append(
            translate("StockLines", "exp {expiry}").format(expiry=expiry_words(lot.expiry))
        )
    if lot.opened_on is not None:
        parts.append(translate("StockLines", "opened {day}").format(day=formats.day(lot.opened_on)))
    if lot.quantity is not None:
        parts.append(translate("StockLines", "%n left", "", lot.quantity))
    return " · ".join(parts)
