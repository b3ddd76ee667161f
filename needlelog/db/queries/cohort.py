"""Ratings across clients: which scales are in use, the ratings on one, and when they were treated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, func, or_, select

from needlelog.db.queries.meant_sessions import MeantSessions
from needlelog.db.queries.session_figures import FIGURE
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.sqlite.numbers import is_one_of
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import ScoreTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable, TreatedZoneTable
from needlelog.db.transaction import Session
from needlelog.domain.cohort import Rating, Split
from needlelog.domain.scales import Rater

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_SCORE = table_of(ScoreTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """How often a version of a scale was used by a kind of rater, and for how many clients."""

    scale: str
    version: str
    rater: Rater
    ratings: int
    clients: int


def scale_uses(session: Session, meant: MeantSessions) -> list[ScaleUse]:
    """The scales on which the clients of the sessions were rated, the most clients first."""
    keys = (_SCORE.c.scale, _SCORE.c.scale_version, _SCORE.c.rater)
    clients = func.count(KEPT.distinct())
    asked = (
        _counting(select(*keys, func.count(), clients))
        .where(KEPT.in_(clients_of(meant)))
        .group_by(*keys)
        .order_by(clients.desc(), func.count().desc(), *keys)
    )
    return [
        ScaleUse(scale, version, Rater(rater), count, people)
        for scale, version, rater, count, people in session.connection().execute(asked)
    ]


def ratings(
    session: Session,
    meant: MeantSessions,
    scale: str,
    version: str,
    rater: Rater,
) -> list[Rating]:
    """All ratings that count of the clients of the sessions, on one scale by one kind of rater."""
    asked = _counting(
        select(KEPT, _SCORE.c.rated_on, _SCORE.c.total, _SCORE.c.rated_by_id, _SCORE.c.id)
    ).where(
        _SCORE.c.scale == scale,
        _SCORE.c.scale_version == version,
        _SCORE.c.rater == rater,
        KEPT.in_(clients_of(meant)),
    )
    by_person = rater is Rater.CLINICIAN
    return [
        Rating(client, on, total, (person or 0) if by_person else 0, number)
        for client, on, total, person, number in session.connection().execute(asked)
    ]


def session_days(
    session: Session, whenever: MeantSessions, clients: Iterable[int]
) -> dict[int, tuple[date, ...]]:
    """The days of some clients' sessions, in order, each day once."""
    days = func.group_concat(FIGURE.c.day)
    asked = whenever.figures(FIGURE.c.client_id, days).where(is_one_of(FIGURE.c.client_id, clients))
    return {
        client: tuple(date.fromisoformat(day) for day in sorted(set(text.split(","))))
        for client, text in session.connection().execute(asked.group_by(FIGURE.c.client_id))
    }


def groups(
    session: Session, whenever: MeantSessions, clients: Iterable[int], split: Split
) -> dict[str, set[int]]:
    """Some clients by what tells them apart.

    A client belongs to the group of most of her sessions; by zone to every zone that was treated.
    """
    key = _key(split)
    asked = _with_key(whenever.figures(FIGURE.c.client_id, key, func.count()), split)
    asked = asked.where(is_one_of(FIGURE.c.client_id, clients))
    found: dict[str, set[int]] = {}
    most: dict[int, tuple[int, str]] = {}
    grouped = asked.group_by(FIGURE.c.client_id, key)
    for client, value, count in session.connection().execute(grouped):
        name = "" if value is None else str(value)
        if split is Split.ZONE:
            found.setdefault(name, set()).add(client)
        else:
            most[client] = max(most.get(client, (0, "")), (count, name))
    for client, (_count, name) in most.items():
        found.setdefault(name, set()).add(client)
    return found


def _key(split: Split) -> Any:
    return {
        Split.CONCERN: _PLAN.c.concern,
        Split.ZONE: _ZONE.c.zone,
        # Depth bands of half a millimetre, named by their deeper end in micrometres.
        Split.PROTOCOL: (_SUM.c.deepest_um + 499) // 500 * 500,
        Split.PHOTOTYPE: _CLIENT.c.phototype,
        Split.PRACTITIONER: _PERSON.c.name,
    }[split]


def _with_key(asked: Select[Any], split: Split) -> Select[Any]:
    if split is Split.CONCERN:
        planned = asked.join(_SESSION, _SESSION.c.id == FIGURE.c.session_id)
        return planned.outerjoin(_PLAN, _PLAN.c.id == _SESSION.c.plan_id)
    if split is Split.ZONE:
        return asked.join(_ZONE, _ZONE.c.session_id == FIGURE.c.session_id)
    if split is Split.PRACTITIONER:
        return asked.join(_PERSON, _PERSON.c.id == FIGURE.c.practitioner_id)
    if split is Split.PHOTOTYPE:
        return asked.join(_CLIENT, _CLIENT.c.id == FIGURE.c.client_id)
    return asked.join(_SUM, _SUM.c.session_id == FIGURE.c.session_id)


def clients_of(meant: MeantSessions) -> Select[Any]:
    """The clients of the sessions."""
    return meant.figures(FIGURE.c.client_id)


def _counting(asked: Select[Any]) -> Select[Any]:
    """Without what was withdrawn and what belongs to a session that does not count."""
    of_client = asked.join(RECORDED, RECORDED.c.id == _SCORE.c.client_id)
    return of_client.outerjoin(_SESSION, _SESSION.c.id == _SCORE.c.session_id).where(
        _SCORE.c.withdrawn_at.is_(None),
        _SCORE.c.total.is_not(None),
        or_(
            _SCORE.c.session_id.is_(None),
            _SESSION.c.state.in_(COUNTED_STATES),
        ),
    )
