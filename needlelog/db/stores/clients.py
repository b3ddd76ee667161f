"""Writing clients and the parts of a client; a part that is taken away is kept as inactive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, or_, select

from needlelog.db.exchange.zone_sets import note_zones, zones_now
from needlelog.db.installation import origin_of
from needlelog.db.moments import moment
from needlelog.db.same_client import ids_under
from needlelog.db.stores.consents import insert_consent
from needlelog.db.stores.rows import columns_of, insert_row, row_id, update_row
from needlelog.db.tables.base import Base, table_of
from needlelog.db.tables.clients import (
    AvoidMarkTable,
    ClientConcernTable,
    ClientConcernZoneTable,
    ClientTable,
    HistoryItemTable,
)
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.clients import Client, ClientConcern, HistoryItem
from needlelog.domain.names import client_search_text
from needlelog.domain.zones import Side

PARTS: dict[str, type[Base]] = {
    "history": HistoryItemTable,
    "concerns": ClientConcernTable,
    "avoid": AvoidMarkTable,
}
"""The parts of a client that are saved with it, by field, with their tables.

Consents are parts too, but have acts and a store of their own.
"""


def insert_client(session: Session, client: Client, at: datetime) -> None:
    """Keep a new client with all its parts."""
    row = insert_row(session, ClientTable, client_columns(client) | {"uid": client.uid})
    for field in PARTS:
        _write_parts(session, row, field, (), getattr(client, field), at)
    for consent in client.consents:
        insert_consent(session, client.uid, consent)


def update_client(session: Session, before: Client, after: Client, at: datetime) -> None:
    """Write what differs between two states of a client, but for consents.

    Raises `NoSuchRecord`.
    """
    row = row_id(session, ClientTable, after.uid)
    old, new = client_columns(before), client_columns(after)
    changed = {name: value for name, value in new.items() if old[name] != value}
    if changed:
        update_row(session, ClientTable, row, changed)
        keep_search_text(session, row)
    for field in PARTS:
        if getattr(before, field) != getattr(after, field):
            _write_parts(session, row, field, getattr(before, field), getattr(after, field), at)


def keep_search_text(session: Session, row: int) -> None:
    """Let a client be found by the words of its duplicates too."""
    table = table_of(ClientTable)
    columns = (table.c.name, table.c.birth_date, table.c.phone, table.c.note)
    found = (
        session.connection()
        .execute(
            select(*columns)
            .where(or_(table.c.id == row, table.c.merged_into_id == row))
            .order_by(table.c.id != row, table.c.id)
        )
        .all()
    )
    words = " ".join(client_search_text(*each) for each in found)
    update_row(session, ClientTable, row, {"search_text": words})


def client_columns(client: Client) -> dict[str, Any]:
    """The columns of a client's own row, but for its uid."""
    text = client_search_text(client.name, client.birth_date, client.phone, client.note)
    return columns_of(client, without=("uid", *PARTS, "consents")) | {"search_text": text}


def part_columns(part: Any, position: int) -> dict[str, Any]:
    """The columns of a history item, a concern or an avoid mark, but for its client."""
    columns = columns_of(part, without=("zones",) if isinstance(part, ClientConcern) else ())
    if isinstance(part, HistoryItem):
        columns |= {"areas": " ".join(part.areas), **moment("last", part.last_at)}
    return columns | {"position": position, "active": True}


def _write_parts(
    session: Session,
    client_row: int,
    field: str,
    before: tuple[Any, ...],
    after: tuple[Any, ...],
    at: datetime,
) -> None:
    mapped = PARTS[field]
    table = table_of(mapped)
    kept = session.connection().execute(
        select(table.c.uid, table.c.id).where(table.c.client_id.in_(ids_under(session, client_row)))
    )
    rows: dict[str, int] = {row.uid: row.id for row in kept}
    old = {part.uid: (position, part) for position, part in enumerate(before)}
    for position, part in enumerate(after):
        if old.get(part.uid) == (position, part):
            continue
        columns = part_columns(part, position)
        known = part.uid in rows
        if known:
            update_row(session, mapped, rows[part.uid], columns)
        else:
            rows[part.uid] = insert_row(session, mapped, columns | {"client_id": client_row})
        if field == "concerns":
            former = zones_now(session, mapped.__tablename__, rows[part.uid]) if known else []
            _write_zones(session, rows[part.uid], part.zones, at)
            if known:
                note_zones(session, mapped.__tablename__, rows[part.uid], former)
    for uid in old.keys() - {part.uid for part in after}:
        update_row(session, mapped, rows[uid], {"active": False})


def _write_zones(
    session: Session, concern_row: int, zones: tuple[tuple[str, Side], ...], at: datetime
) -> None:
    table = table_of(ClientConcernZoneTable)
    connection = session.connection()
    connection.execute(delete(table).where(table.c.client_concern_id == concern_row))
    if zones:
        connection.execute(
            insert(table),
            [
                {
                    "uid": uuid7(at),
                    "origin": origin_of(session),
                    "client_concern_id": concern_row,
                    "position": position,
                    "zone": zone,
                    "side": side.value,
                }
                for position, (zone, side) in enumerate(zones)
            ],
        )
