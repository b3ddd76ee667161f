"""What one state of the records holds, and how long a change waits for a backup."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select, text

from needlelog.db.installation import origin_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import DraftTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds, to_microseconds
from needlelog.db.whole_tables import row_counts
from needlelog.domain.backups import Holding, TrailHead
from needlelog.domain.sessions import SessionState

_ENTRY = table_of(AuditEntryTable)
_SESSION = table_of(SessionTable)
_DRAFT = table_of(DraftTable)
_NOT_TREATED = (SessionState.OPEN, SessionState.DEFERRED)
# Grouping would read the whole trail; this asks the index once for each installation.
_HEADS = text(
    "WITH RECURSIVE each(origin) AS ("
    " SELECT min(origin) FROM audit_entry"
    " UNION ALL SELECT (SELECT min(origin) FROM audit_entry WHERE origin > each.origin)"
    " FROM each WHERE each.origin IS NOT NULL)"
    " SELECT e.origin, e.sequence, e.hash FROM each JOIN audit_entry AS e"
    " ON e.origin = each.origin AND e.sequence ="
    " (SELECT max(sequence) FROM audit_entry WHERE origin = each.origin)"
)


def holding_of(session: Session, origin: str) -> Holding:
    """What the records hold in the state that this transaction sees."""
    connection = session.connection()
    counts = row_counts(session)
    not_treated = connection.execute(
        select(func.count()).select_from(_SESSION).where(_SESSION.c.state.in_(_NOT_TREATED))
    ).scalar_one()
    schema = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
    return Holding(
        origin=origin,
        schema=int(schema),
        counts=counts,
        sessions=counts["session"] - not_treated,
        last_session_at=_last_session_at(session),
        heads=trail_heads(session),
        drafts=drafts_mark(session),
    )


def trail_heads(session: Session) -> tuple[TrailHead, ...]:
    """The last entry of each installation's chain, in the order of the installations."""
    rows = session.connection().execute(_HEADS)
    return tuple(TrailHead(row.origin, row.sequence, row.hash) for row in rows)


def drafts_mark(session: Session) -> str:
    """A text that changes with every change of an unsigned session; empty without any."""
    rows = session.connection().execute(
        select(_DRAFT.c.uid, _DRAFT.c.saved_at).order_by(_DRAFT.c.uid)
    )
    marks = [f"{row.uid} {to_microseconds(row.saved_at)}" for row in rows]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest() if marks else ""


def waiting_since(
    session: Session, heads: Mapping[str, int], backed_up_at: datetime | None
) -> datetime | None:
    """When the oldest change was made that is not in a backup with these heads.

    ``heads`` are the last entries of the backup by origin, ``backed_up_at`` its instant; without
    any backup everything waits. What came from another machine came after the backup, however
    long before it was made there.
    """
    found, here = [], origin_of(session)
    connection = session.connection()
    for head in trail_heads(session):
        first = connection.execute(
            select(_ENTRY.c.made_at)
            .where(_ENTRY.c.origin == head.origin, _ENTRY.c.sequence > heads.get(head.origin, 0))
            .order_by(_ENTRY.c.sequence)
            .limit(1)
        ).scalar()
        if first is not None:
            came_later = backed_up_at is not None and head.origin != here
            found.append(max(first, backed_up_at) if came_later else first)
    drafts = select(func.min(_DRAFT.c.saved_at))
    if backed_up_at is not None:
        drafts = drafts.where(_DRAFT.c.saved_at > backed_up_at)
    draft = connection.execute(drafts).scalar()
    return min([*found, *([draft] if draft is not None else [])], default=None)


def _last_session_at(session: Session) -> datetime | None:
    treated = _SESSION.c.state.not_in(_NOT_TREATED)
    connection = session.connection()
    day = connection.execute(select(func.max(_SESSION.c.day)).where(treated)).scalar()
    if day is None:
        return None
    row = connection.execute(
        select(
            func.coalesce(_SESSION.c.ended_at, _SESSION.c.started_at, _SESSION.c.created_at).label(
                "at"
            ),
            _SESSION.c.offset_minutes,
        )
        .where(_SESSION.c.day == day, treated)
        .order_by(text("at DESC"))
        .limit(1)
    ).one()
    return from_microseconds(to_microseconds(row.at), row.offset_minutes)
