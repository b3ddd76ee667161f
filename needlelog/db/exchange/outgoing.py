"""What is done on this machine before its changes leave it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from needlelog.db.exchange.machines import all_have
from needlelog.db.exchange.marks import own_marks
from needlelog.db.exchange.settling import bring_in_line, settle
from needlelog.db.exchange.taking import Taking, Touched
from needlelog.db.installation import origin_of
from needlelog.db.sqlite.exchanging import close_receiving, open_receiving
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds
from needlelog.domain.exchange.bundles import Mark

_WORKED_OUT = (("lot", "quantity"), ("client_merge", "undoing"), ("client", "active"))
"""Fields that were written here step by step, and come from all changes together elsewhere."""


def bring_own_in_line(session: Session, at: datetime) -> None:
    """Let counts and merges be what all machines will work out from the changes made here."""
    connection = session.connection()
    connection.exec_driver_sql(
        "UPDATE exchange_change SET (sequence, made_at) = (SELECT sequence, made_at"
        " FROM audit_entry WHERE origin = exchange_change.origin ORDER BY sequence DESC LIMIT 1)"
        " WHERE sequence IS NULL"
    )
    marks = own_marks(session)
    sent = all_have(session, marks).get(origin_of(session), Mark())
    taking = Taking(session, None, at)
    for table, uid, name in _changed_here(session, sent.number):
        if (table, name) in _WORKED_OUT or (table, name) == ("client_merge", ""):
            taking.touched[table, uid, name] = None
    if taking.touched:
        settle_quietly(session, taking)


def settle_quietly(session: Session, taking: Taking) -> None:
    """Settle what was touched, without these steps becoming changes of their own."""
    connection = session.connection()
    open_receiving(connection)
    affected = settle(taking)
    bring_in_line(session, affected)
    close_receiving(connection)


def last_sent(session: Session, act: str, kind: str) -> datetime | None:
    """When a file for other machines was written here last."""
    found = (
        session.connection()
        .exec_driver_sql(
            "SELECT max(made_at) FROM audit_entry WHERE record_kind = ? AND act = ?"
            " AND origin = (SELECT origin FROM installation)",
            (kind, act),
        )
        .scalar()
    )
    return None if found is None else from_microseconds(found)


def sent_mark(session: Session, act: str, kind: str) -> Mark | None:
    """How far the last file for other machines went of what was written here, ``None`` for none.

    The plus keeps the query to the few entries of that kind: in the order of the trail it would
    look through all of it.
    """
    row = (
        session.connection()
        .exec_driver_sql(
            "SELECT sequence, (SELECT number FROM exchange_change AS change"
            " WHERE change.origin = entry.origin AND change.sequence <= entry.sequence"
            " ORDER BY number DESC LIMIT 1) AS number"
            " FROM audit_entry AS entry WHERE record_kind = ? AND act = ?"
            " AND +origin = (SELECT origin FROM installation) ORDER BY +sequence DESC LIMIT 1",
            (kind, act),
        )
        .first()
    )
    return None if row is None else Mark(row.sequence, row.number or 0)


def sent_entries(
    session: Session, act: str, kind: str, most: int
) -> list[tuple[datetime, str, dict[str, Any]]]:
    """When, by whom and what files for other machines were written here, the newest first."""
    rows = session.connection().exec_driver_sql(
        "SELECT made_at, person, after FROM audit_entry WHERE record_kind = ? AND act = ?"
        " AND +origin = (SELECT origin FROM installation) ORDER BY +sequence DESC LIMIT ?",
        (kind, act, most),
    )
    return [
        (from_microseconds(row.made_at), row.person, json.loads(row.after or "{}")) for row in rows
    ]


def _changed_here(session: Session, after: int) -> list[Touched]:
    rows = session.connection().exec_driver_sql(
        "SELECT DISTINCT table_name, row_uid, field FROM exchange_change"
        " WHERE origin = (SELECT origin FROM installation) AND number > ?",
        (after,),
    )
    return [(row.table_name, row.row_uid, row.field) for row in rows]
