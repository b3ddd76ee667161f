"""The sessions that a filter means, found once and then counted in many ways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import (
    Column,
    FromClause,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    and_,
    insert,
    select,
)

from needlelog.db.queries.session_conditions import Condition, session_conditions
from needlelog.db.queries.session_figures import FIGURE, figure_conditions, told_by_figures
from needlelog.db.sqlite.statistics import tell_size
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.dashboard import days_and_people_only
from needlelog.domain.session_filter import SessionFilter

_SUM = table_of(SessionSummaryTable)
_PERSON = table_of(PractitionerTable)
_DAYS = ("period", "first", "last")
_FEW_DAYS = 100
"""The sessions of so many days are asked one by one; for more days an index is read as a whole."""
OF_SUMMARY = and_(
    FIGURE.c.day == _SUM.c.day,
    FIGURE.c.practitioner_id == _SUM.c.practitioner_id,
    FIGURE.c.session_id == _SUM.c.session_id,
)
"""The figures of a summary, by their whole key."""


class MeantSessions:
    """The sessions of a filter while one transaction lasts; see `meant_sessions`."""

    def __init__(
        self, session: Session, wanted: SessionFilter, today: date, found: Table | None
    ) -> None:
        self._session = session
        self.wanted = wanted
        self.today = today
        self._found = found

    @property
    def by_weeks(self) -> bool:
        """Whether only days and a person are asked for, which the sums of weeks know."""
        return days_and_people_only(self.wanted)

    def figures(self, *columns: Any, stretch: tuple[date, date] | None = None) -> Select[Any]:
        """These columns of `FIGURE` and of what the caller joins it with, by going through days.

        ``stretch`` means these days of the filter's and no others.
        """
        asked = select(*columns).select_from(FIGURE)
        found = self._found
        if found is not None:
            return asked.join(found, _is_found(found))
        wanted = self.wanted
        if stretch is not None:
            wanted = replace(wanted, period=None, first=stretch[0], last=stretch[1])
        return asked.where(*figure_conditions(self._session, wanted, self.today))

    def select(self, *columns: Any) -> Select[Any]:
        """These columns of `session_summary` and of what the caller joins it with: for few
        sessions that something else than days leads to; each is asked whether it is meant."""
        asked = select(*columns).select_from(_SUM).join(FIGURE, OF_SUMMARY)
        found = self._found
        if found is not None:
            return asked.join(found, _is_found(found))
        conditions = figure_conditions(self._session, self.wanted, self.today, looked_up=True)
        return asked.where(*conditions)

    def whenever(self, asked: Select[Any]) -> Select[Any]:
        """Those of some sessions of `FIGURE` that the filter means on any day; each is asked."""
        wanted = self.wanted.without(*_DAYS)
        if self._found is not None and wanted == self.wanted:
            return asked.join(self._found, _is_found(self._found))
        others = wanted.without(*told_by_figures(wanted))
        if others.set_fields():
            asked = asked.join(_SUM, _SUM.c.session_id == FIGURE.c.session_id)
            conditions = session_conditions(self._session, others, self.today, narrow=True)
            asked = asked.where(*conditions)
        return asked.where(*figure_conditions(self._session, wanted, self.today, looked_up=True))


def _is_found(found: Table) -> Condition:
    return and_(
        found.c.day == FIGURE.c.day,
        found.c.practitioner_id == FIGURE.c.practitioner_id,
        found.c.session_id == FIGURE.c.session_id,
    )


def days_and_person(
    wanted: SessionFilter, today: date, table: FromClause = _SUM
) -> Iterator[Condition]:
    """The conditions about days and person, on `session_summary` or on `session`."""
    first, last = wanted.days(today)
    if first is not None:
        yield table.c.day >= first
    if last is not None:
        yield table.c.day <= last
    if wanted.practitioner_uid:
        person = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        yield table.c.practitioner_id == person.scalar_subquery()


@contextmanager
def meant_sessions(
    session: Session, wanted: SessionFilter, today: date, name: str = "meant_session"
) -> Iterator[MeantSessions]:
    """Find the sessions of a filter once; what the figures of sessions do not tell is asked of
    each record, so these sessions are kept in a table of this connection until the block ends."""
    if not wanted.without(*told_by_figures(wanted), *_DAYS).set_fields():
        yield MeantSessions(session, wanted, today, None)
        return
    found = Table(
        name,
        MetaData(),
        Column("day", String, primary_key=True),
        Column("practitioner_id", Integer, primary_key=True),
        Column("session_id", Integer, primary_key=True),
        prefixes=["TEMPORARY"],
        sqlite_with_rowid=False,
    )
    connection = session.connection()
    found.create(connection)
    # What the figures tell is asked of them, everything else of the records.
    others = wanted.without(*told_by_figures(wanted))
    first, last = wanted.days(today)
    days = ((last or today) - first).days if first is not None else None
    # No index tells of the phase, so that each session has to be asked.
    narrow = days is not None and (days <= _FEW_DAYS or bool(wanted.phase))
    keys = [FIGURE.c[name] for name in ("day", "practitioner_id", "session_id")]
    each = select(*keys).select_from(_SUM).join(FIGURE, OF_SUMMARY)
    each = each.where(
        *session_conditions(session, others, today, narrow=narrow),
        *figure_conditions(session, wanted.without(*_DAYS), today, looked_up=True),
    )
    connection.execute(insert(found).from_select([key.name for key in keys], each))
    tell_size(connection, found)
    yield MeantSessions(session, wanted, today, found)
    # After an error the transaction is rolled back, and the table goes with it.
    found.drop(connection)
