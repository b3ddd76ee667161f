"""Whoever changes the records behind the program's back is found out by the check.

Each test works on the file as somebody would who has the key and a database tool, and takes the
guards away first and puts them back, so that only what was done to the records is left to find.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.clients import Client
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.photos import PhotoPhase
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.photo_check import photo_file
from needlelog.services import adverse_events, follow_up, people, photos, sessions
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exports.against import faults_against
from needlelog.services.verification import verify
from tests.files.photos.faces import encoded, face
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.services.json_export import export_json
from tests.services.test_photos import AGREED, FACE

OTHER = encoded(face().resize((320, 400)))


@pytest.fixture
def kept(clinic: Clinic, clock: SteppingClock) -> Clinic:
    """Two clients with a signed session and a photo each; one record has an addendum."""
    for uid, name, picture in (("anna", "Anna", FACE), ("berta", "Berta", OTHER)):
        create_client(clinic, Client(uid, name, consents=(replace(AGREED, uid=f"consent-{uid}"),)))
        draft = replace(
            sessions.start_session(clinic, uid),
            zones=(ZoneRow(1, "face.chin", Side.MID, depth_um=1000, passes=4),),
            note="tolerated well",
        )
        sessions.save_draft(clinic, draft)
        sessions.sign_session(clinic, draft.uid)
        photos.add_photo(
            clinic, uid, picture, photos.NewPhoto("face_front", PhotoPhase.BEFORE, draft.uid)
        )
        clock.forward(days=1)
    sessions.add_addendum(clinic, draft.uid, "a word more")
    assert verify(clinic) == ()
    return clinic


@contextlib.contextmanager
def without_guards(clinic: Clinic) -> Iterator[Any]:
    """A connection of one's own, with the triggers away until the end."""
    raw = clinic.database.raw_connection()
    try:
        raw.execute("PRAGMA foreign_keys = OFF")
        guards = raw.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'"
        ).fetchall()
        for name, _sql in guards:
            raw.execute(f"DROP TRIGGER {name}")
        yield raw
        for _name, sql in guards:
            raw.execute(sql)
    finally:
        raw.close()


def codes(clinic: Clinic) -> set[str]:
    return {fault.code for fault in verify(clinic)}


OF_THE_FIRST = " WHERE {key} = (SELECT min(id) FROM session)"
BYTES = {
    "a depth": ("UPDATE treated_zone SET depth_um = 1001", "session_id"),
    "a letter of a note": ("UPDATE session SET note = 'tolerated wall'", "id"),
    "the day": ("UPDATE session SET day = '2026-03-03'", "id"),
    "who signed": ("UPDATE session SET signed_by = signed_by || ' '", "id"),
    "whose record it is": ("UPDATE session SET client_id = 2", "id"),
    "the hash": (
        "UPDATE session SET chain_hash = substr(chain_hash, 2) || substr(chain_hash, 1, 1)",
        "id",
    ),
    "a zone taken away": ("DELETE FROM treated_zone", "session_id"),
}


@pytest.mark.parametrize(("statement", "key"), BYTES.values(), ids=list(BYTES))
def test_one_byte_of_a_signed_record(kept: Clinic, statement: str, key: str) -> None:
    with without_guards(kept) as raw:
        assert raw.execute(statement + OF_THE_FIRST.format(key=key)).rowcount == 1
    faults = verify(kept)
    assert "sessions" in {fault.code for fault in faults}
    assert not any("Anna" in fault.sentence for fault in faults)


def test_a_byte_of_an_addendum(kept: Clinic) -> None:
    with without_guards(kept) as raw:
        raw.execute("UPDATE addendum SET text = 'a ward more'")
    assert "sessions" in codes(kept)


def test_a_day_changed_with_everything_that_hangs_on_it(kept: Clinic) -> None:
    with without_guards(kept) as raw:
        for table, day in (
            ("session", "day"),
            ("session_summary", "day"),
            ("client_summary", "last_session_on"),
        ):
            raw.execute(f"UPDATE {table} SET {day} = date({day}, '+7 days')")  # noqa: S608
    assert "sessions" in codes(kept)


ENTRIES = {
    "one byte": "UPDATE audit_entry SET after = replace(after, 'tolerated', 'Tolerated')"
    " WHERE id = (SELECT min(id) FROM audit_entry WHERE after LIKE '%tolerated%')",
    "one deleted": "DELETE FROM audit_entry WHERE sequence = 5",
    "the first deleted": "DELETE FROM audit_entry WHERE sequence = 1",
    "one who did it": "UPDATE audit_entry SET person = 'Somebody' WHERE sequence = 3",
    "one when it was": "UPDATE audit_entry SET made_at = made_at - 1 WHERE sequence = 3",
    "content taken away": "UPDATE audit_entry SET before = NULL, after = NULL WHERE sequence = 5",
}


@pytest.mark.parametrize("statement", ENTRIES.values(), ids=list(ENTRIES))
def test_an_entry_of_the_trail(kept: Clinic, statement: str) -> None:
    with without_guards(kept) as raw:
        assert raw.execute(statement).rowcount == 1
    assert "chain" in codes(kept)


def test_two_entries_in_the_other_order(kept: Clinic) -> None:
    with without_guards(kept) as raw:
        for sequence, other in ((5, -1), (6, 5), (-1, 6)):
            raw.execute("UPDATE audit_entry SET sequence = ? WHERE sequence = ?", (other, sequence))
    assert "chain" in codes(kept)


def test_an_entry_written_in_between(kept: Clinic) -> None:
    with without_guards(kept) as raw:
        raw.execute(
            "INSERT INTO audit_entry (origin, sequence, made_at, person_uid, person, act,"
            " record_kind, record_uid, previous_hash, hash) SELECT origin, max(sequence) + 1,"
            " made_at, person_uid, person, 'voided', 'session', 'x', hash, hash FROM audit_entry"
        )
    assert "chain" in codes(kept)


def test_the_last_entry_cut_off_is_told_by_an_export_made_before(
    kept: Clinic, tmp_path: Path
) -> None:
    export_json(kept, tmp_path / "then.json")
    with without_guards(kept) as raw:
        raw.execute(
            "DELETE FROM audit_entry WHERE sequence = (SELECT max(sequence) FROM audit_entry)"
        )
    assert faults_against(kept, tmp_path / "then.json") != ()


def files(clinic: Clinic) -> tuple[Path, Path]:
    first, second = sorted(path for path in clinic.folder.photos.rglob("*") if path.is_file())
    return first, second


def test_a_byte_of_a_photo(kept: Clinic) -> None:
    place = files(kept)[0]
    content = bytearray(place.read_bytes())
    content[len(content) // 2] ^= 1
    place.write_bytes(content)
    assert codes(kept) == {"photos"}


def test_a_photo_cut_off_by_one_byte(kept: Clinic) -> None:
    place = files(kept)[0]
    place.write_bytes(place.read_bytes()[:-1])
    assert codes(kept) == {"photos"}


def test_two_photo_files_exchanged(kept: Clinic) -> None:
    first, second = files(kept)
    aside = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(aside)
    assert [fault.code for fault in verify(kept)] == ["photos", "photos"]


def test_a_photo_file_taken_away(kept: Clinic) -> None:
    files(kept)[0].unlink()
    assert codes(kept) == {"photos"}


ROWS = {
    "whose it is": "UPDATE photo SET client_id = 3 - client_id",
    "which session": "UPDATE photo SET session_uid = (SELECT max(uid) FROM session)",
    "which picture": "UPDATE photo SET sha256 = replace(sha256, 'a', 'b')",
    "taken away": "DELETE FROM thumbnail; DELETE FROM photo WHERE id = 1",
    "made up": "INSERT INTO photo (uid, origin, client_id, view, phase, sha256, file_sha256,"
    " media_type, width, height, added_at) SELECT 'new', origin, client_id, view, phase, sha256,"
    " 'f', media_type, width, height, added_at FROM photo WHERE id = 1",
}


@pytest.mark.parametrize("script", ROWS.values(), ids=list(ROWS))
def test_the_record_of_a_photo(kept: Clinic, script: str) -> None:
    with without_guards(kept) as raw:
        for statement in script.split(";"):
            raw.execute(statement)
    assert "photos" in codes(kept)


def test_two_photos_whose_files_were_exchanged_in_the_records(kept: Clinic) -> None:
    with without_guards(kept) as raw:
        (one,), (other,) = raw.execute("SELECT file_sha256 FROM photo ORDER BY id").fetchall()
        for name, was in (("-", one), (one, other), (other, "-")):
            raw.execute("UPDATE photo SET file_sha256 = ? WHERE file_sha256 = ?", (name, was))
    assert photo_file(kept.folder.photos, one).exists()
    assert codes(kept) == {"photos"}


def test_a_folder_put_back_is_told_by_an_export_made_since(
    kept: Clinic, tmp_path: Path, clock: SteppingClock
) -> None:
    folder, older = kept.folder.path, tmp_path / "older"
    kept.database.close()
    shutil.copytree(folder, older)
    sessions.void_session(kept, next(iter(sessions.records(kept, "anna"))).content.uid, "wrong")
    export_json(kept, tmp_path / "now.json")
    assert faults_against(kept, tmp_path / "now.json") == ()
    kept.close()
    shutil.rmtree(folder)
    shutil.copytree(older, folder)
    put_back = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    try:
        assert verify(put_back) == ()  # an older state is whole in itself
        (fault,) = faults_against(put_back, tmp_path / "now.json")
        assert fault.code == "rolled-back"
    finally:
        put_back.close()


AFTERWARDS = {
    "a role": "UPDATE practitioner SET role = 'manager'",
    "who may sign in": "UPDATE practitioner SET active = 1 - active WHERE name = 'Tom'",
    "a person": "INSERT INTO practitioner (uid, origin, name, role, licence, active)"
    " SELECT 'new', origin, 'Eve', 'manager', '', 1 FROM practitioner LIMIT 1",
    "a grade": "UPDATE adverse_event SET grade = 1",
    "when it was over": "UPDATE adverse_event SET resolved_on = NULL",
    "who recorded it": "UPDATE adverse_event SET recorded_by_id ="
    " (SELECT id FROM practitioner WHERE name = 'Tom')",
    "when it was recorded": "UPDATE adverse_event SET recorded_at = recorded_at - 86400000000",
    "an event": "DELETE FROM adverse_event",
    "a sign": "UPDATE symptom SET grade = 0",
    "a follow-up": "DELETE FROM symptom; DELETE FROM follow_up",
}


@pytest.mark.parametrize("script", AFTERWARDS.values(), ids=list(AFTERWARDS))
def test_what_the_trail_tells_in_full(kept: Clinic, script: str) -> None:
    tom = people.add_person(kept, Practitioner("", "Tom", Role.PRACTITIONER), PASSPHRASE)
    people.update_person(kept, replace(tom, role=Role.INSPECTOR))
    day = kept.clock().date()
    signs = (Symptom(Sign.REDNESS, 2),)
    follow_up.record_follow_up(kept, FollowUp("", "anna", None, None, day, symptoms=signs))
    event = AdverseEvent("", "anna", AdverseKind.SCAR, day, grade=3)
    event = adverse_events.record_event(kept, event)
    adverse_events.update_event(kept, replace(event, resolved_on=day))
    assert verify(kept) == ()
    with without_guards(kept) as raw:
        for statement in script.split(";"):
            raw.execute(statement)
    assert codes(kept) == {"told"}


GUARDS = {
    "taken away": lambda raw: raw.execute("DROP TRIGGER session_locked_update"),
    "made weaker": lambda raw: (
        raw.execute("DROP TRIGGER addendum_locked_delete"),
        raw.execute(
            "CREATE TRIGGER addendum_locked_delete BEFORE DELETE ON addendum WHEN 0"
            " BEGIN SELECT 1; END"
        ),
    ),
    "added": lambda raw: raw.execute(
        "CREATE TRIGGER mine AFTER INSERT ON session BEGIN SELECT 1; END"
    ),
}


@pytest.mark.parametrize("act", GUARDS.values(), ids=list(GUARDS))
def test_a_guard(kept: Clinic, act: Callable[[Any], object]) -> None:
    raw = kept.database.raw_connection()
    act(raw)
    raw.close()
    assert codes(kept) == {"locks"}


def test_a_byte_of_the_file_itself(kept: Clinic, clock: SteppingClock) -> None:
    kept.close()
    place = kept.folder.database
    content = bytearray(place.read_bytes())
    content[-2048] ^= 1  # in the page that was added last; the first ones are needed to open
    place.write_bytes(content)
    damaged = open_clinic(kept.folder.path, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    try:
        assert codes(damaged) == {"pages"}
    finally:
        damaged.close()
