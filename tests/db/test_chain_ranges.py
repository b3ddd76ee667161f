"""The fast way through the trail says exactly what the plain way says, whatever was done to it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from needlelog.db import chain_ranges
from needlelog.db.audit_chain import (
    FIRST_PREVIOUS_HASH,
    BrokenChain,
    broken_chains,
    entry_hash,
    is_hash_of,
)
from needlelog.db.database_file import create_database
from needlelog.domain.entry_hash import earlier_entry_hash

if TYPE_CHECKING:
    from needlelog.db.engine import Database

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
COLUMNS = (
    *("origin", "sequence", "made_at", "person_uid", "person", "act"),
    *("record_kind", "record_uid", "before", "after", "previous_hash", "hash"),
)
ODD = (
    *("", "Jana Ø", '"\\/', "\x00 in the middle", "\x7f\x80\u2028\u2029", "\b\f\n\r\t\x01\x1f"),
    *("\U0001f9ea", "\ufeff\ufffe\uffff", "'; --", "{}", '{"a":1}', "null", "é" * 5_000),
)


@pytest.fixture(scope="module")
def trail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A database whose trail is written anew by each example, without guards."""
    place: Path = tmp_path_factory.mktemp("chain") / "needlelog.db"
    opened = create_database(place, bytes(32), "Clinic", NOW)
    with raw(opened) as driver:
        names = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        for (name,) in driver.execute(names).fetchall():
            driver.execute(f"DROP TRIGGER {name}")
        driver.execute("PRAGMA synchronous = OFF")
    yield opened
    opened.close()


@contextlib.contextmanager
def raw(database: Database) -> Iterator[Any]:
    driver = database.raw_connection()
    try:
        yield driver
    finally:
        driver.close()


def written(driver: Any, origin: str, texts: list[str | None], earlier: int = 0) -> None:
    """A whole chain of an origin whose entries carry these texts; the first ``earlier`` of them
    as an earlier program hashed them."""
    previous = FIRST_PREVIOUS_HASH
    rows = []
    for sequence, text in enumerate(texts, 1):
        entry: dict[str, Any] = {
            "origin": origin,
            "sequence": sequence,
            "made_at": sequence * 1_000 - 2_000,
            "person_uid": "p",
            "person": text or "P",
            "act": "changed",
            "record_kind": "client",
            "record_uid": text or "",
            "before": text,
            "after": None if sequence % 3 == 0 else text,
            "previous_hash": previous,
        }
        spelled = earlier_entry_hash if sequence <= earlier else entry_hash
        previous = entry["hash"] = spelled(entry)
        rows.append(tuple(entry[name] for name in COLUMNS))
    marks = ", ".join("?" * len(COLUMNS))
    driver.executemany(
        f"INSERT INTO audit_entry ({', '.join(COLUMNS)}) VALUES ({marks})",  # noqa: S608
        rows,
    )


def plain_way(driver: Any) -> list[BrokenChain]:
    """One entry after the other, each hashed from what Python's own JSON makes of it."""
    found = []
    for (origin,) in driver.execute("SELECT DISTINCT origin FROM audit_entry ORDER BY 1"):
        sequence, previous = 0, FIRST_PREVIOUS_HASH
        rows = driver.execute(
            f"SELECT {', '.join(COLUMNS)} FROM audit_entry WHERE origin = ? ORDER BY sequence",  # noqa: S608
            (origin,),
        )
        for values in rows.fetchall():
            row = dict(zip(COLUMNS, values, strict=True))
            reason = ""
            if row["sequence"] != sequence + 1:
                reason = "missing"
            elif not isinstance(row["before"], str | None) or not is_hash_of(row["hash"], row):
                reason = "changed"
            elif row["previous_hash"] != previous:
                reason = "unchained"
            if reason:
                number = sequence + 1 if reason == "missing" else row["sequence"]
                found.append(BrokenChain(origin, number, reason))
                break
            sequence, previous = row["sequence"], row["hash"]
    return found


def fast_way(database: Database) -> list[BrokenChain]:
    with database.read() as session:
        return list(broken_chains(session))


texts = st.lists(
    st.none() | st.sampled_from(ODD) | st.text(st.characters(exclude_categories=["Cs"])),
    min_size=1,
    max_size=14,
)
HARM = (
    "UPDATE OR IGNORE audit_entry SET after = 'other' WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET before = NULL, after = NULL WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET before = x'00ff' WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET made_at = made_at + 0.5 WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET made_at = made_at + 1 WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET hash = upper(hash) WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET hash = CAST(hash AS BLOB) WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET hash = replace(hash, 'a', char(10)) WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET hash = hash || ',' WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET id = id + 100 WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET previous_hash = hash WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET sequence = -sequence WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET sequence = sequence + 20000000000 WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET sequence = 'last' WHERE sequence = :n",
    "DELETE FROM audit_entry WHERE sequence = :n",
    "DELETE FROM audit_entry WHERE sequence >= :n",
    "DELETE FROM audit_entry WHERE sequence <= :n",
    "DELETE FROM audit_entry WHERE sequence BETWEEN :n AND :n + 3",
    "UPDATE OR IGNORE audit_entry SET person = person || char(0) WHERE sequence = :n",
    "UPDATE OR IGNORE audit_entry SET origin = 'b' WHERE sequence = :n",
)
harms = st.lists(st.tuples(st.sampled_from(HARM), st.integers(1, 14)), max_size=3)


@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    first=texts,
    second=texts,
    harm=harms,
    forged=st.lists(st.tuples(st.integers(1, 14), st.booleans()), max_size=2),
    stretch=st.integers(1, 5),
    earlier=st.integers(0, 14),
)
def test_same_answer_as_the_plain_way(
    trail: Database,
    first: list[str | None],
    second: list[str | None],
    harm: list[tuple[str, int]],
    forged: list[tuple[int, bool]],
    stretch: int,
    earlier: int,
) -> None:
    with raw(trail) as driver, pytest.MonkeyPatch.context() as patch:
        patch.setattr(chain_ranges, "RANGE", stretch)
        driver.execute("PRAGMA synchronous = OFF")
        driver.execute("BEGIN")
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", first, earlier)
        written(driver, "b", second)
        for statement, number in harm:
            driver.execute(statement, {"n": number})
        for number, joined in forged:
            hash_anew(driver, number, joined=joined)
        driver.execute("COMMIT")
        plain = plain_way(driver)
    assert fast_way(trail) == plain


def hash_anew(driver: Any, sequence: int, *, joined: bool) -> None:
    """Let an entry say the right hash of what it is now, as a careful forger would.

    ``joined`` lets it also continue the entry that stands before it now.
    """
    if joined:
        driver.execute(
            "UPDATE audit_entry SET previous_hash = coalesce((SELECT hash FROM audit_entry AS b"
            " WHERE b.origin = audit_entry.origin AND b.sequence < audit_entry.sequence"
            " ORDER BY b.sequence DESC LIMIT 1), ?) WHERE sequence = ?",
            (FIRST_PREVIOUS_HASH, sequence),
        )
    rows = driver.execute(
        f"SELECT {', '.join(COLUMNS)} FROM audit_entry WHERE sequence = ?",  # noqa: S608
        (sequence,),
    )
    for values in rows.fetchall():
        row = dict(zip(COLUMNS, values, strict=True))
        if isinstance(row["before"], str | None):
            driver.execute(
                "UPDATE audit_entry SET hash = ? WHERE origin = ? AND sequence = ?",
                (entry_hash(row), row["origin"], sequence),
            )


@pytest.mark.parametrize("earlier", [0, 25, 60, 100])
def test_entries_of_both_spellings_are_read_fast(
    trail: Database, earlier: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None but those of the one stretch in which the spelling changed is looked at twice."""
    monkeypatch.setattr(chain_ranges, "RANGE", 20)
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ['{"depth_um":500}'] * 100, earlier)
        suspects: list[Any] = []
        for looked in chain_ranges.looked_through(trail.engine, driver, "a"):
            assert looked.suspects is not None
            suspects += looked.suspects
        assert suspects == list(range(26, 41)) * (earlier == 25)
    assert fast_way(trail) == []


@pytest.mark.parametrize("stretch", [2, 3, 4, 100])
def test_an_entry_taken_out_with_the_next_one_forged_to_fit(
    trail: Database, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_ranges, "RANGE", stretch)
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ["x"] * 6)
        driver.execute("DELETE FROM audit_entry WHERE sequence = 3")
        for number in (4, 5, 6):
            hash_anew(driver, number, joined=True)
    assert fast_way(trail) == [BrokenChain("a", 3, "missing")]


def test_nothing_odd_is_suspected(trail: Database) -> None:
    """Whatever a text holds, both ways spell it alike; otherwise the fast way is a slow one."""
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", [None, *ODD, *(chr(code) for code in range(256))])
        suspects = [
            looked.suspects for looked in chain_ranges.looked_through(trail.engine, driver, "a")
        ]
    assert suspects == [[]]


@pytest.mark.parametrize("content", ["x'6aed a080'", "x'ff'", "x'00'"])
def test_bytes_that_are_no_text_are_a_changed_entry(trail: Database, content: str) -> None:
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ["x"] * 4)
        spelled = content.replace(" ", "")
        driver.execute(
            f"UPDATE audit_entry SET after = CAST({spelled} AS TEXT) WHERE sequence = 2"  # noqa: S608
        )
    assert fast_way(trail) == [BrokenChain("a", 2, "changed")]


def test_entries_of_a_transaction_under_way_are_judged(trail: Database) -> None:
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ["x"] * 3)
    with trail.write() as session:
        inside: Any = session.connection().connection.driver_connection
        inside.execute("UPDATE audit_entry SET act = 'x' WHERE sequence = 3")
        inside.execute(
            "INSERT INTO audit_entry SELECT NULL, origin, 4, made_at, person_uid, person, act,"
            " record_kind, record_uid, before, after, previous_hash, hash"
            " FROM audit_entry WHERE sequence = 2"
        )
        assert list(broken_chains(session)) == [BrokenChain("a", 3, "changed")]
        session.rollback()


def test_progress_counts_and_what_it_raises_ends_the_check(
    trail: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain_ranges, "RANGE", 2)
    with raw(trail) as driver:
        driver.execute("DELETE FROM audit_entry")
        written(driver, "a", ["x"] * 5)
        written(driver, "b", ["x"] * 3)
    told: list[int] = []
    with trail.read() as session:
        assert list(broken_chains(session, told.append)) == []
    assert told == [2, 4, 5, 7, 8]

    def enough(_seen: int) -> None:
        raise InterruptedError

    with trail.read() as session, pytest.raises(InterruptedError):
        list(broken_chains(session, enough))
