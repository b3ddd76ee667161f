"""A rehearsal keeps nothing and keeps nobody waiting."""

from __future__ import annotations

import threading

import pytest

from needlelog.db.engine import Database
from needlelog.db.turns import GaveWayError

SLOW = (
    "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers)"
    " SELECT max(n) FROM numbers"
)
"""A statement that never ends by itself."""


def name(database: Database) -> str:
    with database.read() as session:
        found: str = (
            session.connection()
            .exec_driver_sql("SELECT clinic_name FROM installation")
            .scalar_one()
        )
    return found


def rename(database: Database, words: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE installation SET clinic_name = ?", (words,))


def rehearse_slowly(database: Database, begun: threading.Event) -> None:
    with database.rehearse() as session:
        session.connection().exec_driver_sql("UPDATE installation SET clinic_name = 'other'")
        begun.set()
        session.connection().exec_driver_sql(SLOW).all()


def rehearse_in_steps(database: Database, writer: threading.Thread) -> None:
    with database.rehearse():
        writer.start()
        while writer.is_alive():
            database.give_way()


def test_what_is_rehearsed_is_let_go_of(database: Database) -> None:
    before = name(database)
    with database.rehearse() as session:
        session.connection().exec_driver_sql("UPDATE installation SET clinic_name = 'other'")
        session.connection().exec_driver_sql("SELECT 1").all()
    assert name(database) == before
    rename(database, "new")
    assert name(database) == "new"


def test_a_writer_cuts_off_the_statement_a_rehearsal_is_at(database: Database) -> None:
    begun = threading.Event()

    def write() -> None:
        begun.wait(10)
        rename(database, "written meanwhile")

    writer = threading.Thread(target=write)
    writer.start()
    with pytest.raises(GaveWayError):
        rehearse_slowly(database, begun)
    writer.join(10)
    assert not writer.is_alive()
    assert name(database) == "written meanwhile"
    with database.rehearse() as session:
        session.connection().exec_driver_sql("SELECT 1").all()


def test_between_two_steps_it_gives_way_too(database: Database) -> None:
    writer = threading.Thread(target=rename, args=(database, "written meanwhile"))
    with pytest.raises(GaveWayError):
        rehearse_in_steps(database, writer)
    writer.join(10)
    assert name(database) == "written meanwhile"


def test_writers_wait_for_each_other(database: Database) -> None:
    other = threading.Thread(target=rename, args=(database, "second"))
    with database.write() as session:
        other.start()
        session.connection().exec_driver_sql("UPDATE installation SET clinic_name = 'first'")
        other.join(0.05)
        assert other.is_alive()
    other.join(10)
    assert name(database) == "second"
