"""A backup that an older program made is brought up to date beside the records, then put in place."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from needlelog.db.database_file import schema_number
from needlelog.db.engine import Database
from needlelog.db.schema import SCHEMA
from needlelog.db.stores.people import all_people, update_person
from needlelog.domain.backups import BackupNote, BackupReason, Holding
from needlelog.domain.errors import NewerFile
from needlelog.domain.people import Practitioner, Role
from needlelog.files.backups.note_file import write_note
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.data_key import DataKey
from needlelog.files.key_document import KeyDocument, PersonSlot, encode, key_check
from needlelog.files.key_slots import (
    RECOVERY_SLOT,
    SlotOwner,
    passphrase_secret,
    person_slot,
    wrap,
)
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.clinic import open_clinic
from needlelog.services.people import add_person, change_passphrase
from needlelog.services.restoring import backups_to_restore, prepare, restore
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, SteppingClock

RELEASED = Path(__file__).parents[1] / "data"
MADE = datetime(2025, 12, 6, 15, 0, tzinfo=UTC)
PASSPHRASE = "words of that day"


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def old_backup(folder: ClinicFolder, schema: str, number: int) -> str:
    """A backup with a database that was released, and keys for it; returns who opens it."""
    key = DataKey(
        bytes.fromhex(json.loads((RELEASED / schema / "key.json").read_text())["raw_key"])
    )
    place = folder.backups / "20251206T150000Z-closing"
    place.mkdir(parents=True)
    file = place / "needlelog.db"
    shutil.copy(RELEASED / schema / "needlelog.db", file)
    shutil.copy(file, place / "looked-at.db")
    database = Database(place / "looked-at.db", key.secret)
    with database.read() as session:
        person = all_people(session)[0]
    database.close()
    for left in place.glob("looked-at.db*"):
        left.unlink()
    wrapped = wrap(key, person_slot(person.uid), passphrase_secret(PASSPHRASE), CHEAP)
    code = wrap(key, RECOVERY_SLOT, new_recovery_code().secret, CHEAP)
    slot = PersonSlot(SlotOwner(person.uid, person.name), wrapped)
    (place / "keys.json").write_bytes(encode(KeyDocument(key_check(key), (slot,), code)))
    (place / "photos.txt").write_text("")
    files = {path.name: sha256(path) for path in place.iterdir()}
    holding = Holding("somebody", number, {}, 77, None, (), "")
    size = file.stat().st_size
    note = BackupNote(place.name, MADE, BackupReason.CLOSING, "0.1", holding, size, files)
    write_note(place, note, key)
    return person.uid


@pytest.mark.parametrize("number", range(1, 5))
def test_an_older_backup_is_brought_up_to_date(
    tmp_path: Path, clock: SteppingClock, number: int
) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    person = old_backup(folder, f"schema-{number}", number)
    before = sha256(folder.backups / "20251206T150000Z-closing" / "needlelog.db")
    (found,) = backups_to_restore(folder)
    prepared = prepare(folder, found, person, PASSPHRASE, clock)
    assert prepared.now is None
    restore(folder, prepared, person, clock)
    clinic = open_clinic(folder.path, person, PASSPHRASE, clock, CHEAP)
    try:
        assert schema_number(clinic.database) == SCHEMA
        # Its pictures were never kept with it.
        assert {fault.code for fault in verify(clinic)} <= {"photos"}
        # The first programs told nothing of the people who were there then.
        change_passphrase(clinic, PASSPHRASE, "words of today")
        tom = add_person(clinic, Practitioner("", "Tom", Role.PRACTITIONER), PASSPHRASE)
        assert {fault.code for fault in verify(clinic)} <= {"photos"}
        with clinic.database.write() as session:
            update_person(session, replace(tom, role=Role.MANAGER))
        assert "told" in {fault.code for fault in verify(clinic)}
    finally:
        clinic.close()
    assert sha256(found.folder / "needlelog.db") == before
    assert not (folder.path / "set-aside" / "before-update").exists()


def test_a_newer_one_is_not_touched(tmp_path: Path, clock: SteppingClock) -> None:
    folder = ClinicFolder(tmp_path / "clinic")
    person = old_backup(folder, "schema-2", 99)
    place = folder.backups / "20251206T150000Z-closing"
    note = json.loads((place / "backup.json").read_text())
    (place / "backup.json").write_text(json.dumps(note | {"version": 99}))
    assert backups_to_restore(folder) == ()
    (place / "backup.json").write_text(json.dumps(note))
    (found,) = backups_to_restore(folder)
    with pytest.raises(NewerFile, match="update NeedleLog"):
        prepare(folder, found, person, PASSPHRASE, clock)
    assert not (folder.path / "restoring").exists()
