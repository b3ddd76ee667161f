"""What the stock asks for: expired, about to expire, nearly empty, nothing left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from needlelog.domain.stock import Lot, Product, last_usable_day

EXPIRING_WITHIN_DAYS = 30
LOW_PERCENT = 20


class StockAlertCode(StrEnum):
    """Why a lot or product wants attention."""

    EXPIRED = "expired"
    EXPIRING = "expiring"
    LOW = "low"
    NONE_LEFT = "none_left"


@dataclass(frozen=True, slots=True)
class StockAlert:
    """One reason to look at a product.

    ``lot`` is the lot it is about, ``None`` where no lot of the product can be used any more.
    ``days_left`` counts down to the last usable day and is negative once it is past.
    """

    code: StockAlertCode
    product: Product
    lot: Lot | None = None
    days_left: int | None = None


def days_left(lot: Lot, today: date) -> int | None:
    """Days until the last usable day, 0 on that day, negative after it, ``None`` if unknown."""
    return (last_usable_day(lot.expiry) - today).days if lot.expiry else None


def percent_left(lot: Lot) -> int | None:
    """How much of what came in is left, rounded down; ``None`` where nobody counts."""
    if lot.quantity is None or not lot.received:
        return None
    return min(100, lot.quantity * 100 // lot.received)


def is_low(lot: Lot) -> bool:
    """Whether at most a fifth of what came in is left."""
    if lot.quantity is None or not lot.received:
        return False
    return lot.quantity * 100 <= lot.received * LOW_PERCENT


def stock_alerts(
    products: Iterable[Product], lots: Iterable[Lot], today: date
) -> tuple[StockAlert, ...]:
    """The alerts of a stock, the most pressing first.

    What is out of use or used up raises none. A lot that is nearly empty is no reason to order
    while another usable lot of the product holds enough.
    """
    by_product: defaultdict[str, list[Lot]] = defaultdict(list)
    for lot in lots:
        if lot.active:
            by_product[lot.product_uid].append(lot)
    found = [
        alert
        for product in products
        if product.active
        for alert in _of_product(product, by_product[product.uid], today)
    ]
    return tuple(sorted(found, key=_urgency))


def _of_product(product: Product, lots: list[Lot], today: date) -> list[StockAlert]:
    present = [lot for lot in lots if lot.quantity != 0]
    usable = [lot for lot in present if (days_left(lot, today) or 0) >= 0]
    found = []
    for lot in present:
        left = days_left(lot, today)
        if left is not None and left < 0:
            found.append(StockAlert(StockAlertCode.EXPIRED, product, lot, left))
        elif left is not None and left <= EXPIRING_WITHIN_DAYS:
            found.append(StockAlert(StockAlertCode.EXPIRING, product, lot, left))
    if lots and not usable:
        found.append(StockAlert(StockAlertCode.NONE_LEFT, product))
    elif usable and all(is_low(lot) for lot in usable):
        found += [StockAlert(StockAlertCode.LOW, product, lot) for lot in usable]
    return found


_ORDER = (
    StockAlertCode.EXPIRED,
    StockAlertCode.NONE_LEFT,
    StockAlertCode.EXPIRING,
    StockAlertCode.LOW,
)


def _urgency(alert: StockAlert) -> tuple[int, int, str]:
    soon = alert.days_left if alert.days_left is not None else 0
    return _ORDER.index(alert.code), soon, alert.product.name.casefold()
