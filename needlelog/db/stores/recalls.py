"""Writing recalls and who was told. A notice is never changed: a mistake is another row."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.installation import origin_of
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.recalls import RecallNoticeTable, RecallTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.people import Practitioner
from needlelog.domain.recalls import Notice, Recall, RecallCounts
from needlelog.domain.record_errors import NoSuchRecord

_CLIENT = table_of(ClientTable)


def insert_recall(session: Session, recall: Recall, person: Practitioner) -> None:
    """Keep a new recall."""
    insert_row(
        session,
        RecallTable,
        {
            "uid": recall.uid,
            "kind": recall.subject.kind.value,
            "subject_uid": recall.subject.uid,
            "subject": recall.subject.name,
            "number": recall.subject.number,
            "reason": recall.reason,
            "opened_by_id": row_id(session, PractitionerTable, person.uid),
            "opened_by": recall.opened_by,
            "opened_at": recall.opened_at,
        },
    )


def insert_notices(
    session: Session,
    recall_uid: str,
    client_uids: Iterable[str],
    notice: Notice,
    recorded: tuple[Practitioner, datetime],
    *,
    told: bool,
) -> None:
    """Keep that clients were told, or with ``told`` off that this was a mistake.

    Raises `NoSuchRecord` where one of the clients is not kept.
    """
    person, at = recorded
    wanted = list(client_uids)
    connection = session.connection()
    rows = connection.execute(select(_CLIENT.c.uid, _CLIENT.c.id).where(_CLIENT.c.uid.in_(wanted)))
    numbers = {row.uid: row.id for row in rows}
    missing = next((uid for uid in wanted if uid not in numbers), None)
    if missing is not None:
        raise NoSuchRecord("client", missing)
    shared = {
        "origin": origin_of(session),
        "recall_id": row_id(session, RecallTable, recall_uid),
        "told": told,
        "told_on": notice.on,
        "way": notice.way.value,
        "person_id": row_id(session, PractitionerTable, person.uid),
        "person": notice.person,
        "note": notice.note,
        "recorded_at": at,
    }
    insert_rows(
        connection,
        table_of(RecallNoticeTable),
        [{**shared, "uid": uuid7(at), "client_id": numbers[uid]} for uid in wanted],
    )


def close_recall(
    session: Session, uid: str, person: Practitioner, at: datetime, counts: RecallCounts
) -> None:
    """Keep that a recall is over, with its counts. Raises `NoSuchRecord`."""
    update_row(
        session,
        RecallTable,
        row_id(session, RecallTable, uid),
        {
            "closed_at": at,
            "closed_by": person.name,
            "clients": counts.clients,
            "sessions": counts.sessions,
            "notified": counts.notified,
        },
    )
