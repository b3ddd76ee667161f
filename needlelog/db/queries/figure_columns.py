"""The figures of many sessions held in columns: some thirty bytes a session, counted in an instant.

A column is an array of the library for numbers, which is loaded with the first of them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Integer, Select, String, func, select, type_coerce

from needlelog.db.queries.session_figures import FIGURE
from needlelog.db.sqlite.figures import letter_of, number_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.transaction import Session
from needlelog.domain.dashboard import LATE_AFTER_DAYS
from needlelog.domain.trail import OPENED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from needlelog.db.column_memory import ColumnMemory

    Column = NDArray[Any]

_ENTRY = table_of(AuditEntryTable)
_GROUPS_AT_ONCE = 1000
_BREAK = "\x01"
"""Between sessions; no letter is so small."""
_BITS, _LOW, _LEAST = 14, (1 << 14) - 1, 256
"""A number is written as two letters of so many bits, each at least this one, so that what comes
from the database is a single text."""
_HEAD = 6
"""Letters before those of the uses: session, client, flags, state and lateness."""
_LATENESS = 4
_LAST_CHANGE = (
    select(_ENTRY.c.id, _ENTRY.c.hash)
    .where(_ENTRY.c.act != OPENED)
    .order_by(_ENTRY.c.id.desc())
    .limit(1)
)
"""Every change of records has its entry; that somebody looked at one changes nothing."""
NOT_PLANNED, ON_PLAN, LATE = range(3)


@dataclass(frozen=True, slots=True)
class FigureColumns:
    """Sessions in the order of days and people, one row each.

    Sessions of one day and practitioner stand together: ``days`` and ``people`` say whose, from the
    row in ``begins`` on, which has one more for the end. ``state`` is the place in
    `FIGURE_STATES`, ``lateness`` one of `NOT_PLANNED`, `ON_PLAN` and `LATE`.
    The numbers of the letters of row ``n`` stand in ``letters`` from ``spans[n]`` to ``spans[n + 1]``.
    """

    days: Sequence[str]
    people: Column
    begins: Column
    session: Column
    client: Column
    flags: Column
    state: Column
    lateness: Column
    spans: Column
    letters: Column

    def rows_of(self, first: date | None, last: date | None) -> slice:
        """The rows of these days, both included."""
        groups = self._groups(first, last)
        return slice(int(self.begins[groups.start]), int(self.begins[groups.stop]))

    def of_days(self, first: date | None, last: date | None) -> FigureColumns:
        """The sessions of these days alone; nothing of the larger columns is copied."""
        groups, rows = self._groups(first, last), self.rows_of(first, last)
        letters = slice(int(self.spans[rows.start]), int(self.spans[rows.stop]))
        return FigureColumns(
            days=self.days[groups],
            people=self.people[groups],
            begins=self.begins[groups.start : groups.stop + 1] - rows.start,
            session=self.session[rows],
            client=self.client[rows],
            flags=self.flags[rows],
            state=self.state[rows],
            lateness=self.lateness[rows],
            spans=self.spans[rows.start : rows.stop + 1] - letters.start,
            letters=self.letters[letters],
        )

    def _groups(self, first: date | None, last: date | None) -> slice:
        begin = 0 if first is None else bisect_left(self.days, first.isoformat())
        end = len(self.days) if last is None else bisect_right(self.days, last.isoformat())
        return slice(begin, max(begin, end))

    def of_people(self, number: int) -> Column:
        """For each row whether it is a practitioner's."""
        import numpy as np

        return np.repeat(self.people == number, np.diff(self.begins))

    def has_letter(self, numbers: Sequence[int]) -> Column:
        """For each row whether one of these letters stands in it."""
        import numpy as np

        found = np.zeros(len(self.session), dtype=bool)
        meant = np.zeros(int(self.letters.max(initial=0)) + 1, dtype=bool)
        meant[[number for number in numbers if number < len(meant)]] = True
        places = np.flatnonzero(meant[self.letters])
        found[np.searchsorted(self.spans, places, side="right") - 1] = True
        return found

    def letters_of(self, rows: Column) -> Column:
        """The numbers of all letters of the rows that are marked."""
        import numpy as np

        found: Column = self.letters[np.repeat(rows, np.diff(self.spans))]
        return found


def read_columns(session: Session, asked: Select[Any]) -> FigureColumns:
    """Read the figures of some sessions; ``asked`` is a selection of `FIGURE`."""
    import numpy as np

    low = _LEAST
    is_late = type_coerce(FIGURE.c.days_late > LATE_AFTER_DAYS, Integer)
    lateness = func.coalesce(is_late, -1) + 1
    letters = func.char(
        *(FIGURE.c.session_id.op(">>")(_BITS) + low, FIGURE.c.session_id.op("&")(_LOW) + low),
        *(FIGURE.c.client_id.op(">>")(_BITS) + low, FIGURE.c.client_id.op("&")(_LOW) + low),
        *(FIGURE.c.flags + low, FIGURE.c.state * _LATENESS + lateness + low),
    ).concat(FIGURE.c.uses)
    day, person = type_coerce(FIGURE.c.day, String), FIGURE.c.practitioner_id
    grouped = asked.with_only_columns(
        day, person, func.count(), func.group_concat(letters, _BREAK), maintain_column_froms=True
    ).group_by(FIGURE.c.day, person)
    days: list[str] = []
    people: list[int] = []
    counts: list[int] = []
    parts: list[tuple[Column, ...]] = [_rows_of("")]
    rows = session.connection().execute(grouped.order_by(FIGURE.c.day, person))
    for some in rows.partitions(_GROUPS_AT_ONCE):
        on, by, count, told = zip(*some, strict=True)
        days += on
        people += by
        counts += count
        parts.append(_rows_of(_BREAK.join(told)))
    number, client, flags, kind, lengths, uses = (
        np.concatenate(each) for each in zip(*parts, strict=True)
    )
    return FigureColumns(
        days=days,
        people=np.array(people, dtype=np.int64),
        begins=_sums(counts),
        session=number,
        client=client,
        flags=flags,
        state=kind // _LATENESS,
        lateness=kind % _LATENESS,
        spans=_sums(lengths),
        letters=uses,
    )


def _sums(counts: Sequence[int] | Column) -> Column:
    import numpy as np

    return np.concatenate(([0], np.cumsum(counts, dtype=np.int64))).astype(np.int32)


def _rows_of(told: str) -> tuple[Column, ...]:
    """The columns of some sessions as the database told them, each of as few bytes as will do."""
    import numpy as np

    letters = np.frombuffer(told.encode("utf-32-le"), dtype=np.dtype("<u4"))
    breaks = np.flatnonzero(letters == ord(_BREAK))
    ends = np.append(breaks, len(letters)) if told else breaks
    begins = np.concatenate(([0], breaks + 1)) if told else breaks
    head = [letters[begins + place].astype(np.int64) - _LEAST for place in range(_HEAD)]
    of_uses = np.ones(len(letters), dtype=bool)
    of_uses[breaks] = False
    for place in range(_HEAD):
        of_uses[begins + place] = False
    return (
        ((head[0] << _BITS) + head[1]).astype(np.int32),
        ((head[2] << _BITS) + head[3]).astype(np.int32),
        head[4].astype(np.uint16),
        head[5].astype(np.uint8),
        (ends - begins - _HEAD).astype(np.int32),
        _numbers_of(letters[of_uses]),
    )


def _numbers_of(letters: Column) -> Column:
    """What `number_of` says of each letter."""
    import numpy as np

    gap = number_of(_AFTER_GAP) - number_of(_BEFORE_GAP)
    skipped = ord(_AFTER_GAP) - ord(_BEFORE_GAP) - gap
    numbers = letters.astype(np.int64) - (ord(letter_of(1)) - 1)
    numbers[letters >= ord(_AFTER_GAP)] -= skipped
    few = not len(numbers) or numbers.max() <= np.iinfo(np.uint16).max
    return numbers.astype(np.uint16 if few else np.uint32)


_BEFORE_GAP, _AFTER_GAP = "\ud7ff", "\ue000"
"""What stands between them is no letter."""


def columns_of_days(
    session: Session, memory: ColumnMemory, first: date | None, last: date | None
) -> FigureColumns:
    """The sessions of these days, both included, whatever their state; read if not remembered."""
    change = session.connection().execute(_LAST_CHANGE).first()
    state = None if change is None else tuple(change)
    remembered = memory.recall(state, first, last)
    if remembered is not None:
        return remembered
    day = type_coerce(FIGURE.c.day, String)
    asked = select().select_from(FIGURE)
    if first is not None:
        asked = asked.where(day >= first.isoformat())
    if last is not None:
        asked = asked.where(day <= last.isoformat())
    found = read_columns(session, asked)
    memory.keep(state, first, last, found)
    return found
