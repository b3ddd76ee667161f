"""Writing follow-ups; they are written once and never changed."""

from __future__ import annotations

from datetime import datetime

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.installation import origin_of
from needlelog.db.stores.rows import columns_of, insert_row, optional_row_id, row_id
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import FollowUpTable, SymptomTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.follow_up import FollowUp

NAMED_OTHERWISE = ("client_uid", "session_uid", "symptoms", "recorded_by", "replaces")


def insert_follow_up(session: Session, follow_up: FollowUp, person_uid: str, at: datetime) -> None:
    """Keep a follow-up with its symptoms. Raises `NoSuchRecord`."""
    row = insert_row(
        session,
        FollowUpTable,
        columns_of(follow_up, without=NAMED_OTHERWISE)
        | {
            "client_id": row_id(session, ClientTable, follow_up.client_uid),
            "session_id": optional_row_id(session, SessionTable, follow_up.session_uid),
            "replaces_id": optional_row_id(session, FollowUpTable, follow_up.replaces),
            "recorded_by_id": row_id(session, PractitionerTable, person_uid),
            "recorded_at": at,
        },
    )
    if follow_up.symptoms:
        insert_rows(
            session.connection(),
            table_of(SymptomTable),
            [
                columns_of(symptom)
                | {
                    "uid": uuid7(at),
                    "origin": origin_of(session),
                    "follow_up_id": row,
                    "position": position,
                }
                for position, symptom in enumerate(follow_up.symptoms)
            ],
        )
