"""Looking at the trail of a clinic in tests."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.services.clinic import Clinic


@dataclass(frozen=True)
class Entry:
    act: str
    kind: str
    uid: str
    person: str
    before: Any
    after: Any


def entries(clinic: Clinic) -> list[Entry]:
    """Every entry, oldest first."""
    with clinic.database.read() as session:
        entry = table_of(AuditEntryTable)
        rows = session.execute(select(entry).order_by(entry.c.sequence)).all()
        return [
            Entry(
                row.act,
                row.record_kind,
                row.record_uid,
                row.person,
                json.loads(row.before) if row.before else None,
                json.loads(row.after) if row.after else None,
            )
            for row in rows
        ]
