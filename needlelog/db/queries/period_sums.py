"""Sums over treated zones and uses of products: whole weeks from their sums, the rest from rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from needlelog.db.queries.meant_sessions import MeantSessions
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.summaries import WeekSumTable
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
from needlelog.domain.session_filter import SessionFilter

_SUM = table_of(SessionSummaryTable)
_PERSON = table_of(PractitionerTable)
_WEEK = table_of(WeekSumTable)

Sum = tuple[str, str, int, int, int]
"""What about, its code, depth in micrometres, how many, how many past an advice."""


def zone_depths(session: Session, meant: MeantSessions) -> list[tuple[str, int, int, int]]:
    """Zone, depth, how many treated rows, how many of them went past an advice."""
    return [
        (code, depth, uses, over)
        for _about, code, depth, uses, over in _sums(session, meant, (ZONE,))
    ]


def product_uses(session: Session, meant: MeantSessions) -> list[Use]:
    """How often each product was used, the most used first."""
    rows = _sums(session, meant, (PRODUCT, NUMBING, CARTRIDGE))
    found = [Use(about, code, uses) for about, code, _depth, uses, _over in rows]
    return sorted(found, key=lambda use: (-use.uses, use.name))


def _sums(session: Session, meant: MeantSessions, abouts: tuple[str, ...]) -> Iterator[Sum]:
    """Sums over treated rows or uses: from the sums of whole weeks where only days and a person
    are asked for, and from the rows themselves for the days at both ends and any other filter."""
    totals: defaultdict[tuple[str, str, int], list[int]] = defaultdict(lambda: [0, 0])
    parts: list[Iterable[Sum]] = []
    if meant.by_weeks:
        first, last = meant.wanted.days(meant.today)
        begin = None if first is None else monday_of(first + timedelta(days=WEEK_DAYS - 1))
        end = None if last is None else monday_of(last + timedelta(days=1))
        whole = begin is None or end is None or begin < end
        if whole:
            parts.append(_week_sums(session, meant.wanted, begin, end, abouts))
        parts += [
            _row_sums(session, meant, abouts, stretch)
            for stretch in _ends(first, last, begin, end, whole=whole)
        ]
    else:
        parts.append(_row_sums(session, meant, abouts, None))
    for part_sums in parts:
        for about, code, depth, uses, over in part_sums:
            total = totals[about, code, depth]
            total[0] += uses
            total[1] += over
    for (about, code, depth), (uses, over) in totals.items():
        yield about, code, depth, uses, over


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


def _week_sums(
    session: Session,
    wanted: SessionFilter,
    begin: date | None,
    end: date | None,
    abouts: tuple[str, ...],
) -> Iterable[Sum]:
    keys = (_WEEK.c.about, _WEEK.c.code, _WEEK.c.depth_um)
    asked = select(*keys, func.sum(_WEEK.c.uses), func.sum(_WEEK.c.over)).group_by(*keys)
    asked = asked.where(_WEEK.c.about.in_(abouts))
    if begin is not None:
        asked = asked.where(_WEEK.c.week >= begin)
    if end is not None:
        asked = asked.where(_WEEK.c.week < end)
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        asked = asked.where(_WEEK.c.practitioner_id == person.scalar_subquery())
    return [tuple(row) for row in session.connection().execute(asked)]


def _row_sums(
    session: Session,
    meant: MeantSessions,
    abouts: tuple[str, ...],
    days: tuple[date, date] | None,
) -> Iterable[Sum]:
    found: list[Sum] = []
    for about in abouts:
        rows = counted_rows(about).subquery()
        keys = (rows.c.code, rows.c.depth_um)
        asked = meant.select(*keys, func.count(), func.sum(rows.c.over)).join(
            rows, rows.c.session_id == _SUM.c.session_id
        )
        if days is not None:
            asked = asked.where(_SUM.c.day >= days[0], _SUM.c.day <= days[1])
        found += [
            (about, code, depth, uses, over)
            for code, depth, uses, over in session.connection().execute(asked.group_by(*keys))
        ]
    return found
