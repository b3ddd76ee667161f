"""Sessions are found by words exactly as looking at each of them would find them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needlelog.db.engine import Database
from needlelog.db.queries import session_conditions, session_count, word_search
from needlelog.db.queries.session_count import session_count as counted
from needlelog.db.queries.session_order import SortKey, session_ids
from needlelog.db.sqlite import search
from needlelog.domain.names import client_search_text, fold, matches, search_terms, with_same_words
from needlelog.domain.session_filter import SessionFilter

FIRST = date(2026, 1, 1)
TODAY = date(2026, 2, 1)
CLIENTS = {
    10: client_search_text("Zoë O’Brien", date(1984, 5, 17), "+49 171 234567", ""),
    11: client_search_text("Łukasz Größe", date(1990, 1, 2), "0171 998877", "redness"),
    12: client_search_text("Forest Müller", date(1984, 5, 18), "0171 234999", ""),
}
PEOPLE = ("person-1", "person-2")
NAMES_OF_TWO = {"two", "dr two"}
"""Both are called Dr., which therefore tells nobody from anybody."""
SAID = (
    "forehead chin",
    "Forehead, forearm; foreign body",
    "tolérated well",
    "STRASSE und Größe",
    "lot H-2291 chin",
    "redness 171",
    "“…”",
)
TYPED = (
    *("fore", "foreh", "forehead", "FORÉHEAD", "fo", "f", "forest", "forx"),
    *("tole", "toleratéd w", "well tolerated", "strasse", "größe", "grosse", "chin chin fore"),
    *("h2291", "H-2291", "2291", "171", "0171 2", "17.5.1984", "1984", "o'brien", "zoe"),
    *("redness", "rednes 171", "... !", "-", "“”", "fore -", "é", "12"),
    *("two", "dr two", "dr", "tw", "chin two"),
)


@dataclass(frozen=True)
class Row:
    """A session: how many days after the first, whose, by whom, and what is said in it."""

    day: int
    client: int
    person: int
    said: str


@pytest.fixture
def open_tables(database: Database) -> Iterator[tuple[Database, Any]]:
    """A clinic whose tables can be filled by hand."""
    raw = database.raw_connection()
    raw.execute("PRAGMA foreign_keys = OFF")
    for (name,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        if not name.startswith("client_search"):
            raw.execute(f"DROP TRIGGER {name}")
    raw.execute(
        "INSERT INTO practitioner (id, uid, origin, name, role, licence)"
        " VALUES (2, 'person-2', 'o', 'Dr. Two', 'practitioner', '')"
    )
    for number, words in CLIENTS.items():
        raw.execute(
            "INSERT INTO client (id, uid, origin, name, created_at, search_text)"
            " VALUES (?, ?, 'o', 'x', 0, ?)",
            (number, f"client-{number}", words),
        )
    yield database, raw
    raw.close()


def words_of(row: Row) -> str:
    joined = fold(row.said).replace(" ", "") if row.said.startswith("lot") else ""
    return f"{with_same_words(row.said)} {joined}".strip()


def put(raw: Any, rows: list[Row]) -> None:
    raw.execute("BEGIN")
    for table in ("session_summary", "session_search", "session"):
        raw.execute(f"DELETE FROM {table}")  # noqa: S608
    for number, row in enumerate(rows, start=1):
        day = (FIRST + timedelta(days=row.day)).isoformat()
        raw.execute(
            "INSERT INTO session (id, uid, origin, client_id, practitioner_id, state, day,"
            " created_at, created_offset, offset_minutes, reactions_answered, signed_at,"
            " signed_by_id, chain_hash, phase)"
            " VALUES (?, ?, 'o', ?, ?, 'signed', ?, 0, 0, 0, 0, 0, 1, 'h', ?)",
            (
                *(number, f"session-{number}", row.client, row.person, day),
                "series" if number % 2 else "",
            ),
        )
        raw.execute(
            "INSERT INTO session_summary (session_id, client_id, practitioner_id, day, ticks,"
            " flags, zones) VALUES (?, ?, ?, ?, 0, 0, 1)",
            (number, row.client, row.person, day),
        )
        raw.execute(
            "INSERT INTO session_search (rowid, words) VALUES (?, ?)", (number, words_of(row))
        )
    raw.execute("COMMIT")


def looked_at(rows: list[Row], wanted: SessionFilter, *, falling: bool) -> list[int]:
    """The same without any index."""
    terms = search_terms(wanted.text)
    begun = [word for word in fold(wanted.text).split() if len(word) > 1]
    first, last = wanted.days(TODAY)
    several = len({row.person for row in rows}) > 1
    found = []
    for number, row in enumerate(rows, start=1):
        day = FIRST + timedelta(days=row.day)
        padded = f" {words_of(row)}"
        stands = bool(begun) and all(f" {word}" in padded for word in begun)
        whose = bool(terms) and matches(terms, CLIENTS[row.client])
        by_two = wanted.text in NAMES_OF_TWO and row.person == 2 and several
        if (
            (stands or whose or by_two)
            and (first is None or day >= first)
            and (last is None or day <= last)
            and wanted.practitioner_uid in (None, PEOPLE[row.person - 1])
        ):
            found.append((day, number))
    return [number for _day, number in sorted(found, reverse=falling)]


rows_of_sessions = st.lists(
    st.builds(
        Row,
        day=st.integers(0, 9),
        client=st.sampled_from(sorted(CLIENTS)),
        person=st.sampled_from((1, 2)),
        said=st.lists(st.sampled_from(SAID), min_size=1, max_size=2).map(" ".join),
    ),
    min_size=12,
    max_size=30,
)
filters = st.builds(
    SessionFilter,
    text=st.sampled_from(TYPED),
    first=st.none() | st.integers(0, 9).map(lambda after: FIRST + timedelta(days=after)),
    last=st.none() | st.integers(0, 9).map(lambda after: FIRST + timedelta(days=after)),
    practitioner_uid=st.sampled_from((None, *PEOPLE)),
)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    rows=rows_of_sessions,
    asked=st.lists(filters, min_size=8, max_size=8),
    limit=st.sampled_from((1, 3, 100)),
    strays=st.sampled_from((None, 0, 3)),
)
def test_words_find_what_looking_at_each_session_finds(
    open_tables: tuple[Database, Any],
    rows: list[Row],
    asked: list[SessionFilter],
    limit: int,
    strays: int | None,
) -> None:
    database, raw = open_tables
    put(raw, rows)
    with pytest.MonkeyPatch.context() as patch:
        if strays is not None:  # a few sessions take every way that a million take
            patch.setattr(word_search, "_WINDOWS", (1, 2, 3))
            patch.setattr(word_search, "_STRAYS", strays)
            patch.setattr(word_search, "_FAR", 5)
            patch.setattr(word_search, "_NEAR", 4)
            patch.setattr(word_search, "_CLIENTS", 1)
            patch.setattr(word_search, "_SORTED", 4)
            patch.setattr(word_search, "_SORTED_OF_ONE", 2)
            patch.setattr(search, "_MOST_WORDS", 1)
            patch.setattr(session_conditions, "FEW", 3)
            patch.setattr(session_count, "_SOME", 5)
            patch.setattr(session_count, "_MANY", 12)
        with database.read() as session:
            for wanted, falling in product(asked, (True, False)):
                expected = looked_at(rows, wanted, falling=falling)
                found = session_ids(
                    session, wanted, TODAY, sort=SortKey.DAY, descending=falling, limit=limit
                )
                assert found == expected[:limit], (wanted, falling)
                assert counted(session, wanted, TODAY) == len(expected)
                every_other = replace(wanted, phase="series")
                odd = sum(number % 2 for number in expected)
                assert counted(session, every_other, TODAY) == odd


def test_days_need_not_follow_the_numbers(open_tables: tuple[Database, Any]) -> None:
    database, raw = open_tables
    late = [Row(9, 10, 1, "forehead"), *[Row(3, 12, 1, "forehead")] * 30]
    put(raw, late)
    wanted = SessionFilter(text="forehead")
    with database.read() as session:
        assert session_ids(session, wanted, TODAY, limit=2) == [1, 31]


def test_a_word_taken_out_is_gone_from_the_list_of_words(
    open_tables: tuple[Database, Any],
) -> None:
    database, raw = open_tables
    put(raw, [Row(0, 10, 1, "foreign"), Row(1, 10, 1, "forehead")])
    with database.write() as session:
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM session_search WHERE rowid = 1")
        connection.exec_driver_sql(
            "INSERT INTO session_search (session_search) VALUES ('optimize')"
        )
        words = connection.exec_driver_sql("SELECT term FROM session_word").scalars().all()
        assert words == ["forehead"]
        assert search.session_query(connection, ["fore"]) == '("forehead")'
        assert search.session_query(connection, ["foreign"]) is None
