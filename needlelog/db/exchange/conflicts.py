"""Fields of which two machines say different things: found, told with who and when, and settled."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from needlelog.db.exchange.kinds import CLINIC, references
from needlelog.db.exchange.settling import heads_of
from needlelog.db.exchange.taking import Touched
from needlelog.db.schema import metadata
from needlelog.db.sqlite.exchanging import next_number
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds
from needlelog.domain.exchange.fields import Conflict, Head, Side, held, in_conflict

_NAMES = ("name", "title", "concern", "lot", "kind", "key", "zone", "rule", "text", "file_name")
"""Columns that tell a row from others of its table, the best first."""


def conflicts(session: Session, only: Iterable[Touched] | None = None) -> tuple[Conflict, ...]:
    """All fields that wait for a choice, or those ``only`` among them."""
    fields = only if only is not None else _several_heads(session)
    found = []
    for touched in fields:
        heads = heads_of(session, touched)
        table, _uid, name = touched
        if in_conflict(table, name, heads):
            conflict = _conflict(session, touched, heads)
            if conflict is not None:
                found.append(conflict)
    return tuple(sorted(found, key=lambda each: (each.subject, each.kind, each.field)))


def conflict_count(session: Session) -> int:
    """How many fields wait for a choice."""
    return sum(
        in_conflict(touched[0], touched[2], heads_of(session, touched))
        for touched in _several_heads(session)
    )


def _several_heads(session: Session) -> list[Touched]:
    rows = session.connection().exec_driver_sql(
        "SELECT table_name, row_uid, field FROM exchange_change WHERE head = 1 AND field <> ''"
        " GROUP BY table_name, row_uid, field HAVING count(*) > 1"
    )
    return [(row.table_name, row.row_uid, row.field) for row in rows]


def _conflict(session: Session, touched: Touched, heads: list[Head]) -> Conflict | None:
    table, uid, name = touched
    subject = _subject(session, table, uid)
    if subject is None:
        return None
    words, client_uid, part = subject
    sides = tuple(
        _side(session, head) for head in sorted(heads, key=lambda each: each.later, reverse=True)
    )
    before = _before(session, touched)
    holds = held(table, name, heads).version
    return Conflict(table, uid, name, words, client_uid, sides, holds, before, part)


def _before(session: Session, touched: Touched) -> dict[str, Any] | None:
    row = (
        session.connection()
        .exec_driver_sql(
            "SELECT old FROM exchange_change WHERE table_name = ? AND row_uid = ? AND field = ?"
            " AND builds_on = '' ORDER BY made_at, origin LIMIT 1",
            touched,
        )
        .first()
    )
    return None if row is None or row.old is None else dict(json.loads(row.old))


def _side(session: Session, head: Head) -> Side:
    row = (
        session.connection()
        .exec_driver_sql(
            "SELECT entry.person, machine.name FROM exchange_change AS change"
            " LEFT JOIN audit_entry AS entry"
            " ON entry.origin = change.origin AND entry.sequence = change.sequence"
            " LEFT JOIN machine ON machine.uid = change.origin"
            " WHERE change.origin = ? AND change.number = ?",
            (head.origin, head.number),
        )
        .one()
    )
    at = from_microseconds(head.made_at) if head.made_at else None
    return Side(head.version, head.values, row.name or "", row.person or "", at)


def _subject(session: Session, table: str, uid: str) -> tuple[str, str, str] | None:
    """Whose or what a row is, the client it belongs to, and its own name beside the client's.

    ``None`` where it is not there any more.
    """
    connection = session.connection()
    if table == CLINIC:
        name = connection.exec_driver_sql("SELECT clinic_name FROM installation").scalar_one()
        return name, "", ""
    columns = metadata.tables[table].columns
    names = [name for name in _NAMES if name in columns]
    words = f'this."{names[0]}"' if names else "''"
    owner = _client_of(table)
    row = connection.exec_driver_sql(
        f'SELECT {words} AS words, client.uid AS client_uid, client.name AS client FROM "{table}"'
        f" AS this LEFT JOIN client ON client.id = {owner} WHERE this.uid = ?",
        (uid,),
    ).first()
    if row is None:
        return None
    if table != "client" and row.client is not None:
        return row.client, row.client_uid, row.words or ""
    return row.words or "", row.client_uid or "", ""


def _client_of(table: str) -> str:
    if table == "client":
        return "this.id"
    pointing = references(table)
    if "client_id" in pointing:
        return "this.client_id"
    if "session_id" in pointing:
        return "(SELECT client_id FROM session WHERE id = this.session_id)"
    return "NULL"


def settle_by_choice(session: Session, touched: Touched, version: str) -> tuple[Any, Any] | None:
    """Let one side of a conflict hold; return what held before and what holds now.

    ``None`` where there is no such conflict any more. The caller brings the rest in line and
    writes the entry of the trail.
    """
    table, uid, name = touched
    heads = heads_of(session, touched)
    chosen = next((head for head in heads if head.version == version), None)
    if chosen is None or not in_conflict(table, name, heads):
        return None
    now = held(table, name, heads)
    session.connection().exec_driver_sql(
        "INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new)"
        f" VALUES ((SELECT origin FROM installation), {next_number()}, ?, ?, ?, ?, ?)",
        (table, uid, name, json.dumps(dict(now.values)), json.dumps(dict(chosen.values))),
    )
    return dict(now.values), dict(chosen.values)


def last_instants(session: Session) -> dict[str, datetime]:
    """When the newest file received from each machine was made."""
    rows = session.connection().exec_driver_sql(
        "SELECT sender_uid, max(made_at) AS made_at FROM exchange_receipt GROUP BY sender_uid"
    )
    return {row.sender_uid: from_microseconds(row.made_at) for row in rows}
