"""How many sessions a filter means, without reading which."""

from __future__ import annotations

from datetime import date

from sqlalchemy import func, select

from needlelog.db.queries.session_conditions import (
    Part,
    base_conditions,
    of_few,
    of_many,
    of_rare,
    parts_of,
)
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.summaries import WeekCountTable
from needlelog.db.transaction import Session
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_SUM = table_of(SessionSummaryTable)
_PERSON = table_of(PractitionerTable)
_COUNT = table_of(WeekCountTable)
_SOME, _MANY = 20_000, 100_000
"""So many sessions are looked at one by one: sooner than indexes are gone through, or where these
do not tell it all."""


def session_count(session: Session, wanted: SessionFilter, today: date) -> int:
    """How many sessions a filter means."""
    if set(wanted.set_fields()) <= {"states", "practitioner_uid"}:
        return _counted(session, wanted)
    parts = parts_of(session, wanted)
    base = list(base_conditions(wanted, today))
    conditions = of_few(session, parts) or of_rare(session, parts, _SOME)
    if not conditions and not base and any(part.once for part in parts):
        return _noted(session, parts)
    conditions = conditions or of_rare(session, parts, _MANY) or of_many(parts)
    asked = select(func.count()).select_from(_SUM).where(*base, *conditions)
    return int(session.connection().execute(asked).scalar_one())


def _noted(session: Session, parts: list[Part]) -> int:
    """How many sessions meet all conditions, from the indexes alone: the numbers of one are gone
    through, those of the others noted. No session is looked at, which takes a page for each."""
    through = next(part for part in parts if part.once)
    met = through.numbers.subquery()
    (number,) = met.c
    others = [part.looked_for(number) for part in parts if part is not through]
    asked = select(func.count()).select_from(met).where(*others)
    return int(session.connection().execute(asked).scalar_one())


def _counted(session: Session, wanted: SessionFilter) -> int:
    """The same from the counts of weeks, which know states and people."""
    states = wanted.states or tuple(SessionState)
    asked = select(func.coalesce(func.sum(_COUNT.c.sessions), 0)).where(_COUNT.c.what.in_(states))
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        asked = asked.where(_COUNT.c.practitioner_id == person.scalar_subquery())
    return int(session.connection().execute(asked).scalar_one())
