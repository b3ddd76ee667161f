"""From a lot to every session, from a client to every lot; a page at a time."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Date, Integer, Row, String, text
from sqlalchemy.types import TypeEngine

from needlelog.db.same_client import IDS_OF_CLIENT, JOINED, KEPT_ID
from needlelog.db.tables.base import spelled
from needlelog.db.transaction import Session
from needlelog.domain.lot_trace import LotTrace, LotTraceRow, UnitUse, UsedAs
from needlelog.domain.sessions import SessionState
from needlelog.domain.stock import Lot

_PARTS = {
    UsedAs.CARTRIDGE: (
        "cartridge_use",
        "used.kind AS product, used.count AS pieces, NULL AS amount_ul, used.serial AS serial",
    ),
    UsedAs.TOPICAL: (
        "topical",
        "used.name AS product, NULL AS pieces, used.amount_ul AS amount_ul, '' AS serial",
    ),
    UsedAs.NUMBING: (
        "numbing",
        "used.agent AS product, NULL AS pieces, NULL AS amount_ul, '' AS serial",
    ),
}
_PAGE: dict[str, TypeEngine[Any]] = {
    "session_uid": String(),
    "day": Date(),
    "state": String(),
    "practitioner": String(),
    "client_uid": String(),
    "client_name": String(),
    "lot_uid": String(),
    "used_as": String(),
    "lot": String(),
    "expiry": String(),
    "product": String(),
    "pieces": Integer(),
    "amount_ul": Integer(),
    "serial": String(),
}
_KEPT = JOINED.format(row="session")
_TREATED = "session.state NOT IN ('open', 'deferred')"
_COUNTS = "(session.state <> 'void')"
_OF_LOT = "used.lot_id = (SELECT id FROM lot WHERE uid = :lot)"
_SPELLED = f"used.lot <> '' AND {spelled('used.lot')} = {spelled(':number')}"
_OF_ITS_PRODUCT = (
    "used.product_id IS NULL OR used.product_id = (SELECT product_id FROM lot WHERE uid = :lot)"
)
_TYPED = f"used.lot_id IS NULL AND {_SPELLED} AND ({_OF_ITS_PRODUCT})"
_OF_CLIENT = (
    f"used.session_id IN (SELECT id FROM session WHERE client_id IN ({IDS_OF_CLIENT}))"  # noqa: S608  no values
    " AND (used.lot <> '' OR used.lot_id IS NOT NULL)"
)


def uses_of_lot(session: Session, lot: Lot, limit: int, offset: int) -> LotTrace:
    """Every use of a lot of the stock, also where its number was only typed."""
    return _trace(session, (_OF_LOT, _TYPED), {"lot": lot.uid, "number": lot.lot}, limit, offset)


def uses_of_number(session: Session, number: str, limit: int, offset: int) -> LotTrace:
    """Every use of a lot number, whether or not the stock knows it."""
    return _trace(session, (_SPELLED,), {"number": number}, limit, offset)


def uses_of_client(session: Session, client_uid: str, limit: int, offset: int) -> LotTrace:
    """Every lot that was used on a client."""
    return _trace(session, (_OF_CLIENT,), {"client": client_uid}, limit, offset)


def uses_of_unit(
    session: Session, serial: str, number: str, lot_uid: str | None
) -> tuple[UnitUse, ...]:
    """The sessions that count in which this one unit was used, the newest first."""
    statement = text(
        "SELECT session.uid AS session_uid, session.day AS day, client.uid AS client_uid"  # noqa: S608  no values
        " FROM cartridge_use AS used JOIN session ON session.id = used.session_id"
        f" {_KEPT}"
        f" WHERE used.serial <> '' AND {spelled('used.serial')} = {spelled(':serial')}"
        f" AND (({_SPELLED}) OR used.lot_id = (SELECT id FROM lot WHERE uid = :lot)"
        f" OR {spelled(':number')} = '' OR {spelled('used.lot')} = '')"
        f" AND {_TREATED} AND {_COUNTS} ORDER BY session.day DESC, session.id DESC"
    ).columns(session_uid=String(), day=Date(), client_uid=String())
    rows = session.connection().execute(
        statement, {"serial": serial, "number": number, "lot": lot_uid}
    )
    return tuple(UnitUse(row.session_uid, row.client_uid, row.day) for row in rows)


def _trace(
    session: Session, conditions: tuple[str, ...], values: dict[str, Any], limit: int, offset: int
) -> LotTrace:
    found = " UNION ALL ".join(
        f"SELECT used.session_id, '{part}' AS used_as, used.id AS row_id, used.lot AS lot,"  # noqa: S608  no values
        f" used.expiry AS expiry, used.lot_id, {columns} FROM {table} AS used WHERE {condition}"
        for part, (table, columns) in _PARTS.items()
        for condition in conditions
    )
    treated = (
        f"FROM ({found}) AS used JOIN session ON session.id = used.session_id"
        f" JOIN client AS recorded ON recorded.id = session.client_id WHERE {_TREATED}"
    )
    connection = session.connection()
    counts = connection.execute(
        text(
            "SELECT count(*) AS uses,"
            f" count(DISTINCT CASE WHEN {_COUNTS} THEN session.id END) AS sessions,"
            f" count(DISTINCT CASE WHEN {_COUNTS} THEN {KEPT_ID} END) AS clients,"
            f" count(DISTINCT CASE WHEN NOT {_COUNTS} THEN session.id END) AS void {treated}"
        ),
        values,
    ).one()
    page = text(
        "SELECT session.uid AS session_uid, session.day AS day, session.state AS state,"  # noqa: S608
        " session.signed_by AS practitioner, client.uid AS client_uid, client.name AS client_name,"
        " lot.uid AS lot_uid, used.used_as, used.lot, used.expiry, used.product, used.pieces,"
        " used.amount_ul, used.serial"
        f" FROM ({found}) AS used JOIN session ON session.id = used.session_id"
        f" {_KEPT} LEFT JOIN lot ON lot.id = used.lot_id"
        f" WHERE {_TREATED} ORDER BY session.day DESC, session.id DESC, used.used_as, used.row_id"
        " LIMIT :limit OFFSET :offset"
    ).columns(**_PAGE)
    rows = connection.execute(page, {**values, "limit": limit, "offset": offset})
    found_rows = tuple(_row(row) for row in rows)
    return LotTrace(found_rows, counts.uses, counts.sessions, counts.clients, counts.void)


def _row(row: Row[Any]) -> LotTraceRow:
    return LotTraceRow(
        session_uid=row.session_uid,
        day=row.day,
        state=SessionState(row.state),
        client_uid=row.client_uid,
        client_name=row.client_name,
        practitioner=row.practitioner,
        used_as=UsedAs(row.used_as),
        product=row.product,
        lot=row.lot,
        expiry=row.expiry,
        lot_uid=row.lot_uid,
        count=row.pieces,
        amount_ul=row.amount_ul,
        serial=row.serial,
    )
