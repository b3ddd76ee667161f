"""The numbers of the sessions a filter means, in the order of a list.

The first page comes without reading what follows it. In the order of the list a first stretch of
sessions is asked each condition; where that fills no page, a condition that few sessions meet
gives their numbers, which are then sorted; and where many meet all of them, the order is followed
with their numbers at hand.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import islice
from typing import Any

from sqlalchemy import Select, func, select

from needlelog.db.queries.session_conditions import (
    FEW,
    Condition,
    Part,
    base_conditions,
    of_few,
    of_many,
    parts_of,
    rarest,
    unindexed,
)
from needlelog.db.queries.word_search import first_by_day
from needlelog.db.sqlite.numbers import Numbers, is_one_of, numbers_of, values_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

_SUM = table_of(SessionSummaryTable)
_SESSION = table_of(SessionTable)
_CLIENT = table_of(ClientTable)
_PERSON = table_of(PractitionerTable)
FIRST = 400
"""So many sessions at the beginning of a list are asked first."""
NEAR = 1200
"""So many where no condition is met by few."""
MOST = 4000
"""So many where they are met often enough to fill a page."""
_MANY = (20_000, 100_000)
_CHUNK = 2000
_WIDEST_SPAN = 20 * NEAR
"""Where the numbers of these lie further apart, an index of words has too much between them."""


class SortKey(StrEnum):
    """What a list of sessions can be sorted by."""

    DAY = "day"
    CLIENT = "client"
    PRACTITIONER = "practitioner"
    DEPTH = "depth"
    FLAGS = "flags"
    STATE = "state"


_COLUMNS = {SortKey.DEPTH: _SUM.c.deepest_um, SortKey.FLAGS: _SUM.c.flags}


@dataclass(frozen=True, slots=True)
class _Run:
    """Sessions that are alike in what is sorted by, and so stand in the order of their days.

    ``head`` is a condition on `session` where the summary does not know it.
    """

    conditions: tuple[Condition, ...] = ()
    head: Condition | None = None
    falling: bool = True


def session_ids(
    session: Session,
    wanted: SessionFilter,
    today: date,
    *,
    sort: SortKey = SortKey.DAY,
    descending: bool = True,
    limit: int | None = None,
) -> list[int]:
    """The numbers of the sessions a filter means, in order; ties by day, newest first."""
    asked = _Asked(session, wanted, today, sort, descending)
    return list(asked.every()) if limit is None else asked.first(limit)


def all_session_ids(
    session: Session,
    wanted: SessionFilter,
    today: date,
    *,
    sort: SortKey = SortKey.DAY,
    descending: bool = True,
) -> Numbers:
    """All numbers in order, without making a Python number of each."""
    return _Asked(session, wanted, today, sort, descending).every()


def meant_of(
    session: Session, wanted: SessionFilter, today: date, numbers: list[int]
) -> frozenset[int]:
    """Those of some sessions that a filter means."""
    return _meant(session, wanted, today, numbers, parts_of(session, wanted))


def _meant(
    session: Session, wanted: SessionFilter, today: date, numbers: list[int], parts: list[Part]
) -> frozenset[int]:
    if not numbers:
        return frozenset()
    asked = [each.asked_in(min(numbers), max(numbers)) for each in parts]
    statement = select(_SUM.c.session_id).where(
        is_one_of(_SUM.c.session_id, numbers), *base_conditions(wanted, today), *asked
    )
    return frozenset(session.connection().execute(statement).scalars())


class _Asked:
    """One list: a filter in an order."""

    def __init__(
        self,
        session: Session,
        wanted: SessionFilter,
        today: date,
        sort: SortKey,
        descending: bool,
    ) -> None:
        self._session = session
        self._connection = session.connection()
        self._wanted = wanted
        self._today = today
        self._sort = sort
        self._descending = descending
        self._base = list(base_conditions(wanted, today))

    @cached_property
    def _parts(self) -> list[Part]:
        return parts_of(self._session, self._wanted)

    def first(self, limit: int) -> list[int]:
        """The first of the list."""
        if self._sort is SortKey.DAY:
            worded = first_by_day(
                self._session, self._wanted, self._today, limit, falling=self._descending
            )
            if worded is not None:
                return worded
        if not self._parts or self._one_state():
            return self._near(limit)
        with closing(self._in_turn()) as turns:
            found = self._met(turns, limit)
        return self._far(limit) if found is None else found

    def _met(self, turns: Iterator[int], limit: int) -> list[int] | None:
        """The first, found by asking the sessions of the order in turn or by sorting few; ``None``
        where they stand too far apart for that."""
        found: list[int] = []
        asked, more, sought = 0, max(FIRST, limit), False
        while more > 0:
            numbers = list(islice(turns, more))
            asked += len(numbers)
            whole = len(numbers) < more
            those = self._those(numbers, whole=whole)
            found += those or ()
            if len(found) >= limit or (whole and those is not None):
                return found[:limit]
            if those is not None and asked * limit <= MOST * len(found):
                # As they stood until here, and a quarter more.
                more = max(asked * limit * 5 // (len(found) * 4) - asked, FIRST)
                continue
            if not sought:
                sought = True
                few = of_few(self._session, self._parts)
                if few:
                    return self._sorted(few, limit)
            more = NEAR - asked if those is not None else 0
        return None

    def _those(self, numbers: list[int], *, whole: bool) -> list[int] | None:
        """Those of some sessions that meet all conditions, in their order.

        ``None`` where words are asked of numbers that lie far apart, unless these are the
        ``whole``.
        """
        if not numbers:
            return []
        spanned = any(part.between is not None for part in self._parts)
        if spanned and not whole and max(numbers) - min(numbers) > _WIDEST_SPAN:
            return None
        meant = self._meant(numbers)
        return [number for number in numbers if number in meant]

    def _meant(self, numbers: list[int]) -> frozenset[int]:
        return _meant(self._session, self._wanted, self._today, numbers, self._parts)

    def _far(self, limit: int) -> list[int]:
        """The first where they stand far apart: the sessions that meet the rarest condition are
        noted, the order is followed, and those noted are asked the others."""
        alone = len(self._parts) == 1
        rare = None if alone else rarest(self._session, self._parts, *_MANY)
        found: list[int] = []
        for statement in self._among(rare or self._parts[0]):
            if alone:
                first = statement.limit(limit - len(found))
                found += self._connection.execute(first).scalars()
            else:
                with self._connection.execute(statement) as rows:
                    for some in rows.scalars().partitions(_CHUNK):
                        meant = self._meant(list(some))
                        found += [number for number in some if number in meant]
                        if len(found) >= limit:
                            break
            if len(found) >= limit:
                break
        return found[:limit]

    def _among(self, rare: Part) -> Iterator[Select[Any]]:
        """The order of those that meet a condition, noted as seldom as can be."""
        if self._sort is SortKey.CLIENT:
            of_client = rare.clients
            noted = (
                rare.looked_for() if of_client is None else unindexed(_CLIENT.c.id).in_(of_client)
            )
            yield self._by_client([noted])
        elif self._sort in _COLUMNS and not self._base:
            yield self._in_order([rare.looked_for()])
        else:
            for run in self._runs():
                yield self._of_run(run, [], rare)

    def _one_state(self) -> bool:
        """Whether one state is all that is asked for: its index knows the order of days."""
        return len(self._parts) == len(self._wanted.states) == 1 and self._sort in (
            SortKey.DAY,
            SortKey.STATE,
        )

    def every(self) -> Numbers:
        """The whole list."""
        conditions = of_few(self._session, self._parts) or of_many(self._parts)
        if self._one_state():
            conditions = []
        if self._one_state() or self._sort in (SortKey.PRACTITIONER, SortKey.STATE):
            found = numbers_of(self._connection, select(_SUM.c.session_id.label("number")).limit(0))
            for run in self._runs():
                found += numbers_of(self._connection, self._of_run(run, conditions))
            return found
        return numbers_of(self._connection, self._in_order(conditions))

    def _near(self, limit: int) -> list[int]:
        """The first in the order, other conditions aside."""
        with closing(self._in_turn()) as turns:
            return list(islice(turns, limit))

    def _in_turn(self) -> Generator[int]:
        """The same one after the other, as far as they are asked for."""
        if self._sort is SortKey.CLIENT:
            statements = iter([self._by_client([])])
        else:
            statements = (self._of_run(run, []) for run in self._runs())
        for statement in statements:
            with self._connection.execute(statement) as rows:
                yield from rows.scalars()

    def _by_client(self, conditions: list[Condition]) -> Select[Any]:
        base = select(_SUM.c.session_id).where(*self._base).limit(FEW + 1).subquery()
        count = self._connection.execute(select(func.count()).select_from(base)).scalar_one()
        return self._in_order(conditions, walk=int(count) > FEW)

    def _of_run(
        self, run: _Run, conditions: list[Condition], rare: Part | None = None
    ) -> Select[Any]:
        """One run, of the sessions that meet a condition where one is named."""
        if run.head is not None and not conditions:
            base = base_conditions(self._wanted, self._today, _SESSION)
            days, number = _SESSION.c.day, _SESSION.c.id
            asked = select(number.label("number")).where(run.head, *base)
        else:
            days, number = _SUM.c.day, _SUM.c.session_id
            asked = select(number.label("number")).where(*run.conditions, *self._base, *conditions)
            if run.head is not None:
                of_head = select(_SESSION.c.id).where(run.head)
                asked = asked.where(unindexed(number).in_(of_head))
        if rare is not None:
            asked = asked.where(rare.looked_for(number))
        if run.falling:
            return asked.order_by(days.desc(), number.desc())
        return asked.order_by(days, number)

    def _runs(self) -> Iterator[_Run]:
        falling = self._descending
        if self._one_state():
            of_state = _SESSION.c.state == self._wanted.states[0]
            yield _Run(head=of_state, falling=falling or self._sort is SortKey.STATE)
        elif self._sort is SortKey.DAY:
            yield _Run(falling=falling)
        elif self._sort is SortKey.PRACTITIONER:
            name = _PERSON.c.name.desc() if falling else _PERSON.c.name.asc()
            people = select(_PERSON.c.id).order_by(name, _PERSON.c.id)
            for number in self._connection.execute(people).scalars().all():
                yield _Run((_SUM.c.practitioner_id == number,))
        elif self._sort is SortKey.STATE:
            for state in sorted(SessionState, reverse=falling):
                if state is not SessionState.OPEN:
                    yield _Run(head=_SESSION.c.state == state)
        else:
            column = _COLUMNS[self._sort]
            values: list[Any] = [None, *values_of(self._connection, column)]
            for value in reversed(values) if falling else values:
                same = column.is_(None) if value is None else column == value
                yield _Run((same,), falling=falling)

    def _in_order(self, conditions: list[Condition], *, walk: bool = True) -> Select[Any]:
        """The whole order in one statement; ``walk`` says that clients are followed by name."""
        asked = select(_SUM.c.session_id.label("number")).where(*self._base, *conditions)
        day, number = _SUM.c.day, _SUM.c.session_id
        if self._sort is SortKey.CLIENT:
            # Written so that only the clients can come first.
            whose = _SUM.c.client_id == (unindexed(_CLIENT.c.id) if walk else _CLIENT.c.id)
            name = _CLIENT.c.name.desc() if self._descending else _CLIENT.c.name
            return asked.join(_CLIENT, whose).order_by(name, day.desc(), number.desc())
        ways = [_COLUMNS[self._sort]] if self._sort in _COLUMNS else []
        ways += [day, number]
        return asked.order_by(*(way.desc() if self._descending else way for way in ways))

    def _sorted(self, few: list[Condition], limit: int) -> list[int]:
        """The first of few sessions, sorted."""
        statement = (
            select(_SUM.c.session_id)
            .join(_SESSION, _SESSION.c.id == _SUM.c.session_id)
            .where(*few, *self._base)
        )
        day, number = func.trim(_SUM.c.day, ""), unindexed(_SUM.c.session_id)
        newest = [day.desc(), number.desc()]
        falling = self._descending
        if self._sort is SortKey.DAY:
            statement = statement.order_by(*(newest if falling else [day, number]))
        elif self._sort in _COLUMNS:
            ways = [unindexed(_COLUMNS[self._sort]), day, number]
            statement = statement.order_by(*(way.desc() if falling else way for way in ways))
        else:
            name: Any = _SESSION.c.state
            if self._sort is SortKey.CLIENT:
                statement = statement.join(_CLIENT, _CLIENT.c.id == _SUM.c.client_id)
                name = _CLIENT.c.name
            elif self._sort is SortKey.PRACTITIONER:
                statement = statement.join(_PERSON, _PERSON.c.id == _SUM.c.practitioner_id)
                name, newest = _PERSON.c.name, [_PERSON.c.id, *newest]
            statement = statement.order_by(name.desc() if falling else name, *newest)
        return list(self._connection.execute(statement.limit(limit)).scalars())
