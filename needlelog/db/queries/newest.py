"""When the records were written last: what the clock of this computer is held against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from needlelog.db.installation import origin_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds

_ENTRY = table_of(AuditEntryTable)
_SESSION = table_of(SessionTable)
_VERSION_AT, _STAMP_DIGITS = 14, 12


@dataclass(frozen=True, slots=True)
class NewestInstants:
    """The last entry of this installation's trail, and the session that was begun last of all.

    The two differ where the clock was turned back in between.
    """

    entry_at: datetime | None
    session_at: datetime | None


def newest_instants(session: Session) -> NewestInstants:
    """Two looks into indexes, however long the log is."""
    connection = session.connection()
    entry = connection.execute(
        select(_ENTRY.c.made_at)
        .where(_ENTRY.c.origin == origin_of(session))
        .order_by(_ENTRY.c.sequence.desc())
        .limit(1)
    ).scalar()
    uid = connection.execute(select(func.max(_SESSION.c.uid))).scalar()
    return NewestInstants(entry, None if uid is None else _begun(uid))


def _begun(uid: str) -> datetime | None:
    """The instant that a UUID of version 7 carries."""
    if uid[_VERSION_AT : _VERSION_AT + 1] != "7":
        return None
    try:
        return from_microseconds(int(uid.replace("-", "")[:_STAMP_DIGITS], 16) * 1000)
    except (ValueError, OverflowError):
        return None
