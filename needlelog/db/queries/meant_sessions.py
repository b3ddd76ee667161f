"""The sessions that a filter means, found once and then counted in many ways."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from sqlalchemy import Column, Integer, MetaData, Select, Table, insert, select

from needlelog.db.queries.session_conditions import Condition, session_conditions
from needlelog.db.sqlite.statistics import tell_size
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.dashboard import COUNTED, days_and_people_only
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_UNCOUNTED = tuple(state for state in SessionState if state not in COUNTED)


class MeantSessions:
    """The sessions of a filter while one transaction lasts; see `meant_sessions`."""

    def __init__(self, wanted: SessionFilter, today: date, found: Table | None) -> None:
        self.wanted = wanted
        self.today = today
        self._found = found

    @property
    def by_weeks(self) -> bool:
        """Whether only days and a person are asked for, which the sums of weeks know."""
        return self._found is None

    def select(self, *columns: Any, stretch: tuple[date, date] | None = None) -> Select[Any]:
        """These columns of `session_summary` and of what the caller joins it with.

        ``stretch`` means these days of the filter's and no others.
        """
        asked = select(*columns).select_from(_SUM)
        if self._found is not None:
            return asked.join(self._found, self._found.c.id == _SUM.c.session_id)
        uncounted = select(_SESSION.c.id).where(_SESSION.c.state.in_(_UNCOUNTED))
        return asked.where(
            _SUM.c.session_id.not_in(uncounted),
            *days_and_person(self.wanted, self.today, stretch=stretch),
        )


def days_and_person(
    wanted: SessionFilter,
    today: date,
    table: Table = _SUM,
    stretch: tuple[date, date] | None = None,
) -> Iterator[Condition]:
    """The conditions about days and person, on `session_summary` or on `session`.

    The days of a stretch stand in the place of the filter's: of two spans of days the database
    goes through the first and asks each session about the second.
    """
    first, last = stretch or wanted.days(today)
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
    """Find the sessions of a filter once; other conditions than days and person are asked of each
    session, so their numbers are kept in a table of this connection until the block ends."""
    if days_and_people_only(wanted):
        yield MeantSessions(wanted, today, None)
        return
    found = Table(name, MetaData(), Column("id", Integer, primary_key=True), prefixes=["TEMPORARY"])
    connection = session.connection()
    found.create(connection)
    conditions = session_conditions(
        session, wanted, today, narrow=wanted.days(today)[0] is not None
    )
    numbers = select(_SUM.c.session_id).where(*conditions)
    connection.execute(insert(found).from_select(["id"], numbers))
    tell_size(connection, found)
    yield MeantSessions(wanted, today, found)
    # After an error the transaction is rolled back, and the table goes with it.
    found.drop(connection)
