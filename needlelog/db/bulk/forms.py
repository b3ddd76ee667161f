"""Rows and texts with blanks: made once by the program's own functions, filled in many times.

A record whose uids, names and times are marks is taken apart into its rows and into the texts that
the trail and the search keep of it. What is a mark becomes a blank; an instant or a day becomes
its distance from the moment the record was made at. Filling the blanks is then a matter of
copying, some hundred times faster than making the rows anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum
from operator import itemgetter
from typing import Any

from needlelog.db.bulk.columns import loaded_columns, loaded_defaults

BASE_DAY = date(2001, 1, 1)
"""The day on which a record with blanks takes place."""

_FIRST_DATE = date(1900, 1, 1)
_FIRST_NUMBER = 987_654_000
_DATES = (1900, 1901)
_TEXT = re.compile(
    r"zq(\d+)zq"
    r'|"(1900-\d\d-\d\d)"'
    r'|"((?:199|200)\d-\d\d-\d\d)(?:T(\d\d):(\d\d):00[+-]\d\d:\d\d)?"'
    r"|:(9876540\d\d)\b"
)

Values = list[Any]
Fill = Callable[[Values], Any]


class Marks:
    """What stands in a record where a blank shall be, by the name of the blank."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = tuple(names)
        self._place = {name: place for place, name in enumerate(names)}

    def text(self, name: str) -> str:
        """A mark for a text; search words keep it as it is."""
        return f"zq{self._place[name]}zq"

    def number(self, name: str) -> int:
        """A mark for a number of a row or a document."""
        return _FIRST_NUMBER + self._place[name]

    def day(self, name: str) -> date:
        """A mark for a day that does not hang on the day of the record."""
        return _FIRST_DATE + timedelta(days=self._place[name])


@dataclass(frozen=True, slots=True)
class Calendar:
    """Texts of all days and minutes that can be needed, made once.

    ``first`` is the first of the ``days``; ``midnights`` are their beginnings in microseconds.
    """

    first: date
    days: tuple[str, ...]
    midnights: tuple[int, ...]
    minutes: tuple[str, ...]

    @classmethod
    def between(cls, first: date, last: date, midnight: Callable[[date], datetime]) -> Calendar:
        """The days from one to another; ``midnight`` is the instant at which a day begins."""
        count = (last - first).days + 1
        found = [first + timedelta(days=number) for number in range(count)]
        epoch = datetime(1970, 1, 1, tzinfo=midnight(first).tzinfo)
        offset = midnight(first).isoformat()[19:]
        since = epoch.utcoffset() or timedelta()
        return cls(
            first,
            tuple(day.isoformat() for day in found),
            tuple((midnight(day) - epoch - since) // timedelta(microseconds=1) for day in found),
            tuple(f"T{m // 60:02}:{m % 60:02}:00{offset}" for m in range(24 * 60)),
        )


@dataclass(frozen=True, slots=True)
class Form:
    """Rows and texts with blanks.

    The blanks are, in this order: the named ones, instants as microseconds after midnight and a
    distance in days, instants in words, days, uids of child rows, and what is always the same.
    """

    instants: tuple[tuple[int, int], ...]
    written: tuple[tuple[int, int], ...]
    days: tuple[int, ...]
    uids: tuple[str, ...]
    constants: tuple[Any, ...]
    rows: tuple[tuple[str, Fill], ...]
    texts: Mapping[str, tuple[str, Fill]]

    def values(self, named: Values, day: int, minute: int, uid: str, calendar: Calendar) -> Values:
        """Everything that can stand in a blank, for a record of this day and minute.

        ``day`` counts from the first of the calendar; ``uid`` lacks its last digits.
        """
        midnights, minutes, days = calendar.midnights, calendar.minutes, calendar.days
        start = minute * 60_000_000
        named += [midnights[day + later] + start + micro for later, micro in self.instants]
        named += [days[day + later] + minutes[minute + m] for later, m in self.written]
        named += [days[day + later] for later in self.days]
        named += [uid + ending for ending in self.uids]
        named += self.constants
        return named

    def text(self, name: str, values: Values) -> str:
        """One of the texts, filled in."""
        words, fill = self.texts[name]
        filled: str = words % fill(values)
        return filled


class FormMaker:
    """Takes one record with marks apart."""

    def __init__(self, marks: Marks, origin: str, starts_at: datetime) -> None:
        """``starts_at`` is the minute on the `BASE_DAY` from which times are counted."""
        self._marks = marks
        self._origin = origin
        self._starts_at = starts_at
        self._blanks: dict[tuple[str, Any], None] = {}
        self._rows: list[tuple[str, list[tuple[str, Any]]]] = []
        self._texts: dict[str, tuple[str, list[tuple[str, Any]]]] = {}
        self._uids = 0

    def row(self, table: str, columns: Mapping[str, Any]) -> None:
        """Add a row; its uid is a new one unless it is given, its origin this installation's."""
        names, defaults = loaded_columns(table), loaded_defaults(table)
        found: list[tuple[str, Any]] = []
        for name in names:
            if name in columns:
                found.append(self._blank(columns[name]))
            elif name == "uid":
                found.append(("uid", f"{self._uids:04x}"))
                self._uids += 1
            elif name == "origin":
                found.append(self._blank(self._origin))
            else:
                found.append(self._blank(defaults[name]))
        self._rows.append((str(table), found))
        self._blanks.update(dict.fromkeys(found))

    def text(self, name: str, text: str) -> None:
        """Add a text."""
        found: list[tuple[str, Any]] = []

        def blank(match: re.Match[str]) -> str:
            mark, own_day, day, hour, minute, number = match.groups()
            if mark is not None:
                found.append(("named", int(mark)))
                return "\0"
            if number is not None:
                found.append(("named", int(number) - _FIRST_NUMBER))
                return ":\0"
            if own_day is not None:
                found.append(("named", (date.fromisoformat(own_day) - _FIRST_DATE).days))
            elif hour is None:
                found.append(("day", (date.fromisoformat(day) - BASE_DAY).days))
            else:
                after = (int(hour) - self._starts_at.hour) * 60
                after += int(minute) - self._starts_at.minute
                found.append(("written", ((date.fromisoformat(day) - BASE_DAY).days, after)))
            return '"\0"'

        words = _TEXT.sub(blank, text).replace("%", "%%").replace("\0", "%s")
        self._texts[name] = (words, found)
        self._blanks.update(dict.fromkeys(found))

    def form(self) -> Form:
        """The form made of everything added so far."""
        kinds: dict[str, list[Any]] = {
            kind: [] for kind in ("instant", "written", "day", "uid", "constant")
        }
        for kind, value in self._blanks:
            if kind != "named":
                kinds[kind].append(value)
        place: dict[tuple[str, Any], int] = {}
        first = len(self._marks.names)
        for kind, values in kinds.items():
            for number, value in enumerate(values, first):
                place[kind, value] = number
            first += len(values)

        def filling(blanks: Iterable[tuple[str, Any]]) -> Fill:
            where = [value if kind == "named" else place[kind, value] for kind, value in blanks]
            return _getter(where)

        return Form(
            instants=tuple(kinds["instant"]),
            written=tuple(kinds["written"]),
            days=tuple(kinds["day"]),
            uids=tuple(kinds["uid"]),
            constants=tuple(value for _type, value in kinds["constant"]),
            rows=tuple((table, filling(blanks)) for table, blanks in self._rows),
            texts={name: (words, filling(found)) for name, (words, found) in self._texts.items()},
        )

    def _blank(self, value: Any) -> tuple[str, Any]:
        if isinstance(value, datetime):
            after = value - self._starts_at
            days = (value.date() - BASE_DAY).days
            micro = (after - timedelta(days=days)) // timedelta(microseconds=1)
            return ("instant", (days, micro))
        if isinstance(value, date):
            if value.year in _DATES:
                return ("named", (value - _FIRST_DATE).days)
            return ("day", (value - BASE_DAY).days)
        if isinstance(value, Enum):
            value = value.value
        if isinstance(value, str) and (match := re.fullmatch(r"zq(\d+)zq", value)):
            return ("named", int(match[1]))
        if isinstance(value, int) and 0 <= value - _FIRST_NUMBER < len(self._marks.names):
            return ("named", value - _FIRST_NUMBER)
        return ("constant", (type(value), value))  # 1 is not True


def _getter(places: list[int]) -> Fill:
    if len(places) > 1:
        return itemgetter(*places)
    if not places:
        return lambda _values: ()
    (only,) = places
    return lambda values: (values[only],)
