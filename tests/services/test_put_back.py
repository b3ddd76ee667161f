"""A clinic whose file was put back to an older state is told by its backups; a restore is none."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from needlelog.cli import main
from needlelog.commands_line.exits import DONE, FAULTS_FOUND
from needlelog.domain.backups import BackupNote, BackupReason
from needlelog.domain.clients import Client
from needlelog.files.backup_search import Source
from needlelog.files.backups.last_ones import Which
from needlelog.services.backup_places import backup_status, backups, choose_second_place
from needlelog.services.backups import back_up
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from needlelog.services.set_aside import set_aside, take_back
from needlelog.services.verification import verify
from tests.services.conftest import MANAGER, PASSPHRASE, SteppingClock
from tests.services.machines import opened


class Desk:
    """A clinic in use; ``keep`` and ``put`` are what somebody does to its file from outside."""

    def __init__(self, clinic: Clinic, clock: SteppingClock, aside: Path) -> None:
        self.clinic, self.clock, self.aside = clinic, clock, aside
        self.path = clinic.folder.path

    def record(self) -> None:
        create_client(self.clinic, Client("", f"At {self.clock()}"))
        self.clock.forward(minutes=10)

    def back_up(self) -> None:
        assert not back_up(self.clinic, BackupReason.IDLE).failed
        self.clock.forward(minutes=10)

    def restore(self, which: int = -1) -> None:
        found = [
            each for each in backups_to_restore(self.clinic.folder) if each.source is Source.CLINIC
        ]
        restore_here(self.clinic, prepare_here(self.clinic, found[which]))
        self.open()

    def take_back(self) -> None:
        take_back(self.clinic, set_aside(self.clinic.folder)[0])
        self.open()

    def keep(self) -> None:
        self.clinic.close()
        shutil.copyfile(self.clinic.folder.database, self.aside)
        self.open()

    def put(self) -> None:
        self.clinic.close()
        shutil.copyfile(self.aside, self.clinic.folder.database)
        self.open()

    def open(self) -> None:
        self.clinic = opened(self.path, self.clock)
        self.clock.forward(minutes=10)

    def notes(self) -> tuple[BackupNote, ...]:
        return backups(self.clinic)[Which.CLINIC]

    def told(self) -> list[str]:
        faults = verify(self.clinic)
        assert {fault.code for fault in faults} <= {"rolled-back"}
        return [fault.sentence for fault in faults]


@pytest.fixture
def desk(clinic: Clinic, clock: SteppingClock, tmp_path: Path) -> Iterator[Desk]:
    found = Desk(clinic, clock, tmp_path / "older.db")
    yield found
    found.clinic.close()


def test_an_older_file_in_its_place_is_told_with_the_backup_that_has_the_rest(desk: Desk) -> None:
    desk.record()
    desk.keep()
    desk.record()
    desk.back_up()
    assert desk.told() == []
    desk.put()
    (sentence,) = desk.told()
    assert "older state" in sentence
    assert "no seal" not in sentence
    assert "in the clinic folder goes on to entry" in sentence
    desk.restore()
    assert desk.told() == [], "the restore brought back what was missing"


def test_a_changed_note_is_told_and_believed_in_nothing(desk: Desk) -> None:
    desk.record()
    desk.back_up()
    (name,) = [note.name for note in desk.notes()]
    file = desk.clinic.folder.backups / name / "backup.json"
    stored = json.loads(file.read_text())
    stored["trail"][0]["sequence"] += 100
    file.write_text(json.dumps(stored))
    (fault,) = verify(desk.clinic)
    assert fault.code == "backup-note"
    assert "was changed after the program wrote it" in fault.sentence
    status = backup_status(desk.clinic).clinic
    assert status.last is None, "it does not count"
    assert status.waiting_since is not None
    desk.back_up()
    assert len(desk.notes()) == 2, "it is not taken for a backup of the present state"


def test_a_note_without_a_seal_counts_and_is_said_to_have_none(desk: Desk) -> None:
    desk.record()
    desk.keep()
    desk.record()
    desk.back_up()
    (name,) = [note.name for note in desk.notes()]
    file = desk.clinic.folder.backups / name / "backup.json"
    stored = json.loads(file.read_text())
    del stored["seal"]
    file.write_text(json.dumps(stored))
    assert desk.told() == [], "backups of older programs are no fault"
    assert backup_status(desk.clinic).clinic.last is None, "and do not count either"
    desk.put()
    (sentence,) = desk.told()
    assert "goes on to entry" in sentence
    assert "bears no seal" in sentence


def test_a_backup_whose_note_was_changed_is_restored_as_what_it_holds(desk: Desk) -> None:
    desk.record()
    desk.back_up()
    change_note(desk, sessions=12_480)
    (found,) = backups_to_restore(desk.clinic.folder)
    assert found.note.holding.sessions == 12_480
    prepared = prepare_here(desk.clinic, found)
    assert prepared.found.note.holding.sessions == 0
    assert prepared.now is not None
    assert prepared.now.nothing


def test_a_note_without_a_seal_costs_no_other_backup_its_place(desk: Desk) -> None:
    desk.record()
    desk.back_up()
    (good,) = desk.notes()
    for _ in range(4):
        desk.clock.forward(minutes=-9)  # of one hour only the newest are kept
        desk.record()
        desk.back_up()
        change_note(desk, seal="")
    assert good.name in {note.name for note in desk.notes()}


def change_note(desk: Desk, **changed: object) -> None:
    """What somebody does to the note of the newest backup from outside."""
    file = desk.clinic.folder.backups / desk.notes()[0].name / "backup.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | changed))


def test_one_that_was_written_to_since_is_told(desk: Desk) -> None:
    desk.record()
    desk.keep()
    desk.record()
    desk.back_up()
    desk.put()
    for _ in range(4):
        desk.record()
    (sentence,) = desk.told()
    assert "is not the one that the backup of" in sentence
    desk.back_up()  # whose heads fit does not hide the one whose do not
    assert desk.told() == [sentence]


def test_backups_in_the_second_place_tell_it_where_the_whole_folder_was_put_back(
    desk: Desk, tmp_path: Path
) -> None:
    drive = tmp_path / "stick"
    drive.mkdir()
    choose_second_place(desk.clinic, drive)
    desk.record()
    desk.keep()
    desk.record()
    desk.back_up()
    for backup in desk.clinic.folder.backups.iterdir():
        shutil.rmtree(backup)
    desk.put()
    (sentence,) = desk.told()
    assert "in the second place goes on" in sentence
    drive.rename(tmp_path / "pulled")
    assert desk.told() == [], "what is not there tells nothing"


def test_no_restore_is_a_fault_nor_its_taking_back(desk: Desk) -> None:
    for _ in range(2):
        desk.record()
        desk.back_up()
    desk.record()
    desk.restore(-1)
    assert desk.told() == []
    desk.record()
    desk.back_up()
    assert desk.told() == []
    desk.take_back()
    assert desk.told() == []
    desk.record()
    desk.back_up()
    desk.restore(0)
    assert desk.told() == []


def test_a_restore_that_was_put_back_from_outside_is_told(desk: Desk) -> None:
    desk.record()
    desk.back_up()
    desk.keep()
    desk.restore()
    desk.record()
    desk.back_up()
    desk.put()
    (sentence,) = desk.told()
    assert "they do not know the records of which the backup of" in sentence


def test_the_command_line_tells_it_too(desk: Desk, tmp_path: Path) -> None:
    desk.record()
    desk.keep()
    desk.record()
    desk.back_up()
    secret = tmp_path / "passphrase.txt"
    secret.write_text(PASSPHRASE)

    def run() -> tuple[int, str]:
        desk.clinic.close()
        arguments = ["--profile", str(desk.path), "--person", MANAGER.name]
        result = CliRunner().invoke(main, ["verify", *arguments, "--passphrase-file", str(secret)])
        desk.open()
        return result.exit_code, result.output

    assert run() == (DONE, "Everything is as it was written.\n")
    desk.put()
    code, words = run()
    assert code == FAULTS_FOUND
    assert "put back to an older state" in words
