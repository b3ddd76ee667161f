"""Writing legal holds; a hold is lifted, never deleted."""

from __future__ import annotations

from datetime import datetime

from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.retention import LegalHoldTable
from needlelog.db.transaction import Session
from needlelog.domain.retention import LegalHold


def insert_hold(session: Session, client_uid: str, hold: LegalHold) -> None:
    """Keep a new hold on a client. Raises `NoSuchRecord`."""
    insert_row(
        session,
        LegalHoldTable,
        {
            "uid": hold.uid,
            "client_id": row_id(session, ClientTable, client_uid),
            "reason": hold.reason,
            "placed_by": hold.placed_by,
            "placed_at": hold.placed_at,
        },
    )


def lift_hold(session: Session, uid: str, person: str, at: datetime, reason: str) -> None:
    """Keep that a hold is over. Raises `NoSuchRecord`."""
    row = row_id(session, LegalHoldTable, uid)
    lifted = {"lifted_by": person, "lifted_at": at, "lifted_reason": reason}
    update_row(session, LegalHoldTable, row, lifted)
