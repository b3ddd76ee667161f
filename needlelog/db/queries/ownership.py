"""Whose a session or a client is."""

from __future__ import annotations

from sqlalchemy import select

from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session

_SESSION = table_of(SessionTable)
_PERSON = table_of(PractitionerTable)


def session_is_hers(session: Session, uid: str, person_uid: str) -> bool:
    """Whether a session was held by a person; one that is not there is nobody's."""
    owner = (
        select(_PERSON.c.uid)
        .join(_SESSION, _SESSION.c.practitioner_id == _PERSON.c.id)
        .where(_SESSION.c.uid == uid)
    )
    return session.connection().execute(owner).scalar() == person_uid


def client_is_hers(session: Session, uid: str, person_uid: str) -> bool:
    """Whether a person has treated a client, or nobody has."""
    connection = session.connection()
    person = select(_PERSON.c.id).where(_PERSON.c.uid == person_uid).scalar_subquery()
    sessions = select(_SESSION.c.id).where(_SESSION.c.client_id.in_(client_ids(session, uid)))
    # Without the sum SQLite goes through all sessions of the person instead of the client's.
    held = sessions.where(_SESSION.c.practitioner_id + 0 == person)
    if connection.execute(held.limit(1)).first() is not None:
        return True
    return connection.execute(sessions.limit(1)).first() is None
