"""The page of a backup, the mark of a second place, and what is remembered, damaged in any way."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from needlelog.domain.backup_errors import BackupPlaceMissing, BackupPlaceRefused, BackupUnreadable
from needlelog.domain.backups import (
    BackupNote,
    BackupReason,
    Failure,
    Holding,
    Seal,
    TrailHead,
)
from needlelog.domain.errors import NewerFile
from needlelog.files.backups.last_ones import (
    LastOnes,
    Which,
    load_last_ones,
    save_last_ones,
)
from needlelog.files.backups.note_file import read_note, write_note
from needlelog.files.backups.note_seal import seal_state
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import (
    PlaceChoice,
    load_choice,
    prepare,
    save_choice,
)
from needlelog.files.data_key import DataKey

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
KEY = DataKey(bytes(range(32)))
NOTE = BackupNote(
    name="20261122T090000Z-idle",
    made_at=AT,
    reason=BackupReason.IDLE,
    program="1.2",
    holding=Holding(
        origin="origin-1",
        schema=3,
        counts={"client": 7, "session": 12},
        sessions=11,
        last_session_at=datetime(2026, 11, 20, 15, 0, tzinfo=timezone(timedelta(hours=2))),
        heads=(TrailHead("origin-1", 40, "ab"), TrailHead("origin-2", 3, "cd")),
        drafts="mark",
    ),
    size=4096,
    files={"needlelog.db": "aa", "keys.json": "bb", "photos.txt": "cc"},
    photos=3,
    photo_bytes=999,
    photos_left_out=1,
    doubt="chain",
)


def kept(place: Path, note: BackupNote = NOTE) -> Path:
    folder = place / note.name
    folder.mkdir()
    write_note(folder, note, KEY)
    return folder


@pytest.mark.parametrize("note", [NOTE, replace(NOTE, doubt="", photos=0)])
def test_a_note_is_read_as_it_was_written(tmp_path: Path, note: BackupNote) -> None:
    found = read_note(kept(tmp_path, note))
    assert found == note
    assert seal_state(found, KEY) is Seal.WHOLE
    assert seal_state(found, DataKey(bytes(32))) is Seal.NONE, "a seal of another clinic"


def test_whatever_is_changed_in_a_note_breaks_its_seal(tmp_path: Path) -> None:
    file = kept(tmp_path) / "backup.json"
    stored = json.loads(file.read_text())
    changes = {
        "made_at": "2027-01-01T00:00:00+00:00",
        "trail": stored["trail"][:1],
        "counts": {"client": 8, "session": 12},
        "files": {},
        "doubt": "",
        "added": "later",
    }
    for name, value in changes.items():
        file.write_text(json.dumps(stored | {name: value}))
        assert seal_state(read_note(file.parent), KEY) is Seal.BROKEN, name
    for end in ("", "é", "\ud800"):  # also one that stands for no letter
        file.write_text(json.dumps(stored | {"seal": stored["seal"][:-1] + end}))
        assert seal_state(read_note(file.parent), KEY) is Seal.BROKEN, end
    file.write_text(json.dumps(stored, sort_keys=True))
    assert seal_state(read_note(file.parent), KEY) is Seal.WHOLE, "laid out otherwise"
    del stored["seal"]
    file.write_text(json.dumps(stored))
    found = read_note(file.parent)
    assert (found, seal_state(found, KEY)) == (NOTE, Seal.NONE), "that of an older program"


@pytest.mark.parametrize(
    "damage", [b"", b"{", b"[]", b'{"format": "else"}', b'{"format": "needlelog backup"}', b"\xff"]
)
def test_a_damaged_note_is_no_backup(tmp_path: Path, damage: bytes) -> None:
    folder = kept(tmp_path)
    (folder / "backup.json").write_bytes(damage)
    with pytest.raises(BackupUnreadable):
        read_note(folder)
    assert BackupPlace(tmp_path).notes() == ()
    BackupPlace(tmp_path).thin(())
    assert folder.exists(), "what cannot be read is never deleted"


def test_a_note_of_a_newer_program_is_told_and_never_deleted(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    stored = json.loads((folder / "backup.json").read_text("utf-8"))
    (folder / "backup.json").write_text(json.dumps({**stored, "version": 2}), "utf-8")
    with pytest.raises(NewerFile):
        read_note(folder)
    BackupPlace(tmp_path).thin(())
    assert folder.exists()


def test_a_place_that_is_not_there_has_no_backups(tmp_path: Path) -> None:
    assert BackupPlace(tmp_path / "gone").notes() == ()


def test_photo_names_of_a_torn_list_are_not_believed(tmp_path: Path) -> None:
    folder = kept(tmp_path)
    (folder / "photos.txt").write_text("0" * 64 + "\n" + "1" * 30)
    with pytest.raises(BackupUnreadable):
        BackupPlace(tmp_path).photo_names(NOTE.name)


def test_a_second_place_is_known_by_its_mark(tmp_path: Path) -> None:
    clinic, drive = tmp_path / "clinic", tmp_path / "drive"
    clinic.mkdir()
    drive.mkdir()
    place = prepare(drive, clinic)
    save_choice(clinic, PlaceChoice(place, AT))
    assert load_choice(clinic) == PlaceChoice(place, AT)
    assert place.is_there()
    assert prepare(drive, clinic) == place, "two computers may share it"
    (drive / "NeedleLog backups" / "place.json").write_text('{"mark": "another"}')
    assert not place.is_there()
    with pytest.raises(BackupPlaceMissing):
        place.require_there()


def test_a_second_place_inside_the_clinic_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    names = ["inner"]
    if sys.platform != "win32":
        (tmp_path / "way").symlink_to(tmp_path / "inner")
        names.append("way")
    for folder in names:
        with pytest.raises(BackupPlaceRefused) as refused:
            prepare(tmp_path / folder, tmp_path)
        assert refused.value.reason == "inside"


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"second": 3, "ask_again_at": null}'])
def test_damaged_choices_and_memories_are_as_if_never_made(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "backup_places.json").write_bytes(damage)
    (tmp_path / "backup_log.json").write_bytes(damage)
    assert load_choice(tmp_path) == PlaceChoice()
    assert load_last_ones(tmp_path) == LastOnes()


def test_the_last_ones_are_remembered(tmp_path: Path) -> None:
    last = (
        LastOnes()
        .with_note(Which.CLINIC, NOTE)
        .with_failure(Which.SECOND, Failure(AT, "code", "A sentence."))
    )
    save_last_ones(tmp_path, last)
    assert load_last_ones(tmp_path) == last
    assert last.without_failure(Which.SECOND).failures == {}
    assert last.without(Which.CLINIC).notes == {}
