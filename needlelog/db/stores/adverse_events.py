"""Writing adverse events; what is known later is added, nothing is deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from needlelog.db.stores.rows import (
    columns_of,
    insert_row,
    optional_row_id,
    row_id,
    update_row,
)
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable, FollowUpTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.stock import LotTable
from needlelog.db.transaction import Session
from needlelog.domain.adverse_events import AdverseEvent

_NAMED_OTHERWISE = (
    "uid",
    "client_uid",
    "session_uid",
    "follow_up_uid",
    "lot_uid",
    "recorded_by",
    "recorded_at",
)


def insert_event(session: Session, event: AdverseEvent, person_uid: str, at: datetime) -> None:
    """Keep a new adverse event. Raises `NoSuchRecord`."""
    insert_row(
        session,
        AdverseEventTable,
        _columns(session, event)
        | {
            "uid": event.uid,
            "client_id": row_id(session, ClientTable, event.client_uid),
            "recorded_by_id": row_id(session, PractitionerTable, person_uid),
            "recorded_at": at,
        },
    )


def update_event(session: Session, event: AdverseEvent) -> None:
    """Write what is known now; client, recorder and instant stay. Raises `NoSuchRecord`."""
    row = row_id(session, AdverseEventTable, event.uid)
    update_row(session, AdverseEventTable, row, _columns(session, event))


def _columns(session: Session, event: AdverseEvent) -> dict[str, Any]:
    return columns_of(event, without=_NAMED_OTHERWISE) | {
        "session_id": optional_row_id(session, SessionTable, event.session_uid),
        "follow_up_id": optional_row_id(session, FollowUpTable, event.follow_up_uid),
        "lot_id": optional_row_id(session, LotTable, event.lot_uid),
    }
