"""The zones of a plan or a concern: rows of their own, rewritten as a whole, one field to others."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from needlelog.db.exchange.kinds import ZONE_SETS, ZONES
from needlelog.db.exchange.reading import zones_of
from needlelog.db.installation import origin_of
from needlelog.db.sqlite.exchanging import next_number
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7


def note_zones(session: Session, table: str, row: int, before: Iterable[Sequence[str]]) -> None:
    """Keep that the zones of a row were rewritten, where the clinic has several machines."""
    now = zones_now(session, table, row)
    old = [list(each) for each in before]
    if now == old:
        return
    session.connection().exec_driver_sql(
        "INSERT INTO exchange_change (origin, number, table_name, row_uid, field, old, new)"
        f" SELECT (SELECT origin FROM installation), {next_number()}, '{table}', uid, '{ZONES}',"
        f" ?, ? FROM {table} WHERE id = ? AND EXISTS (SELECT 1 FROM machine)",
        (json.dumps({ZONES: old}), json.dumps({ZONES: now}), row),
    )


def zones_now(session: Session, table: str, row: int) -> list[list[str]]:
    """The zones of a row, in their order, each with its side."""
    zones, owner = ZONE_SETS[table]
    found = session.connection().exec_driver_sql(f"SELECT {zones_of(zones, owner, '?')}", (row,))
    answer: list[list[str]] = json.loads(found.scalar_one())
    return answer


def write_zones(
    session: Session, table: str, row: int, zones: Sequence[Sequence[str]], at: datetime
) -> None:
    """Let a row have these zones and no others."""
    name, owner = ZONE_SETS[table]
    connection = session.connection()
    connection.exec_driver_sql(f"DELETE FROM {name} WHERE {owner} = ?", (row,))
    rows: list[tuple[Any, ...]] = [
        (uuid7(at), origin_of(session), row, position, zone, side)
        for position, (zone, side) in enumerate(zones)
    ]
    if rows:
        connection.exec_driver_sql(
            f"INSERT INTO {name} (uid, origin, {owner}, position, zone, side)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
