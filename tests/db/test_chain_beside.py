"""Several processes say of a long trail what threads say, and end with the one who asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from needlelog.db import chain_beside, chain_ranges
from needlelog.db.audit_chain import BrokenChain, broken_chains
from needlelog.db.beside import Helper
from needlelog.db.database_file import create_database
from needlelog.db.engine import Database
from tests.db.test_chain_ranges import NOW, raw, written

KEY = bytes(range(32))


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database whose trail has no guards: two installations with some entries each."""
    opened = create_database(tmp_path_factory.mktemp("long") / "x.db", KEY, "Clinic", NOW)
    with raw(opened) as driver:
        names = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        for (name,) in driver.execute(names).fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ["x"] * 40)
        written(driver, "b", ['"é"'] * 9)
    yield opened
    opened.close()


class Started:
    """The processes that were started."""

    def __init__(self) -> None:
        self.helpers: list[Helper] = []

    def start(self, module: str, task: Any) -> Helper:
        helper = Helper(module, task)
        self.helpers.append(helper)
        return helper

    def all_ended(self) -> bool:
        return all(helper._process.poll() is not None for helper in self.helpers)


@pytest.fixture(autouse=True)
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """Two processes, however short the trail is and however few processors there are."""
    noted = Started()
    monkeypatch.setattr(chain_ranges, "WORTH_PROCESSES", 20)
    monkeypatch.setattr(chain_ranges, "RANGE", 3)
    monkeypatch.setattr(chain_ranges, "processes_for_it", lambda: 2)
    monkeypatch.setattr(chain_beside, "Helper", noted.start)
    return noted


def told(trail: Database) -> list[BrokenChain]:
    with trail.read() as session:
        return list(broken_chains(session, None, trail.opening))


def test_a_whole_trail_is_whole_and_only_a_long_one_takes_processes(
    trail: Database, started: Started
) -> None:
    judged: list[Any] = []
    assert told(trail) == []
    assert len(started.helpers) == 2, "for the long chain alone"
    assert started.all_ended()
    with raw(trail) as driver:
        judged = list(chain_ranges.looked_through(trail.engine, driver, "a", trail.opening))
    assert [looked.suspects for looked in judged] == [[]] * 14
    assert judged == [chain_ranges._look(trail.engine, looked.stretch) for looked in judged], (
        "each tells what a thread tells"
    )


@pytest.mark.parametrize(
    ("harm", "reason", "number"),
    [
        ("UPDATE audit_entry SET after = x'ff' WHERE sequence = 20", "changed", 20),
        ("DELETE FROM audit_entry WHERE sequence BETWEEN 22 AND 27", "missing", 22),
        ("UPDATE audit_entry SET hash = CAST(hash AS BLOB) WHERE sequence = 31", "changed", 31),
    ],
)
def test_what_was_done_to_it_is_told(trail: Database, harm: str, reason: str, number: int) -> None:
    with raw(trail) as driver:
        kept = driver.execute("SELECT * FROM audit_entry WHERE origin = 'a'").fetchall()
        driver.execute(f"{harm} AND origin = 'a'")
        try:
            assert told(trail) == [BrokenChain("a", number, reason)]
        finally:
            driver.execute("DELETE FROM audit_entry WHERE origin = 'a'")
            marks = ", ".join("?" * len(kept[0]))
            driver.executemany(f"INSERT INTO audit_entry VALUES ({marks})", kept)  # noqa: S608


def test_a_process_that_ends_early_leaves_its_work_to_this_one(
    trail: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_beside, "__name__", "needlelog.no_such_module")
    assert told(trail) == []
    with raw(trail) as driver:
        driver.execute("UPDATE audit_entry SET act = 'Changed' WHERE origin = 'a' AND sequence = 8")
        try:
            assert told(trail) == [BrokenChain("a", 8, "changed")]
        finally:
            driver.execute(
                "UPDATE audit_entry SET act = 'changed' WHERE origin = 'a' AND sequence = 8"
            )


def test_where_no_process_can_be_started_it_is_looked_at_here(
    trail: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(_module: str, _task: Any) -> Helper:
        raise OSError

    monkeypatch.setattr(chain_beside, "Helper", refused)
    assert told(trail) == []


def test_giving_up_ends_them_and_the_key_goes_through_the_pipe_alone(
    trail: Database, started: Started
) -> None:
    def enough(_seen: int) -> None:
        raise InterruptedError

    with trail.read() as session, pytest.raises(InterruptedError):
        list(broken_chains(session, enough, trail.opening))
    assert len(started.helpers) == 2
    assert started.all_ended()
    words = [str(part) for helper in started.helpers for part in helper._process.args]  # type: ignore[union-attr]
    assert not any(KEY.hex() in word or str(Path(trail.path)) in word for word in words)
