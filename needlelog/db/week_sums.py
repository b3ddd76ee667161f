"""Keeping what a week's sessions come to: treated zones by depth, products by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    or_,
    select,
    text,
    true,
    union_all,
)

from needlelog.db.prepared import Prepared
from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.screening import FindingTable
from needlelog.db.tables.sessions import (
    CartridgeUseTable,
    NumbingTable,
    SessionTable,
    TopicalTable,
    TreatedZoneTable,
)
from needlelog.db.tables.summaries import WeekSumTable
from needlelog.db.transaction import Session
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.sessions import SessionRecord
from needlelog.domain.zones import Side

ZONE, PRODUCT, NUMBING, CARTRIDGE = "zone", "product", "numbing", "cartridge"
SESSION = "session"
"""Sessions by what stands out: their code is the number of the flags kept of them."""
WEEK_DAYS = 7
_QUARTER_DAYS = 13 * WEEK_DAYS

_SESSION = table_of(SessionTable)
_ZONE = table_of(TreatedZoneTable)
_FINDING = table_of(FindingTable)
_WEEK = table_of(WeekSumTable)
_SUMMARY = table_of(SessionSummaryTable)
_NAMES = {
    PRODUCT: table_of(TopicalTable).c.name,
    NUMBING: table_of(NumbingTable).c.agent,
    CARTRIDGE: table_of(CartridgeUseTable).c.kind,
}
_ADD = Prepared(
    text(
        "INSERT INTO week_sum (week, practitioner_id, about, code, depth_um, uses, over)"
        " VALUES (:week, :practitioner_id, :about, :code, :depth_um, :uses, :over)"
        " ON CONFLICT (week, practitioner_id, about, code, depth_um) DO UPDATE SET"
        " uses = week_sum.uses + excluded.uses, over = week_sum.over + excluded.over"
    )
)

_DAYS = union_all(select(_SESSION.c.day.label("day")), select(_WEEK.c.week)).subquery()
_SPAN = select(func.min(_DAYS.c.day), func.max(_DAYS.c.day))

Key = tuple[str, str, int]
"""What about, its code, depth in micrometres."""


def monday_of(day: date) -> date:
    """The first day of a day's week."""
    return day - timedelta(days=day.weekday())


def went_over() -> ColumnElement[bool]:
    """Whether a treated row went past an advice, as a condition on `treated_zone`."""
    found = exists().where(
        _FINDING.c.session_id == _ZONE.c.session_id,
        _FINDING.c.item == DEPTH_ITEM,
        _FINDING.c.zone == _ZONE.c.zone,
        _FINDING.c.side == _ZONE.c.side,
        # The detail of such a finding is the limit; rows of one zone can differ in depth.
        or_(_ZONE.c.depth_um.is_(None), _ZONE.c.depth_um > cast(_FINDING.c.detail, Integer)),
    )
    return or_(_ZONE.c.reason != "", found)


def counted_rows(about: str) -> Select[Any]:
    """Session, name, depth and whether it went past an advice: one row a treated zone or use, or
    a session."""
    if about == ZONE:
        over = case((went_over(), 1), else_=0)
        depth = func.coalesce(_ZONE.c.depth_um, 0)
        return select(
            _ZONE.c.session_id,
            _ZONE.c.zone.label("code"),
            depth.label("depth_um"),
            over.label("over"),
        )
    if about == SESSION:
        flags = cast(_SUMMARY.c.flags, String).label("code")
        none = literal(0)
        return select(_SUMMARY.c.session_id, flags, none.label("depth_um"), none.label("over"))
    name = _NAMES[about]
    return select(
        name.table.c.session_id,
        name.label("code"),
        literal(0).label("depth_um"),
        literal(0).label("over"),
    ).where(name != "")


def add_to_week(session: Session, head: dict[str, Any], record: SessionRecord, flags: int) -> None:
    """Add a session that was signed just now; ``head`` is its row, ``flags`` those kept of it."""
    uses, over = counts_of(record, flags)
    owner = {
        "week": monday_of(head["day"]).isoformat(),
        "practitioner_id": head["practitioner_id"],
    }
    rows = [
        {
            **owner,
            "about": about,
            "code": code,
            "depth_um": depth,
            "uses": count,
            "over": over[about, code, depth],
        }
        for (about, code, depth), count in uses.items()
    ]
    _ADD.run_each(session, rows)


def keep_week(session: Session, day: date, practitioner_id: int) -> None:
    """Work out a practitioner's week anew, for a session that counts no more."""
    week = monday_of(day)
    mine = and_(
        _SESSION.c.day >= week,
        _SESSION.c.day < week + timedelta(days=WEEK_DAYS),
        _SESSION.c.practitioner_id == practitioner_id,
    )
    connection = session.connection()
    connection.execute(
        delete(_WEEK).where(_WEEK.c.week == week, _WEEK.c.practitioner_id == practitioner_id)
    )
    rows = list(_computed(session, mine))
    if rows:
        connection.execute(insert(_WEEK), rows)


def keep_all_weeks(session: Session) -> None:
    """Work out every week anew."""
    connection = session.connection()
    connection.execute(delete(_WEEK))
    rows = list(week_sums(session))
    if rows:
        connection.execute(insert(_WEEK), rows)


def week_sums(session: Session) -> Iterable[dict[str, Any]]:
    """All sums, worked out from the sessions themselves."""
    return _computed(session, true())


def wrong_weeks(session: Session) -> Iterator[str]:
    """The Mondays of weeks of which something else is kept than their sessions come to.

    A quarter at a time, so that many years take no more memory than one.
    """
    connection = session.connection()
    first, last = connection.execute(_SPAN).one()
    for start in _quarters(first, last):
        end = start + timedelta(days=_QUARTER_DAYS)
        kept = connection.execute(select(_WEEK).where(_WEEK.c.week >= start, _WEEK.c.week < end))
        days = and_(_SESSION.c.day >= start, _SESSION.c.day < end)
        now = {_flat(row._mapping) for row in kept}
        right = {_flat(row) for row in _computed(session, days)}
        yield from sorted({str(dict(row)["week"]) for row in now ^ right})


def _quarters(first: date | None, last: date | None) -> Iterator[date]:
    if first is None or last is None:
        return
    start = monday_of(first)
    while start <= last:
        yield start
        start += timedelta(days=_QUARTER_DAYS)


def _flat(row: Mapping[Any, Any]) -> tuple[tuple[str, Any], ...]:
    return tuple(sorted(row.items()))


def _computed(session: Session, which: ColumnElement[bool]) -> Iterable[dict[str, Any]]:
    sums: dict[tuple[date, int, str, str, int], list[int]] = {}
    for about in (SESSION, ZONE, *_NAMES):
        rows = counted_rows(about).subquery()
        keys = (_SESSION.c.day, _SESSION.c.practitioner_id, rows.c.code, rows.c.depth_um)
        totals = (
            select(*keys, func.count().label("uses"), func.sum(rows.c.over).label("over"))
            .join(_SESSION, _SESSION.c.id == rows.c.session_id)
            .where(_SESSION.c.state.in_(COUNTED_STATES), which)
        )
        for row in session.connection().execute(totals.group_by(*keys)):
            key = (monday_of(row.day), row.practitioner_id, about, row.code, row.depth_um)
            total = sums.setdefault(key, [0, 0])
            total[0] += row.uses
            total[1] += row.over
    for (week, person, about, code, depth), (uses, over) in sums.items():
        yield {
            "week": week,
            "practitioner_id": person,
            "about": about,
            "code": code,
            "depth_um": depth,
            "uses": uses,
            "over": over,
        }


def counts_of(record: SessionRecord, flags: int) -> tuple[Counter[Key], Counter[Key]]:
    """The uses of one session, and how many of them went past an advice.

    ``flags`` are those kept of it.
    """
    content = record.content
    limits: dict[tuple[str | None, Side | None], int] = {}
    for found in record.findings:
        if found.item == DEPTH_ITEM:
            place, limit = (found.zone, found.side), int(found.detail or 0)
            limits[place] = min(limits.get(place, limit), limit)
    uses: Counter[Key] = Counter({(SESSION, str(flags), 0): 1})
    over: Counter[Key] = Counter()
    for row in content.zones:
        key = (ZONE, row.zone, row.depth_um or 0)
        uses[key] += 1
        least = limits.get((row.zone, row.side))
        deeper = least is not None and (row.depth_um is None or row.depth_um > least)
        over[key] += bool(row.reason) or deeper
    named = [
        *((PRODUCT, topical.name) for topical in content.topicals),
        *((NUMBING, numbing.agent) for numbing in content.numbing),
    ]
    if content.cartridge is not None:
        named.append((CARTRIDGE, content.cartridge.kind))
    uses.update((about, name, 0) for about, name in named if name)
    return uses, over
