"""Starting from what was done last time.

What was decided is copied: where, how deep, how often, with what. What was observed is never
copied: endpoints, pain, reactions, times, notes and reasons belong to one day only.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from needlelog.domain.errors import InvalidValue
from needlelog.domain.recalls import NOTHING_RECALLED, Recalled
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    SessionDraft,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.stock import Device, Lot, is_expired, spelled


@dataclass(frozen=True, slots=True)
class _LotFields:
    lot_uid: str | None = None
    lot: str = ""
    expiry: str | None = None


_NO_LOT = _LotFields()


@dataclass(frozen=True, slots=True)
class _Lots:
    stocked: Mapping[str, Lot]
    recalled: Recalled


def repeat_last(
    draft: SessionDraft,
    last: SessionDraft,
    lots: Mapping[str, Lot],
    devices: Mapping[str, Device],
    on: date,
    recalled: Recalled = NOTHING_RECALLED,
) -> SessionDraft:
    """Return the draft filled with what was done in ``last``, to be used on the day ``on``.

    Copied are the zones with side, depth, passes, pattern, speed and concern; the device and its
    speed; cartridge, products and anaesthetics. Their lots only while they may still be used: not
    expired, not used up, not taken out of use, not called back. A device that is no longer in use is left out. The
    plan is taken over where the draft has none. The draft keeps its identity and its times.
    """
    own_plan = draft.plan_uid is not None
    allowed = _Lots(lots, recalled)
    return replace(
        draft,
        plan_uid=draft.plan_uid if own_plan else last.plan_uid,
        planned_total=draft.planned_total if own_plan else last.planned_total,
        phase=draft.phase if own_plan else last.phase,
        zones=tuple(copied_zone(row) for row in last.zones),
        numbing=tuple(_numbing(row, allowed, on) for row in last.numbing),
        device=_device(last.device, devices),
        cartridge=_cartridge(last.cartridge, allowed, on),
        topicals=tuple(_topical(row, allowed, on) for row in last.topicals),
        repeated_from=last.uid,
    )


def copied_zone(row: ZoneRow) -> ZoneRow:
    """Return the row with what was decided, without what was seen, felt, noted or reasoned."""
    return replace(row, erythema=None, bleeding=None, pain=None, note="", reason="")


def usable_lot(lot: Lot, on: date) -> bool:
    """Whether a lot may still be used on a day: in use, not used up, not expired."""
    return lot.active and lot.quantity != 0 and not is_expired(lot.expiry, on)


def _device(used: DeviceUse | None, devices: Mapping[str, Device]) -> DeviceUse | None:
    if used is None or used.device_uid is None:
        return used
    device = devices.get(used.device_uid)
    if device is None or not device.active:
        return None
    return replace(used, model_code=device.model_code, name=device.name, serial=device.serial)


def _lot_fields(used: CartridgeUse | TopicalRow | NumbingRow, lots: _Lots, on: date) -> _LotFields:
    if lots.recalled.names_lot(used.lot_uid, used.product_uid, spelled(used.lot)):
        return _NO_LOT
    if used.lot_uid is not None:
        lot = lots.stocked.get(used.lot_uid)
        if lot is None or not usable_lot(lot, on):
            return _NO_LOT
        return _LotFields(lot.uid, lot.lot, lot.expiry)
    try:
        expired = is_expired(used.expiry, on)
    except InvalidValue:
        return _NO_LOT
    return _NO_LOT if expired else _LotFields(None, used.lot, used.expiry)


def _cartridge(used: CartridgeUse | None, lots: _Lots, on: date) -> CartridgeUse | None:
    if used is None:
        return None
    fields = _lot_fields(used, lots, on)
    return CartridgeUse(
        product_uid=used.product_uid,
        lot_uid=fields.lot_uid,
        kind=used.kind,
        lot=fields.lot,
        expiry=fields.expiry,
        count=used.count,
    )


def _topical(used: TopicalRow, lots: _Lots, on: date) -> TopicalRow:
    fields = _lot_fields(used, lots, on)
    return replace(
        used,
        lot_uid=fields.lot_uid,
        lot=fields.lot,
        expiry=fields.expiry,
        note="",
        expired_reason="",
        pack_finished=False,
    )


def _numbing(used: NumbingRow, lots: _Lots, on: date) -> NumbingRow:
    fields = _lot_fields(used, lots, on)
    return NumbingRow(
        row=used.row,
        agent=used.agent,
        strength=used.strength,
        product_uid=used.product_uid,
        lot_uid=fields.lot_uid,
        lot=fields.lot,
        expiry=fields.expiry,
    )
