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
from needlelog.domain.stock import Device, Lot, LotAdjustment, Product, spelled
from needlelog.domain.stock_alerts import StockAlert, stock_alerts
from needlelog.services.acts import Act, Permission, acting, require

if TYPE_CHECKING:
    from needlelog.db.stores.rows import Transaction
    from needlelog.services.clinic import Clinic

Item = TypeVar("Item", Device, Product)
Stocked = TypeVar("Stocked", Device, Product, Lot)


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


def save_device(clinic: Clinic, device: Device) -> Device:
    """Keep a device, new where it has no uid. Raises `NotAllowed`, `InvalidValue`."""
    require(clinic.person, Permission.WRITER, "save_device")
    return _save(clinic, checked_device(device), "device", query.device)


def save_product(clinic: Clinic, product: Product) -> Product:
    """Keep a product, new where it has no uid.

    Name and strength are what a session offers, so they stand once among what is in use.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (``product_twice``, ``unit_counted`` where lots are
        counted in another unit already, and those of a product).
    """
    require(clinic.person, Permission.WRITER, "save_product")
    return _save(clinic, checked_product(product), "product", query.product, _require_fitting)


def save_lot(clinic: Clinic, lot: Lot, reason: str = "") -> Lot:
    """Keep a lot, new where it has no uid; it stays with its product.

    A lot number stands once in a product; capitals and spaces do not matter. What came in is what
    is counted first. A changed quantity is an adjustment and needs its ``reason``.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (``lot_twice``, ``reason_missing``, and those of a
        lot).
    """
    with acting(clinic, "save_lot") as act:
        checked = checked_lot(lot)
        if not checked.uid:
            _require_one_of_its_kind(act, checked)
            added = _with_received(replace(checked, uid=act.new_uid()))
            store.insert_lot(act.session, added)
            act.record("lot added", "lot", added.uid, after=added)
            return added
        before = query.lot(act.session, checked.uid)
        after = _with_received(replace(checked, product_uid=before.product_uid))
        if after == before:
            return before
        _require_one_of_its_kind(act, after)
        _keep(act, "lot changed", before, after, reason)
        return after


def save_scanned_lot(clinic: Clinic, lot: Lot, code: str) -> Lot:
    """Keep a lot whose pack was read, and the pack's number with a product that has none.

    Raises as `save_lot`.
    """
    require(clinic.person, Permission.WRITER, "save_scanned_lot")
    with clinic.database.read() as session:
        product = query.product(session, lot.product_uid)
    if code and not product.gtin:
        save_product(clinic, replace(product, gtin=code))
    return save_lot(clinic, lot)


def adjust_lot(clinic: Clinic, uid: str, change: int, reason: str) -> Lot:
    """Correct what is left of a counted lot by so much, in the unit of its product.

    More than ever came in is a delivery: it becomes what came in.

    Raises:
        NotAllowed, NoSuchRecord, InvalidValue (``reason_missing``, ``not_counted``,
        ``less_than_nothing``, ``quantity_range``).
    """
    with acting(clinic, "adjust_lot") as act:
        before = query.lot(act.session, uid)
        if before.quantity is None:
            raise InvalidValue("not_counted", text=before.lot)
        if before.quantity + change < 0:
            raise InvalidValue("less_than_nothing", text=before.lot)
        if not change:
            return before
        after = checked_lot(_with_received(replace(before, quantity=before.quantity + change)))
        _keep(act, "lot adjusted", before, after, reason)
        return after


def adjustments(
    clinic: Clinic, lot_uid: str, *, limit: int = 100, offset: int = 0
) -> tuple[LotAdjustment, ...]:
    """How a lot came to what is left of it, by hand and by sessions, the newest first."""
    with clinic.database.read() as session:
        return query.adjustments(session, lot_uid, limit, offset)


def alerts(clinic: Clinic, today: date) -> tuple[StockAlert, ...]:
    """What the stock asks for today, the most pressing first."""
    return stock_alerts(products(clinic), lots(clinic), today)


def lot_of_product(clinic: Clinic, product_uid: str, number: str) -> Lot | None:
    """The lot of a product with this number, however it is spelled."""
    own = lots(clinic, product_uid)
    return next((lot for lot in own if spelled(lot.lot) == spelled(number)), None)


def deactivate_device(clinic: Clinic, uid: str, reason: str) -> Device:
    """Take a device out of use. Raises `NotAllowed`, `NoSuchRecord`, `InvalidValue`."""
    require(clinic.person, Permission.WRITER, "deactivate_device")
    with clinic.database.read() as session:
        found = query.device(session, uid)
    return save_device(clinic, _out_of_use(found, reason))


def deactivate_product(clinic: Clinic, uid: str, reason: str) -> Product:
    """Take a product out of use. Raises `NotAllowed`, `NoSuchRecord`, `InvalidValue`."""
    require(clinic.person, Permission.WRITER, "deactivate_product")
    with clinic.database.read() as session:
        found = query.product(session, uid)
    return save_product(clinic, _out_of_use(found, reason))


def deactivate_lot(clinic: Clinic, uid: str, reason: str) -> Lot:
    """Take a lot out of use. Raises `NotAllowed`, `NoSuchRecord`, `InvalidValue`."""
    require(clinic.person, Permission.WRITER, "deactivate_lot")
    with clinic.database.read() as session:
        found = query.lot(session, uid)
    return save_lot(clinic, _out_of_use(found, reason))


def use_device_again(clinic: Clinic, uid: str) -> Device:
    """Take a device back into use. Raises `NotAllowed`, `NoSuchRecord`."""
    require(clinic.person, Permission.WRITER, "use_device_again")
    with clinic.database.read() as session:
        found = query.device(session, uid)
    return save_device(clinic, replace(found, active=True, inactive_reason=""))


def use_product_again(clinic: Clinic, uid: str) -> Product:
    """Take a product back into use. Raises `NotAllowed`, `NoSuchRecord`."""
    require(clinic.person, Permission.WRITER, "use_product_again")
    with clinic.database.read() as session:
        found = query.product(session, uid)
    return save_product(clinic, replace(found, active=True, inactive_reason=""))


def use_lot_again(clinic: Clinic, uid: str) -> Lot:
    """Take a lot back into use. Raises `NotAllowed`, `NoSuchRecord`."""
    require(clinic.person, Permission.WRITER, "use_lot_again")
    with clinic.database.read() as session:
        found = query.lot(session, uid)
    return save_lot(clinic, replace(found, active=True, inactive_reason=""))


def _out_of_use(found: Stocked, reason: str) -> Stocked:
    """The item out of use; one that is already keeps the reason it has."""
    if not found.active:
        return found
    return replace(found, active=False, inactive_reason=_required(reason))


def _required(reason: str) -> str:
    words = reason.strip()
    if not words:
        raise InvalidValue("reason_missing", text="")
    return words


def _with_received(lot: Lot) -> Lot:
    """The lot with what came in: at least what is there."""
    if lot.quantity is None or (lot.received is not None and lot.received >= lot.quantity):
        return lot
    return replace(lot, received=lot.quantity)


def _keep(act: Act, words: str, before: Lot, after: Lot, reason: str) -> None:
    """Write a changed lot; a changed count is kept with why it changed."""
    store.update_lot(act.session, after)
    if before.quantity is not None and after.quantity != before.quantity:
        change = (after.quantity or 0) - before.quantity
        why = _required(reason)
        store.insert_adjustment(act.session, after.uid, change, why, act.person.uid, act.at)
    else:
        why = ""
    changed = differences(before, after)
    act.record(words, "lot", after.uid, changed[0], {**changed[1], **({"why": why} if why else {})})


def _save(
    clinic: Clinic,
    checked: Item,
    kind: str,
    read: Callable[[Transaction, str], Item],
    check: Callable[[Act, Item | None, Item], None] | None = None,
) -> Item:
    with acting(clinic, f"save_{kind}") as act:
        if not checked.uid:
            if check is not None:
                check(act, None, checked)
            added = replace(checked, uid=act.new_uid())
            store.insert_item(act.session, added)
            act.record(f"{kind} added", kind, added.uid, after=added)
            return added
        before = read(act.session, checked.uid)
        if checked != before:
            if check is not None:
                check(act, before, checked)
            store.update_item(act.session, checked)
            act.record(f"{kind} changed", kind, checked.uid, *differences(before, checked))
        return checked


def _require_fitting(act: Act, before: Product | None, after: Product) -> None:
    if before is not None:
        _require_same_unit(act, before, after)
    if before is None or _offered_as(before) != _offered_as(after) or not before.active:
        _require_a_name_of_its_own(act, after)


def _offered_as(product: Product) -> tuple[str, str]:
    return spelled(product.name), spelled(product.strength)


def _require_a_name_of_its_own(act: Act, product: Product) -> None:
    for other in query.products(act.session):
        alike = other.uid != product.uid and _offered_as(other) == _offered_as(product)
        if alike and other.active and product.active:
            raise InvalidValue("product_twice", text=product.name)


def _require_same_unit(act: Act, before: Product, after: Product) -> None:
    counted = any(lot.quantity is not None for lot in query.lots(act.session, before.uid))
    if counted and after.unit is not before.unit:
        raise InvalidValue("unit_counted", text=before.name)


def _require_one_of_its_kind(act: Act, lot: Lot) -> None:
    for other in query.lots(act.session, lot.product_uid):
        if other.uid != lot.uid and spelled(other.lot) == spelled(lot.lot):
            raise InvalidValue("lot_twice", text=lot.lot)
