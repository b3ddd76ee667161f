"""Countersigning, questions and filters by name; every function works in the caller's transaction."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from needlelog.db.audit_chain import record_change
from needlelog.db.documents import canonical, from_plain
from needlelog.db.moments import moment
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import QuestionTable, SavedFilterTable
from needlelog.db.tables.sessions import AddendumTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import named_uid, uuid7
from needlelog.domain.people import Practitioner
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_QUESTION = table_of(QuestionTable)
_ADDENDUM = table_of(AddendumTable)
_FILTER = table_of(SavedFilterTable)


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a session with its answer, an addendum, if there is one."""

    uid: str
    session_uid: str
    client_name: str
    practitioner_uid: str
    text: str
    asked_by: str
    asked_at: datetime
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    closed_by: str = ""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter under a name."""

    uid: str
    name: str
    wanted: SessionFilter
    made_by: str


def countersign(session: Session, uid: str, person: Practitioner, at: datetime) -> None:
    """Set a signed session countersigned; nothing else of it changes. Raises `NoSuchRecord`."""
    number = row_id(session, SessionTable, uid)
    session.connection().execute(
        update(_SESSION).where(_SESSION.c.id == number),
        {
            "state": SessionState.COUNTERSIGNED,
            "countersigned_by_id": row_id(session, PractitionerTable, person.uid),
            "countersigned_by": person.name,
            **moment("countersigned", at),
        },
    )
    record_change(
        session,
        at,
        person,
        "countersigned",
        kind="session",
        uid=uid,
        before={"state": SessionState.SIGNED},
        after={"state": SessionState.COUNTERSIGNED, "by": person.name},
    )


def ask(session: Session, session_uid: str, words: str, person: Practitioner, at: datetime) -> str:
    """Keep a question about a session and return its uid. Raises `NoSuchRecord`."""
    uid = uuid7(at)
    insert_row(
        session,
        QuestionTable,
        {
            "uid": uid,
            "session_id": row_id(session, SessionTable, session_uid),
            "text": words,
            "asked_by_id": row_id(session, PractitionerTable, person.uid),
            "asked_by": person.name,
            "asked_at": at,
        },
    )
    record_change(
        session,
        at,
        person,
        "question asked",
        kind="session",
        uid=session_uid,
        after={"question": uid, "text": words},
    )
    return uid


def answered(session: Session, uid: str, addendum_uid: str) -> None:
    """Say which addendum answers a question. Raises `NoSuchRecord`."""
    row = row_id(session, QuestionTable, uid)
    update_row(
        session, QuestionTable, row, {"answer_id": row_id(session, AddendumTable, addendum_uid)}
    )


def close(session: Session, question: Question, person: Practitioner, at: datetime) -> None:
    """Close a question. Raises `NoSuchRecord`."""
    row = row_id(session, QuestionTable, question.uid)
    update_row(session, QuestionTable, row, {"closed_at": at, "closed_by": person.name})
    record_change(
        session,
        at,
        person,
        "question closed",
        kind="session",
        uid=question.session_uid,
        after={"question": question.uid},
    )


def questions(
    session: Session,
    *,
    session_uid: str = "",
    practitioner_uid: str = "",
    waiting: bool = False,
    answered: bool = False,
) -> tuple[Question, ...]:
    """Questions, the oldest first: of one session, or of one practitioner's sessions.

    ``waiting`` leaves out those that have an answer or are closed, ``answered`` those that have
    none or are closed.
    """
    statement = (
        select(
            _QUESTION,
            _SESSION.c.uid.label("session_uid"),
            _CLIENT.c.name.label("client_name"),
            _PERSON.c.uid.label("practitioner_uid"),
            _ADDENDUM.c.text.label("answer"),
            _ADDENDUM.c.author.label("answered_by"),
            _ADDENDUM.c.written_at.label("answered_at"),
        )
        .join(_SESSION, _SESSION.c.id == _QUESTION.c.session_id)
        .join(RECORDED, RECORDED.c.id == _SESSION.c.client_id)
        .join(_CLIENT, _CLIENT.c.id == KEPT)
        .join(_PERSON, _PERSON.c.id == _SESSION.c.practitioner_id)
        .outerjoin(_ADDENDUM, _ADDENDUM.c.id == _QUESTION.c.answer_id)
        .order_by(_QUESTION.c.id)
    )
    if session_uid:
        statement = statement.where(_SESSION.c.uid == session_uid)
    if practitioner_uid:
        statement = statement.where(_PERSON.c.uid == practitioner_uid)
    if waiting:
        statement = statement.where(
            _QUESTION.c.closed_at.is_(None), _QUESTION.c.answer_id.is_(None)
        )
    if answered:
        statement = statement.where(
            _QUESTION.c.closed_at.is_(None), _QUESTION.c.answer_id.is_not(None)
        )
    return tuple(
        Question(
            uid=row.uid,
            session_uid=row.session_uid,
            client_name=row.client_name,
            practitioner_uid=row.practitioner_uid,
            text=row.text,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            answer=row.answer or "",
            answered_by=row.answered_by or "",
            answered_at=row.answered_at,
            closed_by=row.closed_by,
            closed_at=row.closed_at,
        )
        for row in session.connection().execute(statement)
    )


def question(session: Session, uid: str) -> Question:
    """One question. Raises `NoSuchRecord`."""
    owner = (
        session.connection()
        .execute(
            select(_SESSION.c.uid)
            .join(_QUESTION, _QUESTION.c.session_id == _SESSION.c.id)
            .where(_QUESTION.c.uid == uid)
        )
        .scalar_one_or_none()
    )
    if owner is None:
        raise NoSuchRecord("question", uid)
    return next(each for each in questions(session, session_uid=owner) if each.uid == uid)


def saved_filters(session: Session) -> tuple[SavedFilter, ...]:
    """All filters by name."""
    rows = session.connection().execute(
        select(_FILTER).where(_FILTER.c.active).order_by(_FILTER.c.name)
    )
    return tuple(
        SavedFilter(
            row.uid, row.name, from_plain(SessionFilter, json.loads(row.document)), row.made_by
        )
        for row in rows
    )


def keep_filter(
    session: Session, name: str, wanted: SessionFilter, person: Practitioner, at: datetime
) -> None:
    """Keep a filter under a name, over one that had it."""
    row = session.connection().execute(select(_FILTER.c.id).where(_FILTER.c.name == name)).scalar()
    columns = {
        "name": name,
        "document": canonical(wanted),
        "made_by": person.name,
        "made_at": at,
        "active": True,
    }
    if row is None:
        insert_row(session, SavedFilterTable, {**columns, "uid": named_uid("saved_filter", name)})
    else:
        update_row(session, SavedFilterTable, int(row), columns)


def drop_filter(session: Session, uid: str) -> None:
    """Offer a filter no longer. Raises `NoSuchRecord`."""
    update_row(session, SavedFilterTable, row_id(session, SavedFilterTable, uid), {"active": False})
