"""Sums over sessions, treated zones and uses: whole weeks from their sums, the rest from rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Table, case, func, literal, select, text

from needlelog.db.queries.meant_sessions import MeantSessions
from needlelog.db.queries.session_conditions import Condition
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.summaries import WeekCountTable, WeekSumTable, YearSumTable
from needlelog.db.transaction import Session
from needlelog.db.week_sums import (
    CARTRIDGE,
    NUMBING,
    PRODUCT,
    WEEK_DAYS,
    ZONE,
    counted_rows,
    monday_of,
)
from needlelog.domain.dashboard import Use
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter

_SUM = table_of(SessionSummaryTable)
_PERSON = table_of(PractitionerTable)
_WEEK = table_of(WeekSumTable)
_YEAR = table_of(YearSumTable)
_COUNT = table_of(WeekCountTable)
_WEEK_BEFORE = timedelta(days=WEEK_DAYS)
Stretches = tuple[tuple[date, date] | None, ...]
"""Days that no whole week has, or ``None`` for all."""

Sum = tuple[str, str, int, int, int]
"""What about, its code, depth in micrometres, how many, how many past an advice."""
_ABOUTS = (ZONE, PRODUCT, NUMBING, CARTRIDGE)
_OF_SESSIONS = text("week_sum.about = 'session'")
"""Written out, so that the index of these answers."""


@dataclass(frozen=True, slots=True)
class PeriodSums:
    """What was treated and used in the sessions of a filter."""

    sums: tuple[Sum, ...]

    def zone_depths(self) -> list[tuple[str, int, int, int]]:
        """Zone, depth, how many treated rows, how many of them went past an advice."""
        return [each[1:] for each in self.sums if each[0] == ZONE]

    def product_uses(self) -> list[Use]:
        """How often each product was used, the most used first."""
        found = [Use(about, code, uses) for about, code, _, uses, _ in self.sums if about != ZONE]
        return sorted(found, key=lambda use: (-use.uses, use.name))


def period_sums(session: Session, meant: MeantSessions) -> PeriodSums:
    """Sums over treated rows and uses: from the sums of whole weeks where only days and a person
    are asked for, and from the rows themselves for the days at both ends and any other filter."""
    totals: defaultdict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    span = _span(meant)
    parts: list[Iterable[Sum]] = []
    if span.weeks is not None:
        parts += _whole_sums(session, meant.wanted, *span.weeks)
    parts += [_row_sums(session, meant, stretch) for stretch in span.stretches]
    for part_sums in parts:
        for about, code, depth, uses, over in part_sums:
            total = totals[about, code, depth]
            total[0] += uses
            total[1] += over
    return PeriodSums(
        tuple(
            (about, code, depth, uses, over)
            for (about, code, depth), (uses, over) in totals.items()
        )
    )


def session_sums(session: Session, meant: MeantSessions) -> list[tuple[date, int, int, int]]:
    """Sessions by practitioner and flags: a day or the Monday of a whole week, the number of the
    practitioner, the flags, and how many sessions."""
    found: list[tuple[date, int, int, int]] = []
    span = _span(meant)
    connection = session.connection()
    if span.weeks is not None:
        asked = select(_WEEK.c.week, _WEEK.c.practitioner_id, _WEEK.c.code, _WEEK.c.uses)
        asked = asked.where(_OF_SESSIONS, *_in_weeks(meant.wanted, *span.weeks))
        found += [
            (week, person, int(code), uses)
            for week, person, code, uses in connection.execute(asked)
        ]
    keys = (_SUM.c.day, _SUM.c.practitioner_id, _SUM.c.flags)
    for stretch in span.stretches:
        rows = meant.select(*keys, func.count(), stretch=stretch).group_by(*keys)
        found += [tuple(row) for row in connection.execute(rows)]
    return found


@dataclass(frozen=True, slots=True)
class _Span:
    """Whole weeks, from a Monday and before another, and the stretches of days beside them; one
    that is ``None`` has no limits."""

    weeks: tuple[date | None, date | None] | None
    stretches: Stretches


def _span(meant: MeantSessions) -> _Span:
    if not meant.by_weeks:
        return _Span(None, (None,))
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


def _whole_sums(
    session: Session, wanted: SessionFilter, begin: date | None, end: date | None
) -> Iterator[Iterable[Sum]]:
    """The sums of whole weeks; where these make up whole years, the sums of years."""
    first = None if begin is None else begin.year + ((begin - _WEEK_BEFORE).year == begin.year)
    after = None if end is None else end.year
    if first is not None and after is not None and first >= after:
        yield _sums_of(session, _WEEK, _in_weeks(wanted, begin, end))
        return
    years = [] if first is None else [_YEAR.c.year >= first]
    years += [] if after is None else [_YEAR.c.year < after]
    yield _sums_of(session, _YEAR, [*years, *_of_person(wanted, _YEAR)])
    if begin is not None and first is not None:
        yield _sums_of(session, _WEEK, _in_weeks(wanted, begin, date(first, 1, 1)))
    if end is not None and after is not None:
        yield _sums_of(session, _WEEK, _in_weeks(wanted, date(after, 1, 1), end))


def _sums_of(session: Session, table: Table, conditions: Iterable[Condition]) -> Iterable[Sum]:
    keys = (table.c.about, table.c.code, table.c.depth_um)
    asked = select(*keys, func.sum(table.c.uses), func.sum(table.c.over)).group_by(*keys)
    asked = asked.where(table.c.about.in_(_ABOUTS), *conditions)
    return [tuple(row) for row in session.connection().execute(asked)]


def week_counts(session: Session, meant: MeantSessions, what: str) -> tuple[int, Stretches]:
    """Sessions that are ``what`` in whole weeks, and the stretches of days that remain."""
    span = _span(meant)
    if span.weeks is None:
        return 0, span.stretches
    asked = select(func.coalesce(func.sum(_COUNT.c.sessions), 0)).where(
        _COUNT.c.what == what, *_in_weeks(meant.wanted, *span.weeks, _COUNT)
    )
    return int(session.connection().execute(asked).scalar_one()), span.stretches


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


def _row_sums(
    session: Session, meant: MeantSessions, days: tuple[date, date] | None
) -> Iterable[Sum]:
    found: list[Sum] = []
    for about in _ABOUTS:
        rows = counted_rows(about).subquery()
        keys = (rows.c.code, rows.c.depth_um)
        # A session without the flag has no row past an advice; looking for one takes long.
        flagged = _SUM.c.flags.op("&")(int(Flag.OVER_ADVICE)) != 0
        over = func.sum(case((flagged, rows.c.over), else_=0)) if about == ZONE else literal(0)
        asked = meant.select(*keys, func.count(), over, stretch=days).join(
            rows, rows.c.session_id == _SUM.c.session_id
        )
        found += [
            (about, code, depth, uses, past)
            for code, depth, uses, past in session.connection().execute(asked.group_by(*keys))
        ]
    return found
