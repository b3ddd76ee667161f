"""A full disk refuses in one sentence, changes nothing, and hinders nobody once there is room.

Each act is tried with no room at all, then with a little more, and more, until it succeeds: so it
fails at each place where it writes.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from needlelog.db.new_chain import start_new_chain
from needlelog.domain.backup_errors import BackupNoRoom
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.errors import DiskFull
from needlelog.domain.photos import PhotoPhase
from needlelog.files.spreadsheets import read_sheet
from needlelog.services import client_merge, clients, imports, people, photos, sessions
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import begin, join
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
from needlelog.services.restoring import backups_to_restore, prepare_here, restore_here
from tests.faults.clinic import (
    CLIENTS,
    NOW,
    PASSPHRASE,
    adopt,
    assert_whole,
    copy_folder,
    filled,
    opened,
    rows,
    treat,
)
from tests.faults.disk import SmallDrive, small_drive
from tests.files.photos.faces import encoded, face
from tests.services.json_export import export_json

ROOMY_KIB = 12_000
STEP_KIB = 8
MOST_REFUSALS = 60
FACE = encoded(face().resize((300, 375)))
AGREED = Consent("agreed", ConsentKind.PHOTO, "v2", ConsentStatus.GIVEN, NOW.date())


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[SmallDrive]:
    with small_drive(tmp_path / "drive", ROOMY_KIB) as mounted:
        yield mounted


@pytest.fixture
def clinic(drive: SmallDrive, template: Path) -> Iterator[Clinic]:
    """The clinic on the small drive, with a client who agreed to photos and a draft begun."""
    copy_folder(template, drive.place / "clinic")
    with opened(drive.place / "clinic") as there:
        clients.create_client(there, Client("clara", "Clara Vogt", consents=(AGREED,)))
        sessions.save_draft(there, filled(sessions.start_session(there, "berta"), "begun"))
        yield there


def draft_uid(clinic: Clinic) -> str:
    return sessions.drafts(clinic)[0].uid


def save(clinic: Clinic) -> None:
    draft = sessions.load_draft(clinic, draft_uid(clinic))
    sessions.save_draft(clinic, replace(draft, note="n" * 30_000))


def bring_in(clinic: Clinic) -> None:
    path = clinic.folder.path.parent.parent / "old.csv"
    lines = [f"0{1 + row % 9}.02.2020;Old {row};Kinn;0,5" for row in range(30)]
    path.write_text("\n".join(["Datum;Kundin;Zonen;Tiefe (mm)", *lines]), "utf-8")
    sheet = read_sheet(path)
    imports.import_sheet(clinic, sheet, imports.suggested_mapping(clinic, sheet))


def add_photo(clinic: Clinic) -> None:
    photos.add_photo(clinic, "clara", FACE, photos.NewPhoto("face_front", PhotoPhase.BEFORE))


ACTS: dict[str, Callable[[Clinic], object]] = {
    "saving a draft": save,
    "signing": lambda clinic: sessions.sign_session(clinic, draft_uid(clinic)),
    "adding to a record": lambda clinic: sessions.add_addendum(
        clinic, sessions.records(clinic, "anna")[0].content.uid, "a" * 30_000
    ),
    "merging": lambda clinic: client_merge.merge(clinic, "anna", "berta", ("name",)),
    "importing": bring_in,
    "keeping a photo": add_photo,
    "changing a passphrase": lambda clinic: people.change_passphrase(
        clinic, PASSPHRASE, PASSPHRASE
    ),
    "exporting": lambda clinic: export_json(clinic, clinic.folder.path.parent / "export.json"),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=list(ACTS))
def test_refused_until_there_is_room(
    clinic: Clinic, drive: SmallDrive, act: Callable[[Clinic], object]
) -> None:
    refusals: list[str] = []
    free = 0
    while len(refusals) < MOST_REFUSALS:
        before, files = rows(clinic), files_of(drive)
        drive.fill(free)
        try:
            act(clinic)
        except DiskFull as full:
            refusals.append(str(full))
        else:
            break
        free += STEP_KIB + free // STEP_KIB
        drive.make_room()
        assert rows(clinic) == before
        assert files_of(drive) == files
    drive.make_room()
    assert 0 < len(refusals) < MOST_REFUSALS
    for sentence in set(refusals):
        assert "What was saved before is unchanged" in sentence
        assert not any(name in sentence for name in CLIENTS.values())
    assert_whole(clinic)
    treat(clinic, "anna", "the day goes on")
    clinic.close()
    with opened(drive.place / "clinic") as again:
        assert len(sessions.records(again, "anna")) >= 2
        assert_whole(again)


def back_up_here(clinic: Clinic) -> None:
    outcome = back_up(clinic, BackupReason.BY_HAND)
    for error in outcome.failed.values():
        raise error


def restore_newest(clinic: Clinic) -> None:
    found = backups_to_restore(clinic.folder)[0]
    restore_here(clinic, prepare_here(clinic, found))


COPIES: dict[str, Callable[[Clinic], object]] = {
    "backing up": back_up_here,
    "restoring": restore_newest,
    "sending": lambda clinic: send(clinic, clinic.folder.path.parent),
}


@pytest.mark.parametrize("act", COPIES.values(), ids=list(COPIES))
def test_a_copy_without_room_is_refused_and_leaves_nothing_half(
    tmp_path: Path, template: Path, act: Callable[[Clinic], object]
) -> None:
    with small_drive(tmp_path / "roomy", 80_000) as drive:
        copy_folder(template, drive.place / "clinic")
        with opened(drive.place / "clinic") as clinic:
            begin(clinic, "Reception")
            back_up_here(clinic)
            refuse_copies(clinic, drive, act)


def refuse_copies(clinic: Clinic, drive: SmallDrive, act: Callable[[Clinic], object]) -> None:
    treat(clinic, "anna", "after the backup")
    present = {record.content.note for record in sessions.records(clinic, "anna")}
    refusals: list[str] = []
    free = 0
    while len(refusals) < MOST_REFUSALS:
        drive.fill(free)
        try:
            act(clinic)
        except (DiskFull, BackupNoRoom) as full:
            refusals.append(str(full))
        else:
            break
        finally:
            drive.make_room()
        free += 64 + free // 2
        notes = {record.content.note for record in sessions.records(clinic, "anna")}
        assert notes == present
        left = [path.name for path in drive.place.rglob("*") if ".part" in path.name]
        assert left == []
    assert 0 < len(refusals) < MOST_REFUSALS
    for sentence in refusals:
        assert "The disk is full" in sentence or "has only" in sentence
        assert "unchanged" in sentence
    clinic.close()
    with opened(drive.place / "clinic") as again:
        notes = {record.content.note for record in sessions.records(again, "anna")}
        assert notes == (present - {"after the backup"} if act is restore_newest else present)
        assert_whole(again)
        back_up_here(again)


def test_a_file_of_another_machine_is_received_when_there_is_room(
    drive: SmallDrive, template: Path, tmp_path: Path
) -> None:
    here, there = drive.place / "clinic", tmp_path / "there"
    copy_folder(template, here)
    with opened(here) as clinic:
        clients.create_client(clinic, Client("clara", "Clara Vogt", consents=(AGREED,)))
        begin(clinic, "Reception")
    shutil.copytree(here, there, ignore=shutil.ignore_patterns("machine_key.json", "*.lock"))
    with opened(there) as other:
        with other.database.write() as session:
            start_new_chain(session, other.clock(), other.person, "unpacked")
        join(other, "Room 1")
        treat(other, "anna", "of the other")
        add_photo(other)
        sent = tmp_path / send(other, tmp_path).file
    with opened(here) as clinic:
        refusals = 0
        for free in (0, 24, 60, 90, 130, 180, 250, 350, 500, 800, 3000):
            before = rows(clinic)
            drive.fill(free)
            try:
                receive(clinic, sent)
            except DiskFull:
                refusals += 1
            else:
                break
            finally:
                drive.make_room()
            assert rows(clinic) == before
        assert 0 < refusals < 11
        assert "of the other" in {one.content.note for one in sessions.records(clinic, "anna")}
        assert_whole(clinic)


def files_of(drive: SmallDrive) -> set[str]:
    """What lies on the drive, but for what the database keeps beside its file."""
    found = {path for path in drive.place.rglob("*") if path.is_file()}
    return {path.name for path in found if path.suffix not in {".db-wal", ".db-shm", ".bin"}}


def test_a_clinic_is_opened_and_closed_on_a_full_disk_or_refused_in_a_sentence(
    drive: SmallDrive, template: Path
) -> None:
    folder = drive.place / "clinic"
    copy_folder(template, folder)
    refusals = 0
    for free in range(0, 400, 4):
        drive.fill(free)
        with suppress(DiskFull), opened(folder) as clinic:
            assert sessions.records(clinic, "anna")[0].content.note == "the first record"
            break
        refusals += 1
    assert refusals > 0
    drive.make_room()
    with opened(folder) as clinic:
        assert_whole(clinic)


@pytest.mark.parametrize("schema", ["schema-1", "schema-2", "schema-3", "schema-4"])
def test_an_update_without_room_leaves_the_file_as_it_was(
    tmp_path: Path, template: Path, schema: str
) -> None:
    kept = Path(__file__).parents[1] / "data" / schema
    with small_drive(tmp_path / "drive", 40_000) as drive:
        folder = drive.place / "clinic"
        copy_folder(template, folder)
        shutil.copyfile(kept / "needlelog.db", folder / "needlelog.db")
        person = adopt(folder, json.loads((kept / "key.json").read_text())["raw_key"])
        refusals = 0
        for free in (0, 64, 300, 800, 1600, 3200, 3600, 4000, 4400, 5000, 6000, 8000, 30_000):
            drive.fill(free)
            try:
                with opened(folder, None, person) as clinic:
                    drive.make_room()
                    assert rows(clinic)["session"]
                    break
            except DiskFull:
                refusals += 1
                assert list((folder / "backups").glob("*.part*")) == []
        assert 0 < refusals < 13


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_limit_on_files_is_told_and_nothing_is_lost(folder: Path) -> None:
    """No drive can be mounted everywhere; every POSIX system can refuse a file that grows."""
    from tests.faults.killing import finish

    def work(say: Callable[[str], None]) -> None:
        import resource

        from needlelog.domain.errors import KnownError

        size = (folder / "needlelog.db").stat().st_size
        resource.setrlimit(resource.RLIMIT_FSIZE, (size // 2, resource.RLIM_INFINITY))
        with opened(folder) as clinic:
            for number in range(300):
                try:
                    treat(clinic, "anna", f"{number} " + "x" * 9000)
                except KnownError as error:
                    say(f"refused {error}")
                    break
                say(f"signed {number}")
            resource.setrlimit(
                resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
            )
            treat(clinic, "anna", "there is room again")
            say("over")

    said = finish(work)
    signed = sum(line.startswith("signed") for line in said)
    assert said[-1] == "over", said
    (refused,) = (line for line in said if line.startswith("refused"))
    assert "the drive reported an error. What was saved before is unchanged." in refused
    with opened(folder) as clinic:
        notes = [record.content.note for record in sessions.records(clinic, "anna")]
        assert len(notes) == signed + 2
        assert "there is room again" in notes
        assert_whole(clinic)
