"""Signed sessions: signing a draft, reading back, adding to and voiding.

Every function works inside the caller's transaction. Signing writes plain rows in bulk rather
than through the unit of work, because the practitioner waits for it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select, text, update
from sqlalchemy.orm import Session

from needlelog.db.audit_chain import record_change
from needlelog.db.bulk_insert import insert_rows
from needlelog.db.draft_store import delete_draft
from needlelog.db.installation import origin_of
from needlelog.db.session_expansion import child_rows, keys_for, moment, session_row
from needlelog.db.session_reading import records_by_id
from needlelog.db.summaries import COUNTED_STATES, count_session, keep_summaries
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import AddendumTable, SessionTable
from needlelog.db.types import offset_of, to_microseconds, uuid7
from needlelog.domain.people import Practitioner
from needlelog.domain.record_errors import NoSuchRecord, RecordLocked
from needlelog.domain.sessions import Addendum, SessionDraft, SessionRecord, SessionState

_SESSION = table_of(SessionTable)
_ADDENDUM = table_of(AddendumTable)
_SET_SIGNED = text(
    "UPDATE session SET state = 'signed', signed_by_id = :person_id, signed_by = :person,"
    " licence = :licence, signed_at = :at, signed_offset = :offset, chain_hash = :hash"
    " WHERE id = :id"
)


def sign(
    session: Session, draft: SessionDraft, person: Practitioner, at: datetime
) -> SessionRecord:
    """Turn a saved draft into the signed, locked record; the draft goes.

    The entry in the trail carries the whole content.

    Raises:
        NoSuchRecord: the draft, or a record it points at, is not in this clinic.
    """
    connection = session.connection()
    origin = origin_of(session)
    keys = keys_for(session, draft, person.uid)
    head = {**session_row(draft, keys), "origin": origin}
    number = insert_rows(connection, _SESSION, [head])
    for table, rows in child_rows(draft, keys):
        owned = {"session_id": number, "origin": origin}
        insert_rows(connection, table, [{**row, **owned, "uid": uuid7(at)} for row in rows])
    chain_hash = record_change(
        session,
        at,
        person,
        "signed",
        kind="session",
        uid=draft.uid,
        after=signed_content(draft, person.name, person.licence, at),
    )
    connection.execute(
        _SET_SIGNED,
        {
            "id": number,
            "person_id": keys.of("practitioner", person.uid),
            "person": person.name,
            "licence": person.licence,
            "at": to_microseconds(at),
            "offset": offset_of(at),
            "hash": chain_hash,
        },
    )
    delete_draft(session, draft.uid)
    count_session(
        session, number, head, [(row.zone, row.side, row.depth_um) for row in draft.zones]
    )
    return SessionRecord(
        content=draft,
        state=SessionState.SIGNED,
        signed_by=person.name,
        signed_at=at,
        licence=person.licence,
        chain_hash=chain_hash,
    )


def signed_content(
    draft: SessionDraft, signed_by: str, licence: str, at: datetime
) -> dict[str, Any]:
    """What the trail says about a signed session: who, when and every word of it."""
    return {"signed_by": signed_by, "licence": licence, "signed_at": at, "content": draft}


def record(session: Session, uid: str) -> SessionRecord:
    """A signed session as it stands. Raises `NoSuchRecord`."""
    return records_by_id(session, (_required_head(session, uid).id,))[0]


def records_of_client(
    session: Session, client_uid: str, *, counted_only: bool = False, limit: int | None = None
) -> tuple[SessionRecord, ...]:
    """A client's signed sessions, newest first; ``counted_only`` leaves out void ones."""
    client = table_of(ClientTable)
    statement = (
        select(_SESSION.c.id)
        .join(client, client.c.id == _SESSION.c.client_id)
        .where(client.c.uid == client_uid, _SESSION.c.state != SessionState.OPEN)
        .order_by(_SESSION.c.day.desc(), _SESSION.c.started_at.desc(), _SESSION.c.id.desc())
        .limit(limit)
    )
    if counted_only:
        statement = statement.where(_SESSION.c.state.in_(COUNTED_STATES))
    return records_by_id(session, session.connection().execute(statement).scalars())


def add_addendum(
    session: Session, uid: str, words: str, person: Practitioner, at: datetime
) -> Addendum:
    """Add words to a signed record.

    Raises:
        NoSuchRecord: there is no such record.
        RecordLocked: the record is void.
    """
    head = _required_head(session, uid)
    addendum = Addendum(uuid7(at), words, person.name, at)
    session.connection().execute(
        insert(_ADDENDUM),
        {
            "uid": addendum.uid,
            "origin": origin_of(session),
            "session_id": head.id,
            "text": words,
            "author_id": _person_id(session, person),
            "author": person.name,
            **moment("written", at),
        },
    )
    record_change(
        session,
        at,
        person,
        "addendum",
        kind="session",
        uid=uid,
        after={"addendum": addendum.uid, "text": words},
    )
    return addendum


def void(session: Session, uid: str, reason: str, person: Practitioner, at: datetime) -> None:
    """Mark a record as void; it stays readable and no longer counts.

    Raises:
        NoSuchRecord: there is no such record.
        RecordLocked: it is void already.
    """
    head = _required_head(session, uid)
    if head.state == SessionState.VOID:
        raise RecordLocked
    session.connection().execute(
        update(_SESSION).where(_SESSION.c.id == head.id),
        {
            "state": SessionState.VOID,
            "voided_by_id": _person_id(session, person),
            "voided_by": person.name,
            "void_reason": reason,
            **moment("voided", at),
        },
    )
    record_change(
        session,
        at,
        person,
        "voided",
        kind="session",
        uid=uid,
        before={"state": head.state},
        after={"state": SessionState.VOID, "reason": reason},
    )
    keep_summaries(session, head.client_id, head.plan_id)


def _required_head(session: Session, uid: str) -> Row[Any, Any, Any, Any]:
    head: Row[Any, Any, Any, Any] | None = (
        session.connection()
        .execute(
            select(_SESSION.c.id, _SESSION.c.state, _SESSION.c.client_id, _SESSION.c.plan_id).where(
                _SESSION.c.uid == uid
            )
        )
        .one_or_none()
    )
    if head is None:
        raise NoSuchRecord("session", uid)
    return head


def _person_id(session: Session, person: Practitioner) -> int:
    practitioner = table_of(PractitionerTable)
    number: int | None = (
        session.connection()
        .execute(select(practitioner.c.id).where(practitioner.c.uid == person.uid))
        .scalar_one_or_none()
    )
    if number is None:
        raise NoSuchRecord("practitioner", person.uid)
    return number
