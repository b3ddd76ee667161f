"""Counting the sessions of a filter: by week, depth, rule, plan and product."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, Subquery, Table, func, select, text

from needlelog.db.queries.meant_sessions import MeantSessions, days_and_person, each_session
from needlelog.db.queries.session_conditions import Condition, unindexed
from needlelog.db.queries.session_figures import FIGURE, Tally, uses_of
from needlelog.db.sqlite.numbers import is_one_of, values_of
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
    days_and_people_only,
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
_DECIDED = text("decision.reason <> ''")
"""A decision with a reason; written out, so that the index of these answers."""
_UNCOUNTED = tuple(state for state in SessionState if state not in COUNTED)


class WeekCount(NamedTuple):
    """How many sessions a practitioner held in a week, by its Monday."""

    week: date
    person: str
    sessions: int


def week_counts(session: Session, found: Tally) -> list[WeekCount]:
    """The counts of each practitioner and week, the first week first."""
    people = session.connection().execute(select(_PERSON.c.id, _PERSON.c.name))
    names = {person.id: person.name for person in people}
    mondays = {day: monday_of(date.fromisoformat(day)) for day, _person in found.sessions}
    counts: Counter[tuple[date, str]] = Counter()
    for (day, person), count in found.sessions.items():
        counts[mondays[day], names[person]] += count
    return sorted(WeekCount(*key, count) for key, count in counts.items())


def first_day(session: Session, meant: MeantSessions) -> date | None:
    """The day of the first session."""
    asked = meant.figures(FIGURE.c.day).order_by(FIGURE.c.day).limit(1)
    found: date | None = session.connection().execute(asked).scalar()
    return found


def over_with_reason(session: Session, meant: MeantSessions) -> int:
    """How many sessions over an advice have a reason in a zone."""
    numbers = _flagged(session, meant, Flag.OVER_ADVICE)
    asked = select(func.count(_ZONE.c.session_id.distinct())).join(
        numbers, _ZONE.c.session_id == unindexed(numbers.c.number)
    )
    return _one(session, asked.where(HAS_REASON))


def _flagged(session: Session, meant: MeantSessions, flag: Flag) -> Subquery:
    """The numbers of the sessions with a flag."""
    if not meant.by_weeks:
        flagged = FIGURE.c.flags.op("&")(int(flag)) != 0
        return meant.figures(FIGURE.c.session_id.label("number")).where(flagged).subquery()
    values = [each for each in values_of(session.connection(), _SUM.c.flags) if each & flag]
    uncounted = select(_SESSION.c.id).where(_SESSION.c.state.in_(_UNCOUNTED))
    return (
        select(_SUM.c.session_id.label("number"))
        .where(
            _SUM.c.flags.in_(values),
            *days_and_person(meant.wanted, meant.today),
            unindexed(_SUM.c.session_id).not_in(uncounted),
        )
        .subquery()
    )


def drafts_waiting(session: Session, practitioner_uid: str | None) -> tuple[int, datetime | None]:
    """How many drafts are not signed, and when the one left longest was last written."""
    counts = select(func.count(), func.min(_DRAFT.c.saved_at))
    if practitioner_uid:
        counts = counts.join(_PERSON, _PERSON.c.id == _DRAFT.c.practitioner_id).where(
            _PERSON.c.uid == practitioner_uid
        )
    count, oldest = session.connection().execute(counts).one()
    return count, oldest


def missed_count(session: Session, wanted: SessionFilter, today: date) -> int:
    """How many plans have a next session that was due in the period and has not come."""
    if days_and_people_only(wanted) and not wanted.practitioner_uid:
        return _one(
            session, select(func.count()).select_from(_PLAN_SUM).where(*_overdue(wanted, today))
        )
    count = _missed(session, wanted, today).with_only_columns(func.count())
    return _one(session, count)


def missed_numbers(session: Session, wanted: SessionFilter, today: date) -> list[int]:
    """The last sessions of plans whose next one was due in the period and has not come.

    The other conditions of the filter are about that last session.
    """
    return _numbers(session, _missed(session, wanted, today), _SUM)


def _missed(session: Session, wanted: SessionFilter, today: date) -> Select[Any]:
    whenever = wanted.without("period", "first", "last")
    last = _SUM.c.session_id == unindexed(_PLAN_SUM.c.last_session_id)
    each = each_session(session, whenever, today, narrow=True)
    return each.join(_PLAN_SUM, last).where(*_overdue(wanted, today))


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


def overrides(session: Session, meant: MeantSessions) -> list[Override]:
    """What was gone past with a reason: rules, and limits of depth; most frequent first."""
    told: defaultdict[tuple[str, str], set[int]] = defaultdict(set)
    words: dict[tuple[str, str], str] = {}
    for number, rule, reason in _reasons(session, meant):
        key = (rule, _same_words(reason))
        words[key] = min(words.get(key, reason.strip()), reason.strip())
        told[key].add(number)
    found = [Override(key[0], words[key], len(numbers)) for key, numbers in told.items()]
    return sorted(found, key=lambda each: (-each.sessions, each.rule, each.reason))


def override_sessions(session: Session, meant: MeantSessions, rule: str, reason: str) -> list[int]:
    """The sessions in which a rule was gone past for a reason; an empty one stands for any."""
    same = _same_words(reason)
    found = {
        number
        for number, of_rule, words in _reasons(session, meant)
        if of_rule == rule and same in ("", _same_words(words))
    }
    return sorted(found, reverse=True)


def _reasons(session: Session, meant: MeantSessions) -> Iterator[tuple[int, str, str]]:
    """Session, rule and reason of all that was gone past."""
    over_rule = _flagged(session, meant, Flag.OVERRIDE)
    decided = select(_DECISION.c.session_id, _DECISION.c.rule, _DECISION.c.reason).join(
        over_rule, _DECISION.c.session_id == unindexed(over_rule.c.number)
    )
    over_depth = _flagged(session, meant, Flag.OVER_ADVICE)
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
    return _numbers(session, meant.figures().where(uses_of(session, about, name)), FIGURE)


def late_numbers(session: Session, meant: MeantSessions) -> list[int]:
    """The sessions that came late by their plan, the latest first."""
    return _numbers(session, meant.figures().where(FIGURE.c.days_late > LATE_AFTER_DAYS), FIGURE)


def client_numbers(session: Session, meant: MeantSessions, clients: Iterable[int]) -> list[int]:
    """The sessions of some clients, the latest first."""
    return _numbers(session, meant.select().where(is_one_of(_SUM.c.client_id, clients)), _SUM)


def _numbers(session: Session, asked: Select[Any], table: Table) -> list[int]:
    numbers = asked.with_only_columns(table.c.session_id, maintain_column_froms=True)
    ordered = numbers.order_by(table.c.day.desc(), table.c.session_id.desc())
    return list(session.connection().execute(ordered).scalars())


def _one(session: Session, asked: Select[Any]) -> int:
    return int(session.connection().execute(asked).scalar_one())
