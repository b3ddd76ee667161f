"""Counting the sessions of a filter: by week, depth, rule, plan and product."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Select, case, func, select, text

from needlelog.db.queries import period_sums
from needlelog.db.queries.meant_sessions import MeantSessions, days_and_person
from needlelog.db.queries.period_sums import session_sums
from needlelog.db.queries.session_conditions import Condition, session_conditions, unindexed
from needlelog.db.sqlite.counting import LATE, PLANNED
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.screening import DecisionTable
from needlelog.db.tables.sessions import HAS_REASON, DraftTable, SessionTable, TreatedZoneTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable
from needlelog.db.transaction import Session
from needlelog.db.week_sums import counted_rows, monday_of
from needlelog.domain.dashboard import (
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
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_ZONE = table_of(TreatedZoneTable)
_EVENT = table_of(AdverseEventTable)
_DECISION = table_of(DecisionTable)
_PLAN_SUM = table_of(PlanSummaryTable)
_DRAFT = table_of(DraftTable)
_CLIENT_SUM = table_of(ClientSummaryTable)
_DECIDED = text("decision.reason <> ''")
"""A decision with a reason; written out, so that the index of these answers."""
_AT_ONCE = 5000


class WeekCount(NamedTuple):
    """What a practitioner did in a week, by its Monday: sessions, and how many stand out."""

    week: date
    person: str
    sessions: int
    over: int
    overridden: int


def week_counts(session: Session, meant: MeantSessions) -> list[WeekCount]:
    """The counts of each practitioner and week, the first week first."""
    people = session.connection().execute(select(_PERSON.c.id, _PERSON.c.name))
    names = {person.id: person.name for person in people}
    counts: defaultdict[tuple[date, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for day, person, flags, sessions in session_sums(session, meant):
        count = counts[monday_of(day), names[person]]
        count[0] += sessions
        count[1] += sessions if flags & Flag.OVER_ADVICE else 0
        count[2] += sessions if flags & Flag.OVERRIDE else 0
    return sorted(WeekCount(*key, *count) for key, count in counts.items())


def first_day(session: Session, meant: MeantSessions) -> date | None:
    """The day of the first session."""
    asked = meant.select(_SUM.c.day).order_by(_SUM.c.day).limit(1)
    found: date | None = session.connection().execute(asked).scalar()
    return found


def planned(session: Session, meant: MeantSessions) -> tuple[int, int]:
    """How many sessions came that a plan foresaw, and how many of them came late."""
    came, stretches = period_sums.week_counts(session, meant, PLANNED)
    came_late, _ = period_sums.week_counts(session, meant, LATE)
    late = func.sum(case((_SUM.c.days_late > LATE_AFTER_DAYS, 1), else_=0))
    for stretch in stretches:
        asked = meant.select(func.count(), late, stretch=stretch)
        asked = asked.where(unindexed(_SUM.c.days_late).is_not(None))
        more, more_late = session.connection().execute(asked).one()
        came, came_late = came + more, came_late + (more_late or 0)
    return came, came_late


def session_count(session: Session, meant: MeantSessions) -> int:
    """How many sessions there are."""
    return sum(count for *_key, count in session_sums(session, meant))


def client_count(session: Session, meant: MeantSessions) -> int:
    """How many clients the sessions belong to."""
    first, last = meant.wanted.days(meant.today)
    if meant.by_weeks and last is None and not meant.wanted.practitioner_uid:
        seen = select(func.count()).where(_CLIENT_SUM.c.last_session_on.is_not(None))
        if first is not None:
            seen = seen.where(_CLIENT_SUM.c.last_session_on >= first)
        return _one(session, seen)
    return _one(session, meant.select(func.count(_SUM.c.client_id.distinct())))


def over_with_reason(session: Session, meant: MeantSessions) -> int:
    """How many sessions over an advice have a reason in a zone."""
    return _one(
        session,
        meant.select(func.count(_SUM.c.session_id.distinct()))
        .join(_ZONE, _SUM.c.session_id == unindexed(_ZONE.c.session_id))
        .where(HAS_REASON, _flag(Flag.OVER_ADVICE)),
    )


def waiting(session: Session, meant: MeantSessions) -> tuple[int, date | None]:
    """How many sessions are signed and not countersigned, and the day of the oldest."""
    signed = _SESSION.c.state == SessionState.SIGNED
    connection = session.connection()
    if meant.by_weeks:
        days = list(days_and_person(meant.wanted, meant.today, _SESSION))
        first = select(_SESSION.c.day).where(signed, *days).order_by(_SESSION.c.day).limit(1)
        count, stretches = period_sums.week_counts(session, meant, SessionState.SIGNED)
        for stretch in stretches:
            of_these = days_and_person(meant.wanted, meant.today, _SESSION, stretch)
            count += _one(
                session, select(func.count()).select_from(_SESSION).where(signed, *of_these)
            )
        return count, connection.execute(first).scalar()
    asked = meant.select(func.count(), func.min(_SESSION.c.day)).join(
        _SESSION, _SESSION.c.id == _SUM.c.session_id
    )
    number, oldest = connection.execute(asked.where(signed)).one()
    return number, oldest


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
    if not days_and_people_only(wanted):
        return len(missed_numbers(session, wanted, today))
    asked = select(func.count()).select_from(_PLAN_SUM).where(*_overdue(wanted, today))
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        asked = asked.join(_SUM, _SUM.c.session_id == unindexed(_PLAN_SUM.c.last_session_id))
        asked = asked.where(unindexed(_SUM.c.practitioner_id) == person.scalar_subquery())
    return _one(session, asked)


def missed_numbers(session: Session, wanted: SessionFilter, today: date) -> list[int]:
    """The last sessions of plans whose next one was due in the period and has not come.

    The other conditions of the filter are about that last session.
    """
    due = select(_PLAN_SUM.c.last_session_id).where(*_overdue(wanted, today))
    connection = session.connection()
    lasts = connection.execute(due).scalars().all()
    whenever = wanted.without("period", "first", "last")
    asked = select(_SUM.c.session_id, _SUM.c.day)
    asked = asked.where(*session_conditions(session, whenever, today, narrow=True))
    found: list[tuple[date, int]] = []
    for start in range(0, len(lasts), _AT_ONCE):
        part = asked.where(_SUM.c.session_id.in_(lasts[start : start + _AT_ONCE]))
        found += [(day, number) for number, day in connection.execute(part)]
    return [number for _day, number in sorted(found, reverse=True)]


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
        words.setdefault(key, reason.strip())
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
    decided = (
        meant.select(_SUM.c.session_id, _DECISION.c.rule, _DECISION.c.reason)
        .join(_DECISION, _SUM.c.session_id == unindexed(_DECISION.c.session_id))
        .where(_flag(Flag.OVERRIDE), _DECIDED)
    )
    deeper = (
        meant.select(_SUM.c.session_id, _ZONE.c.reason)
        .join(_ZONE, _SUM.c.session_id == unindexed(_ZONE.c.session_id))
        .where(_flag(Flag.OVER_ADVICE), HAS_REASON)
    )
    connection = session.connection()
    for number, rule, reason in connection.execute(decided):
        yield number, rule, reason
    for number, reason in connection.execute(deeper):
        yield number, DEPTH_ITEM, reason


def _same_words(reason: str) -> str:
    return " ".join(reason.casefold().split())


def product_sessions(session: Session, meant: MeantSessions, about: str, name: str) -> list[int]:
    """The sessions in which a product was used under a name, the latest first."""
    rows = counted_rows(about).subquery()
    numbers = select(rows.c.session_id).where(rows.c.code == name)
    return _numbers(session, meant.select(_SUM.c.session_id).where(_SUM.c.session_id.in_(numbers)))


def late_numbers(session: Session, meant: MeantSessions) -> list[int]:
    """The sessions that came late by their plan, the latest first."""
    late = meant.select(_SUM.c.session_id).where(_SUM.c.days_late > LATE_AFTER_DAYS)
    return _numbers(session, late)


def client_numbers(session: Session, meant: MeantSessions, clients: Iterable[int]) -> list[int]:
    """The sessions of some clients, the latest first."""
    own = meant.select(_SUM.c.session_id).where(_SUM.c.client_id.in_(list(clients)))
    return _numbers(session, own)


def _numbers(session: Session, asked: Select[Any]) -> list[int]:
    ordered = asked.order_by(_SUM.c.day.desc(), _SUM.c.session_id.desc())
    return list(session.connection().execute(ordered).scalars())


def _one(session: Session, asked: Select[Any]) -> int:
    return int(session.connection().execute(asked).scalar_one())


def _flag(flag: Flag) -> Condition:
    found: Condition = _SUM.c.flags.op("&")(int(flag)) != 0
    return found
