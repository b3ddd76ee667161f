"""What was received, and taking it out again: exactly the rows that came, exactly what was before."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from needlelog.db.audit_chain import record_change
from needlelog.db.documents import canonical, from_plain
from needlelog.db.exchange.forgetting import ERASURE_TABLE
from needlelog.db.exchange.kinds import ZONE_SETS, ZONES, kinds
from needlelog.db.exchange.marks import own_marks
from needlelog.db.exchange.merging import settle_merges
from needlelog.db.exchange.settling import Affected, bring_in_line
from needlelog.db.exchange.taking import Taking
from needlelog.db.exchange.zone_sets import write_zones
from needlelog.db.installation import origin_of
from needlelog.db.sqlite.exchanging import close_receiving, open_receiving
from needlelog.db.stores.rows import insert_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.exchange import ExchangeReceiptTable, MachineTable
from needlelog.db.transaction import Session
from needlelog.db.verify_exchange import EXCHANGE, RECEIVED, TAKEN_BACK
from needlelog.domain.exchange.bundles import BundleHead, Receipt
from needlelog.domain.exchange.errors import ReceiptNotUndoable
from needlelog.domain.people import Practitioner
from needlelog.domain.record_errors import NoSuchRecord

_RECEIPT = table_of(ExchangeReceiptTable)
_MACHINE = table_of(MachineTable)
_AT_ONCE = 500


def open_receipt(
    session: Session, uid: str, head: BundleHead, person: Practitioner, at: datetime
) -> int:
    """Begin a receipt and let what comes pass the locks; return its row number."""
    here = own_marks(session).get(origin_of(session))
    number = insert_row(
        session,
        ExchangeReceiptTable,
        {
            "uid": uid,
            "bundle_uid": head.uid,
            "sender_uid": head.sender,
            "made_at": head.made_at,
            "received_at": at,
            "received_by": person.name,
            "report": "{}",
            "last_number": 0 if here is None else here.number,
        },
    )
    open_receiving(session.connection())
    return number


def write_report(session: Session, number: int, receipt: Receipt) -> None:
    """Keep what a receipt brought."""
    session.connection().execute(
        update(_RECEIPT).where(_RECEIPT.c.id == number), {"report": canonical(receipt)}
    )


def receipts(session: Session) -> tuple[Receipt, ...]:
    """All receipts, the newest first."""
    rows = (
        session.connection()
        .execute(
            select(_RECEIPT, _MACHINE.c.name.label("sender_name"))
            .outerjoin(_MACHINE, _MACHINE.c.uid == _RECEIPT.c.sender_uid)
            .order_by(_RECEIPT.c.id.desc())
        )
        .all()
    )
    newest = next((row.id for row in rows if row.undone_at is None), None)
    return tuple(_receipt(row, undoable=row.id == newest) for row in rows)


def _receipt(row: Any, *, undoable: bool) -> Receipt:
    kept = from_plain(Receipt, json.loads(row.report))
    return replace(
        kept,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
        undoable=undoable and not kept.erased,
        sender_name=row.sender_name or kept.sender_name,
    )


def undo(session: Session, uid: str, person: Practitioner, at: datetime) -> tuple[str, ...]:
    """Take a receipt back; return the names of the photo files of which no record speaks any more.

    Raises:
        NoSuchRecord: there is no such receipt.
        ReceiptNotUndoable: see there.
    """
    connection = session.connection()
    row = connection.execute(select(_RECEIPT).where(_RECEIPT.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("exchange_receipt", uid)
    _refuse(session, row)
    came: dict[str, tuple[int, int]] = {
        each.table_name: (each.first_id, each.last_id)
        for each in connection.exec_driver_sql(
            "SELECT table_name, first_id, last_id FROM exchange_came WHERE receipt_id = ?",
            (row.id,),
        )
    }
    _refuse_built_on(session, _last_change_before(session, row), came)
    open_receiving(connection, row.id)
    affected = Affected()
    _name_sessions(session, came, affected)
    _forget_summaries(session, came)
    _give_back(session, row.id, affected, at)
    superseded, photos = _superseded(session, came), _photo_files(session, came)
    try:
        for table in _deletion_order(came):
            first, last = came[table]
            connection.exec_driver_sql(
                f'DELETE FROM "{table}" WHERE id BETWEEN ? AND ?',
                (first, last),
            )
    except IntegrityError as error:
        raise ReceiptNotUndoable("built_on") from error
    _be_heads_again(session, superseded)
    connection.exec_driver_sql("DELETE FROM exchange_before WHERE receipt_id = ?", (row.id,))
    # Of the merges that are left some may have been made or undone here since.
    moved = settle_merges(Taking(session, None, at))
    affected.clients |= moved
    affected.found |= moved
    _leave_gone(session, affected)
    bring_in_line(session, affected)
    close_receiving(connection)
    connection.execute(
        update(_RECEIPT).where(_RECEIPT.c.id == row.id),
        {"undone_at": at, "undone_by": person.name},
    )
    record_change(
        session, at, person, TAKEN_BACK, kind=EXCHANGE, uid=uid, after={"bundle": row.bundle_uid}
    )
    return photos


def _refuse(session: Session, row: Any) -> None:
    if row.undone_at is not None:
        raise ReceiptNotUndoable("undone")
    if json.loads(row.report).get("erased"):
        raise ReceiptNotUndoable("erased")
    later = session.connection().execute(
        select(_RECEIPT.c.id).where(_RECEIPT.c.id > row.id, _RECEIPT.c.undone_at.is_(None)).limit(1)
    )
    if later.first() is not None:
        raise ReceiptNotUndoable("later_receipt")


def _last_change_before(session: Session, row: Any) -> int:
    """The row number of the last change made here before a receipt.

    After a restore this machine counts its changes anew; what it was then the trail tells.
    """
    found: int = (
        session.connection()
        .exec_driver_sql(
            "SELECT coalesce(max(id), 0) FROM exchange_change WHERE number <= ? AND origin ="
            " (SELECT origin FROM audit_entry WHERE record_kind = ? AND record_uid = ?"
            " AND act = ?)",
            (row.last_number, EXCHANGE, row.uid, RECEIVED),
        )
        .scalar_one()
    )
    return found


def _photo_files(session: Session, came: dict[str, tuple[int, int]]) -> tuple[str, ...]:
    if "photo" not in came:
        return ()
    rows = session.connection().exec_driver_sql(
        "SELECT file_sha256 FROM photo WHERE id BETWEEN ? AND ?", came["photo"]
    )
    return tuple(rows.scalars())


def _refuse_built_on(session: Session, after: int, came: dict[str, tuple[int, int]]) -> None:
    """Whatever was changed here since then must stand apart from what came."""
    connection = session.connection()
    first, last = came.get("exchange_change", (1, 0))
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_uid, builds_on FROM exchange_change"
        " WHERE id > ? AND id NOT BETWEEN ? AND ?",
        (after, first, last),
    ).all()
    for row in rows:
        if row.table_name == ERASURE_TABLE:
            raise ReceiptNotUndoable("erased")
        if row.table_name in came:
            held = connection.exec_driver_sql(
                f'SELECT 1 FROM "{row.table_name}" WHERE uid = ? AND id BETWEEN ? AND ?',
                (row.row_uid, *came[row.table_name]),
            )
            if held.first() is not None:
                raise ReceiptNotUndoable("built_on")
        for version in (row.builds_on or "").split():
            origin, _, number = version.rpartition(":")
            built = connection.exec_driver_sql(
                "SELECT 1 FROM exchange_change WHERE origin = ? AND number = ?"
                " AND id BETWEEN ? AND ?",
                (origin, int(number), first, last),
            )
            if built.first() is not None:
                raise ReceiptNotUndoable("built_on")


def _name_sessions(session: Session, came: dict[str, tuple[int, int]], affected: Affected) -> None:
    if "session" not in came:
        return
    rows = session.connection().exec_driver_sql(
        "SELECT client_id, plan_id, day, practitioner_id FROM session WHERE id BETWEEN ? AND ?",
        came["session"],
    )
    for row in rows:
        _affect(row, affected)


def _affect(row: Any, affected: Affected) -> None:
    affected.clients.add(row.client_id)
    if row.plan_id is not None:
        affected.plans.add(row.plan_id)
    affected.weeks.add((date.fromisoformat(row.day), row.practitioner_id))


def _forget_summaries(session: Session, came: dict[str, tuple[int, int]]) -> None:
    """What was worked out for rows that go, goes first: it points at them."""
    connection = session.connection()
    if "session" in came:
        connection.exec_driver_sql(
            "DELETE FROM session_summary WHERE session_id BETWEEN ? AND ?", came["session"]
        )
        connection.exec_driver_sql(
            "DELETE FROM session_search WHERE rowid BETWEEN ? AND ?", came["session"]
        )
        for table in ("client_summary", "plan_summary"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET last_session_id = NULL WHERE last_session_id BETWEEN ? AND ?",
                came["session"],
            )
    for table, summary in (("client", "client_summary"), ("plan", "plan_summary")):
        if table in came:
            connection.exec_driver_sql(
                f"DELETE FROM {summary} WHERE {table}_id BETWEEN ? AND ?",
                came[table],
            )
    for table in ("client", "practitioner"):
        if table in came:
            connection.exec_driver_sql(
                f"DELETE FROM begun_words WHERE {table}_id BETWEEN ? AND ?",
                came[table],
            )
    if "practitioner" in came:
        connection.exec_driver_sql(
            "DELETE FROM week_sum WHERE practitioner_id BETWEEN ? AND ?", came["practitioner"]
        )
    for table, (zones, owner) in ZONE_SETS.items():
        if table in came:
            connection.exec_driver_sql(
                f"DELETE FROM {zones} WHERE {owner} BETWEEN ? AND ?",
                came[table],
            )


def _give_back(
    session: Session,
    receipt: int,
    affected: Affected,
    at: datetime,
) -> None:
    """What known rows held before, the last change first."""
    connection = session.connection()
    rows = connection.exec_driver_sql(
        "SELECT table_name, row_id, columns FROM exchange_before WHERE receipt_id = ?"
        " ORDER BY id DESC",
        (receipt,),
    ).all()
    for row in rows:
        values = json.loads(row.columns)
        if ZONES in values:
            write_zones(session, row.table_name, row.row_id, values[ZONES], at)
            continue
        sets = ", ".join(f'"{name}" = ?' for name in values)
        connection.exec_driver_sql(
            f'UPDATE "{row.table_name}" SET {sets} WHERE id = ?',
            (*values.values(), row.row_id),
        )
        if row.table_name == "plan":
            affected.plans.add(row.row_id)
        elif row.table_name == "session":
            # It may have been voided or countersigned here since.
            connection.exec_driver_sql(
                "UPDATE session SET state = CASE WHEN voided_at IS NOT NULL THEN 'void'"
                " WHEN countersigned_at IS NOT NULL THEN 'countersigned' ELSE state END"
                " WHERE id = ?",
                (row.row_id,),
            )
            found = connection.exec_driver_sql(
                "SELECT client_id, plan_id, day, practitioner_id FROM session WHERE id = ?",
                (row.row_id,),
            )
            _affect(found.one(), affected)
        elif row.table_name == "client":
            affected.found.add(row.row_id)
            if "merged_into_id" in values:
                _part(session, row.row_id, values["merged_into_id"], affected)


def _part(session: Session, client: int, kept: int | None, affected: Affected) -> None:
    """Lists show the sessions of a client under the one it belongs to again."""
    session.connection().exec_driver_sql(
        "UPDATE session_summary SET client_id = ? WHERE session_id IN"
        " (SELECT id FROM session WHERE client_id = ?)",
        (client if kept is None else kept, client),
    )
    rows = session.connection().exec_driver_sql("SELECT DISTINCT kept_id FROM client_merge")
    everybody = {client, *([] if kept is None else [kept]), *rows.scalars()}
    affected.clients |= everybody
    affected.found |= everybody


def _superseded(session: Session, came: dict[str, tuple[int, int]]) -> list[tuple[str, int]]:
    """The changes on which those that came were built."""
    if "exchange_change" not in came:
        return []
    rows = session.connection().exec_driver_sql(
        "SELECT builds_on FROM exchange_change WHERE id BETWEEN ? AND ? AND builds_on <> ''",
        came["exchange_change"],
    )
    found = []
    for words in rows.scalars():
        for version in words.split():
            origin, _, number = version.rpartition(":")
            found.append((origin, int(number)))
    return found


def _be_heads_again(session: Session, versions: Sequence[tuple[str, int]]) -> None:
    """A change on which nothing builds any more is a head."""
    connection = session.connection()
    for origin, number in versions:
        version = f"{origin}:{number}"
        connection.exec_driver_sql(
            "UPDATE exchange_change SET head = 1 WHERE origin = ? AND number = ? AND NOT EXISTS"
            " (SELECT 1 FROM exchange_change AS other"
            " WHERE other.table_name = exchange_change.table_name"
            " AND other.row_uid = exchange_change.row_uid AND other.field = exchange_change.field"
            " AND instr(' ' || other.builds_on || ' ', ?))",
            (origin, number, f" {version} "),
        )


def _deletion_order(came: dict[str, tuple[int, int]]) -> list[str]:
    order = ("audit_entry", "exchange_change", *reversed(kinds()))
    return [table for table in order if table in came]


def _leave_gone(session: Session, affected: Affected) -> None:
    """Nothing is worked out for rows that are not there any more."""
    connection = session.connection()
    for numbers, table in (
        (affected.clients, "client"),
        (affected.found, "client"),
        (affected.plans, "plan"),
    ):
        for number in list(numbers):
            there = connection.exec_driver_sql(
                f"SELECT 1 FROM {table} WHERE id = ?",
                (number,),
            )
            if there.first() is None:
                numbers.discard(number)
    for day, person in list(affected.weeks):
        there = connection.exec_driver_sql("SELECT 1 FROM practitioner WHERE id = ?", (person,))
        if there.first() is None:
            affected.weeks.discard((day, person))
