"""What a record must be before it is kept: each check returns the value as it will be stored.

All checks raise `InvalidValue` with its reason; names and notes never stand in the error.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.people import Practitioner
from needlelog.domain.plans import Plan
from needlelog.domain.quantities import DEEPEST_ENTRY_UM, SHALLOWEST_ENTRY_UM, format_depth
from needlelog.domain.stock import (
    Device,
    Lot,
    Product,
    StockUnit,
    counts_in_pieces,
    last_usable_day,
    spelled,
)

LONGEST_NAME = 200
OLDEST_AGE = 130
LARGEST_QUANTITY = 100_000_000
"""In the unit of the product: pieces, or microlitres."""
_MAP_EDGE = 10_000


def checked_name(name: str) -> str:
    """A name without white space around it. Reasons: ``name_missing``, ``name_long``."""
    trimmed = " ".join(name.split())
    if not trimmed:
        raise InvalidValue("name_missing", text="")
    if len(trimmed) > LONGEST_NAME:
        raise InvalidValue("name_long", text=str(len(trimmed)))
    return trimmed


def checked_client(client: Client, today: date) -> Client:
    """A client that can be kept.

    Reasons: those of a name, ``birth_date_future``, ``birth_date_early``, ``phototype_range``,
    ``mark_place``, ``concern_missing``.
    """
    born = client.birth_date
    if born is not None and born > today:
        raise InvalidValue("birth_date_future", text=born.isoformat())
    if born is not None and today.year - born.year > OLDEST_AGE:
        raise InvalidValue("birth_date_early", text=born.isoformat())
    if client.phototype is not None and not 1 <= client.phototype <= 6:
        raise InvalidValue("phototype_range", text=str(client.phototype))
    for mark in client.avoid:
        if not (0 <= mark.x <= _MAP_EDGE and 0 <= mark.y <= _MAP_EDGE):
            raise InvalidValue("mark_place", text="")
    for item in client.history:
        checked_name(item.name)
    if any(not concern.concern.strip() for concern in client.concerns):
        raise InvalidValue("concern_missing", text="")
    return replace(client, name=checked_name(client.name))


def checked_plan(plan: Plan) -> Plan:
    """A plan that can be kept.

    Reasons: ``concern_missing``, ``planned_range``, ``interval_range``.
    """
    if not plan.concern.strip():
        raise InvalidValue("concern_missing", text="")
    if plan.planned_sessions is not None and not 1 <= plan.planned_sessions <= 1000:
        raise InvalidValue("planned_range", text=str(plan.planned_sessions))
    if plan.interval_days is not None and not 1 <= plan.interval_days <= 3660:
        raise InvalidValue("interval_range", text=str(plan.interval_days))
    return replace(plan, concern=plan.concern.strip())


def checked_person(person: Practitioner) -> Practitioner:
    """A person who can be kept. Reasons: those of a name, ``ceiling_range``."""
    ceiling = person.depth_ceiling_um
    if ceiling is not None and not SHALLOWEST_ENTRY_UM <= ceiling <= DEEPEST_ENTRY_UM:
        raise InvalidValue("ceiling_range", text=format_depth(ceiling))
    return replace(person, name=checked_name(person.name), licence=person.licence.strip())


def checked_device(device: Device) -> Device:
    """A device that can be kept. Reasons: those of a name, ``device_depths``."""
    evaluated = device.evaluated_to_um
    fits = (
        0 <= device.shallowest_um <= device.deepest_um
        and SHALLOWEST_ENTRY_UM <= device.deepest_um <= DEEPEST_ENTRY_UM
        and 1 <= device.step_um <= DEEPEST_ENTRY_UM
        and (evaluated is None or 0 <= evaluated <= DEEPEST_ENTRY_UM)
    )
    if not fits:
        raise InvalidValue("device_depths", text="")
    return replace(device, name=checked_name(device.name), serial=device.serial.strip())


def checked_product(product: Product) -> Product:
    """A product that can be kept.

    Reasons: those of a name, ``category_missing``, ``unit_pieces`` for what is only counted in
    pieces.
    """
    if not product.category.strip():
        raise InvalidValue("category_missing", text="")
    if product.unit is not StockUnit.PIECE and counts_in_pieces(product.category):
        raise InvalidValue("unit_pieces", text="")
    return replace(product, name=checked_name(product.name), gtin=spelled(product.gtin))


def checked_lot(lot: Lot) -> Lot:
    """A lot that can be kept. Reasons: ``lot_missing``, ``expiry``, ``quantity_range``."""
    number = lot.lot.strip()
    if not number:
        raise InvalidValue("lot_missing", text="")
    expiry = (lot.expiry or "").strip() or None
    if expiry is not None:
        last_usable_day(expiry)
    for count in (lot.quantity, lot.received):
        if count is not None and not 0 <= count <= LARGEST_QUANTITY:
            raise InvalidValue("quantity_range", text=str(count))
    return replace(lot, lot=number, expiry=expiry)


def checked_limit(warn_um: int | None) -> int | None:
    """A warning limit in micrometres; 0 is a zone to avoid. Reason: ``limit_range``."""
    if warn_um is not None and not 0 <= warn_um <= DEEPEST_ENTRY_UM:
        raise InvalidValue("limit_range", text=format_depth(warn_um))
    return warn_um
