"""What the sessions of a period come to: whole weeks and years from their sums, the days at both
ends from the figures of each session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    Integer,
    Select,
    String,
    Table,
    case,
    cast,
    exists,
    func,
    select,
    text,
    type_coerce,
)

from needlelog.db.queries.meant_sessions import MeantSessions, days_and_person
from needlelog.db.queries.session_conditions import Condition, unindexed
from needlelog.db.queries.session_figures import Tally, tally
from needlelog.db.sqlite.counting import LATE, PLANNED
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tables.summaries import (
    ClientSummaryTable,
    WeekCountTable,
    WeekSumTable,
    YearSumTable,
)
from needlelog.db.transaction import Session
from needlelog.db.week_sums import CARTRIDGE, NUMBING, PRODUCT, WEEK_DAYS, ZONE, monday_of
from needlelog.domain.dashboard import COUNTED
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_PERSON = table_of(PractitionerTable)
_WEEK = table_of(WeekSumTable)
_YEAR = table_of(YearSumTable)
_COUNT = table_of(WeekCountTable)
_SESSION = table_of(SessionTable)
_SUM = table_of(SessionSummaryTable)
_CLIENT_SUM = table_of(ClientSummaryTable)
_UNCOUNTED = tuple(state for state in SessionState if state not in COUNTED)
_WEEK_BEFORE = timedelta(days=WEEK_DAYS)
_TOLD = (Flag.OVER_ADVICE, Flag.OVERRIDE)
_ABOUTS = (ZONE, PRODUCT, NUMBING, CARTRIDGE)
_OF_SESSIONS = text("week_sum.about = 'session'")
"""Written out, so that the index of these answers."""
_LOOKED_UP = 6
"""Asking one client's sessions takes as long as going through so many sessions."""


def period_tally(session: Session, meant: MeantSessions) -> Tally:
    """What the sessions of some days and of a person, or of all, come to.

    The days of whole weeks are told as their Monday.
    """
    span = _span(meant)
    found = Tally()
    if span.weeks is not None:
        _add_weeks(session, meant, span.weeks, found)
    for stretch in span.stretches:
        _add(found, tally(session, meant.figures(stretch=stretch)))
    if found.waiting:
        days = days_and_person(meant.wanted, meant.today, _SESSION)
        waiting = _SESSION.c.state == SessionState.SIGNED
        oldest = select(_SESSION.c.day).where(waiting, *days).order_by(_SESSION.c.day).limit(1)
        found.oldest_waiting = session.connection().execute(oldest).scalar()
    return found


def session_count(session: Session, meant: MeantSessions) -> int:
    """How many sessions there are."""
    span = _span(meant)
    count = 0
    if span.weeks is not None:
        some = select(func.coalesce(func.sum(_WEEK.c.uses), 0))
        some = some.where(_OF_SESSIONS, *_in_weeks(meant.wanted, *span.weeks))
        count += _one(session, some)
    for stretch in span.stretches:
        count += _one(session, meant.figures(func.count(), stretch=stretch))
    return count


def client_count(session: Session, meant: MeantSessions, found: Tally) -> int:
    """How many clients the sessions belong to, of which a tally is there."""
    first, last = meant.wanted.days(meant.today)
    uncounted = select(_SESSION.c.id).where(_SESSION.c.state.in_(_UNCOUNTED))
    if not meant.wanted.practitioner_uid:
        seen = select(func.count()).where(_CLIENT_SUM.c.last_session_on.is_not(None))
        if first is not None:
            seen = seen.where(_CLIENT_SUM.c.last_session_on >= first)
        if last is None:
            return _one(session, seen)
        late = _CLIENT_SUM.c.last_session_on > last
        later = _one(session, select(func.count()).where(late))
        if later * _LOOKED_UP < sum(found.sessions.values()):
            # Whose last session lies in these days needs no look at it, and neither does who was
            # never seen again after an earlier one. The others are asked in the order of the index
            # that answers: in another, it would be opened anew for each.
            number = _CLIENT_SUM.c.client_id
            in_order = select(number).where(late).order_by(unindexed(number)).limit(-1).subquery()
            between = _SUM.c.day <= last if first is None else _SUM.c.day.between(first, last)
            came = exists().where(
                _SUM.c.client_id == in_order.c.client_id,
                between,
                _SUM.c.session_id.not_in(uncounted),
            )
            ended = seen.where(_CLIENT_SUM.c.last_session_on <= last)
            again = select(func.count()).select_from(in_order).where(came)
            return _one(session, ended) + _one(session, again)
    counts = select(func.count(_SUM.c.client_id.distinct()))
    counts = counts.where(*days_and_person(meant.wanted, meant.today))
    return _one(session, counts.where(unindexed(_SUM.c.session_id).not_in(uncounted)))


def _one(session: Session, asked: Select[Any]) -> int:
    return int(session.connection().execute(asked).scalar_one())


def _add(found: Tally, more: Tally) -> None:
    for name in ("over", "overridden", "planned", "late", "waiting"):
        setattr(found, name, getattr(found, name) + getattr(more, name))
    for name in ("sessions", "uses", "past"):
        getattr(found, name).update(getattr(more, name))


Weeks = tuple[date | None, date | None]
"""Whole weeks, from a Monday and before another; one that is ``None`` is no limit."""


@dataclass(frozen=True, slots=True)
class _Span:
    """Whole weeks, and the stretches of days beside them."""

    weeks: Weeks | None
    stretches: tuple[tuple[date, date], ...]


def _span(meant: MeantSessions) -> _Span:
    first, last = meant.wanted.days(meant.today)
    begin = None if first is None else monday_of(first + timedelta(days=WEEK_DAYS - 1))
    end = None if last is None else monday_of(last + timedelta(days=1))
    whole = begin is None or end is None or begin < end
    ends = tuple(_ends(first, last, begin, end, whole=whole))
    return _Span((begin, end) if whole else None, ends)


def _ends(
    first: date | None, last: date | None, begin: date | None, end: date | None, *, whole: bool
) -> Iterator[tuple[date, date]]:
    """The days that are not part of a whole week."""
    day = timedelta(days=1)
    if not whole:
        if first is not None and last is not None and first <= last:
            yield first, last
        return
    if first is not None and begin is not None and first < begin:
        yield first, begin - day
    if last is not None and end is not None and end <= last:
        yield end, last


def _add_weeks(session: Session, meant: MeantSessions, weeks: Weeks, found: Tally) -> None:
    connection = session.connection()
    week, flags = type_coerce(_WEEK.c.week, String), cast(_WEEK.c.code, Integer)
    asked = select(
        *(week, _WEEK.c.practitioner_id, func.sum(_WEEK.c.uses)),
        *(func.sum(case((flags.op("&")(int(flag)) != 0, _WEEK.c.uses), else_=0)) for flag in _TOLD),
    ).where(_OF_SESSIONS, *_in_weeks(meant.wanted, *weeks))
    for monday, person, count, over, overridden in connection.execute(
        asked.group_by(_WEEK.c.week, _WEEK.c.practitioner_id)
    ):
        found.sessions[monday, person] += count
        found.over += over
        found.overridden += overridden
    counts = select(_COUNT.c.what, func.sum(_COUNT.c.sessions)).group_by(_COUNT.c.what)
    counts = counts.where(*_in_weeks(meant.wanted, *weeks, _COUNT))
    number = {row[0]: row[1] for row in connection.execute(counts)}
    found.planned += number.get(PLANNED, 0)
    found.late += number.get(LATE, 0)
    found.waiting += number.get(SessionState.SIGNED.value, 0)
    for sign, part in _whole_sums(session, meant.wanted, *weeks):
        for about, name, depth, uses, over in part:
            found.uses[about, name, depth] += sign * uses
            found.past[about, name, depth] += sign * over
    found.uses = +found.uses


def _whole_sums(
    session: Session, wanted: SessionFilter, begin: date | None, end: date | None
) -> Iterator[tuple[int, Iterable[Any]]]:
    """The sums of whole weeks, each with the sign by which it counts; where these make up whole
    years, or more than half of one, the sums of years."""
    first = None if begin is None else begin.year + ((begin - _WEEK_BEFORE).year == begin.year)
    after = None if end is None else end.year
    if first is None or after is None or first < after:
        yield 1, _sums_of_years(session, wanted, first, after)
    if begin is not None and end is not None and begin.year == end.year:
        yield from _part_of_year(session, wanted, begin, end)
        return
    if begin is not None and begin.year != first:
        yield from _part_of_year(session, wanted, begin, date(begin.year + 1, 1, 1))
    if end is not None:
        yield from _part_of_year(session, wanted, date(end.year, 1, 1), end)


def _part_of_year(
    session: Session, wanted: SessionFilter, begin: date, end: date
) -> Iterator[tuple[int, Iterable[Any]]]:
    """The weeks of a year from a day and before another, or the whole year without the others."""
    first, after = date(begin.year, 1, 1), date(begin.year + 1, 1, 1)
    if (end - begin) * 2 <= after - first:
        yield 1, _sums_of(session, _WEEK, _in_weeks(wanted, begin, end))
        return
    yield 1, _sums_of_years(session, wanted, begin.year, begin.year + 1)
    for others in ((first, begin), (end, after)):
        if others[0] < others[1]:
            yield -1, _sums_of(session, _WEEK, _in_weeks(wanted, *others))


def _sums_of_years(
    session: Session, wanted: SessionFilter, first: int | None, after: int | None
) -> Iterable[Any]:
    years = [] if first is None else [_YEAR.c.year >= first]
    years += [] if after is None else [_YEAR.c.year < after]
    return _sums_of(session, _YEAR, [*years, *_of_person(wanted, _YEAR)])


def _sums_of(session: Session, table: Table, conditions: Iterable[Condition]) -> Iterable[Any]:
    keys = (table.c.about, table.c.code, table.c.depth_um)
    asked = select(*keys, func.sum(table.c.uses), func.sum(table.c.over)).group_by(*keys)
    asked = asked.where(table.c.about.in_(_ABOUTS), *conditions)
    return session.connection().execute(asked)


def _in_weeks(
    wanted: SessionFilter, begin: date | None, end: date | None, table: Table = _WEEK
) -> Iterator[Condition]:
    if begin is not None:
        yield table.c.week >= begin
    if end is not None:
        yield table.c.week < end
    yield from _of_person(wanted, table)


def _of_person(wanted: SessionFilter, table: Table) -> Iterator[Condition]:
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        yield table.c.practitioner_id == person.scalar_subquery()
