"""Reading adverse events."""

from __future__ import annotations

from sqlalchemy import ColumnElement, select

from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable, FollowUpTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.stock import LotTable
from needlelog.db.transaction import Session
from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.record_errors import NoSuchRecord

_EVENT = table_of(AdverseEventTable)
_CLIENT = table_of(ClientTable)
_SESSION = table_of(SessionTable)
_FOLLOW_UP = table_of(FollowUpTable)
_LOT = table_of(LotTable)
_PERSON = table_of(PractitionerTable)


def adverse_event(session: Session, uid: str) -> AdverseEvent:
    """One event. Raises `NoSuchRecord`."""
    found = _events(session, _EVENT.c.uid == uid)
    if not found:
        raise NoSuchRecord("adverse_event", uid)
    return found[0]


def events_of_client(session: Session, client_uid: str) -> tuple[AdverseEvent, ...]:
    """All adverse events of a client, the one noticed last first."""
    return _events(session, _EVENT.c.client_id.in_(client_ids(session, client_uid)))


def events_of_session(session: Session, session_uid: str) -> tuple[AdverseEvent, ...]:
    """All adverse events of a session, the one noticed last first."""
    return _events(session, _SESSION.c.uid == session_uid)


def _events(session: Session, which: ColumnElement[bool]) -> tuple[AdverseEvent, ...]:
    rows = session.connection().execute(
        select(
            _EVENT,
            _CLIENT.c.uid.label("client_uid"),
            _SESSION.c.uid.label("session_uid"),
            _FOLLOW_UP.c.uid.label("follow_up_uid"),
            _LOT.c.uid.label("lot_uid"),
            _PERSON.c.name.label("recorded_by"),
        )
        .join(_CLIENT, _CLIENT.c.id == _EVENT.c.client_id)
        .outerjoin(_SESSION, _SESSION.c.id == _EVENT.c.session_id)
        .outerjoin(_FOLLOW_UP, _FOLLOW_UP.c.id == _EVENT.c.follow_up_id)
        .outerjoin(_LOT, _LOT.c.id == _EVENT.c.lot_id)
        .join(_PERSON, _PERSON.c.id == _EVENT.c.recorded_by_id)
        .where(which)
        .order_by(_EVENT.c.noticed_on.desc(), _EVENT.c.id.desc())
    )
    return tuple(
        AdverseEvent(
            uid=row.uid,
            client_uid=row.client_uid,
            kind=AdverseKind(row.kind),
            noticed_on=row.noticed_on,
            grade=row.grade,
            action=row.action,
            referral=row.referral,
            resolved_on=row.resolved_on,
            session_uid=row.session_uid,
            follow_up_uid=row.follow_up_uid,
            lot_uid=row.lot_uid,
            product=row.product,
            lot=row.lot,
            note=row.note,
            recorded_by=row.recorded_by,
            recorded_at=row.recorded_at,
        )
        for row in rows
    )
