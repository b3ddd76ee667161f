"""Whatever is changed behind the program's back is found and said in a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import text

from needlelog.db import draft_store, session_store
from needlelog.db.engine import Database
from needlelog.db.session_store import Screened
from needlelog.db.sqlite.triggers import lock_triggers
from needlelog.db.verify import verify_database
from needlelog.domain.clients import Answer
from needlelog.domain.faults import Fault
from needlelog.domain.screening.findings import (
    Decision,
    Finding,
    Scope,
    ScreeningAnswer,
    Severity,
)
from needlelog.domain.sessions import SessionDraft, TopicalRow, ZoneRow
from needlelog.domain.zones import Side

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner

NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)

SCREENED = Screened(
    (Finding("sun_block", "1", "sun", Severity.BLOCK, Scope.SESSION, "chin", clear_at=NOW),), "1"
)


@pytest.fixture
def clinic(database: Database, person: Practitioner) -> Database:
    """Three signed sessions, one with an addendum, one void, and an unfinished one."""
    with database.write() as session:
        for number in (1, 2, 3):
            draft = SessionDraft(
                f"s-{number}",
                "client-1",
                "person-1",
                NOW,
                started_at=NOW,
                plan_uid="plan-1",
                zones=(
                    ZoneRow(1, "face.chin", Side.MID, depth_um=1000, passes=4),
                    ZoneRow(2, "neck.front", Side.BOTH, depth_um=500),
                ),
                topicals=(TopicalRow(1, "HA", zones=(("face.chin", Side.MID),)),),
                note="x",
                answers=(ScreeningAnswer("sun", Answer.YES, NOW.date(), NOW),),
                decisions=(Decision("sun_block", "shade", "Dr. V", seen=True, decided_at=NOW),),
            )
            draft_store.save_draft(session, draft, NOW)
            session_store.sign(session, draft, person, NOW, SCREENED)
        session_store.add_addendum(session, "s-2", "bruise", person, NOW)
        session_store.void(session, "s-3", "double", person, NOW)
        unfinished = SessionDraft("s-4", "client-1", "person-1", NOW)
        draft_store.save_draft(session, unfinished, NOW)
    return database


def behind_the_back(database: Database, *statements: str) -> None:
    """Change rows with the locks taken away and put back."""
    locks = lock_triggers()
    with database.write() as session:
        connection = session.connection()
        for name in locks:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.exec_driver_sql(statement)
        for sql in locks.values():
            connection.exec_driver_sql(sql)


def sentences(database: Database, code: str) -> list[str]:
    faults = verify_database(database)
    assert {fault.code for fault in faults} == {code}, faults
    return [fault.sentence for fault in faults]


def test_untouched_clinic_has_no_fault(clinic: Database) -> None:
    assert verify_database(clinic) == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE treated_zone SET depth_um = 1250 WHERE session_id = 2 AND row = 1",
        "UPDATE treated_zone SET note = 'n' WHERE session_id = 2 AND row = 2",
        "UPDATE treated_zone SET side = 'nonsense' WHERE session_id = 2 AND row = 2",
        "DELETE FROM topical_zone WHERE session_id = 2",
        "UPDATE session SET note = 'y' WHERE id = 2",
        "UPDATE session SET started_offset = 60 WHERE id = 2",
        "UPDATE session SET signed_by = 'somebody else' WHERE id = 2",
        "UPDATE session SET chain_hash = 'other' WHERE id = 2",
        "UPDATE finding SET severity = 'note' WHERE session_id = 2",
        "UPDATE finding SET clear_at = clear_at + 1 WHERE session_id = 2",
        "DELETE FROM finding WHERE session_id = 2",
        "UPDATE decision SET reason = 'none' WHERE session_id = 2",
        "UPDATE decision SET prescriber = 'Dr. Other' WHERE session_id = 2",
        "UPDATE screening_answer SET answer = 'no' WHERE session_id = 2",
        "UPDATE screening_answer SET last_exposure = '2020-01-01' WHERE session_id = 2",
        "UPDATE session SET rules_version = 'other' WHERE id = 2",
        "UPDATE addendum SET text = 'no bruise'",
        "DELETE FROM addendum",
        (
            "INSERT INTO combined_treatment (uid, origin, session_id, position, treatment)"
            " VALUES ('u', 'o', 2, 0, 'peel')"
        ),
    ],
)
def test_changed_record_is_named(clinic: Database, statement: str) -> None:
    behind_the_back(clinic, statement)
    found = [fault for fault in verify_database(clinic) if fault.code != "summaries"]
    assert found == [
        Fault("sessions", "Session s-2 is not what was signed: its rows were changed.")
    ]


def test_record_brought_back_from_void_is_named(clinic: Database) -> None:
    behind_the_back(
        clinic,
        "UPDATE session SET state = 'signed', void_reason = '' WHERE id = 3",
        "UPDATE client_summary SET sessions = 3, last_session_id = 3",
        "UPDATE plan_summary SET done = 3, last_session_id = 3",
    )
    assert sentences(clinic, "sessions") == [
        "Session s-3 is not what was signed: its rows were changed."
    ]


def test_record_taken_away_is_named(clinic: Database) -> None:
    behind_the_back(
        clinic,
        "PRAGMA defer_foreign_keys = ON",
        *(
            f"DELETE FROM {table} WHERE session_id = 1"  # noqa: S608
            for table in (
                "topical_zone",
                "topical",
                "treated_zone",
                "screening_answer",
                "decision",
                "finding",
                "session_summary",
            )
        ),
        "DELETE FROM session WHERE id = 1",
        "UPDATE client_summary SET sessions = 1",
        "UPDATE plan_summary SET done = 1, last_session_id = 2",
    )
    assert "Session s-1 was signed and is missing now." in sentences(clinic, "sessions")


def test_changed_trail_is_named(clinic: Database) -> None:
    behind_the_back(clinic, "UPDATE audit_entry SET person = 'x' WHERE sequence = 2")
    (sentence,) = sentences(clinic, "chain")
    assert sentence.startswith("Entry 2 of the trail of installation ")
    assert sentence.endswith("was changed after it was written.")


def test_missing_changed_and_foreign_guards_are_named(clinic: Database) -> None:
    with clinic.write() as session:
        for statement in (
            "DROP TRIGGER treated_zone_locked_update",
            "DROP TRIGGER session_locked_delete",
            (
                "CREATE TRIGGER session_locked_delete BEFORE DELETE ON session"
                " BEGIN SELECT RAISE(IGNORE); END"
            ),
            "CREATE TRIGGER spy AFTER INSERT ON client BEGIN SELECT 1; END",
        ):
            session.execute(text(statement))
    found = sentences(clinic, "locks")
    assert "The guard treated_zone_locked_update is missing from the records." in found
    assert "The guard session_locked_delete is not the one NeedleLog wrote." in found
    assert "The records hold a trigger spy that NeedleLog did not write." in found
    assert len(found) == 3


def test_dangling_reference_is_named(clinic: Database) -> None:
    other = clinic.raw_connection()
    other.execute("PRAGMA foreign_keys = OFF")
    other.execute("UPDATE draft SET practitioner_id = 99")
    other.close()
    assert sentences(clinic, "references") == ["1 rows of draft point at records that are gone."]


def test_wrong_sums_are_named(clinic: Database) -> None:
    with clinic.write() as session:
        session.execute(text("UPDATE client_summary SET sessions = 7"))
        session.execute(text("DELETE FROM plan_summary"))
    assert sentences(clinic, "summaries") == [
        "The sums kept for client client-1 do not fit its sessions.",
        "The sums kept for plan plan-1 do not fit its sessions.",
    ]


def test_damaged_page_is_named(clinic: Database) -> None:
    with clinic.read() as session:
        page = session.execute(
            text("SELECT rootpage FROM sqlite_schema WHERE name = 'symptom'")
        ).scalar_one()
    clinic.close()
    with clinic.path.open("r+b") as file:
        file.seek((page - 1) * 4096 + 300)
        byte = file.read(1)
        file.seek(-1, 1)
        file.write(bytes([byte[0] ^ 1]))
    damaged = Database(clinic.path, bytes(range(32)))
    assert "damaged" in sentences(damaged, "pages")[0]
    damaged.close()
