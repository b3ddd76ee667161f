"""Signed sessions: signing a draft, reading back, adding to and voiding.

Every function works inside the caller's transaction. Signing writes plain rows in bulk rather
than through the unit of work, because the practitioner waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, insert, select, text, update

from needlelog.db.audit_chain import record_change
from needlelog.db.bulk_insert import insert_rows
from needlelog.db.documents import from_plain, plain
from needlelog.db.draft_store import delete_draft
from needlelog.db.installation import origin_of
from needlelog.db.moments import moment
from needlelog.db.plan_lateness import keep_lateness
from needlelog.db.prepared import Prepared
from needlelog.db.same_client import client_ids
from needlelog.db.score_rows import insert_score
from needlelog.db.screening_rows import finding_rows
from needlelog.db.session_expansion import child_rows, keys_for, session_row
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_summaries import keep_session_summary
from needlelog.db.stores.stock_use import take_from_stock
from needlelog.db.summaries import COUNTED_STATES, count_session, keep_summaries
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.screening import FindingTable
from needlelog.db.tables.sessions import AddendumTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import offset_of, uuid7, uuids7
from needlelog.db.week_sums import add_to_week, keep_week
from needlelog.domain.people import Practitioner
from needlelog.domain.record_errors import NoSuchRecord, RecordLocked
from needlelog.domain.screening.findings import Finding
from needlelog.domain.sessions import Addendum, SessionDraft, SessionRecord, SessionState

_SESSION = table_of(SessionTable)
_ADDENDUM = table_of(AddendumTable)
_SET_SIGNED = Prepared(
    text(
        "UPDATE session SET state = :state, signed_by_id = :person_id, signed_by = :person,"
        " licence = :licence, signed_at = :at, signed_offset = :offset, chain_hash = :hash"
        " WHERE id = :id"
    )
)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the rules found in a draft, and the version of the rules."""

    findings: tuple[Finding, ...] = ()
    rules_version: str = ""


UNSCREENED = Screened()


def sign(
    session: Session,
    draft: SessionDraft,
    person: Practitioner,
    at: datetime,
    screened: Screened = UNSCREENED,
    state: SessionState = SessionState.SIGNED,
    imported_from: str = "",
) -> SessionRecord:
    """Turn a saved draft into the signed, locked record; the draft goes.

    The entry in the trail carries the whole content and what the rules found. ``state`` is
    deferred for a session that was put off (such a record counts in no sum)
    and imported for one that came from elsewhere, with the import it came with.

    Raises:
        NoSuchRecord: the draft, or a record it points at, is not in this clinic.
    """
    connection = session.connection()
    origin = origin_of(session)
    keys = keys_for(session, draft, person.uid)
    head = {
        **session_row(draft, keys),
        "rules_version": screened.rules_version,
        "imported_from": imported_from,
        "origin": origin,
    }
    number = insert_rows(connection, _SESSION, [head])
    found = (table_of(FindingTable), finding_rows(screened.findings))
    for table, rows in (*child_rows(draft, keys), *((found,) if found[1] else ())):
        owned = {"session_id": number, "origin": origin}
        named = zip(rows, uuids7(at, len(rows)), strict=True)
        insert_rows(connection, table, [{**row, **owned, "uid": uid} for row, uid in named])
    for score in draft.scores:
        owner = {
            "client_id": head["client_id"],
            "session_id": number,
            "rated_by_id": keys.of("practitioner", score.rated_by_uid or None),
            "origin": origin,
        }
        insert_score(connection, score, owner, at)
    chain_hash = record_change(
        session,
        at,
        person,
        state,
        kind="session",
        uid=draft.uid,
        after=signed_content(draft, person.name, person.licence, at, screened),
    )
    _SET_SIGNED.run(
        session,
        id=number,
        state=state,
        person_id=keys.of("practitioner", person.uid),
        person=person.name,
        licence=person.licence,
        at=at,
        offset=offset_of(at),
        hash=chain_hash,
    )
    if state is not SessionState.IMPORTED:
        delete_draft(session, draft.uid)
    if state in COUNTED_STATES:
        take_from_stock(session, draft, keys, number, person.uid, at)
        count_session(
            session, number, head, [(row.zone, row.side, row.depth_um) for row in draft.zones]
        )
    else:
        keep_summaries(session, head["client_id"], head["plan_id"])
    record = SessionRecord(
        content=draft,
        state=state,
        signed_by=person.name,
        signed_at=at,
        licence=person.licence,
        chain_hash=chain_hash,
        imported_from=imported_from,
        findings=screened.findings,
        rules_version=screened.rules_version,
    )
    flags = keep_session_summary(session, number, head, record)
    if state in COUNTED_STATES:
        add_to_week(session, head, record, flags)
        if head["plan_id"] is not None:
            keep_lateness(session, head["plan_id"])
    return record


def signed_content(
    draft: SessionDraft,
    signed_by: str,
    licence: str,
    at: datetime,
    screened: Screened = UNSCREENED,
) -> dict[str, Any]:
    """What the trail says about a signed session: who, when and every word of it."""
    return {
        "signed_by": signed_by,
        "licence": licence,
        "signed_at": at,
        "content": draft,
        "findings": screened.findings,
        "rules_version": screened.rules_version,
    }


def content_in_todays_form(after: dict[str, Any]) -> dict[str, Any]:
    """What an entry says was signed, with the fields that a program of its day did not know.

    Raises:
        ValueError: the entry does not describe a session.
    """
    return {
        "findings": [],
        "rules_version": "",
        **after,
        "content": plain(from_plain(SessionDraft, after.get("content"))),
    }


def record(session: Session, uid: str) -> SessionRecord:
    """A signed session as it stands. Raises `NoSuchRecord`."""
    return records_by_id(session, (_required_head(session, uid).id,))[0]


def records_of_client(
    session: Session, client_uid: str, *, counted_only: bool = False, limit: int | None = None
) -> tuple[SessionRecord, ...]:
    """A client's signed sessions, newest first; ``counted_only`` leaves out void ones."""
    statement = (
        select(_SESSION.c.id)
        .where(
            _SESSION.c.client_id.in_(client_ids(session, client_uid)),
            _SESSION.c.state != SessionState.OPEN,
        )
        .order_by(_SESSION.c.day.desc(), _SESSION.c.started_at.desc(), _SESSION.c.id.desc())
        .limit(limit)
    )
    if counted_only:
        statement = statement.where(_SESSION.c.state.in_(COUNTED_STATES))
    return records_by_id(session, session.connection().execute(statement).scalars())


def signed_count(session: Session, client_uid: str) -> int:
    """How many sessions of a client are signed, void ones included."""
    statement = select(func.count()).where(
        _SESSION.c.client_id.in_(client_ids(session, client_uid)),
        _SESSION.c.state != SessionState.OPEN,
    )
    return int(session.connection().execute(statement).scalar_one())


def add_addendum(
    session: Session,
    uid: str,
    words: str,
    person: Practitioner,
    at: datetime,
    about: str = "",
    question_uid: str = "",
) -> Addendum:
    """Add words to a signed record; ``about`` names the part they correct, ``question_uid`` the
    question they answer.

    Raises:
        NoSuchRecord: there is no such record.
        RecordLocked: the record is void.
    """
    head = _required_head(session, uid)
    addendum = Addendum(uuid7(at), words, person.name, at, about)
    session.connection().execute(
        insert(_ADDENDUM),
        {
            "uid": addendum.uid,
            "origin": origin_of(session),
            "session_id": head.id,
            "text": words,
            "about": about,
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
        after={"addendum": addendum.uid, "text": words, "about": about}
        | ({"question": question_uid} if question_uid else {}),
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
    keep_week(session, head.day, head.practitioner_id)
    if head.plan_id is not None:
        keep_lateness(session, head.plan_id)


def _required_head(session: Session, uid: str) -> Row[*tuple[Any, ...]]:
    head: Row[*tuple[Any, ...]] | None = (
        session.connection()
        .execute(
            select(
                _SESSION.c.id,
                _SESSION.c.state,
                _SESSION.c.client_id,
                _SESSION.c.plan_id,
                _SESSION.c.practitioner_id,
                _SESSION.c.day,
            ).where(_SESSION.c.uid == uid)
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
