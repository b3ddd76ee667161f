"""Ratings across clients: which scales are in use, the ratings on one, and when they were treated."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, String, func, or_, select, type_coerce

from needlelog.db.queries.meant_sessions import MeantSessions
from needlelog.db.queries.session_conditions import unindexed
from needlelog.db.queries.session_figures import FIGURE
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
from needlelog.domain.sessions import SessionState

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_SCORE = table_of(ScoreTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_PLAN = table_of(PlanTable)
_ZONE = table_of(TreatedZoneTable)
_FEW_CLIENTS = 8000
"""So many are looked for one by one sooner than all scores, or all sessions, are gone through."""
_NOT_COUNTED = select(_SESSION.c.id).where(
    _SESSION.c.state.in_(tuple(state for state in SessionState if state not in COUNTED_STATES))
)


@dataclass(frozen=True, slots=True)
class ScaleUse:
    """How often a version of a scale was used by a kind of rater, and for how many clients."""

    scale: str
    version: str
    rater: Rater
    ratings: int
    clients: int


@dataclass(frozen=True, slots=True)
class GivenScore:
    """A score that counts: whose, when, and in thousandths how much. ``key`` is scale, version and
    rater, ``by`` who rated."""

    key: tuple[str, str, str]
    client: int
    on: str
    total: int
    by: int | None
    number: int


def scores_given(session: Session, meant: MeantSessions) -> list[GivenScore]:
    """All scores that count of the clients of the sessions, read once for all that is asked."""
    connection = session.connection()
    clients = set(connection.execute(clients_of(meant).distinct()).scalars())
    kept = dict(
        connection.execute(
            select(_CLIENT.c.id, _CLIENT.c.merged_into_id).where(
                _CLIENT.c.merged_into_id.is_not(None)
            )
        ).all()
    )
    asked = select(
        *(_SCORE.c.scale, _SCORE.c.scale_version, _SCORE.c.rater, _SCORE.c.client_id),
        *(
            type_coerce(_SCORE.c.rated_on, String),
            _SCORE.c.total,
            _SCORE.c.rated_by_id,
            _SCORE.c.id,
        ),
    ).where(
        _SCORE.c.withdrawn_at.is_(None),
        _SCORE.c.total.is_not(None),
        or_(_SCORE.c.session_id.is_(None), _SCORE.c.session_id.not_in(_NOT_COUNTED)),
    )
    if len(clients) <= _FEW_CLIENTS:
        also = [number for number, into in kept.items() if into in clients]
        asked = asked.where(is_one_of(_SCORE.c.client_id, {*clients, *also}))
    return [
        GivenScore((scale, version, rater), client, on, total, by, number)
        for scale, version, rater, whose, on, total, by, number in connection.execute(asked)
        if (client := kept.get(whose, whose)) in clients
    ]


def scale_uses(given: Iterable[GivenScore]) -> list[ScaleUse]:
    """The scales on which clients were rated, the most clients first."""
    counts: Counter[tuple[str, str, str]] = Counter()
    clients: defaultdict[tuple[str, str, str], set[int]] = defaultdict(set)
    for each in given:
        counts[each.key] += 1
        clients[each.key].add(each.client)
    order = sorted(counts, key=lambda key: (-len(clients[key]), -counts[key], key))
    return [
        ScaleUse(key[0], key[1], Rater(key[2]), counts[key], len(clients[key])) for key in order
    ]


def ratings(given: Iterable[GivenScore], scale: str, version: str, rater: Rater) -> list[Rating]:
    """The ratings among some scores on one scale by one kind of rater."""
    key, by_person = (scale, version, rater.value), rater is Rater.CLINICIAN
    return [
        Rating(
            each.client,
            date.fromisoformat(each.on),
            each.total,
            (each.by or 0) if by_person else 0,
            each.number,
        )
        for each in given
        if each.key == key
    ]


def session_days(
    session: Session, whenever: MeantSessions, clients: Collection[int]
) -> dict[int, tuple[date, ...]]:
    """The days of some clients' sessions, in order, each day once."""
    grouped: Any
    if whenever.by_weeks and len(clients) <= _FEW_CLIENTS:
        # The index of each client's days tells them without a look at any other client's.
        whose = _SUM.c.client_id
        grouped = select(whose, func.group_concat(_SUM.c.day)).group_by(whose)
        grouped = grouped.where(
            is_one_of(whose, clients),
            unindexed(_SUM.c.session_id).not_in(_NOT_COUNTED),
        )
        if whenever.wanted.practitioner_uid:
            person = select(_PERSON.c.id).where(_PERSON.c.uid == whenever.wanted.practitioner_uid)
            held_by = unindexed(_SUM.c.practitioner_id)
            grouped = grouped.where(held_by == person.scalar_subquery())
    else:
        whose = FIGURE.c.client_id
        grouped = whenever.figures(whose, func.group_concat(FIGURE.c.day)).group_by(whose)
        grouped = grouped.where(is_one_of(whose, clients))
    return {
        client: tuple(date.fromisoformat(day) for day in sorted(set(text.split(","))))
        for client, text in session.connection().execute(grouped)
    }


def groups(
    session: Session, whenever: MeantSessions, clients: Iterable[int], split: Split
) -> dict[str, set[int]]:
    """Some clients by what tells them apart.

    A client belongs to the group of most of her sessions; by zone to every zone that was treated.
    Practitioners are told by their uids.
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
        Split.PRACTITIONER: _PERSON.c.uid,
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
