"""Checking that what was received is still there: each receipt named where every trail ended."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from needlelog.db.exchange.marks import entry_hash_at
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

EXCHANGE = "exchange"
"""The kind of record that entries about exchanging are about."""
RECEIVED, TAKEN_BACK = "records received", "received records taken back"
_AUDIT = table_of(AuditEntryTable)


def exchange_faults(session: Session) -> Iterator[Fault]:
    """Trails that are shorter than, or other than, they were when something was received."""
    entries = (
        session.connection()
        .execute(
            select(_AUDIT.c.act, _AUDIT.c.record_uid, _AUDIT.c.after).where(
                _AUDIT.c.record_kind == EXCHANGE, _AUDIT.c.act.in_((RECEIVED, TAKEN_BACK))
            )
        )
        .all()
    )
    back = {row.record_uid for row in entries if row.act == TAKEN_BACK}
    told: dict[str, None] = {}
    for row in entries:
        if row.act == RECEIVED and row.record_uid not in back:
            for origin in _wrong_ends(session, row.after):
                told[origin] = None
    for origin in told:
        yield Fault(
            "exchange",
            f"The trail of machine {origin} is not the one that was received from it.",
        )


def _wrong_ends(session: Session, after: str | None) -> Iterator[str]:
    try:
        ends = json.loads(after or "")["ends"]
        for origin, (sequence, hash_) in ends.items():
            if entry_hash_at(session, origin, sequence) != hash_:
                yield origin
    except (ValueError, TypeError, KeyError):
        yield "unknown"
