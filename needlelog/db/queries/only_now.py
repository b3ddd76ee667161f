"""What these records hold beyond an earlier state, told by where its chains ended."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError, NoResultFound

from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import DraftTable
from needlelog.db.tombstones import DESTROYED
from needlelog.db.transaction import Session
from needlelog.domain.errors import KnownError
from needlelog.domain.restoring import OnlyNow

_ENTRY = table_of(AuditEntryTable)
_DRAFT = table_of(DraftTable)

_TREATED = ("signed", "imported")
"""The acts by which a session counts in what a backup says it holds; a deferred one does not."""
UNREADABLE = (KnownError, DBAPIError, NoResultFound, ValueError, TypeError)
"""What counting damaged records fails with."""


def only_now(session: Session, ends: Mapping[str, int]) -> OnlyNow:
    """Count what came after ``ends``, the number of the last entry by origin."""
    connection = session.connection()
    origins = connection.execute(select(_ENTRY.c.origin).distinct()).scalars().all()
    acts: dict[tuple[str, str], int] = {}
    for origin in origins:
        rows = connection.execute(
            select(_ENTRY.c.record_kind, _ENTRY.c.act, func.count())
            .where(_ENTRY.c.origin == origin, _ENTRY.c.sequence > ends.get(origin, 0))
            .group_by(_ENTRY.c.record_kind, _ENTRY.c.act)
        )
        for kind, act, count in rows:
            acts[kind, act] = acts.get((kind, act), 0) + count
    sessions = sum(acts.get(("session", act), 0) for act in _TREATED)
    destroyed = sum(count for (_kind, act), count in acts.items() if act == DESTROYED)
    drafts = connection.execute(select(func.count()).select_from(_DRAFT)).scalar_one()
    return OnlyNow(sessions, sum(acts.values()) - sessions - destroyed, destroyed, drafts)
