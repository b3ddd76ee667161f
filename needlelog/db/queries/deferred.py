"""Reading the sessions that were put off and are due to be asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, func, or_, select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import DraftTable, SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.sessions import SessionState


@dataclass(frozen=True, slots=True)
class DeferredRow:
    """A session that was put off: for whom, on which day, until when and why."""

    session_uid: str
    client_uid: str
    client_name: str
    deferred_on: date
    ask_again_on: date
    reason: str


MOST = 200
"""Of more deferred sessions than these the longest due are not looked at any more."""
_SESSION, _CLIENT, _DRAFT = table_of(SessionTable), table_of(ClientTable), table_of(DraftTable)
_LATER = _SESSION.alias("later")
_KEPT = table_of(SessionSummaryTable).alias("kept")
_LATER_KEPT = table_of(SessionSummaryTable).alias("later_kept")
_TAKEN_UP = or_(
    exists().where(_DRAFT.c.client_id == _KEPT.c.client_id),
    # The day first: without it each former session of a faithful client would be read.
    exists().where(
        _LATER_KEPT.c.client_id == _KEPT.c.client_id,
        _LATER_KEPT.c.day >= _SESSION.c.day,
        _LATER.c.id == _LATER_KEPT.c.session_id,
        _LATER.c.state != SessionState.VOID,
        _LATER.c.created_at > _SESSION.c.created_at,
    ),
)


def deferred_due(session: Session, until: date) -> tuple[DeferredRow, ...]:
    """Deferred sessions of active clients to be asked about by a day, the longest due first.

    Left out are those whose client has a draft, or a session of any kind that is not void and was
    begun later, for the same day or a later one. What is entered afterwards of an earlier day, such
    as an old log, takes nothing off the list.
    """
    latest = (
        select(_SESSION.c.id)
        .where(
            _SESSION.c.ask_again_on <= until,
            func.trim(_SESSION.c.state, "") == SessionState.DEFERRED,
        )
        .order_by(_SESSION.c.ask_again_on.desc())
        .limit(MOST)
    )
    rows = session.execute(
        select(
            _SESSION.c.uid,
            _CLIENT.c.uid.label("client_uid"),
            _CLIENT.c.name,
            _SESSION.c.day,
            _SESSION.c.ask_again_on,
            _SESSION.c.defer_reason,
        )
        .join(_KEPT, _KEPT.c.session_id == _SESSION.c.id)
        .join(_CLIENT, _CLIENT.c.id == _KEPT.c.client_id)
        .where(
            _SESSION.c.id.in_(latest),
            _CLIENT.c.active,
            ~_TAKEN_UP,
        )
        .order_by(_SESSION.c.ask_again_on, _SESSION.c.id)
    )
    return tuple(
        DeferredRow(row.uid, row.client_uid, row.name, row.day, row.ask_again_on, row.defer_reason)
        for row in rows
        if row.ask_again_on is not None
    )
