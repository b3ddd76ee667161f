"""Counting the sessions of a filter: by week, depth, rule, plan and product."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Subquery, and_, func, not_, select, text, true

from needlelog.db.queries.meant_sessions import MeantSessions, days_and_person
from needlelog.db.queries.session_conditions import Condition, unindexed
from needlelog.db.queries.session_figures import FIGURE, Tally, uses_of
from needlelog.db.sqlite.numbers import is_one_of, listed, values_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.outcomes import AdverseEventTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.screening import DecisionTable
from needlelog.db.tables.sessions import HAS_REASON, DraftTable, SessionTable, TreatedZoneTable
from needlelog.db.tables.summaries import PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.db.week_sums import monday_of
from needlelog.domain.dashboard import (
    COUNTED,
    LATE_AFTER_DAYS,
    Events,
    Override,
)
from needlelog.domain.review import Flag
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_PERSON = table_of(PractitionerTable)
_ZONE = table_of(TreatedZoneTable)
_EVENT = table_of(AdverseEventTable)
_DECISION = table_of(DecisionTable)
_PLAN_SUM = table_of(PlanSummaryTable)
_DRAFT = table_of(DraftTable)
_DAYS = ("period", "first", "last")
_DECIDED = text("decision.reason <> ''")
"""A decision with a reason; written out, so that the index of these answers."""
_HELD = _SUM.alias("held")
_NOT_COUNTED = select(_SESSION.c.id).where(
    _SESSION.c.state.in_(tuple(state for state in SessionState if state not in COUNTED))
)


class WeekCount(NamedTuple):
    """How many sessions a practitioner, told by the uid, held in a week, by its Monday."""

    week: date
    person: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Counted:
    """What the sessions of a filter come to; ``earlier`` counts those of the period before."""

    tally: Tally
    first: date | None
    earlier: int | None
    missed: int
    events: Events


def week_counts(session: Session, found: Tally) -> list[WeekCount]:
    """The counts of each practitioner and week, the first week first."""
    people = session.connection().execute(select(_PERSON.c.id, _PERSON.c.uid))
    uids = {person.id: person.uid for person in people}
    days = {day for day, _person in found.sessions}
    mondays = {day: monday_of(date.fromisoformat(day)) for day in days}
    counts: Counter[tuple[date, str]] = Counter()
    for (day, person), count in found.sessions.items():
        counts[mondays[day], uids[person]] += count
    return sorted(WeekCount(*key, count) for key, count in counts.items())


def first_day(session: Session, meant: MeantSessions) -> date | None:
    """The day of the first session."""
    asked = meant.figures(FIGURE.c.day).order_by(FIGURE.c.day).limit(1)
    found: date | None = session.connection().execute(asked).scalar()
    return found


def over_with_reason(session: Session, meant: MeantSessions, found: Tally) -> int:
    """How many sessions over an advice have a reason in a zone."""
    numbers = _flagged(session, meant, Flag.OVER_ADVICE, found)
    asked = select(func.count(_ZONE.c.session_id.distinct())).join(
        numbers, _ZONE.c.session_id == unindexed(numbers.c.number)
    )
    return _one(session, asked.where(HAS_REASON))


def _flagged(
    session: Session, meant: MeantSessions, flag: Flag, found: Tally | None = None
) -> Subquery:
    """The numbers of the sessions with a flag, from a tally of them where there is one."""
    if meant.by_weeks:
        values = [each for each in values_of(session.connection(), _SUM.c.flags) if each & flag]
        numbers = select(_SUM.c.session_id.label("number")).where(
            _SUM.c.flags.in_(values),
            *days_and_person(meant.wanted.without("practitioner_uid"), meant.today),
            *_held_by(meant.wanted, meant.today, _SUM.c.session_id),
            unindexed(_SUM.c.session_id).not_in(_NOT_COUNTED),
        )
    elif found is not None:
        some = listed(number for number, flags in found.marked.items() if flag in flags)
        each = func.json_each(some).table_valued("value")
        numbers = select(each.c.value.label("number"))
    else:
        has_flag = FIGURE.c.flags.op("&")(int(flag)) != 0
        numbers = meant.figures(FIGURE.c.session_id.label("number")).where(has_flag)
    return numbers.subquery()


def _held_by(wanted: SessionFilter, today: date, number: ColumnElement[int]) -> Iterator[Condition]:
    """Whether a session is one of the person's and days', where a person is asked for.

    All of them are noted from the index: asking each session whose it is opens a page for each.
    """
    if wanted.practitioner_uid:
        held = select(_HELD.c.session_id).where(*days_and_person(wanted, today, _HELD))
        yield unindexed(number).in_(held)


def drafts_waiting(session: Session, practitioner_uid: str | None) -> tuple[int, datetime | None]:
    """How many drafts are not signed, and when the one left longest was last written."""
    counts = select(func.count(), func.min(_DRAFT.c.saved_at))
    if practitioner_uid:
        counts = counts.join(_PERSON, _PERSON.c.id == _DRAFT.c.practitioner_id).where(
            _PERSON.c.uid == practitioner_uid
        )
    count, oldest = session.connection().execute(counts).one()
    return count, oldest


Span = tuple[date | None, date | None]
"""A first and a last day, both included; ``None`` is no limit."""


def missed_count(session: Session, meant: MeantSessions, beyond: Span | None = None) -> int:
    """How many plans have a next session that was due in the period and has not come.

    ``beyond`` leaves out plans whose last session is one of these days.
    """
    if meant.by_weeks and beyond is None:
        number, whenever = _PLAN_SUM.c.last_session_id, meant.wanted.without(*_DAYS)
        every = select(func.count()).where(*_overdue(meant.wanted, meant.today))
        if meant.wanted.practitioner_uid:
            every = every.where(number.not_in(_NOT_COUNTED))
        return _one(session, every.where(*_held_by(whenever, meant.today, number)))
    asked = _missed(meant).with_only_columns(func.count(), maintain_column_froms=True)
    if beyond is not None:
        asked = asked.where(not_(and_(true(), *_held(beyond))))
    return _one(session, asked)


def overdue_sessions(wanted: SessionFilter, today: date, within: Span) -> Select[Any]:
    """Ask for the ``number`` of the last session, on one of these days, of each plan whose next one
    was due in the period and has not come."""
    number = _PLAN_SUM.c.last_session_id.label("number")
    return select(number).where(*_overdue(wanted, today), *_held(within))


def _held(days: Span) -> Iterator[Condition]:
    first, last = days
    if first is not None:
        yield _PLAN_SUM.c.last_on >= first
    if last is not None:
        yield _PLAN_SUM.c.last_on <= last


def missed_numbers(session: Session, meant: MeantSessions) -> list[int]:
    """The last sessions of plans whose next one was due in the period and has not come.

    The other conditions of the filter are about that last session.
    """
    return _numbers(session, _missed(meant))


def _missed(meant: MeantSessions) -> Select[Any]:
    """The last sessions, without columns: each plan looks for its own by the whole key."""
    people = select(_PERSON.c.id)
    if meant.wanted.practitioner_uid:
        people = people.where(_PERSON.c.uid == meant.wanted.practitioner_uid)
    of_plan = and_(
        FIGURE.c.day == _PLAN_SUM.c.last_on,
        FIGURE.c.practitioner_id.in_(people),
        FIGURE.c.session_id == _PLAN_SUM.c.last_session_id,
    )
    overdue = _overdue(meant.wanted, meant.today)
    return meant.whenever(select().select_from(_PLAN_SUM).join(FIGURE, of_plan).where(*overdue))


def _overdue(wanted: SessionFilter, today: date) -> Iterator[Condition]:
    first, last = wanted.days(today)
    until = today - timedelta(days=LATE_AFTER_DAYS + 1)
    yield _PLAN_SUM.c.due_on <= (until if last is None else min(until, last))
    yield _PLAN_SUM.c.last_session_id.is_not(None)
    if first is not None:
        yield _PLAN_SUM.c.due_on >= first


def events(session: Session, meant: MeantSessions) -> Events:
    """The adverse events of the sessions."""
    # There are few events: each looks for its session, never the other way round.
    counts = meant.select(func.count(_EVENT.c.id), func.count(_EVENT.c.resolved_on)).join(
        _EVENT, _SUM.c.session_id == unindexed(_EVENT.c.session_id)
    )
    return Events(*session.connection().execute(counts).one())


def overrides(session: Session, meant: MeantSessions, found: Tally) -> list[Override]:
    """What was gone past with a reason: rules, and limits of depth; most frequent first."""
    told: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    words: dict[tuple[str, str], str] = {}
    for number, rule, reason in _reasons(session, meant, found):
        key = (rule, _same_words(reason))
        words[key] = min(words.get(key, reason.strip()), reason.strip())
        told[key].add(number)
    each_told = [Override(key[0], words[key], len(numbers)) for key, numbers in told.items()]
    return sorted(each_told, key=lambda each: (-each.sessions, each.rule, each.reason))


def override_sessions(session: Session, meant: MeantSessions, rule: str, reason: str) -> list[int]:
    """The sessions in which a rule was gone past for a reason; an empty one stands for any."""
    same = _same_words(reason)
    found = {
        number
        for number, of_rule, words in _reasons(session, meant)
        if of_rule == rule and same in ("", _same_words(words))
    }
    return sorted(found, reverse=True)


def _reasons(
    session: Session, meant: MeantSessions, found: Tally | None = None
) -> Iterator[tuple[int, str, str]]:
    """Session, rule and reason of all that was gone past."""
    over_rule = _flagged(session, meant, Flag.OVERRIDE, found)
    decided = select(_DECISION.c.session_id, _DECISION.c.rule, _DECISION.c.reason).join(
        over_rule, _DECISION.c.session_id == unindexed(over_rule.c.number)
    )
    over_depth = _flagged(session, meant, Flag.OVER_ADVICE, found)
    deeper = select(_ZONE.c.session_id, _ZONE.c.reason).join(
        over_depth, _ZONE.c.session_id == unindexed(over_depth.c.number)
    )
    connection = session.connection()
    for number, rule, reason in connection.execute(decided.where(_DECIDED)):
        yield number, rule, reason
    for number, reason in connection.execute(deeper.where(HAS_REASON)):
        yield number, DEPTH_ITEM, reason


def _same_words(reason: str) -> str:
    return " ".join(reason.casefold().split())


def product_sessions(session: Session, meant: MeantSessions, about: str, name: str) -> list[int]:
    """The sessions in which a product was used under a name, the latest first."""
    return _numbers(session, meant.figures().where(uses_of(session, about, name)))


def late_numbers(session: Session, meant: MeantSessions) -> list[int]:
    """The sessions that came late by their plan, the latest first."""
    return _numbers(session, meant.figures().where(FIGURE.c.days_late > LATE_AFTER_DAYS))


def client_numbers(session: Session, meant: MeantSessions, clients: Iterable[int]) -> list[int]:
    """The sessions of some clients, the latest first."""
    return _numbers(session, meant.select().where(is_one_of(_SUM.c.client_id, clients)))


def _numbers(session: Session, asked: Select[Any]) -> list[int]:
    numbers = asked.with_only_columns(FIGURE.c.session_id, maintain_column_froms=True)
    ordered = numbers.order_by(FIGURE.c.day.desc(), FIGURE.c.session_id.desc())
    return list(session.connection().execute(ordered).scalars())


def _one(session: Session, asked: Select[Any]) -> int:
    return int(session.connection().execute(asked).scalar_one())
