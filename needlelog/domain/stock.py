"""What treatments are done with: devices, products and their lots."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from needlelog.domain.errors import InvalidValue

_EXPIRY = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")


def last_usable_day(expiry: str) -> date:
    """The last day on which something with this expiry may be used.

    ``expiry`` is ``YYYY-MM`` or ``YYYY-MM-DD``; a month without a day runs to its end, as in GS1
    element strings with day 00.

    Raises:
        InvalidValue: ``expiry`` when the text is no such date.
    """
    match = _EXPIRY.fullmatch(expiry)
    if match is None:
        raise InvalidValue("expiry", text=expiry[:40])
    year, month = int(match[1]), int(match[2])
    try:
        day = int(match[3]) if match[3] else calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except (ValueError, calendar.IllegalMonthError) as error:
        raise InvalidValue("expiry", text=expiry[:40]) from error


def is_expired(expiry: str | None, on: date) -> bool:
    """Whether something is past its expiry on the given day; unknown expiry is not expired."""
    return bool(expiry) and expiry is not None and last_usable_day(expiry) < on


def known_expired(expiry: str | None, on: date) -> bool:
    """Whether something is known to be expired; what cannot be read as an expiry is not known."""
    try:
        return is_expired(expiry, on)
    except InvalidValue:
        return False


class StockUnit(StrEnum):
    """What the lots of a product are counted in."""

    PIECE = "piece"
    MICROLITRE = "ul"


def spelled(number: str) -> str:
    """A lot or serial number as it is compared: capitals and spaces do not matter."""
    return "".join(number.split()).upper()


def counts_in_pieces(category: str) -> bool:
    """Whether a kind of product can only be counted in pieces.

    Cartridges are pieces by nature; the amount of an anaesthetic is weighed, not measured.
    """
    return category in ("cartridge", "numbing")


@dataclass(frozen=True, slots=True)
class Device:
    """A needling device the clinic owns. Depths in micrometres.

    ``model_code`` is its key in ``devices.toml``, empty for a device described by hand.
    ``evaluated_to_um`` is the depth up to which the maker's label was evaluated.
    ``inactive_reason`` says why it was taken out of use.
    """

    uid: str
    name: str
    model_code: str = ""
    maker: str = ""
    serial: str = ""
    shallowest_um: int = 100
    deepest_um: int = 3000
    step_um: int = 100
    evaluated_to_um: int | None = None
    speed_unit: str = ""
    speed_default: str = ""
    active: bool = True
    inactive_reason: str = ""


@dataclass(frozen=True, slots=True)
class Product:
    """A product used on clients: serum, glide, numbing, antiseptic or cartridge.

    ``sterile`` and ``labelled_for_microneedling`` are ``None`` when nobody has looked yet.
    ``gtin`` is the number of the pack, 14 digits, or the product code of a HIBC label. ``unit``
    is what its lots are counted in: pieces, or microlitres where the amount on the skin counts.
    """

    uid: str
    name: str
    category: str
    maker: str = ""
    strength: str = ""
    sterile: bool | None = None
    labelled_for_microneedling: bool | None = None
    note: str = ""
    active: bool = True
    gtin: str = ""
    unit: StockUnit = StockUnit.PIECE
    inactive_reason: str = ""


@dataclass(frozen=True, slots=True)
class Lot:
    """A batch of a product. ``expiry`` is ``YYYY-MM`` or ``YYYY-MM-DD``, ``None`` if unknown.

    ``quantity`` is what is left and ``received`` what came in, in the unit of the product;
    ``None`` where nobody counts.
    """

    uid: str
    product_uid: str
    lot: str
    expiry: str | None = None
    opened_on: date | None = None
    quantity: int | None = None
    note: str = ""
    active: bool = True
    received: int | None = None
    inactive_reason: str = ""


MORE_THAN_COUNTED = "more_than_counted"
"""Reason of a use that took less from a lot than was used, because the lot had no more."""
RECORD_DESTROYED = "record_destroyed"
"""Reason of a use whose session was destroyed with the records of its client."""


@dataclass(frozen=True, slots=True)
class LotAdjustment:
    """A change of what is left of a lot, in the unit of its product.

    A use names its session, its day and the client; its reason is empty or `MORE_THAN_COUNTED`.
    A change by hand has the reason that was given.
    """

    uid: str
    change: int
    reason: str
    person: str
    made_at: datetime
    session_uid: str | None = None
    session_day: date | None = None
    client: str = ""
