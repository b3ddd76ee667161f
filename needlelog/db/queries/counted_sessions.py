"""Counting the sessions of any filter in columns; see `needlelog.db.queries.figure_columns`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, select

from needlelog.db.queries.dashboard import Counted, missed_count, overdue_sessions
from needlelog.db.queries.figure_columns import (
    LATE,
    NOT_PLANNED,
    FigureColumns,
    columns_of_days,
    read_columns,
)
from needlelog.db.queries.meant_sessions import OF_SUMMARY, MeantSessions
from needlelog.db.queries.session_conditions import FEW, Part, kept_client, parts_of, rarest
from needlelog.db.queries.session_figures import (
    FIGURE,
    Tally,
    letters_of_rows,
    letters_of_stock,
    spell_out,
    told_by_figures,
)
from needlelog.db.sqlite.figures import FIGURE_STATES
from needlelog.db.sqlite.numbers import few_of, is_listed, numbers_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.outcomes import AdverseEventTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.dashboard import Events
from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

if TYPE_CHECKING:
    from needlelog.db.column_memory import ColumnMemory
    from needlelog.db.queries.figure_columns import Column

_SUM = table_of(SessionSummaryTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
_EVENT = table_of(AdverseEventTable)
_WAITING = FIGURE_STATES.index(SessionState.SIGNED)


def counted_sessions(
    session: Session,
    memory: ColumnMemory,
    wanted: SessionFilter,
    before: SessionFilter | None,
    today: date,
) -> Counted:
    """Count the sessions of a filter, and those that ``before``, the same of other days, means."""
    first, last = wanted.days(today)
    parts = parts_of(session, wanted.without(*told_by_figures(wanted)))
    few = _few(session, wanted, parts)
    read: tuple[date | None, date | None] = (None, None)
    if few is not None:
        columns = read_columns(session, few)
    else:
        read = first if before is None else before.days(today)[0], last
        columns = columns_of_days(session, memory, *read)
    met = _met(session, columns, wanted) & _in_records(session, columns, parts)
    rows = columns.rows_of(*wanted.days(today))
    meant = met.copy()
    meant[: rows.start] = False
    meant[rows.stop :] = False
    tally = _tally(session, columns, meant)
    earlier = None
    if before is not None:
        earlier = int(met[columns.rows_of(*before.days(today))].sum())
    return Counted(
        tally=tally,
        first=_day(min((day for day, _person in tally.sessions), default=None)),
        earlier=earlier,
        missed=_missed(session, columns.session[met], wanted, today, read),
        events=_events(session, columns.session[meant]),
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def _few(session: Session, wanted: SessionFilter, parts: list[Part]) -> Select[Any] | None:
    """A selection of `FIGURE` of few sessions among which all that are meant are."""
    each = select().select_from(_SUM).join(FIGURE, OF_SUMMARY)
    if wanted.client_uid:
        return each.where(_SUM.c.client_id == kept_client(wanted.client_uid))
    rare = rarest(session, parts, FEW)
    if rare is None:
        return None
    return each.where(
        is_listed(_SUM.c.session_id, few_of(session.connection(), rare.numbers).listed)
    )


def _met(session: Session, columns: FigureColumns, wanted: SessionFilter) -> Column:
    """For each row whether it meets what the figures of a session tell, besides days."""
    import numpy as np

    met: Column = np.ones(len(columns.session), dtype=bool)
    connection = session.connection()
    if wanted.states:
        met &= np.isin(columns.state, [FIGURE_STATES.index(state) for state in wanted.states])
    if wanted.practitioner_uid:
        whose = select(_PERSON.c.id).where(_PERSON.c.uid == wanted.practitioner_uid)
        met &= columns.of_people(connection.execute(whose).scalar() or 0)
    if wanted.phototype is not None:
        skin = select(_CLIENT.c.id.label("number")).where(_CLIENT.c.phototype == wanted.phototype)
        met &= np.isin(columns.client, numbers_of(connection, skin))
    if wanted.flags and "flags" in told_by_figures(wanted):
        met &= columns.flags & int(wanted.flags) != 0
    for letters in (letters_of_rows(session, wanted), *letters_of_stock(session, wanted)):
        if letters is not None:
            met &= columns.has_letter(letters)
    return met


def _in_records(session: Session, columns: FigureColumns, parts: list[Part]) -> Column:
    """For each row whether the session meets what only its records tell."""
    import numpy as np

    met: Column = np.ones(len(columns.session), dtype=bool)
    if not len(met):
        return met
    span = int(columns.session.min()), int(columns.session.max())
    for part in parts:
        (number,) = part.numbers.subquery().c
        some = select(number.label("number")).where(number.between(*span))
        met &= np.isin(columns.session, numbers_of(session.connection(), some))
    return met


def _tally(session: Session, columns: FigureColumns, meant: Column) -> Tally:
    import numpy as np

    found = Tally()
    counts = np.add.reduceat(np.append(meant, False), columns.begins[:-1], dtype=np.int64)
    for group in np.flatnonzero(counts).tolist():
        found.sessions[columns.days[group], int(columns.people[group])] = int(counts[group])
    lateness = columns.lateness[meant]
    found.planned = int((lateness != NOT_PLANNED).sum())
    found.late = int((lateness == LATE).sum())
    waiting = np.flatnonzero(meant & (columns.state == _WAITING))
    found.waiting = len(waiting)
    if found.waiting:
        group = int(np.searchsorted(columns.begins, waiting[0], side="right")) - 1
        found.oldest_waiting = date.fromisoformat(columns.days[group])
    found.clients = len(np.unique(columns.client[meant]))
    marked = np.flatnonzero(meant & (columns.flags != 0))
    flags = columns.flags[marked]
    kept = {each: Flag(each) for each in np.unique(flags).tolist()}
    found.marked = {
        number: kept[each]
        for number, each in zip(columns.session[marked].tolist(), flags.tolist(), strict=True)
    }
    found.over = int((flags & int(Flag.OVER_ADVICE) != 0).sum())
    found.overridden = int((flags & int(Flag.OVERRIDE) != 0).sum())
    uses = np.bincount(columns.letters_of(meant))
    numbers = np.flatnonzero(uses)
    spell_out(session, dict(zip(numbers.tolist(), uses[numbers].tolist(), strict=True)), found)
    return found


def _missed(
    session: Session,
    met: Column,
    wanted: SessionFilter,
    today: date,
    read: tuple[date | None, date | None],
) -> int:
    """How many overdue plans have a last session of the filter's, on any day.

    ``met`` are such sessions of the days that were read; the others are asked one by one.
    """
    import numpy as np

    overdue = numbers_of(session.connection(), overdue_sessions(wanted, today, within=read))
    found = int(np.isin(np.array(overdue), met).sum())
    if read != (None, None):
        others = MeantSessions(session, wanted, today, None)
        found += missed_count(session, others, beyond=read)
    return found


def _events(session: Session, meant: Column) -> Events:
    import numpy as np

    asked = select(_EVENT.c.session_id, _EVENT.c.resolved_on.is_not(None))
    asked = asked.where(_EVENT.c.session_id.is_not(None))
    every = np.array(session.connection().execute(asked).all(), dtype=np.int64).reshape(-1, 2)
    mine = every[np.isin(every[:, 0], meant)]
    return Events(len(mine), int(mine[:, 1].sum()))
