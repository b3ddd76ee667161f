"""Checking that the figures kept of each session are what its rows come to."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import func, select, union_all

from needlelog.db.sqlite.figures import wrong_figures
from needlelog.db.tables.base import table_of
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.summaries import SessionFigureTable
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

_AT_ONCE = timedelta(days=30)
_DAYS = union_all(
    *(select(table_of(kind).c.day) for kind in (SessionSummaryTable, SessionFigureTable))
).subquery()
_SPAN = select(func.min(_DAYS.c.day), func.max(_DAYS.c.day))


def figure_faults(session: Session) -> Iterator[Fault]:
    """Faults of the figures, a month at a time: many years take no more memory than one."""
    connection = session.connection()
    first: date | None
    last: date | None
    first, last = connection.execute(_SPAN).one()
    while first is not None and last is not None and first <= last:
        until = first + _AT_ONCE - timedelta(days=1)
        if wrong_figures(connection, first.isoformat(), until.isoformat()):
            yield Fault(
                "summaries",
                f"The figures kept for the month from {first} do not fit its sessions.",
            )
        first += _AT_ONCE
