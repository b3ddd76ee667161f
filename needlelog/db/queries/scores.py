"""Reading the scores of a client."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from needlelog.db.score_rows import PERSON, SCORE, by_score, given_fields, scores_with_items
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.scales import Rater
from needlelog.domain.scores import Score, Withdrawal
from needlelog.domain.sessions import SessionState

_CLIENT = table_of(ClientTable)
_SESSION = table_of(SessionTable)
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


def scores_of_client(session: Session, client_uid: str) -> tuple[Score, ...]:
    """All scores of a client, oldest first, withdrawn ones included.

    Scores of a session that was declared void count as withdrawn with it.
    """
    rows = session.connection().execute(_SCORES.where(_CLIENT.c.uid == client_uid))
    found = (_score(row, items) for row, items in by_score(rows))
    return tuple(sorted(found, key=lambda score: (score.rated_on, score.uid)))


def totals_of_client(session: Session, client_uid: str) -> tuple[Score, ...]:
    """The scores that count, without their items and notes: what a series needs, and quick."""
    columns = (
        SCORE.c.uid,
        SCORE.c.scale,
        SCORE.c.scale_version,
        SCORE.c.rater,
        SCORE.c.rated_on,
        SCORE.c.total,
        SCORE.c.rated_by,
        PERSON.c.uid.label("rated_by_uid"),
        _SESSION.c.uid.label("session_uid"),
    )
    rows = session.connection().execute(
        select(*columns)
        .join(_CLIENT, _CLIENT.c.id == SCORE.c.client_id)
        .outerjoin(PERSON, PERSON.c.id == SCORE.c.rated_by_id)
        .outerjoin(_SESSION, _SESSION.c.id == SCORE.c.session_id)
        .where(
            _CLIENT.c.uid == client_uid,
            SCORE.c.withdrawn_at.is_(None),
            _SESSION.c.state.is_(None) | (_SESSION.c.state != SessionState.VOID),
        )
    )
    return tuple(
        Score(
            scale=scale,
            scale_version=version,
            rater=Rater(rater),
            rated_on=day,
            items=(),
            total=total,
            rated_by_uid=person_uid or "",
            rated_by=person,
            uid=uid,
            client_uid=client_uid,
            session_uid=session_uid,
        )
        for uid, scale, version, rater, day, total, person, person_uid, session_uid in rows
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
    statement = (
        select(func.min(_SESSION.c.day))
        .join(_CLIENT, _CLIENT.c.id == _SESSION.c.client_id)
        .where(_CLIENT.c.uid == client_uid, _SESSION.c.state.in_(COUNTED_STATES))
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
