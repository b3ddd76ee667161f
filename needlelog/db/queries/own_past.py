"""What the records know of their own past: when they last took the place of others."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select

from needlelog.db.installation import origin_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.transaction import Session

_ENTRY = table_of(AuditEntryTable)
_ABOUT_THE_RECORDS = "installation"


def last_replaced_at(session: Session, acts: Collection[str]) -> datetime | None:
    """When these records last took the place of others, or began, by their own chain.

    A chain begins where records do or where a copy of some goes on; ``acts`` are those by which
    records go on in a chain they had before.
    """
    latest = select(func.max(_ENTRY.c.made_at)).where(_ENTRY.c.origin == origin_of(session))
    returned = (_ENTRY.c.record_kind == _ABOUT_THE_RECORDS, _ENTRY.c.act.in_(acts))
    connection = session.connection()
    moments = [
        connection.execute(statement).scalar()
        for statement in (latest.where(_ENTRY.c.sequence == 1), latest.where(*returned))
    ]
    return max((each for each in moments if each is not None), default=None)
