"""The first sessions of a list by day that some words mean, without finding all of them.

The indexes of words know sessions and clients by their numbers, and new sessions have high ones.
So the index is asked for its newest numbers, and whatever else lies on the same days is looked at
by itself: days and numbers need not agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from needlelog.db.prepared import run
from needlelog.db.queries.people_found import people_found
from needlelog.db.sqlite.numbers import listed
from needlelog.db.sqlite.search import search_query, session_query
from needlelog.db.transaction import Session
from needlelog.domain.names import LONGEST_SEARCH, SearchTerms, fold, is_long_number, search_terms
from needlelog.domain.session_filter import SessionFilter

_WINDOWS = (8, 40, 120)
"""So many times the page are asked of the index of sessions, then so many."""
_STRAYS = 2000
"""So many sessions with lower numbers on the days of a page are looked at one by one."""
_FAR = 100_000
"""So many sessions are walked over sooner than the larger page is asked for."""
_NEAR = 400
"""So many sessions are looked at before the index of clients puts long numbers together."""
_CLIENTS = 4000
_SORTED, _SORTED_OF_ONE = 8000, 1000
"""So many sessions of clients are sorted sooner than met by walking through the days; fewer where
each is asked for its practitioner."""
_LISTED = {"text", "lot", "period", "first", "last", "practitioner_uid"}
_EARLIEST, _LATEST = "0001-01-01", "9999-12-31"
_PERSON = "(SELECT id FROM practitioner WHERE uid = ?{})"
# Day by day, because in each of them the numbers stand in order: nothing else is walked over.
_STRAYS_OF_DAYS = """
WITH RECURSIVE listed(day) AS (
    SELECT min(day) FROM session_summary WHERE day >= ?1 AND day <= ?2{mine}
    UNION ALL
    SELECT (
        SELECT min(day) FROM session_summary WHERE day > listed.day AND day <= ?2{mine}
    ) FROM listed WHERE listed.day IS NOT NULL
)
SELECT kept.session_id FROM listed CROSS JOIN session_summary AS kept ON kept.day = listed.day
WHERE kept.session_id {beyond} ?3{mine} LIMIT ?4
"""
_Found = list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Words:
    """Queries of both indexes; a session is meant where one finds it or its client, or where one
    of the ``people``, by row number, treated.

    ``None`` where words find nothing. ``terms`` are what a client must match.
    """

    sessions: str | None
    clients: str | None = None
    terms: SearchTerms = ()
    people: tuple[int, ...] = ()


def words_of_text(session: Session, typed: str) -> Words:
    """What is typed to find sessions, by what stands in them, who was treated or who treated."""
    terms = search_terms(typed)
    words = [word for word in fold(typed[:LONGEST_SEARCH]).split() if len(word) > 1]
    return Words(
        session_query(session.connection(), words),
        search_query(terms) if terms else None,
        terms,
        people_found(session, typed),
    )


def words_of_lot(lot: str) -> Words:
    """A whole lot, with or without its spaces."""
    joined = fold(lot).replace(" ", "")
    parted = fold(lot)
    return Words(f'"{joined}"' if joined == parted else f'("{joined}" OR "{parted}")')


def first_by_day(
    session: Session, wanted: SessionFilter, today: date, limit: int, *, falling: bool
) -> list[int] | None:
    """The first sessions of a filter in the order of days.

    ``None`` where it asks for more than words, days and a person, or where this is no quick way.
    """
    asked = set(wanted.set_fields())
    one = wanted.lot.strip() if "lot" in asked else wanted.text.strip()
    if not one or not asked <= _LISTED or {"text", "lot"} <= asked:
        return None
    words = words_of_lot(wanted.lot) if "lot" in asked else words_of_text(session, wanted.text)
    days = _Days(session, wanted, today, limit, falling=falling)
    found: set[tuple[str, int]] = set()
    for part in (days.of_index(words), days.of_clients(words), days.of_people(words)):
        if part is None:
            return None
        found.update(part)
    return [number for _day, number in sorted(found, reverse=falling)[:limit]]


class _Days:
    """The days and the person of a filter, followed from one end."""

    def __init__(
        self, session: Session, wanted: SessionFilter, today: date, limit: int, *, falling: bool
    ) -> None:
        self._session = session
        self._limit = limit
        self._way = "DESC" if falling else "ASC"
        self._falling = falling
        self._person = wanted.practitioner_uid
        self._first, self._last = (day and day.isoformat() for day in wanted.days(today))
        wheres, values = [], []
        for where, value in (
            ("day >= ?", self._first),
            ("day <= ?", self._last),
            (f"practitioner_id = {_PERSON.format('')}", self._person),
        ):
            if value:
                wheres.append(where)
                values.append(value)
        self._values = tuple(values)
        self._base = "".join(f" AND {where}" for where in wheres)
        self._checked = "".join(f" AND +{where}" for where in wheres)
        """The same where no index may be chosen for it."""

    def of_index(self, words: Words) -> _Found | None:
        """Those in which the words stand."""
        if words.sessions is None:
            return []
        matching = "SELECT rowid FROM session_search WHERE session_search MATCH ?"
        for window in _WINDOWS:
            most = window * self._limit
            rows = self._rows(
                f"{matching} ORDER BY rowid {self._way} LIMIT ?", words.sessions, most
            )
            numbers = [number for (number,) in rows]
            if len(numbers) < most:
                return self._sorted("session_id", numbers)
            beyond = min(numbers) if self._falling else max(numbers)
            if window != _WINDOWS[-1] and self._is_far(beyond):
                continue
            found = self._sorted("session_id", numbers)
            strays = self._strays(found, beyond)
            if strays is None:
                continue
            if strays:
                found += self._rows(
                    "SELECT day, session_id FROM session_summary"  # noqa: S608  known names
                    " WHERE session_id IN (SELECT value FROM json_each(?))"
                    f" AND session_id + 0 IN ({matching} AND rowid BETWEEN ? AND ?)",
                    *(listed(strays), words.sessions, min(strays), max(strays)),
                )
            return found
        return None

    def _is_far(self, number: int) -> bool:
        """Whether so much lies between the end of the list and a session that all in which the
        words stand are looked for first: they may be few."""
        farthest = "max" if self._falling else "min"
        ((end,),) = self._rows(f"SELECT {farthest}(session_id) FROM session_summary")  # noqa: S608
        return bool(abs(end - number) > _FAR)

    def _strays(self, found: _Found, beyond: int) -> list[int] | None:
        """Sessions on the days of the page whose numbers the index was not asked for; ``None``
        where the page is not known or they are many."""
        page = found[-1][0] if len(found) == self._limit else None
        first, last = (
            (page or self._first, self._last)
            if self._falling
            else (self._first, page or self._last)
        )
        if (first if self._falling else last) is None:
            return None
        rows = self._rows(
            _STRAYS_OF_DAYS.format(
                mine=f" AND practitioner_id = {_PERSON.format(5)}" if self._person else "",
                beyond="<" if self._falling else ">",
            ),
            *(first or _EARLIEST, last or _LATEST, beyond, _STRAYS + 1),
            *((self._person,) if self._person else ()),
        )
        return None if len(rows) > _STRAYS else [number for (number,) in rows]

    def of_clients(self, words: Words) -> _Found:
        """Those of clients whom the words find."""
        if words.clients is None:
            return []
        if any(is_long_number(each) for group in words.terms for each in group):
            near = self._near(words.terms)
            if len(near) == self._limit:
                return near
        matching = "SELECT rowid FROM client_search WHERE client_search MATCH ?"
        rows = self._rows(f"{matching} LIMIT ?", words.clients, _CLIENTS + 1)
        clients = listed(number for (number,) in rows)
        if len(rows) <= _CLIENTS:
            most = _SORTED_OF_ONE if self._person else _SORTED
            ((count,),) = self._rows(
                "SELECT count(*) FROM (SELECT 1 FROM session_summary"
                " WHERE client_id IN (SELECT value FROM json_each(?)) LIMIT ?)",
                *(clients, most + 1),
            )
            if count <= most:
                return self._sorted("client_id", clients)
            matching, asked = "SELECT value FROM json_each(?)", clients
        else:
            asked = words.clients
        return self._rows(
            "SELECT day, session_id FROM session_summary"  # noqa: S608  known names
            f" WHERE client_id + 0 IN ({matching}){self._base} {self._order} LIMIT ?",
            *(asked, *self._values, self._limit),
        )

    def of_people(self, words: Words) -> _Found:
        """Those that were treated by whom the words name."""
        return [
            found
            for person in words.people
            for found in self._rows(
                "SELECT day, session_id FROM session_summary"  # noqa: S608  known names
                f" WHERE practitioner_id = ?{self._base} {self._order} LIMIT ?",
                *(person, *self._values, self._limit),
            )
        ]

    def _near(self, terms: SearchTerms) -> _Found:
        """Those of the first sessions whose clients match, looked at one by one."""
        asked, values = asked_of_clients(terms)
        return self._rows(
            "SELECT day, session_id FROM"  # noqa: S608  known names
            " (SELECT day, session_id, client_id FROM session_summary"
            f" WHERE true{self._base} {self._order} LIMIT ?) AS near"
            f" CROSS JOIN client ON client.id = near.client_id WHERE {asked} {self._order} LIMIT ?",
            *(*self._values, _NEAR, *values, self._limit),
        )

    def _sorted(self, column: str, numbers: str | Iterable[int]) -> _Found:
        among = numbers if isinstance(numbers, str) else listed(numbers)
        return self._rows(
            "SELECT day, session_id FROM session_summary"  # noqa: S608  known names
            f" WHERE {column} IN (SELECT value FROM json_each(?)){self._checked}"
            f" ORDER BY trim(day) {self._way}, session_id + 0 {self._way} LIMIT ?",
            *(among, *self._values, self._limit),
        )

    @property
    def _order(self) -> str:
        return f"ORDER BY day {self._way}, session_id {self._way}"

    def _rows(self, sql: str, *values: Any) -> list[Any]:
        found: list[Any] = run(self._session.connection(), sql, values).fetchall()
        return found


def asked_of_clients(terms: SearchTerms) -> tuple[str, Sequence[str]]:
    """The terms as a condition on ``client`` that is asked of one row, and its values."""
    groups = [
        "(" + " OR ".join(["instr(' ' || client.search_text, ?)"] * len(group)) + ")"
        for group in terms
    ]
    return " AND ".join(groups), [f" {each}" for group in terms for each in group]
