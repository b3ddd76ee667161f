"""The index answers exactly as the pure rule says."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from needlelog.db.engine import Database
from needlelog.db.queries.client_list import find_clients
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.summaries import ClientSummaryTable
from needlelog.domain.names import client_search_text, matches, search_terms

CLIENT = table_of(ClientTable)
SUMMARY = table_of(ClientSummaryTable)
SOME_LETTERS = st.text("aAäéøłıİß'’- \u0301ंम王がЖ1209.+/\"*()^😀\x00\ud800", max_size=14)


def put(database: Database, texts: list[str]) -> None:
    with database.write() as session:
        connection = session.connection()
        connection.execute(delete(SUMMARY))
        connection.execute(delete(CLIENT).where(CLIENT.c.id > 2))
        connection.execute(CLIENT.update().values(active=False))
        for number, words in enumerate(texts, start=10):
            connection.execute(
                insert(CLIENT).values(
                    id=number,
                    uid=f"uid-{number}",
                    origin="here",
                    name="x",
                    created_at=datetime(2026, 1, 1, tzinfo=UTC),
                    search_text=words,
                )
            )


def found(database: Database, typed: str, limit: int | None = None) -> list[int]:
    with database.read() as session:
        return find_clients(session, search_terms(typed), limit)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    names=st.lists(st.one_of(SOME_LETTERS, st.text(max_size=8)), min_size=1, max_size=6),
    phone=st.text("0123456789 +-", max_size=12),
    typed=st.lists(st.one_of(SOME_LETTERS, st.text(max_size=4)), max_size=4),
)
def test_the_index_agrees_with_the_rule(
    database: Database, names: list[str], phone: str, typed: list[str]
) -> None:
    texts = [client_search_text(name, date(1994, 2, 14), phone, name) for name in names]
    put(database, texts)
    for asked in [*typed, *(name[:3] for name in names), phone[:6], "14.2", "1994"]:
        terms = search_terms(asked)
        expected = {number for number, text in enumerate(texts, start=10) if matches(terms, text)}
        assert set(found(database, asked)) == expected


def see(database: Database, days: dict[int, date | None]) -> None:
    with database.write() as session:
        for number, day in days.items():
            session.connection().execute(
                insert(SUMMARY).values(client_id=number, sessions=1, last_session_on=day)
            )


@pytest.mark.parametrize("typed", ["", "anna"])
def test_who_was_seen_last_comes_first_and_who_never_was_comes_last(
    database: Database, typed: str
) -> None:
    put(database, ["anna"] * 5)
    see(database, {10: date(2026, 1, 1), 12: date(2026, 2, 1), 13: None})
    assert found(database, typed) == [12, 10, 14, 13, 11]
    assert found(database, typed, 3) == [12, 10, 14]


@pytest.mark.parametrize("few", [0, 2, 9])
@pytest.mark.parametrize("looked_at", [0, 1, 3, 9])
@pytest.mark.parametrize(("words", "typed"), [("anna", "ann"), ("³0171234", "0171 2")])
def test_every_way_finds_the_same(
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    few: int,
    looked_at: int,
    words: str,
    typed: str,
) -> None:
    for name, value in (("FEW", few), ("LATELY", looked_at), ("LATEST", min(looked_at, 3))):
        monkeypatch.setattr(f"needlelog.db.queries.client_list.{name}", value)
    put(database, [words, "bea", words, words, f"carl {words}", words])
    see(database, {11: date(2026, 3, 1), 14: date(2026, 2, 1), 12: date(2026, 1, 9), 13: None})
    with database.write() as session:
        session.connection().execute(CLIENT.update().where(CLIENT.c.id == 15).values(active=False))
    for limit in (1, 2, 3, 8):
        assert found(database, typed, limit) == [14, 12, 13, 10][:limit]


def test_the_index_follows_deletions(database: Database) -> None:
    put(database, ["anna", "anna"])
    put(database, ["bea"])
    assert found(database, "anna") == []
    assert found(database, "bea") == [10]


def test_beyond_the_sorted_ones_all_are_found_once(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("needlelog.db.queries.client_list.SORTED", 2)
    put(database, ["anna"] * 5)
    see(database, {10: date(2026, 1, 1), 12: date(2026, 2, 1)})
    assert found(database, "anna") == [12, 10, 14, 13, 11]
