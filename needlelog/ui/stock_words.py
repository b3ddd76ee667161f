"""Devices, products and lots in the words shown on screens."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.stock import StockUnit
from needlelog.domain.stock_alerts import EXPIRING_WITHIN_DAYS, StockAlertCode, days_left
from needlelog.files.reference_data import product_categories
from needlelog.ui import formats
from needlelog.ui.screening_words import confidence_word

if TYPE_CHECKING:
    from needlelog.domain.devices import NumbingAgent, ProductCategory
    from needlelog.domain.stock import Device, Lot
    from needlelog.domain.stock_alerts import StockAlert

translate = QCoreApplication.translate


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
    try:
        return formats.day(date.fromisoformat(expiry))
    except ValueError:  # a record may hold what was typed
        return expiry


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


def amount_words(amount: int, unit: StockUnit) -> str:
    """An amount in the unit of its product: ``34 ml`` or ``9 pieces``."""
    if unit is StockUnit.MICROLITRE:
        return translate("StockWords", "{amount} ml").format(amount=amount_number(amount, unit))
    return translate("StockWords", "%n piece(s)", "", amount)


def amount_number(amount: int, unit: StockUnit) -> str:
    """An amount without its unit; a volume in millilitres."""
    return str(amount) if unit is StockUnit.PIECE else formats.volume(amount)


def change_words(change: int, unit: StockUnit) -> str:
    """A change of an amount with its sign: ``+8 pieces``, ``−1.5 ml``."""
    sign = "+" if change > 0 else "−" if change < 0 else ""
    return f"{sign}{amount_words(abs(change), unit)}"


def left_words(lot: Lot, unit: StockUnit) -> str:
    """What is left of a lot, of what came in where that is known."""
    if lot.quantity is None:
        return translate("StockWords", "not counted")
    if not lot.quantity:
        return translate("StockWords", "used up")
    if not lot.received:
        return translate("StockWords", "{left} left").format(left=amount_words(lot.quantity, unit))
    return translate("StockWords", "{left} of {received}").format(
        left=amount_number(lot.quantity, unit), received=amount_words(lot.received, unit)
    )


def alert_words(alert: StockAlert, today: date) -> tuple[str, str]:
    """What an alert says, with its tone."""
    if alert.code is StockAlertCode.NONE_LEFT:
        return translate("StockWords", "no usable lot left"), "stop"
    if alert.code is StockAlertCode.LOW and alert.lot is not None:
        left = left_words(alert.lot, alert.product.unit)
        return translate("StockWords", "low: {left}").format(left=left), "warn"
    state = expiry_state(alert.lot, today) if alert.lot is not None else None
    return state or ("", "neutral")


GROUPS: tuple[tuple[str, object], ...] = (
    ("serum", QT_TRANSLATE_NOOP("StockGroups", "Serums")),
    ("glide", QT_TRANSLATE_NOOP("StockGroups", "Glides")),
    ("numbing", QT_TRANSLATE_NOOP("StockGroups", "Numbing")),
    ("antiseptic", QT_TRANSLATE_NOOP("StockGroups", "Antiseptics")),
    ("cartridge", QT_TRANSLATE_NOOP("StockGroups", "Cartridges")),
)


def group_of(category: str) -> str:
    """The group a kind of product belongs to; a kind the program does not know is a serum."""
    return next((one.group for one in product_categories() if one.code == category), "serum")


def category_of(code: str) -> ProductCategory | None:
    """A kind of product with its caution and where it comes from."""
    return next((one for one in product_categories() if one.code == code), None)


def device_range(device: Device) -> str:
    """The depths a device can be set to, with their step, or its only depth."""
    if device.shallowest_um == device.deepest_um:
        return translate("StockWords", "{depth} mm").format(depth=formats.depth(device.deepest_um))
    return translate("StockWords", "{low}–{high} mm, step {step}").format(
        low=formats.depth(device.shallowest_um),
        high=formats.depth(device.deepest_um),
        step=formats.depth(device.step_um),
    )


def guide_words(agent: NumbingAgent) -> str:
    """How long an anaesthetic stays on, its caution, and where both come from."""
    shortest, longest = agent.dwell_minutes
    dwell = translate("StockWords", "{minutes} min on the skin").format(
        minutes=shortest if shortest == longest else f"{shortest}–{longest}"
    )
    told = [f"{dwell}: {agent.dwell_note}." if agent.dwell_note else f"{dwell}.", agent.caution]
    source = translate("StockWords", "Source: {source} ({confidence}).").format(
        source=agent.source, confidence=confidence_word(agent.confidence)
    )
    return " ".join((*told, source))
