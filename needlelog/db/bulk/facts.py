"""What rows in bulk go on from: the end of the trail and the row numbers that are taken."""

from __future__ import annotations

from sqlalchemy import func, select

from needlelog.db.audit_chain import FIRST_PREVIOUS_HASH
from needlelog.db.bulk.columns import NUMBERED
from needlelog.db.installation import origin_of
from needlelog.db.schema import metadata
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.transaction import Session

_ENTRY = table_of(AuditEntryTable)
_POINTED_AT = ("practitioner", "device", "product", "lot")


def end_of_trail(session: Session) -> tuple[int, str, str]:
    """Number and hash of the last entry of this installation, and the installation."""
    origin = origin_of(session)
    row = (
        session.connection()
        .execute(
            select(_ENTRY.c.sequence, _ENTRY.c.hash)
            .where(_ENTRY.c.origin == origin)
            .order_by(_ENTRY.c.sequence.desc())
            .limit(1)
        )
        .one_or_none()
    )
    return (0, FIRST_PREVIOUS_HASH, origin) if row is None else (row.sequence, row.hash, origin)


def row_numbers(session: Session) -> dict[tuple[str, str], int]:
    """The row numbers of people and stock, by kind and uid."""
    found: dict[tuple[str, str], int] = {}
    for kind in _POINTED_AT:
        table = metadata.tables[kind]
        for row in session.connection().execute(select(table.c.uid, table.c.id)):
            found[kind, row.uid] = row.id
    return found


def next_rows(session: Session) -> dict[str, int]:
    """The first free row number of each table whose rows are numbered beforehand."""
    return {
        name: 1
        + (session.connection().execute(select(func.max(metadata.tables[name].c.id))).scalar() or 0)
        for name in sorted(NUMBERED)
    }
