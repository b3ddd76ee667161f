"""Keeping how late each session came by its plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from sqlalchemy import ColumnElement, select, update

from needlelog.db.summaries import COUNTED_STATES
from needlelog.db.tables.base import table_of
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.plans import days_late

_SESSION = table_of(SessionTable)
_PLAN = table_of(PlanTable)
_SUMMARY = table_of(SessionSummaryTable)
_AT_ONCE = 500


def keep_lateness(session: Session, plan_id: int) -> None:
    """Bring what is kept of a plan's sessions in line with their days and the plan's interval."""
    for number, _kept, right in list(_wrong(session, _SESSION.c.plan_id == plan_id)):
        session.connection().execute(
            update(_SUMMARY).where(_SUMMARY.c.session_id == number).values(days_late=right)
        )


def keep_all_lateness(session: Session) -> None:
    """Bring it in line for all plans."""
    for number, _kept, right in list(_wrong(session, _SESSION.c.plan_id.is_not(None))):
        session.connection().execute(
            update(_SUMMARY).where(_SUMMARY.c.session_id == number).values(days_late=right)
        )


def wrong_lateness(session: Session) -> Iterator[int]:
    """The numbers of the sessions for which something else is kept than is so."""
    for number, _kept, _right in _wrong(session, _SESSION.c.plan_id.is_not(None)):
        yield number
    strays = select(_SUMMARY.c.session_id).join(_SESSION, _SESSION.c.id == _SUMMARY.c.session_id)
    yield from (
        session.connection()
        .execute(strays.where(_SESSION.c.plan_id.is_(None), _SUMMARY.c.days_late.is_not(None)))
        .scalars()
    )


def _wrong(
    session: Session, which: ColumnElement[bool]
) -> Iterator[tuple[int, int | None, int | None]]:
    """Session, what is kept and what is right, where the two differ; plan by plan."""
    rows = (
        session.connection()
        .execution_options(yield_per=_AT_ONCE)
        .execute(
            select(
                _SESSION.c.id,
                _SESSION.c.day,
                _SESSION.c.state,
                _SESSION.c.plan_id,
                _PLAN.c.interval_days,
                _SUMMARY.c.days_late,
            )
            .join(_PLAN, _PLAN.c.id == _SESSION.c.plan_id)
            .join(_SUMMARY, _SUMMARY.c.session_id == _SESSION.c.id)
            .where(which)
            .order_by(_SESSION.c.plan_id, _SESSION.c.day, _SESSION.c.id)
        )
    )
    for _plan, of_plan in groupby(rows, key=lambda row: row.plan_id):
        every = list(of_plan)
        counted = [row for row in every if row.state in COUNTED_STATES]
        late = days_late([row.day for row in counted], every[0].interval_days)
        right = dict(zip((row.id for row in counted), late, strict=True))
        for row in every:
            if row.days_late != right.get(row.id):
                yield row.id, row.days_late, right.get(row.id)
