"""Reading the trail: page by page, and everything that belongs to one session."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, literal, literal_column, or_, select

from needlelog.db.queries.trail_subjects import subjects
from needlelog.db.same_client import client_ids
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable, ConsentTable
from needlelog.db.tables.outcomes import AdverseEventTable, FollowUpTable, ScoreTable
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.tables.retention import AuditTombstoneTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.trail import OPENED, TrailEntry

_ENTRY = table_of(AuditEntryTable)
_SESSION = table_of(SessionTable)
_PHOTO = table_of(PhotoTable)
_CONSENT = table_of(ConsentTable)
_CLIENT = table_of(ClientTable)
_STONE = table_of(AuditTombstoneTable)
_made_at = _ENTRY.c.made_at.op("+")(literal_column("0"))
"""The instant of an entry that is looked up by its record: never by its instant, of which there are
millions."""
_OF_SESSION = {
    "score": table_of(ScoreTable),
    "follow_up": table_of(FollowUpTable),
    "adverse_event": table_of(AdverseEventTable),
}


def trail_page(
    session: Session,
    *,
    person_uid: str = "",
    kind: str = "",
    since: datetime | None = None,
    until: datetime | None = None,
    older_than: int | None = None,
    limit: int = 100,
) -> tuple[TrailEntry, ...]:
    """Entries, the newest first, from the one before the number ``older_than``.

    ``since`` is the first instant that is wanted, ``until`` the first that is not. All entries come
    in the order in which they arrived here; those of a person, a kind or some days in the order of
    their instants, which the index of each of these knows.
    """
    by_time = bool(person_uid or kind or since is not None or until is not None)
    conditions: list[ColumnElement[bool]] = []
    if person_uid:
        conditions.append(_ENTRY.c.person_uid == person_uid)
    if kind:
        conditions.append(_ENTRY.c.record_kind == kind)
    if since is not None:
        conditions.append(_ENTRY.c.made_at >= since)
    if until is not None:
        conditions.append(_ENTRY.c.made_at < until)
    order = [_ENTRY.c.made_at, _ENTRY.c.id] if by_time else [_ENTRY.c.id]
    if older_than is not None and by_time:
        last = select(_ENTRY.c.made_at).where(_ENTRY.c.id == older_than)
        at = session.connection().execute(last).scalar_one()
        earlier = or_(_ENTRY.c.made_at < at, _ENTRY.c.id < older_than)
        conditions += [_ENTRY.c.made_at <= at, earlier]
    elif older_than is not None:
        conditions.append(_ENTRY.c.id < older_than)
    statement = select(_ENTRY).where(*conditions)
    statement = statement.order_by(*(each.desc() for each in order)).limit(limit)
    rows = session.connection().execute(statement).all()
    names = subjects(session, ((row.record_kind, row.record_uid) for row in rows))
    gone = _erased(session, rows)
    return tuple(
        _entry(
            row,
            names.get((row.record_kind, row.record_uid), ""),
            erased=(row.origin, row.sequence) in gone,
        )
        for row in rows
    )


def trail_kinds(session: Session) -> tuple[str, ...]:
    """The kinds of records that the trail speaks of."""
    # One step of the index for each kind; DISTINCT would walk through the whole of it.
    found: list[str] = []
    connection = session.connection()
    least = select(func.min(_ENTRY.c.record_kind))
    kind = connection.execute(least).scalar()
    while kind is not None:
        found.append(str(kind))
        kind = connection.execute(least.where(_ENTRY.c.record_kind > kind)).scalar()
    return tuple(found)


def trail_length(session: Session) -> int:
    """How many entries there are."""
    count = select(func.count()).select_from(_ENTRY)
    return int(session.connection().execute(count).scalar_one())


def history(session: Session, session_uid: str) -> tuple[TrailEntry, ...]:
    """What happened to a session, the newest first.

    Its own entries, those of its photos, scores, follow-ups and adverse events, and what became
    of the client's consents since the session was begun.
    """
    connection = session.connection()
    head = connection.execute(
        select(_SESSION.c.id, _CLIENT.c.uid.label("client_uid"))
        .join(_CLIENT, _CLIENT.c.id == _SESSION.c.client_id)
        .where(_SESSION.c.uid == session_uid)
    ).one_or_none()
    wanted = [_about("session", [session_uid])]
    if head is not None:
        photos = select(_PHOTO.c.uid).where(_PHOTO.c.session_uid == session_uid)
        wanted.append(_about("photo", connection.execute(photos).scalars()))
        for kind, table in _OF_SESSION.items():
            uids = select(table.c.uid).where(table.c.session_id == head.id)
            wanted.append(_about(kind, connection.execute(uids).scalars()))
        consents = select(_CONSENT.c.uid).where(
            _CONSENT.c.client_id.in_(client_ids(session, head.client_uid))
        )
        begun = connection.execute(
            select(_ENTRY.c.made_at)
            .where(_about("session", [session_uid]))
            .order_by(_made_at)
            .limit(1)
        ).scalar()
        if begun is not None:
            given = _about("consent", connection.execute(consents).scalars())
            wanted.append(and_(given, _made_at >= literal(begun, _ENTRY.c.made_at.type)))
    statement = select(_ENTRY).where(or_(*wanted)).order_by(_ENTRY.c.id.desc())
    return tuple(map(_entry, connection.execute(statement)))


def was_opened(session: Session, person_uid: str, kind: str, uid: str, since: datetime) -> bool:
    """Whether the trail says already that a person has looked at a record since an instant."""
    found = select(_ENTRY.c.id).where(
        _about(kind, [uid]),
        _ENTRY.c.act == OPENED,
        func.trim(_ENTRY.c.person_uid, "") == person_uid,
        _made_at >= literal(since, _ENTRY.c.made_at.type),
    )
    return session.connection().execute(found.limit(1)).first() is not None


def _about(kind: str, uids: Iterable[str]) -> ColumnElement[bool]:
    return and_(_ENTRY.c.record_kind == kind, _ENTRY.c.record_uid.in_(list(uids)))


def _erased(session: Session, rows: Sequence[Row[Any]]) -> frozenset[tuple[str, int]]:
    """Which of these entries have lost their content in an erasure."""
    empty = [row.sequence for row in rows if row.before is None and row.after is None]
    if not empty:
        return frozenset()
    found = session.connection().execute(
        select(_STONE.c.origin, _STONE.c.sequence).where(_STONE.c.sequence.in_(empty))
    )
    return frozenset((row.origin, row.sequence) for row in found)


def _entry(row: Row[Any], subject: str = "", *, erased: bool = False) -> TrailEntry:
    return TrailEntry(
        id=row.id,
        origin=row.origin,
        sequence=row.sequence,
        at=row.made_at,
        person_uid=row.person_uid,
        person=row.person,
        act=row.act,
        kind=row.record_kind,
        uid=row.record_uid,
        before=json.loads(row.before) if row.before else None,
        after=json.loads(row.after) if row.after else None,
        subject=subject,
        erased=erased,
    )
