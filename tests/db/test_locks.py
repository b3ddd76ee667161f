"""What the database refuses although nobody asked the program."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import Table, insert, select, text, update

from needlelog.db import draft_store, session_store
from needlelog.db.schema import metadata
from needlelog.db.sqlite.triggers import lock_triggers, rows_of_sessions
from needlelog.domain.record_errors import RecordLocked
from needlelog.domain.sessions import (
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Reaction,
    ReactionSign,
    SessionDraft,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.db.engine import Database
    from needlelog.db.transaction import Session
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
LOCKED_TABLES = rows_of_sessions()

FULL = SessionDraft(
    "signed-1",
    "client-1",
    "person-1",
    NOW,
    started_at=NOW,
    zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=1000),),
    numbing=(NumbingRow(1, agent="lidocaine"),),
    device=DeviceUse("device-1"),
    cartridge=CartridgeUse(lot="RP5521"),
    topicals=(TopicalRow(1, "HA", zones=(("face.chin", Side.MID),)),),
    reactions=(Reaction(1, ReactionSign.BRUISE),),
    combined=("led",),
)
# Rows whose screens come later are written by hand into the still open session.
BY_HAND: dict[str, dict[str, Any]] = {
    "screening_answer": {"position": 0, "item": "retinoid", "answer": "no"},
    "finding": {
        "position": 0,
        "rule": "retinoid",
        "rule_version": "1",
        "severity": "note",
        "scope": "session",
        "item": "retinoid",
    },
    "decision": {"position": 0, "rule": "retinoid"},
    "other_decision": {"position": 1, "rule": "retinoid"},
    "decision_extent": {"decision": 0, "position": 0, "severity": "warn"},
    "score": {
        "client_id": 1,
        "scale": "gais",
        "scale_version": "1",
        "rater": "clinician",
        "rated_on": NOW.date(),
    },
}
OPEN_SESSION = {
    "id": 90,
    "uid": "open-1",
    "origin": "o",
    "client_id": 1,
    "practitioner_id": 1,
    "state": "open",
    "day": NOW.date(),
    "created_at": NOW,
    "created_offset": 0,
    "offset_minutes": 0,
    "reactions_answered": False,
}


def table(name: str) -> Table:
    return metadata.tables[name]


@pytest.fixture
def signed(database: Database, person: Practitioner) -> Database:
    """A signed session (number 1) with a row in every table of a session, and an open one."""
    with database.write() as session:
        draft_store.save_draft(session, FULL, NOW)
        session_store.sign(session, FULL, person, NOW)
        session_store.add_addendum(session, FULL.uid, "later", person, NOW)
        guards = {
            name: sql for name, sql in lock_triggers().items() if name.endswith("_locked_insert")
        }
        for name in guards:
            session.execute(text(f"DROP TRIGGER {name}"))
        for name, values in BY_HAND.items():
            row = {"id": 1, "uid": f"{name}-1", "origin": "o", "session_id": 1, **values}
            session.execute(insert(table(name)), row)
        item = {"score_id": 1, "position": 0, "item": "overall", "value": 2000}
        session.execute(insert(table("score_item")), {"id": 1, "uid": "i", "origin": "o", **item})
        for sql in guards.values():
            session.execute(text(sql))
        session.execute(insert(table("session")), OPEN_SESSION)
    return database


def raw(database: Database, statement: str, **names: str) -> None:
    with database.write() as session:
        session.connection().exec_driver_sql(statement.format(**names))


def snapshot(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    return {
        name: [tuple(row) for row in session.execute(select(table(name)))]
        for name in (*LOCKED_TABLES, "session", "addendum", "audit_entry")
    }


def test_every_table_of_a_session_has_a_row_here(signed: Database) -> None:
    with signed.read() as session:
        assert all(snapshot(session).values())


@pytest.mark.parametrize("name", [*LOCKED_TABLES, "session", "addendum", "audit_entry"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {name} SET origin = 'x' WHERE id = 1",
        "UPDATE {name} SET id = 77 WHERE id = 1",
        "UPDATE OR REPLACE {name} SET origin = 'x' WHERE id = 1",
        "DELETE FROM {name} WHERE id = 1",
        "INSERT INTO {name} SELECT * FROM {name} WHERE id = 1",
        "INSERT OR REPLACE INTO {name} SELECT * FROM {name} WHERE id = 1",
    ],
)
def test_signed_rows_refuse_raw_sql(signed: Database, name: str, statement: str) -> None:
    with signed.read() as session:
        before = snapshot(session)
    with pytest.raises(RecordLocked):
        raw(signed, statement, name=name)
    with signed.read() as session:
        assert snapshot(session) == before


@pytest.mark.parametrize("name", LOCKED_TABLES)
def test_no_row_can_be_added_to_a_signed_session(signed: Database, name: str) -> None:
    columns = [c.name for c in table(name).columns if c.name not in ("id", "uid")]
    listed = ", ".join(f'"{column}"' for column in columns)
    with pytest.raises(RecordLocked):
        raw(
            signed,
            "INSERT INTO {name} (uid, {listed}) SELECT 'new', {listed} FROM {name} WHERE id = 1",
            name=name,
            listed=listed,
        )


@pytest.mark.parametrize("name", [name for name in LOCKED_TABLES if name != "score_item"])
def test_no_row_can_be_moved_out_of_or_into_a_signed_session(signed: Database, name: str) -> None:
    with pytest.raises(RecordLocked):
        raw(signed, "UPDATE {name} SET session_id = 90 WHERE id = 1", name=name)


@pytest.mark.parametrize(
    "change",
    [
        "state = 'open'",
        "note = 'other'",
        "state = 'countersigned', countersigned_at = 1, note = 'other'",
        "state = 'countersigned', countersigned_at = 1, signed_by = 'other'",
        "state = 'void', void_reason = 'r', pain = 3",
        "chain_hash = 'other'",
        "client_id = 2",
    ],
)
def test_signed_session_allows_no_other_change(signed: Database, change: str) -> None:
    with pytest.raises(RecordLocked):
        raw(signed, "UPDATE session SET {change} WHERE id = 1", change=change)


def test_states_go_forward_only(signed: Database) -> None:
    raw(
        signed,
        "UPDATE session SET state = 'countersigned', countersigned_by = 'M',"
        " countersigned_by_id = 1, countersigned_at = 5, countersigned_offset = 0 WHERE id = 1",
    )
    with pytest.raises(RecordLocked):
        raw(signed, "UPDATE session SET state = 'signed' WHERE id = 1")
    raw(signed, "UPDATE session SET state = 'void', void_reason = 'r' WHERE id = 1")
    for state in ("open", "signed", "countersigned"):
        with pytest.raises(RecordLocked):
            raw(signed, "UPDATE session SET state = '{state}' WHERE id = 1", state=state)


def test_session_cannot_be_inserted_as_signed(database: Database) -> None:
    with pytest.raises(RecordLocked), database.write() as session:
        session.execute(insert(table("session")), {**OPEN_SESSION, "state": "signed"})


def test_signing_cannot_change_the_content(signed: Database) -> None:
    signing = (
        update(table("session"))
        .where(table("session").c.id == 90)
        .values(state="signed", signed_by_id=1, signed_at=NOW, chain_hash="h")
    )
    with pytest.raises(RecordLocked), signed.write() as session:
        session.execute(signing.values(note="slipped in"))
    with signed.write() as session:
        session.execute(signing)


def test_addendum_needs_a_signed_session(signed: Database) -> None:
    with pytest.raises(RecordLocked):
        raw(
            signed,
            "INSERT INTO addendum (uid, origin, session_id, text, author_id, author, written_at,"
            " written_offset) VALUES ('a', 'o', 90, 't', 1, 'n', 1, 0)",
        )


def test_adverse_event_can_be_followed_up_but_never_deleted(database: Database) -> None:
    with database.write() as session:
        session.execute(
            insert(table("adverse_event")),
            {
                "id": 1,
                "uid": "e",
                "origin": "o",
                "client_id": 1,
                "kind": "infection",
                "noticed_on": NOW.date(),
                "recorded_by_id": 1,
                "recorded_at": NOW,
            },
        )
    raw(database, "UPDATE adverse_event SET action = 'referred' WHERE id = 1")
    for statement in (
        "DELETE FROM adverse_event",
        "REPLACE INTO adverse_event SELECT * FROM adverse_event",
    ):
        with pytest.raises(RecordLocked):
            raw(database, statement)
