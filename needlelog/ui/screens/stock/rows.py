"""The stock as rows of one list: groups, their products, the lots of each, then the devices."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.names import fold
from needlelog.domain.recalls import NOTHING_RECALLED, Recalled
from needlelog.domain.sessions import Speed, SpeedUnit
from needlelog.domain.stock_alerts import StockAlertCode, percent_left, stock_alerts
from needlelog.services import recalls, stock
from needlelog.ui import formats
from needlelog.ui.record_words import speed_text
from needlelog.ui.stock_words import (
    GROUPS,
    alert_words,
    category_of,
    category_word,
    device_range,
    expiry_state,
    expiry_words,
    group_of,
    left_words,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from needlelog.domain.stock import Device, Lot, Product
    from needlelog.domain.stock_alerts import StockAlert
    from needlelog.services.clinic import Clinic

translate = QCoreApplication.translate
DEVICES = "devices"


class RowKind(Enum):
    """What a row is about."""

    GROUP = "group"
    PRODUCT = "product"
    LOT = "lot"
    DEVICE = "device"


@dataclass(frozen=True, slots=True)
class StockRow:
    """One row: words, what is left as words and per cent, and tags with their tones."""

    kind: RowKind
    uid: str
    title: str
    facts: str = ""
    left: str = ""
    percent: int | None = None
    low: bool = False
    tags: tuple[tuple[str, str], ...] = ()
    active: bool = True

    @property
    def sentence(self) -> str:
        """The row for a screen reader."""
        words = (self.title, self.facts, self.left, *(text for text, _tone in self.tags))
        return ", ".join(word for word in words if word)


@dataclass(frozen=True, slots=True)
class StockView:
    """Everything in the stock, in use or not, and what it asks for."""

    devices: tuple[Device, ...]
    products: tuple[Product, ...]
    lots: tuple[Lot, ...]
    alerts: tuple[StockAlert, ...]
    recalled: Recalled = NOTHING_RECALLED

    def product(self, uid: str) -> Product | None:
        """The product with this uid."""
        return next((one for one in self.products if one.uid == uid), None)

    def lot(self, uid: str) -> Lot | None:
        """The lot with this uid."""
        return next((one for one in self.lots if one.uid == uid), None)

    def device(self, uid: str) -> Device | None:
        """The device with this uid."""
        return next((one for one in self.devices if one.uid == uid), None)

    def lots_of(self, product_uid: str) -> tuple[Lot, ...]:
        """The lots of a product, the first to expire first."""
        return tuple(lot for lot in self.lots if lot.product_uid == product_uid)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the stock is wanted: a group or all, some words, only alerts, also what is past.

    What is used up or out of use is found by words at any time: a recall asks for it.
    """

    group: str = ""
    words: str = ""
    alerts_only: bool = False
    past: bool = False


def read_stock(clinic: Clinic, today: date) -> StockView:
    """Read the whole stock."""
    products, lots = stock.products(clinic), stock.lots(clinic)
    return StockView(
        stock.devices(clinic),
        products,
        lots,
        stock_alerts(products, lots, today),
        recalls.recalled_now(clinic),
    )


def is_past(item: Lot | Product | Device) -> bool:
    """Whether something is used up or out of use."""
    return not item.active or getattr(item, "quantity", None) == 0


def stock_rows(view: StockView, wanted: Wanted, today: date) -> list[StockRow]:
    """The rows of the list, top to bottom."""
    words = fold(wanted.words).split()
    lots: defaultdict[str, list[Lot]] = defaultdict(list)
    for lot in view.lots:
        lots[lot.product_uid].append(lot)
    alerts: defaultdict[str, list[StockAlert]] = defaultdict(list)
    for alert in view.alerts:
        alerts[alert.product.uid].append(alert)
    by_group: defaultdict[str, list[StockRow]] = defaultdict(list)
    for product in view.products:
        group = group_of(product.category)
        if wanted.group in ("", group):
            by_group[group] += _product_rows(
                product, lots[product.uid], alerts[product.uid], wanted, words, today
            )
    found: list[StockRow] = []
    for group, name in GROUPS:
        if by_group[group]:
            found.append(StockRow(RowKind.GROUP, "", translate("StockGroups", str(name))))
            found += by_group[group]
    devices = [] if wanted.alerts_only else list(_device_rows(view.devices, wanted, words))
    if devices:
        found.append(StockRow(RowKind.GROUP, "", translate("StockRows", "Devices")))
    return [_with_recall(row, view.recalled) for row in found + devices]


def _with_recall(row: StockRow, recalled: Recalled) -> StockRow:
    """The row of something that is called back says so before all else."""
    named = {
        RowKind.LOT: recalled.lots,
        RowKind.PRODUCT: recalled.products,
        RowKind.DEVICE: recalled.devices,
    }
    if row.uid not in named.get(row.kind, frozenset()):
        return row
    tag = (translate("StockRows", "recall"), "stop")
    return replace(row, tags=(tag, *row.tags))


def _product_rows(
    product: Product,
    lots: list[Lot],
    alerts: list[StockAlert],
    wanted: Wanted,
    words: list[str],
    today: date,
) -> list[StockRow]:
    if wanted.alerts_only and not alerts:
        return []
    past_too = wanted.past or bool(words)
    own = fold(f"{product.name} {product.maker} {category_word(product.category)} {product.gtin}")
    named = all(word in own for word in words)
    lines = []
    alerted = {alert.lot.uid for alert in alerts if alert.lot is not None}
    for lot in sorted(lots, key=is_past):
        if (is_past(lot) and not past_too) or (wanted.alerts_only and lot.uid not in alerted):
            continue
        if named or all(word in f"{own} {fold(lot.lot)}" for word in words):
            lines.append(_lot_row(lot, product, alerts, today))
    if not (named or lines) or not (product.active or past_too or lines):
        return []
    return [_product_row(product, alerts, today), *lines]


def _product_row(product: Product, alerts: list[StockAlert], today: date) -> StockRow:
    tags = []
    if not product.active:
        tags.append((translate("StockRows", "out of use"), "neutral"))
    tags += [alert_words(alert, today) for alert in alerts if alert.lot is None]
    if product.labelled_for_microneedling is False:
        tags.append((translate("StockRows", "not labelled for needling"), "warn"))
    category = category_of(product.category)
    if category is not None and category.warns and category.group == "serum":
        tags.append((translate("StockRows", "caution"), "warn"))
    facts = (category_word(product.category), product.maker, product.strength)
    return StockRow(
        RowKind.PRODUCT,
        product.uid,
        product.name,
        " · ".join(fact for fact in facts if fact),
        tags=tuple(tags),
        active=product.active,
    )


def _lot_row(lot: Lot, product: Product, alerts: list[StockAlert], today: date) -> StockRow:
    tags = []
    if not lot.active:
        tags.append((translate("StockRows", "out of use"), "neutral"))
    elif lot.quantity == 0:
        tags.append((translate("StockRows", "used up"), "neutral"))
    elif (state := expiry_state(lot, today)) is not None:
        tags.append(state)
    low = any(
        alert.code is StockAlertCode.LOW and alert.lot is not None and alert.lot.uid == lot.uid
        for alert in alerts
    )
    if low:
        tags.append((translate("StockRows", "low"), "warn"))
    facts = []
    if lot.expiry:
        facts.append(translate("StockRows", "exp {day}").format(day=expiry_words(lot.expiry)))
    if lot.opened_on is not None:
        facts.append(translate("StockRows", "opened {day}").format(day=formats.day(lot.opened_on)))
    return StockRow(
        RowKind.LOT,
        lot.uid,
        lot.lot,
        " · ".join(facts),
        left_words(lot, product.unit) if lot.quantity != 0 else "",
        percent_left(lot) if lot.quantity else None,
        low,
        tuple(tags),
        lot.active and lot.quantity != 0,
    )


def _device_rows(
    devices: tuple[Device, ...], wanted: Wanted, words: list[str]
) -> Iterator[StockRow]:
    if wanted.group not in ("", DEVICES):
        return
    for device in sorted(devices, key=is_past):
        text = fold(f"{device.name} {device.maker} {device.serial}")
        if not all(word in text for word in words):
            continue
        if not (device.active or wanted.past or words):
            continue
        serial = translate("StockRows", "s/n {serial}").format(serial=device.serial)
        facts = (
            device.maker,
            serial if device.serial else "",
            device_range(device),
            _speed(device),
        )
        out = ((translate("StockRows", "out of use"), "neutral"),) if not device.active else ()
        yield StockRow(
            RowKind.DEVICE,
            device.uid,
            device.name,
            " · ".join(fact for fact in facts if fact),
            tags=out,
            active=device.active,
        )


def _speed(device: Device) -> str:
    if not device.speed_default:
        return ""
    if not device.speed_unit:
        return device.speed_default
    return speed_text(Speed(device.speed_default, SpeedUnit(device.speed_unit)))
