"""Reading devices, products and lots."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, bindparam, select

from needlelog.db.prepared import Prepared
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.stock import DeviceTable, LotAdjustmentTable, LotTable, ProductTable
from needlelog.db.transaction import Session
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.stock import Device, Lot, LotAdjustment, Product, StockUnit

_DEVICE = table_of(DeviceTable)
_BY_UID = Prepared(select(_DEVICE).where(_DEVICE.c.uid == bindparam("uid")))
_PRODUCT = table_of(ProductTable)
_LOT = table_of(LotTable)
_ADJUSTMENT = table_of(LotAdjustmentTable)
_PERSON = table_of(PractitionerTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)


def devices(session: Session) -> tuple[Device, ...]:
    """All devices, also inactive ones, by name."""
    rows = session.connection().execute(select(_DEVICE).order_by(_DEVICE.c.name, _DEVICE.c.id))
    return tuple(_device(row) for row in rows)


def device(session: Session, uid: str) -> Device:
    """One device. Raises `NoSuchRecord`."""
    row = _BY_UID.first(session, uid=uid)
    if row is None:
        raise NoSuchRecord("device", uid)
    return _device(row)


def products(session: Session) -> tuple[Product, ...]:
    """All products, also inactive ones, by name."""
    rows = session.connection().execute(select(_PRODUCT).order_by(_PRODUCT.c.name, _PRODUCT.c.id))
    return tuple(_product(row) for row in rows)


def product(session: Session, uid: str) -> Product:
    """One product. Raises `NoSuchRecord`."""
    row = session.connection().execute(select(_PRODUCT).where(_PRODUCT.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("product", uid)
    return _product(row)


def lots(session: Session, product_uid: str | None = None) -> tuple[Lot, ...]:
    """All lots, also inactive ones, or those of one product; the first to expire first."""
    statement = (
        select(_LOT, _PRODUCT.c.uid.label("product_uid"))
        .join(_PRODUCT, _PRODUCT.c.id == _LOT.c.product_id)
        .order_by(_LOT.c.expiry.is_(None), _LOT.c.expiry, _LOT.c.id)
    )
    if product_uid is not None:
        statement = statement.where(_PRODUCT.c.uid == product_uid)
    return tuple(_lot(row) for row in session.connection().execute(statement))


def lot(session: Session, uid: str) -> Lot:
    """One lot. Raises `NoSuchRecord`."""
    row = (
        session.connection()
        .execute(
            select(_LOT, _PRODUCT.c.uid.label("product_uid"))
            .join(_PRODUCT, _PRODUCT.c.id == _LOT.c.product_id)
            .where(_LOT.c.uid == uid)
        )
        .one_or_none()
    )
    if row is None:
        raise NoSuchRecord("lot", uid)
    return _lot(row)


def adjustments(
    session: Session, lot_uid: str, limit: int, offset: int
) -> tuple[LotAdjustment, ...]:
    """How a lot came to what is left of it, the newest first."""
    rows = session.connection().execute(
        select(
            _ADJUSTMENT,
            _PERSON.c.name.label("person"),
            _SESSION.c.uid.label("session_uid"),
            _SESSION.c.day.label("session_day"),
            _CLIENT.c.name.label("client"),
        )
        .join(_LOT, _LOT.c.id == _ADJUSTMENT.c.lot_id)
        .join(_PERSON, _PERSON.c.id == _ADJUSTMENT.c.person_id)
        .outerjoin(_SESSION, _SESSION.c.id == _ADJUSTMENT.c.session_id)
        .outerjoin(RECORDED, RECORDED.c.id == _SESSION.c.client_id)
        .outerjoin(_CLIENT, _CLIENT.c.id == KEPT)
        .where(_LOT.c.uid == lot_uid)
        .order_by(_ADJUSTMENT.c.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return tuple(
        LotAdjustment(
            uid=row.uid,
            change=row.change,
            reason=row.reason,
            person=row.person,
            made_at=row.made_at,
            session_uid=row.session_uid,
            session_day=row.session_day,
            client=row.client or "",
        )
        for row in rows
    )


def _device(row: Row[Any]) -> Device:
    return Device(
        uid=row.uid,
        name=row.name,
        model_code=row.model_code,
        maker=row.maker,
        serial=row.serial,
        shallowest_um=row.shallowest_um,
        deepest_um=row.deepest_um,
        step_um=row.step_um,
        evaluated_to_um=row.evaluated_to_um,
        speed_unit=row.speed_unit,
        speed_default=row.speed_default,
        active=row.active,
        inactive_reason=row.inactive_reason,
    )


def _product(row: Row[Any]) -> Product:
    return Product(
        uid=row.uid,
        name=row.name,
        category=row.category,
        maker=row.maker,
        strength=row.strength,
        sterile=row.sterile,
        labelled_for_microneedling=row.labelled_for_microneedling,
        note=row.note,
        active=row.active,
        gtin=row.gtin,
        unit=StockUnit(row.unit),
        inactive_reason=row.inactive_reason,
    )


def _lot(row: Row[Any]) -> Lot:
    return Lot(
        uid=row.uid,
        product_uid=row.product_uid,
        lot=row.lot,
        expiry=row.expiry,
        opened_on=row.opened_on,
        quantity=row.quantity,
        note=row.note,
        active=row.active,
        received=row.received,
        inactive_reason=row.inactive_reason,
    )
