"""Backups from before a restore: listed, thinned with those made since, and nobody else's touched."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlelog.domain.backups import BackupReason, backup_name
from needlelog.domain.clients import Client
from needlelog.files.backup_search import Source
from needlelog.files.backups.last_ones import Which
from needlelog.files.backups.making import write_photo_list
from needlelog.files.backups.note_file import write_note
from needlelog.files.backups.place import BackupPlace
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services.backup_places import (
    backups,
    choose_second_place,
    former_places,
    places_of,
)
from needlelog.services.backups import back_up, back_up_to
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic, create_clinic
from needlelog.services.exchange.machines import begin
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from needlelog.services.set_aside import set_aside, take_back
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock
from tests.services.machines import opened


class House:
    """A clinic with a second place, opened again after each restore."""

    def __init__(self, clinic: Clinic, clock: SteppingClock, drive: Path) -> None:
        self.clinic, self.clock, self.drive = clinic, clock, drive
        self.path = clinic.folder.path

    def back_up(self, count: int = 1, **apart: int) -> None:
        for _ in range(count):
            create_client(self.clinic, Client("", f"At {self.clock()}"))
            outcome = back_up(self.clinic, BackupReason.IDLE)
            assert not outcome.failed
            self.clock.forward(**(apart or {"hours": 1}))

    def restore(self, which: int = -1) -> None:
        found = [
            each for each in backups_to_restore(self.clinic.folder) if each.source is Source.CLINIC
        ]
        restore_here(self.clinic, prepare_here(self.clinic, found[which]))
        self.clinic = opened(self.path, self.clock)
        self.clock.forward(hours=1)

    def take_back(self) -> None:
        take_back(self.clinic, set_aside(self.clinic.folder)[0])
        self.clinic = opened(self.path, self.clock)
        self.clock.forward(hours=1)

    def pretend(self, count: int, **apart: int) -> None:
        """As `back_up`, but for the records in it: only what tells which there are."""
        place = self.second()
        note = place.notes()[0]
        for _ in range(count):
            self.clock.forward(**apart)
            at = self.clock()
            made = replace(note, name=backup_name(at, BackupReason.IDLE), made_at=at)
            place.folder_of(made.name).mkdir()
            write_photo_list(place.folder_of(made.name), ())
            write_note(place.folder_of(made.name), made, self.clinic.key)
        self.back_up()

    def second(self) -> BackupPlace:
        return places_of(self.clinic)[Which.SECOND]


@pytest.fixture
def house(clinic: Clinic, clock: SteppingClock, tmp_path: Path) -> Iterator[House]:
    drive = tmp_path / "stick"
    drive.mkdir()
    choose_second_place(clinic, drive)
    found = House(clinic, clock, drive)
    yield found
    found.clinic.close()


def test_backups_of_both_places_are_the_same_however_often_was_restored(house: House) -> None:
    house.back_up(2)
    former = house.second()
    house.restore()
    house.back_up()
    between = house.second()
    house.restore(0)
    assert {each.folder for each in former_places(house.clinic)} == {former.folder, between.folder}
    house.back_up(3, minutes=10)
    listed = backups(house.clinic)
    names = {which: {note.name for note in notes} for which, notes in listed.items()}
    assert names[Which.SECOND] == names[Which.CLINIC], "what is kept is judged together"
    assert [note.made_at for note in listed[Which.SECOND]] == sorted(
        (note.made_at for note in listed[Which.SECOND]), reverse=True
    )


def test_a_former_folder_empties_and_goes_but_its_last_state_stays_a_year(house: House) -> None:
    house.back_up(2)
    former, last = house.second(), house.second().notes()[0]
    (former.photos / "ab").mkdir(parents=True)
    (former.photos / "ab" / ("ab" * 32)).write_bytes(b"a photo of the former records")
    (former.folder / "20260101T000000Z-idle.part").mkdir()
    house.restore()
    house.back_up()
    house.pretend(13, days=8)
    assert former.notes() == (last,), "the last state from before the restore"
    assert former.photos_here() == {}
    house.pretend(13, days=31)
    assert not former.folder.exists()


def test_a_drive_used_by_hand_is_thinned_too(house: House, tmp_path: Path) -> None:
    drive = tmp_path / "by hand"
    drive.mkdir()
    former = back_up_to(house.clinic, drive, BackupReason.BY_HAND)
    house.clock.forward(minutes=10)
    kept = back_up_to(house.clinic, drive, BackupReason.BY_HAND)
    house.back_up()
    house.restore()
    for _ in range(2):
        house.clock.forward(minutes=10)
        back_up_to(house.clinic, drive, BackupReason.BY_HAND)
    assert [note.name for note in former.place.notes()] == [kept.note.name]


def test_a_restore_taken_back_goes_on_in_its_folder(house: House) -> None:
    house.back_up()
    former = house.second()
    house.restore()
    house.back_up()
    between = house.second()
    house.take_back()
    assert house.second().folder == former.folder
    assert [each.folder for each in former_places(house.clinic)] == [between.folder]


def test_a_program_that_noted_nothing_remembers_its_last_backup(house: House) -> None:
    house.back_up(1)
    former = house.second()
    text = (house.path / "backup_places.json").read_text("utf-8")
    (house.path / "backup_places.json").write_text(text.replace('"origins"', '"nothing"'), "utf-8")
    house.restore()
    assert [each.folder for each in former_places(house.clinic)] == [former.folder]


def test_nobody_elses_backups_are_touched(house: House, tmp_path: Path) -> None:
    other = create_clinic(
        tmp_path / "other",
        "Another clinic",
        MANAGER,
        PASSPHRASE,
        new_recovery_code(),
        house.clock,
        CHEAP,
    )
    choose_second_place(other, house.drive)
    for _ in range(3):
        create_client(other, Client("", f"At {house.clock()}"))
        assert not back_up(other, BackupReason.IDLE).failed
    theirs = places_of(other)[Which.SECOND]
    half = theirs.folder / "20260101T000000Z-idle.part"
    half.mkdir()
    house.back_up()
    mine = house.second()
    strange = theirs.notes()[-1].name
    shutil.copytree(theirs.folder_of(strange), mine.folder_of(strange))
    before = {path: path.stat().st_size for path in theirs.folder.rglob("*")}
    house.restore()
    house.back_up()
    house.pretend(14, days=31)
    other.close()
    assert {path: path.stat().st_size for path in theirs.folder.rglob("*")} == before
    assert [note.name for note in mine.notes()] == [strange]


def test_a_machine_in_use_keeps_its_folder_to_itself(house: House) -> None:
    """A folder copied by hand, whose copy joined as a further machine."""
    house.back_up(1)
    begin(house.clinic, "Reception")
    with house.clinic.database.write() as session:
        session.connection().exec_driver_sql(
            "UPDATE installation SET origin = '0192d0c0-0000-7000-8000-000000000000'"
        )
    house.clinic.close()
    house.clinic = opened(house.path, house.clock)
    assert former_places(house.clinic) == ()
