"""Writing devices, products and lots. Nothing is deleted: what is not used is inactive."""

from __future__ import annotations

from datetime import datetime

from needlelog.db.stores.rows import columns_of, insert_row, row_id, update_row
from needlelog.db.tables.base import Base
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.stock import DeviceTable, LotAdjustmentTable, LotTable, ProductTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.stock import Device, Lot, Product

_TABLES: dict[type[Device | Product], type[Base]] = {Device: DeviceTable, Product: ProductTable}


def insert_item(session: Session, item: Device | Product) -> None:
    """Keep a new device or product."""
    insert_row(session, _TABLES[type(item)], columns_of(item))


def update_item(session: Session, item: Device | Product) -> None:
    """Write a changed device or product. Raises `NoSuchRecord`."""
    mapped = _TABLES[type(item)]
    row = row_id(session, mapped, item.uid)
    update_row(session, mapped, row, columns_of(item, without=("uid",)))


def insert_lot(session: Session, lot: Lot) -> None:
    """Keep a new lot. Raises `NoSuchRecord` where its product is not kept."""
    product = row_id(session, ProductTable, lot.product_uid)
    insert_row(
        session, LotTable, columns_of(lot, without=("product_uid",)) | {"product_id": product}
    )


def update_lot(session: Session, lot: Lot) -> None:
    """Write a changed lot; it stays with its product. Raises `NoSuchRecord`."""
    row = row_id(session, LotTable, lot.uid)
    update_row(session, LotTable, row, columns_of(lot, without=("uid", "product_uid")))


def insert_adjustment(
    session: Session, lot_uid: str, change: int, reason: str, person_uid: str, at: datetime
) -> None:
    """Keep why a lot's quantity was changed by hand."""
    insert_row(
        session,
        LotAdjustmentTable,
        {
            "uid": uuid7(at),
            "lot_id": row_id(session, LotTable, lot_uid),
            "change": change,
            "reason": reason,
            "person_id": row_id(session, PractitionerTable, person_uid),
            "made_at": at,
        },
    )
