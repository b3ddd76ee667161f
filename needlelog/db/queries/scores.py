"""Reading the scores of a client."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam, func, select

from needlelog.db.same_client import client_ids
from needlelog.db.score_rows import PERSON, SCORE, by_score, given_fields, scores_with_items
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.scales import Rater
from needlelog.domain.score_series import Total
from needlelog.domain.scores import Score, Withdrawal
from needlelog.domain.sessions import SessionState

_CLIENT = table_of(ClientTable)
_SESSION = table_of(SessionTable)
_RATERS = {rater.value: rater for rater in Rater}
_SCORES = (
    scores_with_items()
    .add_columns(
        _CLIENT.c.uid.label("client_uid"),
        _SESSION.c.uid.label("session_uid"),
        _SESSION.c.state.label("session_state"),
        _SESSION.c.voided_by,
        _SESSION.c.voided_at,
        _SESSION.c.void_reason,
    )
    .join(_CLIENT, _CLIENT.c.id == SCORE.c.client_id)
    .outerjoin(_SESSION, _SESSION.c.id == SCORE.c.session_id)
)
_TOTALS = (
    select(
        SCORE.c.scale,
        SCORE.c.scale_version,
        SCORE.c.rater,
        SCORE.c.rated_on,
        SCORE.c.total,
        SCORE.c.uid,
        _SESSION.c.uid,
        PERSON.c.uid,
        SCORE.c.rated_by,
    )
    .outerjoin(PERSON, PERSON.c.id == SCORE.c.rated_by_id)
    .outerjoin(_SESSION, _SESSION.c.id == SCORE.c.session_id)
    .where(
        SCORE.c.client_id.in_(bindparam("client_ids", expanding=True)),
        SCORE.c.withdrawn_at.is_(None),
        _SESSION.c.state.is_(None) | (_SESSION.c.state != SessionState.VOID),
    )
)


def scores_of_client(session: Session, client_uid: str) -> tuple[Score, ...]:
    """All scores of a client, oldest first, withdrawn ones included.

    Scores of a session that was declared void count as withdrawn with it.
    """
    mine = SCORE.c.client_id.in_(client_ids(session, client_uid))
    rows = session.connection().execute(_SCORES.where(mine))
    found = (_score(row, items) for row, items in by_score(rows))
    return tuple(sorted(found, key=lambda score: (score.rated_on, score.uid)))


def totals_of_client(session: Session, client_uid: str) -> tuple[Total, ...]:
    """The scores that count, without their items and notes: what a series needs, and quick."""
    rows = (
        session.connection().execute(_TOTALS, {"client_ids": client_ids(session, client_uid)}).all()
    )
    return tuple(
        Total(scale, version, _RATERS[rater], day, total, uid, session_uid, person_uid or "", name)
        for scale, version, rater, day, total, uid, session_uid, person_uid, name in rows
    )


def score(session: Session, uid: str) -> Score:
    """One score. Raises `NoSuchRecord`."""
    rows = session.connection().execute(_SCORES.where(SCORE.c.uid == uid))
    found = [_score(row, items) for row, items in by_score(rows)]
    if not found:
        raise NoSuchRecord("score", uid)
    return found[0]


def first_session_on(session: Session, client_uid: str) -> date | None:
    """The day of the client's first session that counts; ``None`` before any."""
    statement = select(func.min(_SESSION.c.day)).where(
        _SESSION.c.client_id.in_(client_ids(session, client_uid)),
        _SESSION.c.state.in_(COUNTED_STATES),
    )
    found: date | None = session.connection().execute(statement).scalar_one()
    return found


def _score(row: Row[Any], items: tuple[tuple[str, int], ...]) -> Score:
    return Score(
        **given_fields(row),
        items=items,
        uid=row.uid,
        client_uid=row.client_uid,
        session_uid=row.session_uid,
        recorded_at=row.recorded_at,
        withdrawn=_withdrawal(row),
    )


def _withdrawal(row: Row[Any]) -> Withdrawal | None:
    if row.withdrawn_at is not None:
        return Withdrawal(row.withdrawn_by, row.withdrawn_at, row.withdrawn_reason)
    if row.session_state == SessionState.VOID:
        return Withdrawal(row.voided_by, row.voided_at, row.void_reason)
    return None
