"""Reading one client whole."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Any

from sqlalchemy import Row, Table, bindparam, func, select

from needlelog.db.moments import moment_of
from needlelog.db.prepared import Prepared, numbered, placeholders
from needlelog.db.queries.consents import consents_of
from needlelog.db.same_client import client_ids
from needlelog.db.stores.rows import row_id
from needlelog.db.tables.base import Base, table_of
from needlelog.db.tables.clients import (
    AvoidMarkTable,
    ClientConcernTable,
    ClientConcernZoneTable,
    ClientTable,
    HistoryItemTable,
)
from needlelog.db.tables.summaries import ClientSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.clients import (
    Answer,
    AvoidKind,
    AvoidMark,
    Client,
    ClientConcern,
    HistoryItem,
    HistoryKind,
    Sex,
)
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.zones import Side

_CLIENT = table_of(ClientTable)
_SUMMARY = table_of(ClientSummaryTable)
_HEAD = Prepared(select(_CLIENT).where(_CLIENT.c.id == bindparam("number")))
_CONCERN = table_of(ClientConcernTable)
_CONCERN_ZONE = table_of(ClientConcernZoneTable)


def client(session: Session, uid: str) -> Client:
    """A client with all parts that are not taken away; for a duplicate the client kept.

    Raises `NoSuchRecord`.
    """
    ids = client_ids(session, uid)
    if not ids:
        raise NoSuchRecord("client", uid)
    return _whole(session, ids[0], ids)


def recorded_client(session: Session, uid: str) -> Client:
    """A client as it was recorded, without what came from duplicates. Raises `NoSuchRecord`."""
    number = row_id(session, ClientTable, uid)
    return _whole(session, number, (number,))


def client_count(session: Session) -> int:
    """How many clients there are; one that was merged into another counts with that one."""
    kept = select(func.count()).select_from(_CLIENT).where(_CLIENT.c.merged_into_id.is_(None))
    return int(session.connection().execute(kept).scalar_one())


def session_counts(session: Session, uids: tuple[str, str]) -> tuple[int, int]:
    """How many sessions of each of two clients count."""
    rows = session.connection().execute(
        select(_CLIENT.c.uid, _SUMMARY.c.sessions)
        .join(_SUMMARY, _SUMMARY.c.client_id == _CLIENT.c.id)
        .where(_CLIENT.c.uid.in_(uids))
    )
    found = {row.uid: row.sessions for row in rows}
    return found.get(uids[0], 0), found.get(uids[1], 0)


def _whole(session: Session, number: int, ids: tuple[int, ...]) -> Client:
    row = _HEAD.first(session, number=number)
    return Client(
        uid=row.uid,
        name=row.name,
        birth_date=row.birth_date,
        sex=Sex(row.sex) if row.sex else None,
        phone=row.phone,
        email=row.email,
        address=row.address,
        emergency_contact=row.emergency_contact,
        phototype=row.phototype,
        note=row.note,
        active=row.active,
        created_at=row.created_at,
        history=tuple(map(_history_item, _parts(session, HistoryItemTable, ids))),
        concerns=_concerns(session, ids),
        avoid=tuple(map(_avoid_mark, _parts(session, AvoidMarkTable, ids))),
        consents=consents_of(session, ids),
    )


def _parts(session: Session, mapped: type[Base], ids: tuple[int, ...]) -> list[Any]:
    return _parts_of(table_of(mapped), len(ids)).all(session, **numbered("client", ids))


@cache
def _parts_of(table: Table, clients: int) -> Prepared:
    return Prepared(
        select(table)
        .where(table.c.client_id.in_(placeholders("client", clients)), table.c.active)
        .order_by(table.c.position, table.c.id)
    )


def _history_item(row: Row[Any]) -> HistoryItem:
    return HistoryItem(
        uid=row.uid,
        kind=HistoryKind(row.kind),
        name=row.name,
        answer=Answer(row.answer),
        last_exposure=row.last_exposure,
        asked_on=row.asked_on,
        note=row.note,
        alert=row.alert,
        code=row.code,
        last_at=moment_of(row.last_at, row.last_offset),
        areas=tuple(row.areas.split()),
    )


def _concerns(session: Session, ids: tuple[int, ...]) -> tuple[ClientConcern, ...]:
    zones: defaultdict[int, list[tuple[str, Side]]] = defaultdict(list)
    for row in _concern_zones(len(ids)).all(session, **numbered("client", ids)):
        zones[row.client_concern_id].append((row.zone, Side(row.side)))
    return tuple(
        ClientConcern(row.uid, row.concern, tuple(zones[row.id]), row.severity)
        for row in _parts(session, ClientConcernTable, ids)
    )


@cache
def _concern_zones(clients: int) -> Prepared:
    return Prepared(
        select(_CONCERN_ZONE)
        .join(_CONCERN, _CONCERN.c.id == _CONCERN_ZONE.c.client_concern_id)
        .where(_CONCERN.c.client_id.in_(placeholders("client", clients)), _CONCERN.c.active)
        .order_by(_CONCERN_ZONE.c.position)
    )


def _avoid_mark(row: Row[Any]) -> AvoidMark:
    return AvoidMark(
        uid=row.uid,
        kind=AvoidKind(row.kind),
        map_name=row.map_name,
        x=row.x,
        y=row.y,
        zone=row.zone,
        side=Side(row.side) if row.side else None,
        since=row.since,
        until=row.until,
        note=row.note,
    )
