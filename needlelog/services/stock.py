"""Stock: devices, products and their lots. Taken out of use, never deleted.

Lists hold inactive items too, so that an old record can still be shown; `active` tells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from needlelog.db.queries import stock as query
from needlelog.db.stores import stock as store
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_changes import differences
from needlelog.domain.record_checks import checked_device, checked_lot, checked_product
from needlelog.domain.session_repeat import usable_lot
from needlelog.domain.stock import Device, Lot, Product
from needlelog.services.acts import Act, acting

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

Item = TypeVar("Item", Device, Product)


def devices(clinic: Clinic) -> tuple[Device, ...]:
    """All devices by name."""
    with clinic.database.read() as session:
        return query.devices(session)


def products(clinic: Clinic) -> tuple[Product, ...]:
    """All products by name."""
    with clinic.database.read() as session:
        return query.products(session)


def lots(clinic: Clinic, product_uid: str | None = None) -> tuple[Lot, ...]:
    """All lots, or those of one product; the first to expire first."""
    with clinic.database.read() as session:
        return query.lots(session, product_uid)


def usable_lots(clinic: Clinic, product_uid: str, on: date) -> tuple[Lot, ...]:
    """A product's lots that may be used on a day; the first to expire first."""
    return tuple(lot for lot in lots(clinic, product_uid) if usable_lot(lot, on))


def save_device(clinic: Clinic, device: Device) -> Device:
    """Keep a device, new where it has no uid. Raises `NotAllowed`, `InvalidValue`."""
    return _save(clinic, checked_device(device), "device", query.device)


def save_product(clinic: Clinic, product: Product) -> Product:
    """Keep a product, new where it has no uid. Raises `NotAllowed`, `InvalidValue`."""
    return _save(clinic, checked_product(product), "product", query.product)


def save_lot(clinic: Clinic, lot: Lot, reason: str = "") -> Lot:
    """Keep a lot, new where it has no uid; it stays with its product.

    A lot number stands once in a product; capitals and spaces do not matter. A changed quantity is kept with
    its ``reason``.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (``lot_twice`` and those of a lot).
    """
    with acting(clinic, "save_lot") as act:
        checked = checked_lot(lot)
        if not checked.uid:
            _require_one_of_its_kind(act, checked)
            added = replace(checked, uid=act.new_uid())
            store.insert_lot(act.session, added)
            act.record("lot added", "lot", added.uid, after=added)
            return added
        before = query.lot(act.session, checked.uid)
        after = replace(checked, product_uid=before.product_uid)
        if after == before:
            return before
        _require_one_of_its_kind(act, after)
        store.update_lot(act.session, after)
        if before.quantity is not None and after.quantity is not None:
            change = after.quantity - before.quantity
            if change:
                store.insert_adjustment(
                    act.session, after.uid, change, reason.strip(), act.person.uid, act.at
                )
        act.record("lot changed", "lot", after.uid, *differences(before, after))
        return after


def deactivate_device(clinic: Clinic, uid: str) -> Device:
    """Take a device out of use. Raises `NotAllowed`, `NoSuchRecord`."""
    with clinic.database.read() as session:
        found = query.device(session, uid)
    return save_device(clinic, replace(found, active=False))


def deactivate_product(clinic: Clinic, uid: str) -> Product:
    """Take a product out of use. Raises `NotAllowed`, `NoSuchRecord`."""
    with clinic.database.read() as session:
        found = query.product(session, uid)
    return save_product(clinic, replace(found, active=False))


def deactivate_lot(clinic: Clinic, uid: str) -> Lot:
    """Take a lot out of use. Raises `NotAllowed`, `NoSuchRecord`."""
    with clinic.database.read() as session:
        found = query.lot(session, uid)
    return save_lot(clinic, replace(found, active=False))


def _save(
    clinic: Clinic, checked: Item, kind: str, read: Callable[[Transaction, str], Item]
) -> Item:
    with acting(clinic, f"save_{kind}") as act:
        if not checked.uid:
            added = replace(checked, uid=act.new_uid())
            store.insert_item(act.session, added)
            act.record(f"{kind} added", kind, added.uid, after=added)
            return added
        before = read(act.session, checked.uid)
        if checked != before:
            store.update_item(act.session, checked)
            act.record(f"{kind} changed", kind, checked.uid, *differences(before, checked))
        return checked


def _require_one_of_its_kind(act: Act, lot: Lot) -> None:
    for other in query.lots(act.session, lot.product_uid):
        if other.uid != lot.uid and _spelled(other.lot) == _spelled(lot.lot):
            raise InvalidValue("lot_twice", text=lot.lot)


def _spelled(lot_number: str) -> str:
    return "".join(lot_number.split()).casefold()
