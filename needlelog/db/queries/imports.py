"""What an import must know of the log, and the imports made so far."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from needlelog.db.same_client import kept_client, kept_uids
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.imports import ImportBatchTable, ImportedClientTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable, TreatedZoneTable
from needlelog.db.transaction import Session
from needlelog.domain.imports.plan import KnownClient, Treated
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.sessions import SessionState

_CLIENT = table_of(ClientTable)
_SESSION = table_of(SessionTable)
_SUMMARY = table_of(SessionSummaryTable)
_ZONE = table_of(TreatedZoneTable)
_BATCH = table_of(ImportBatchTable)
_BROUGHT = table_of(ImportedClientTable)


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """An import that was made: counts of its report by their names, and whether it was undone."""

    uid: str
    file_name: str
    made_at: datetime
    person: str
    counts: dict[str, int]
    undone_at: datetime | None = None
    undone_by: str = ""


def known_clients(session: Session) -> list[KnownClient]:
    """All clients by name and birth date."""
    rows = session.connection().execute(
        select(_CLIENT.c.uid, _CLIENT.c.name, _CLIENT.c.birth_date, _CLIENT.c.active)
    )
    kept = kept_uids(session)
    found = [KnownClient(*row) for row in rows]
    active = {each.uid: each.active for each in found}
    return [
        replace(each, uid=kept[each.uid], active=active[kept[each.uid]])
        if each.uid in kept
        else each
        for each in found
    ]


def sessions_between(
    session: Session, first: date, last: date
) -> dict[tuple[str, date], tuple[Treated, ...]]:
    """What was treated in the sessions that count, by client and day."""
    rows = session.connection().execute(
        kept_client(
            select(
                _SESSION.c.id,
                _CLIENT.c.uid,
                _SESSION.c.day,
                _ZONE.c.zone,
                _ZONE.c.custom_name,
                _ZONE.c.side,
                _ZONE.c.depth_um,
            ),
            _SESSION.c.client_id,
        )
        .join(_ZONE, _ZONE.c.session_id == _SESSION.c.id)
        .where(_SESSION.c.day.between(first, last), _SESSION.c.state.in_(COUNTED_STATES))
    )
    by_session: defaultdict[tuple[int, str, date], set[tuple[str, str, str, int | None]]]
    by_session = defaultdict(set)
    for number, client, day, *treated in rows:
        zone, own, side, depth = treated
        by_session[number, client, day].add((zone, own, side, depth))
    found: defaultdict[tuple[str, date], list[Treated]] = defaultdict(list)
    for (_number, client, day), zones in by_session.items():
        found[client, day].append(frozenset(zones))
    return {key: tuple(value) for key, value in found.items()}


def batches(session: Session) -> tuple[ImportBatch, ...]:
    """All imports, the newest first."""
    rows = session.connection().execute(select(_BATCH).order_by(_BATCH.c.id.desc()))
    return tuple(
        ImportBatch(
            row.uid,
            row.file_name,
            row.made_at,
            row.person,
            json.loads(row.report),
            row.undone_at,
            row.undone_by,
        )
        for row in rows
    )


def batch(session: Session, uid: str) -> ImportBatch:
    """One import. Raises `NoSuchRecord`."""
    for found in batches(session):
        if found.uid == uid:
            return found
    raise NoSuchRecord("import_batch", uid)


def sessions_of_batch(session: Session, uid: str) -> list[str]:
    """The sessions of an import that still stand."""
    rows = session.connection().execute(
        select(_SESSION.c.uid).where(
            _SESSION.c.imported_from == uid, _SESSION.c.state == SessionState.IMPORTED
        )
    )
    return list(rows.scalars())


def idle_clients_of_batch(session: Session, uid: str) -> list[str]:
    """The clients an import brought who have no session that counts."""
    busy = (
        select(_SUMMARY.c.client_id)
        .join(_SESSION, _SESSION.c.id == _SUMMARY.c.session_id)
        .where(_SESSION.c.state.in_(COUNTED_STATES))
    )
    rows = session.connection().execute(
        select(_CLIENT.c.uid)
        .join(_BROUGHT, _BROUGHT.c.client_id == _CLIENT.c.id)
        .join(_BATCH, _BATCH.c.id == _BROUGHT.c.import_batch_id)
        .where(_BATCH.c.uid == uid, _CLIENT.c.active, _CLIENT.c.id.not_in(busy))
    )
    return list(rows.scalars())


def days_of(days: Iterable[date]) -> tuple[date, date] | None:
    """The first and the last of some days."""
    found = list(days)
    return (min(found), max(found)) if found else None
