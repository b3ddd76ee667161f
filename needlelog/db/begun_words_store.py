"""Words begun and not kept: one row a person, kind and record; no part of the trail."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import bindparam, select, text

from needlelog.db.prepared import Prepared
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.tables.base import table_of
from needlelog.db.tables.begun_words import BegunWordsTable
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.begun_words import BegunAddendum, BegunKind, BegunWords
from needlelog.domain.sessions import SessionState

_BEGUN = table_of(BegunWordsTable)
_PERSON = table_of(PractitionerTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)

_OF_PERSON = "practitioner_id = (SELECT id FROM practitioner WHERE uid = :person)"
_SAVE = Prepared(
    text(
        "INSERT INTO begun_words"
        " (uid, origin, practitioner_id, client_id, kind, about_uid, words, changed_at)"
        " SELECT :uid, (SELECT origin FROM installation), practitioner.id, client.id,"
        " :kind, :about, :words, :at"
        " FROM client JOIN practitioner ON practitioner.uid = :person"
        " WHERE client.id = coalesce((SELECT client_id FROM session WHERE uid = :about),"
        " (SELECT session.client_id FROM session JOIN question ON question.session_id = session.id"
        " WHERE question.uid = :about), (SELECT id FROM client WHERE uid = :about))"
        " ON CONFLICT (practitioner_id, kind, about_uid) DO UPDATE SET"
        " client_id = excluded.client_id, words = excluded.words, changed_at = excluded.changed_at"
    )
)
_LOAD = Prepared(
    select(_BEGUN.c.words, _BEGUN.c.changed_at)
    .join(_PERSON, _PERSON.c.id == _BEGUN.c.practitioner_id)
    .where(
        _PERSON.c.uid == bindparam("person"),
        _BEGUN.c.kind == bindparam("kind"),
        _BEGUN.c.about_uid == bindparam("about"),
    )
)
_DROP = Prepared(
    text(
        f"DELETE FROM begun_words WHERE {_OF_PERSON}"  # noqa: S608  no values
        " AND kind = :kind AND about_uid = :about"
    )
)
_DROP_ALL = Prepared(text("DELETE FROM begun_words WHERE kind = :kind AND about_uid = :about"))
_BE_ADDENDA = Prepared(
    text(
        "UPDATE OR IGNORE begun_words SET kind = 'addendum', about_uid ="
        " (SELECT session.uid FROM session JOIN question ON question.session_id = session.id"
        " WHERE question.uid = :about) WHERE kind = 'answer' AND about_uid = :about"
    )
)
_ADDENDA = Prepared(
    select(
        _SESSION.c.uid.label("session_uid"),
        _CLIENT.c.name.label("client_name"),
        _SESSION.c.day,
        _BEGUN.c.changed_at,
    )
    .select_from(_BEGUN)
    .join(_PERSON, _PERSON.c.id == _BEGUN.c.practitioner_id)
    .join(_SESSION, _SESSION.c.uid == _BEGUN.c.about_uid)
    .join(RECORDED, RECORDED.c.id == _SESSION.c.client_id)
    .join(_CLIENT, _CLIENT.c.id == KEPT)
    .where(
        _PERSON.c.uid == bindparam("person"),
        _BEGUN.c.kind == BegunKind.ADDENDUM.value,
        _SESSION.c.state != SessionState.VOID.value,
    )
    .order_by(_BEGUN.c.changed_at.desc(), _BEGUN.c.id.desc())
)


def save(
    session: Session,
    person_uid: str,
    kind: BegunKind,
    about_uid: str,
    words: Mapping[str, str],
    at: datetime,
) -> None:
    """Keep what stands in the fields, over an earlier state of it.

    Of a record that is not there any more nothing is kept.
    """
    _SAVE.run(
        session,
        uid=uuid7(at),
        person=person_uid,
        kind=kind.value,
        about=about_uid,
        words=json.dumps(dict(words), ensure_ascii=False),
        at=at,
    )


def load(session: Session, person_uid: str, kind: BegunKind, about_uid: str) -> BegunWords | None:
    """What a person has begun in one place, if anything."""
    row = _LOAD.first(session, person=person_uid, kind=kind.value, about=about_uid)
    return None if row is None else BegunWords(json.loads(row.words), row.changed_at)


def drop(session: Session, person_uid: str, kind: BegunKind, about_uid: str) -> None:
    """Forget what a person has begun in one place."""
    _DROP.run(session, person=person_uid, kind=kind.value, about=about_uid)


def session_voided(session: Session, session_uid: str) -> None:
    """A void record takes no words any more, whoever has begun them."""
    for kind in (BegunKind.ADDENDUM, BegunKind.VOIDING):
        _DROP_ALL.run(session, kind=kind.value, about=session_uid)


def question_closed(session: Session, question_uid: str) -> None:
    """An answer that was begun to it goes on as an addendum to the record."""
    _BE_ADDENDA.run(session, about=question_uid)
    _DROP_ALL.run(session, kind=BegunKind.ANSWER.value, about=question_uid)


def addenda_of(session: Session, person_uid: str) -> tuple[BegunAddendum, ...]:
    """The addenda that a person has begun and can still write, the newest first."""
    return tuple(
        [
            BegunAddendum(row.session_uid, row.client_name, row.day, row.changed_at)
            for row in _ADDENDA.all(session, person=person_uid)
        ]
    )
