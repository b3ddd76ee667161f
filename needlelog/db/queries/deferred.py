"""Reading the sessions that were put off and are due to be asked about again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import DraftTable, SessionTable
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


MOST = 400
"""Of more deferred sessions than these the longest due are not looked at any more."""
_LATER = aliased(SessionTable)
_KEPT, _LATER_KEPT = aliased(SessionSummaryTable), aliased(SessionSummaryTable)
_LATER_OF_CLIENT = and_(
    _LATER_KEPT.client_id == _KEPT.client_id,
    _LATER.id == _LATER_KEPT.session_id,
    _LATER.state != SessionState.VOID,
    _LATER.created_at > SessionTable.created_at,
)
_TAKEN_UP = or_(
    exists().where(DraftTable.client_id == _KEPT.client_id),
    # Nearly always there is one on a later day; looked for first, because it is found at once.
    exists().where(_LATER_OF_CLIENT, _LATER_KEPT.day > SessionTable.day),
    exists().where(_LATER_OF_CLIENT),
)


def deferred_due(session: Session, until: date) -> tuple[DeferredRow, ...]:
    """Deferred sessions of active clients to be asked about by a day, the longest due first.

    Left out are those whose client has a draft, or a later session of any kind that is not void.
    """
    latest = (
        select(SessionTable.id)
        .where(
            SessionTable.ask_again_on <= until,
            func.trim(SessionTable.state, "") == SessionState.DEFERRED,
        )
        .order_by(SessionTable.ask_again_on.desc())
        .limit(MOST)
    )
    rows = session.execute(
        select(
            SessionTable.uid,
            ClientTable.uid.label("client_uid"),
            ClientTable.name,
            SessionTable.day,
            SessionTable.ask_again_on,
            SessionTable.defer_reason,
        )
        .join(_KEPT, _KEPT.session_id == SessionTable.id)
        .join(ClientTable, ClientTable.id == _KEPT.client_id)
        .where(
            SessionTable.id.in_(latest),
            ClientTable.active,
            ~_TAKEN_UP,
        )
        .order_by(SessionTable.ask_again_on, SessionTable.id)
    )
    return tuple(
        DeferredRow(row.uid, row.client_uid, row.name, row.day, row.ask_again_on, row.defer_reason)
        for row in rows
        if row.ask_again_on is not None
    )
