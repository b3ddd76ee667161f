"""A clinic with 100 000 clients: typing in the search and opening Today must not wait."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from needlelog.db.database_file import create_database
from needlelog.db.engine import Database
from needlelog.db.queries.client_list import client_rows, find_clients
from needlelog.db.queries.plans import due_rows
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.tables.summaries import ClientSummaryTable, PlanSummaryTable
from needlelog.domain.names import client_search_text, search_terms

CLIENTS = 100_000
AIM_MS = 16.0
NOW = datetime(2026, 3, 2, tzinfo=UTC)
FIRST = [
    "Anna",
    "Hanna",
    "Maria",
    "Lucia",
    "Amara",
    "Dana",
    "Sofia",
    "Grace",
    "Priya",
    "Amir",
    "Joon",
    "Ali",
    "Aylin",
    "Petra",
    "Sabine",
    "Ingrid",
    "Noor",
    "Yuki",
    "Olga",
    "Elena",
    "Katarzyna",
    "Małgorzata",
    "Zoë",
    "Chloé",
    "André",
    "Jörg",
    "Søren",
    "Işık",
    "Thi",
    "Kwame",
    "Bea",
    "Tom",
    "Victor",
    "Ulla",
    "Ryan",
    "Fatima",
    "Wei",
    "Xenia",
]


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    path: Path = tmp_path_factory.mktemp("big") / "needlelog.db"
    database = create_database(path, bytes(32), "Big", NOW)
    chance = random.Random(7)
    surnames = ["".join(chance.choices("bdfgklmnprstvaeiou", k=7)).title() for _ in range(4000)]
    people = []
    for number in range(1, CLIENTS + 1):
        name = f"{chance.choice(FIRST)} {chance.choice(surnames)}"
        born = date(1950, 1, 1) + timedelta(days=chance.randrange(20_000))
        phone = f"+44 {chance.randrange(10**9, 10**10)}"
        note = chance.choice(["", "", "likes short visits", "CIT before, needs numbing"])
        people.append(
            {
                "id": number,
                "uid": f"c{number}",
                "origin": "o",
                "name": name,
                "birth_date": born,
                "phone": phone,
                "note": note,
                "created_at": NOW,
                "search_text": client_search_text(name, born, phone, note),
            }
        )
    seen = [date(2020, 1, 1) + timedelta(days=chance.randrange(2200)) for _ in people]
    with database.write() as session:
        connection = session.connection()
        connection.execute(insert(table_of(ClientTable)), people)
        connection.execute(
            insert(table_of(ClientSummaryTable)),
            [
                {"client_id": number, "sessions": 3, "last_session_on": day}
                for number, day in enumerate(seen, start=1)
            ],
        )
        connection.execute(
            insert(table_of(PlanTable)),
            [
                {
                    "id": number,
                    "uid": f"p{number}",
                    "origin": "o",
                    "client_id": number,
                    "concern": "acne_scars",
                    "phase": "series",
                }
                for number in range(1, CLIENTS + 1)
            ],
        )
        connection.execute(
            insert(table_of(PlanSummaryTable)),
            [
                {"plan_id": number, "done": 1, "last_on": day, "due_on": day + timedelta(days=30)}
                for number, day in enumerate(seen, start=1)
            ],
        )
    yield database
    database.close()


def middle_ms(work: Callable[[], object], times: int = 9) -> float:
    work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return statistics.median(taken)


@pytest.mark.parametrize(
    "typed",
    ["a", "an", "anna", "anna b", "soren", "1994", "14.02.1994", "7946", "numb", "cit", "zzz"],
)
def test_a_search_is_answered_within_a_frame(big: Database, typed: str) -> None:
    def search() -> int:
        with big.read() as session:
            return len(find_clients(session, search_terms(typed), None))

    taken = middle_ms(search)
    print(f"{typed!r}: {taken:.2f} ms, {search()} clients")
    # A clinic where a quarter of all clients mention the same word is allowed two frames.
    assert taken <= (AIM_MS if search() < 15_000 else 2 * AIM_MS)


def test_the_whole_list_and_its_rows(big: Database) -> None:
    def everybody() -> list[int]:
        with big.read() as session:
            return find_clients(session, (), None)

    def a_block() -> object:
        with big.read() as session:
            return client_rows(session, ids[5000:5064])

    ids = everybody()
    assert len(ids) == CLIENTS
    whole, block = middle_ms(everybody), middle_ms(a_block)
    print(f"all: {whole:.2f} ms; 64 rows: {block:.2f} ms")
    assert whole <= 4 * AIM_MS
    assert block <= AIM_MS


def test_today_is_read_within_a_frame(big: Database) -> None:
    def board() -> int:
        with big.read() as session:
            return len(due_rows(session, date(2024, 1, 1), date(2024, 1, 1), 500))

    taken = middle_ms(board)
    print(f"today: {taken:.2f} ms, {board()} rows")
    assert board() == 500
    assert taken <= 2 * AIM_MS
