"""The trail is one unbroken chain for each installation, and a break is found and named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert, select, text

from needlelog.db.audit_chain import (
    FIRST_PREVIOUS_HASH,
    BrokenChain,
    broken_chains,
    entry_hash,
    record_change,
)
from needlelog.db.exports.entries import chain_heads
from needlelog.db.installation import origin_of
from needlelog.db.schema import metadata
from needlelog.db.sqlite.triggers import lock_triggers

if TYPE_CHECKING:
    from needlelog.db.engine import Database
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
AUDIT = metadata.tables["audit_entry"]


@pytest.fixture
def trail(database: Database, person: Practitioner) -> Database:
    """Five entries."""
    for number in range(5):
        with database.write() as session:
            record_change(
                session,
                NOW,
                person,
                "changed",
                kind="client",
                uid="client-1",
                before={"note": number},
                after={"note": "é" * number},
            )
    return database


def tamper(database: Database, statement: str) -> None:
    """Change the trail as somebody would who takes the locks away and puts them back."""
    locks = {name: sql for name, sql in lock_triggers().items() if name.startswith("audit_entry")}
    with database.write() as session:
        for name in locks:
            session.execute(text(f"DROP TRIGGER {name}"))
        session.execute(text(statement))
        for sql in locks.values():
            session.execute(text(sql))


def broken(database: Database) -> list[BrokenChain]:
    with database.read() as session:
        return list(broken_chains(session))


def test_entries_are_numbered_and_chained(trail: Database) -> None:
    with trail.read() as session:
        rows = session.execute(select(AUDIT).order_by(AUDIT.c.sequence)).all()
    assert [row.sequence for row in rows] == [1, 2, 3, 4, 5]
    assert [row.previous_hash for row in rows] == [
        FIRST_PREVIOUS_HASH,
        *(row.hash for row in rows[:-1]),
    ]
    assert rows[0].person == "Dr. Jana Ø"
    assert rows[0].made_at == NOW
    assert broken(trail) == []


def test_entry_goes_with_the_change_it_tells_of(trail: Database, person: Practitioner) -> None:
    def change_and_fail() -> None:
        with trail.write() as session:
            record_change(session, NOW, person, "changed", kind="client", uid="client-1")
            raise RuntimeError("boom")

    with pytest.raises(RuntimeError, match="boom"):
        change_and_fail()
    with trail.read() as session:
        assert len(session.execute(select(AUDIT.c.id)).all()) == 5


@pytest.mark.parametrize(
    ("statement", "sequence", "reason"),
    [
        ("UPDATE audit_entry SET after = '{}' WHERE sequence = 3", 3, "changed"),
        ("UPDATE audit_entry SET made_at = made_at + 1 WHERE sequence = 1", 1, "changed"),
        ("UPDATE audit_entry SET person = 'x' WHERE sequence = 5", 5, "changed"),
        ("UPDATE audit_entry SET before = NULL WHERE sequence = 4", 4, "changed"),
        ("UPDATE audit_entry SET hash = previous_hash WHERE sequence = 2", 2, "changed"),
        ("DELETE FROM audit_entry WHERE sequence = 1", 1, "missing"),
        ("DELETE FROM audit_entry WHERE sequence = 3", 3, "missing"),
        ("UPDATE audit_entry SET sequence = 9 WHERE sequence = 2", 2, "missing"),
    ],
)
def test_break_is_named(trail: Database, statement: str, sequence: int, reason: str) -> None:
    tamper(trail, statement)
    (found,) = broken(trail)
    assert (found.sequence, found.reason) == (sequence, reason)


def test_forged_entry_with_a_right_hash_of_its_own_is_named(trail: Database) -> None:
    with trail.read() as session:
        row = session.execute(select(AUDIT).where(AUDIT.c.sequence == 3)).one()
    forged = {**row._mapping, "person": "somebody else"}
    tamper(
        trail,
        f"UPDATE audit_entry SET person = 'somebody else', hash = '{entry_hash(forged)}'"  # noqa: S608
        " WHERE sequence = 3",
    )
    (found,) = broken(trail)
    assert (found.sequence, found.reason) == (4, "unchained")


def test_chain_of_another_installation_stands_beside_our_own(
    trail: Database, person: Practitioner
) -> None:
    entry = {
        "origin": "another",
        "sequence": 1,
        "made_at": NOW,
        "person_uid": "p",
        "person": "P",
        "act": "changed",
        "record_kind": "client",
        "record_uid": "c",
        "before": None,
        "after": None,
        "previous_hash": FIRST_PREVIOUS_HASH,
    }
    with trail.write() as session:
        session.execute(insert(AUDIT), {**entry, "hash": entry_hash(entry)})
        record_change(session, NOW, person, "changed", kind="client", uid="client-1")
        own = origin_of(session)
    assert broken(trail) == []
    tamper(trail, "UPDATE audit_entry SET act = 'x'")
    assert {each.origin for each in broken(trail)} == {"another", own}


def test_where_a_chain_ends_is_found_without_reading_it(
    trail: Database, person: Practitioner
) -> None:
    def steps() -> tuple[int, int]:
        """Hundreds of steps of SQLite to the last entry, and its number."""
        taken: list[int] = []
        with trail.read() as session:
            driver: Any = session.connection().connection.driver_connection
            chain_heads(session)
            driver.set_progress_handler(lambda: taken.append(1), 100)
            (head,) = chain_heads(session)
            driver.set_progress_handler(None, 0)
        return len(taken), head.sequence

    few, _five = steps()
    with trail.write() as session:
        for number in range(300):
            record_change(session, NOW, person, "changed", kind="client", uid=str(number))
    many, last = steps()
    assert last == 305
    assert many <= few + 1
