"""A new chain: another origin from its first entry on, and the former chain stays whole."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from needlelog.db.audit_chain import broken_chains, record_change
from needlelog.db.engine import Database
from needlelog.db.installation import origin_of
from needlelog.db.new_chain import start_new_chain
from needlelog.db.stores import people as people_store
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import InstallationTable, PractitionerTable
from needlelog.domain.people import Practitioner, Role

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
ENTRY = table_of(AuditEntryTable)
INSTALLATION = table_of(InstallationTable)
PERSON = table_of(PractitionerTable)
RINA = Practitioner("person-1", "Rina Patel", Role.MANAGER)


def change(database: Database, uid: str) -> None:
    with database.write() as session:
        people_store.insert_person(session, Practitioner(uid, uid, Role.PRACTITIONER))
        record_change(session, NOW, RINA, "person added", kind="practitioner", uid=uid)


def chains(database: Database) -> list[tuple[str, int, str]]:
    with database.read() as session:
        assert list(broken_chains(session)) == []
        rows = session.execute(select(ENTRY).order_by(ENTRY.c.id))
        return [(row.origin, row.sequence, row.act) for row in rows]


def test_rows_and_entries_written_afterwards_carry_the_new_origin(database: Database) -> None:
    change(database, "before")
    with database.write() as session:
        former = origin_of(session)
        new = start_new_chain(session, NOW, RINA, "backup restored", {"backup": "b-1"})
    change(database, "after")
    assert [each for each in chains(database) if each[0] == new] == [
        (new, 1, "backup restored"),
        (new, 2, "person added"),
    ]
    with database.read() as session:
        people = session.execute(select(PERSON.c.uid, PERSON.c.origin))
        found = {row.uid: row.origin for row in people}
        assert session.execute(select(INSTALLATION.c.origin)).scalar_one() == new
        told = session.execute(
            select(ENTRY.c.after).where(ENTRY.c.act == "backup restored")
        ).scalar_one()
        last = session.execute(
            select(ENTRY).where(ENTRY.c.origin == former).order_by(ENTRY.c.sequence.desc())
        ).first()
    assert (found["before"], found["after"]) == (former, new)
    assert last is not None
    assert json.loads(told or "") == {
        "backup": "b-1",
        "former_origin": former,
        "former_sequence": last.sequence,
        "former_hash": last.hash,
    }


def _begun_and_broken_off(database: Database) -> None:
    with database.write() as session:
        start_new_chain(session, NOW, RINA, "backup restored")
        raise ZeroDivisionError


def test_what_is_rolled_back_changes_nothing(database: Database) -> None:
    change(database, "before")
    before = chains(database)
    with pytest.raises(ZeroDivisionError):
        _begun_and_broken_off(database)
    assert chains(database) == before
    change(database, "after")
    assert {origin for origin, _sequence, _act in chains(database)} == {before[0][0]}


def test_a_database_without_any_entry_begins_one_too(database: Database) -> None:
    with database.write() as session:
        new = start_new_chain(session, NOW, RINA, "backup restored")
    assert chains(database) == [(new, 1, "backup restored")]
