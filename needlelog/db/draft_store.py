"""Drafts: one row and one JSON document for each session that is not signed yet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import bindparam, delete, select, text, update

from needlelog.db.documents import canonical, from_text
from needlelog.db.prepared import Prepared
from needlelog.db.queries.people_names import namesakes
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import DraftTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.record_errors import NoSuchRecord, RecordLocked
from needlelog.domain.sessions import SessionDraft

_DRAFT = table_of(DraftTable)

_LOAD = Prepared(select(_DRAFT.c.document).where(_DRAFT.c.uid == bindparam("sought")))
_DELETE = Prepared(delete(_DRAFT).where(_DRAFT.c.uid == bindparam("sought")))
_SAVE = Prepared(
    text(
        "INSERT INTO draft (uid, origin, client_id, practitioner_id, saved_at, document)"
        " SELECT :uid, (SELECT origin FROM installation),"
        " coalesce(client.merged_into_id, client.id), practitioner.id, :at, :document"
        " FROM client JOIN practitioner ON practitioner.uid = :practitioner_uid"
        " WHERE client.uid = :client_uid"
        " AND NOT EXISTS (SELECT 1 FROM session WHERE session.uid = :uid)"
        " ON CONFLICT (uid) DO UPDATE SET client_id = excluded.client_id,"
        " practitioner_id = excluded.practitioner_id, saved_at = excluded.saved_at,"
        " document = excluded.document"
    )
)


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft with the names a list shows."""

    draft: SessionDraft
    client_name: str
    practitioner_name: str
    saved_at: datetime


def save_draft(session: Session, draft: SessionDraft, at: datetime) -> None:
    """Write a draft as one row, over an earlier state of it. Not part of the trail.

    Raises:
        RecordLocked: the session is signed already.
        NoSuchRecord: its client or practitioner is not in this clinic.
    """
    done = _SAVE.run(
        session,
        uid=draft.uid,
        client_uid=draft.client_uid,
        practitioner_uid=draft.practitioner_uid,
        at=at,
        document=canonical(draft),
    )
    if not done:
        if _is_signed(session, draft.uid):
            raise RecordLocked
        raise NoSuchRecord("client", draft.client_uid)


def load_draft(session: Session, uid: str) -> SessionDraft:
    """The draft as it was saved last.

    Raises:
        NoSuchRecord: there is no such draft (any more).
    """
    document = _LOAD.value(session, sought=uid)
    if document is None:
        raise NoSuchRecord("draft", uid)
    return from_text(SessionDraft, document)


def drafts(session: Session) -> tuple[StoredDraft, ...]:
    """All drafts, the one saved last first."""
    client, practitioner = table_of(ClientTable), table_of(PractitionerTable)
    rows = session.connection().execute(
        select(
            _DRAFT.c.document,
            _DRAFT.c.saved_at,
            client.c.name.label("client_name"),
            practitioner.c.uid.label("practitioner_uid"),
            practitioner.c.name.label("practitioner_name"),
        )
        .join(client, client.c.id == _DRAFT.c.client_id)
        .join(practitioner, practitioner.c.id == _DRAFT.c.practitioner_id)
        .order_by(_DRAFT.c.saved_at.desc(), _DRAFT.c.id.desc())
    )
    apart = namesakes(session)
    return tuple(
        StoredDraft(
            draft=from_text(SessionDraft, row.document),
            client_name=row.client_name,
            practitioner_name=apart.get(row.practitioner_uid, row.practitioner_name),
            saved_at=row.saved_at,
        )
        for row in rows
    )


def part_drafts(session: Session, at: datetime, chosen: Callable[[str], bool]) -> None:
    """Give those of the chosen uids another one, under which they will be signed.

    A session that was begun once and lies on two computers may be signed on both; those are two
    records. Photos stay with the former uid.
    """
    connection = session.connection()
    rows = connection.execute(select(_DRAFT.c.id, _DRAFT.c.uid, _DRAFT.c.document)).all()
    for row in rows:
        if chosen(row.uid):
            parted = replace(from_text(SessionDraft, row.document), uid=uuid7(at))
            values = {"uid": parted.uid, "document": canonical(parted)}
            connection.execute(update(_DRAFT).where(_DRAFT.c.id == row.id), values)


def delete_draft(session: Session, uid: str) -> None:
    """Take a draft away. Raises `NoSuchRecord` when there is none."""
    if not _DELETE.run(session, sought=uid):
        raise NoSuchRecord("draft", uid)


def _is_signed(session: Session, uid: str) -> bool:
    signed = table_of(SessionTable)
    return bool(
        session.connection().execute(select(signed.c.id).where(signed.c.uid == uid)).first()
    )
