"""A backup takes the place of the records, what was there is set aside, and it can be taken back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row, select

from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.domain.backups import BackupReason
from needlelog.domain.errors import (
    DiskFull,
    KeysMissing,
    KnownError,
    NewerFile,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.domain.moving import UnsoundRecords
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import DatabaseDamaged, DatabaseNotOpened, NotAllowed
from needlelog.domain.restoring import OnlyNow, OtherClinic
from needlelog.files.backup_search import FoundBackup, Source
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import clients, photos, sessions
from needlelog.services.backups import back_up, back_up_to
from needlelog.services.clinic import Clinic, create_clinic, open_clinic, reset_passphrase
from needlelog.services.people import add_person
from needlelog.services.photo_repair import bring_photos_back, harmed_photos
from needlelog.services.restoring import (
    backups_to_restore,
    drop,
    people_of,
    prepare,
    prepare_here,
    restore,
    restore_here,
)
from needlelog.services.set_aside import delete, set_aside, take_back
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, PEOPLE, SteppingClock, Template
from tests.services.days import add_picture, new_client, sign


class Day:
    """A clinic that made a backup and went on working; it is opened again as a person would."""

    def __init__(self, clinic: Clinic, clock: SteppingClock, client: str = "") -> None:
        self.clinic = clinic
        self.clock = clock
        self.path = clinic.folder.path
        self.client = client

    def work(self) -> None:
        self.client = new_client(self.clinic)
        sign(self.clinic, self.client, "before")
        add_picture(self.clinic, self.client, 10)
        self.clock.forward(hours=1)
        self.back_up()
        self.clock.forward(hours=1)
        sign(self.clinic, self.client, "after")

    def back_up(self) -> None:
        assert not back_up(self.clinic, BackupReason.BY_HAND).failed

    def backups(self) -> tuple[FoundBackup, ...]:
        return backups_to_restore(self.clinic.folder)

    def open(self, passphrase: str = PASSPHRASE) -> Clinic:
        self.clinic.close()
        self.clinic = open_clinic(self.path, MANAGER.uid, passphrase, self.clock, CHEAP)
        return self.clinic

    def notes(self) -> list[str]:
        return sorted(each.content.note for each in sessions.records(self.clinic, self.client))

    def restore(self, which: int = 0) -> None:
        prepared = prepare_here(self.clinic, self.backups()[which])
        restore_here(self.clinic, prepared)
        self.open()


@pytest.fixture(scope="module")
def worked(template: Template, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder after that day, and the client; each test gets a copy."""
    folder = tmp_path_factory.mktemp("worked") / "clinic"
    shutil.copytree(template.folder, folder)
    clock = SteppingClock()
    day = Day(open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP), clock)
    day.work()
    day.clinic.close()
    return folder, day.client


@pytest.fixture
def day(worked: tuple[Path, str], tmp_path: Path, clock: SteppingClock) -> Iterator[Day]:
    folder = tmp_path / "clinic"
    shutil.copytree(worked[0], folder)
    clock.forward(hours=2)
    opened = Day(open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP), clock, worked[1])
    yield opened
    opened.clinic.close()


def last_entries(clinic: Clinic) -> list[Row[Any]]:
    with clinic.database.read() as session:
        entry = table_of(AuditEntryTable)
        return list(session.execute(select(entry).order_by(entry.c.id)))


def test_a_backup_says_what_it_holds_and_what_it_does_not(day: Day) -> None:
    (found,) = day.backups()
    assert (found.source, found.note.holding.sessions) == (Source.CLINIC, 1)
    clients.save_client(day.clinic, clients.client(day.clinic, day.client))
    sessions.start_session(day.clinic, day.client)
    prepared = prepare_here(day.clinic, found)
    assert prepared.sessions_now == 2
    assert prepared.now == OnlyNow(sessions=1, others=2, drafts=1)
    assert prepared.last_now is not None
    drop(day.clinic.folder)
    assert not (day.path / "restoring").exists()
    assert day.notes() == ["after", "before"]


def test_the_backup_replaces_and_the_records_are_set_aside(day: Day) -> None:
    day.restore()
    assert day.notes() == ["before"]
    assert verify(day.clinic) == ()
    (aside,) = set_aside(day.clinic.folder)
    assert (aside.sessions, aside.at, aside.backup) == (
        2,
        day.clock.now,
        "20260302T152200Z-by-hand",
    )
    assert aside.size > 10_000
    sign(day.clinic, day.client, "restored and gone on")
    assert verify(day.clinic) == ()


def test_a_new_chain_begins_whose_first_entry_names_the_backup(day: Day) -> None:
    former = last_entries(day.clinic)
    head = day.backups()[0].note.holding.heads[0]
    day.restore()
    first = last_entries(day.clinic)[-1]
    assert (first.sequence, first.act, first.person) == (1, "backup restored", MANAGER.name)
    assert first.origin != former[-1].origin
    told = json.loads(first.after or "")
    assert told["backup"] == "20260302T152200Z-by-hand"
    assert (told["former_origin"], told["former_sequence"], told["former_hash"]) == (
        head.origin,
        head.sequence,
        head.hash,
    )


def test_it_can_be_taken_back_and_forth(day: Day) -> None:
    chain = last_entries(day.clinic)[-1].origin
    day.restore()
    sign(day.clinic, day.client, "in between")
    (aside,) = set_aside(day.clinic.folder)
    take_back(day.clinic, aside)
    day.open()
    assert day.notes() == ["after", "before"]
    last = last_entries(day.clinic)[-1]
    assert (last.act, last.origin) == ("restore taken back", chain)
    assert verify(day.clinic) == ()
    (aside,) = set_aside(day.clinic.folder)
    assert (aside.backup, aside.sessions) == ("", 2)
    take_back(day.clinic, aside)
    day.open()
    assert day.notes() == ["before", "in between"]
    assert verify(day.clinic) == ()


def test_what_was_set_aside_is_deleted_by_a_manager(day: Day) -> None:
    day.restore()
    (aside,) = set_aside(day.clinic.folder)
    delete(day.clinic, aside)
    assert set_aside(day.clinic.folder) == ()
    assert not list((day.path / "set-aside").iterdir())
    assert last_entries(day.clinic)[-1].act == "records set aside deleted"


def test_addenda_of_two_chains_stay_in_their_order(day: Day) -> None:
    (record,) = [
        each for each in sessions.records(day.clinic, day.client) if each.content.note == "before"
    ]
    sessions.add_addendum(day.clinic, record.content.uid, "first")
    day.clock.forward(hours=1)
    day.back_up()
    day.restore()
    day.clock.forward(hours=1)
    sessions.add_addendum(day.clinic, record.content.uid, "second")
    assert verify(day.clinic) == ()


def test_photos_missing_here_come_back_with_the_backup(day: Day) -> None:
    shutil.rmtree(day.clinic.folder.photos)
    prepared = prepare_here(day.clinic, day.backups()[0])
    assert (len(prepared.photos), prepared.photos_lost) == (1, 0)
    restore_here(day.clinic, prepared)
    day.open()
    (photo,) = photos.photos(day.clinic, day.client)
    assert photos.original(day.clinic, photo.uid)
    assert verify(day.clinic) == ()


def test_photos_that_nobody_has_are_counted(day: Day) -> None:
    shutil.rmtree(day.clinic.folder.photos)
    shutil.rmtree(day.clinic.folder.backups / "photos")
    assert prepare_here(day.clinic, day.backups()[0]).photos_lost == 1


@pytest.mark.parametrize("what", ["middle", "cut", "keys", "missing", "photos.txt"])
def test_a_bad_backup_is_refused_before_anything_is_touched(day: Day, what: str) -> None:
    day.clock.forward(hours=1)
    day.back_up()
    newest, older = day.backups()
    file = newest.folder / "needlelog.db"
    content = bytearray(file.read_bytes())
    if what == "middle":
        content[len(content) // 2] ^= 1
        file.write_bytes(content)
    elif what == "cut":
        file.write_bytes(content[: len(content) // 2])
    elif what == "missing":
        file.unlink()
    else:
        (newest.folder / ("keys.json" if what == "keys" else what)).write_bytes(b"{}")
    before = {path.name: path.read_bytes() for path in day.path.iterdir() if path.is_file()}
    with pytest.raises(KnownError) as caught:
        prepare_here(day.clinic, newest)
    assert newest.note.name in str(caught.value) or "key" in str(caught.value)
    after = {path.name: path.read_bytes() for path in day.path.iterdir() if path.is_file()}
    assert after == before
    assert not (day.path / "restoring").exists()
    restore_here(day.clinic, prepare_here(day.clinic, older))
    day.open()
    assert day.notes() == ["before"]


def test_a_backup_whose_note_was_made_to_fit_is_still_checked(day: Day) -> None:
    import hashlib

    (found,) = day.backups()
    file = found.folder / "needlelog.db"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    note = json.loads((found.folder / "backup.json").read_text())
    note["files"]["needlelog.db"] = hashlib.sha256(content).hexdigest()
    (found.folder / "backup.json").write_text(json.dumps(note))
    with pytest.raises((UnsoundRecords, DatabaseDamaged, DatabaseNotOpened)):
        prepare_here(day.clinic, day.backups()[0])
    assert day.notes() == ["after", "before"]


def test_a_backup_of_a_newer_program_is_refused_in_words(day: Day) -> None:
    with day.clinic.database.write() as session:
        session.connection().exec_driver_sql("UPDATE alembic_version SET version_num = '0099'")
    day.clock.forward(hours=1)
    day.back_up()
    with pytest.raises(NewerFile, match="update NeedleLog"):
        prepare_here(day.clinic, day.backups()[0])


def test_a_backup_of_another_clinic_is_refused(
    day: Day, tmp_path: Path, clock: SteppingClock
) -> None:
    other = create_clinic(
        tmp_path / "theirs", "Other", MANAGER, "their words", new_recovery_code(), clock, CHEAP
    )
    back_up_to(other, _made(tmp_path / "usb"), BackupReason.BY_HAND)
    other.close()
    (found,) = backups_to_restore(day.clinic.folder, tmp_path / "usb")
    with pytest.raises(OtherClinic):
        prepare_here(day.clinic, found)
    day.clinic.close()
    with pytest.raises(OtherClinic):
        prepare(day.clinic.folder, found, MANAGER.uid, "their words", clock)


def _made(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_backups_are_found_in_any_folder_that_holds_some(day: Day, tmp_path: Path) -> None:
    back_up_to(day.clinic, _made(tmp_path / "usb"), BackupReason.BY_HAND)
    (place,) = (tmp_path / "usb" / "NeedleLog backups").glob("*-*")
    (backup,) = place.glob("2026*")
    for chosen in (tmp_path / "usb", tmp_path / "usb" / "NeedleLog backups", place, backup):
        (found,) = backups_to_restore(day.clinic.folder, chosen)
        assert (found.folder, found.source) == (backup, Source.CHOSEN)
    assert [each.folder for each in backups_to_restore(day.clinic.folder, day.path)] == [
        each.folder for each in day.backups()
    ]
    assert backups_to_restore(day.clinic.folder, tmp_path / "nothing") == ()


def test_only_a_manager_restores(day: Day) -> None:
    prepared = prepare_here(day.clinic, day.backups()[0])
    day.clinic.person = PEOPLE[Role.PRACTITIONER]
    with pytest.raises(NotAllowed):
        prepare_here(day.clinic, day.backups()[0])
    with pytest.raises(NotAllowed):
        restore_here(day.clinic, prepared)
    assert day.notes() == ["after", "before"]


def test_without_room_nothing_is_written(day: Day, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(day.path)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage)
    with pytest.raises(DiskFull):
        prepare_here(day.clinic, day.backups()[0])
    assert not (day.path / "restoring").exists()


# --- where the clinic cannot be opened ------------------------------------------------------------


def test_a_damaged_database_is_replaced_with_a_passphrase(day: Day, clock: SteppingClock) -> None:
    day.clinic.close()
    damaged = bytes(200_000)
    (day.path / "needlelog.db").write_bytes(damaged)
    folder = ClinicFolder(day.path)
    (found,) = backups_to_restore(folder)
    assert people_of(found)[0].sign_in_name == MANAGER.name
    with pytest.raises(WrongPassphrase):
        prepare(folder, found, MANAGER.uid, "not it", clock)
    prepared = prepare(folder, found, MANAGER.uid, PASSPHRASE, clock)
    assert (prepared.now, prepared.sessions_now) == (None, None)
    restore(folder, prepared, MANAGER.uid, clock)
    day.open()
    assert day.notes() == ["before"]
    assert verify(day.clinic) == ()
    (aside,) = set_aside(folder)
    assert aside.sessions is None
    assert (folder.path / "set-aside" / aside.name / "needlelog.db").read_bytes() == damaged
    with pytest.raises(KnownError):
        take_back(day.clinic, aside)
    assert day.notes() == ["before"]


def test_missing_keys_come_from_the_backup_and_the_recovery_code_opens(
    day: Day, template: Template, clock: SteppingClock
) -> None:
    day.clinic.close()
    for name in ("keys.json", "keys.copy.json"):
        (day.path / name).unlink()
    with pytest.raises(KeysMissing):
        open_clinic(day.path, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    folder = ClinicFolder(day.path)
    (found,) = backups_to_restore(folder)
    with pytest.raises(WrongRecoveryCode):
        prepare(folder, found, MANAGER.uid, new_recovery_code(), clock)
    prepared = prepare(folder, found, MANAGER.uid, template.code, clock)
    assert prepared.now == OnlyNow(sessions=1, others=1)
    restore(folder, prepared, MANAGER.uid, clock)
    day.clinic = reset_passphrase(
        day.path, MANAGER.uid, template.code, "new words of mine", clock, CHEAP
    )
    assert day.notes() == ["before"]
    (aside,) = set_aside(folder)
    take_back(day.clinic, aside)
    # There were no keys: those of today stay, and the new passphrase with them.
    day.open("new words of mine")
    assert day.notes() == ["after", "before"]


def test_where_the_clinic_opens_its_manager_restores_whatever_opened_the_backup(
    day: Day, template: Template, clock: SteppingClock
) -> None:
    room = Practitioner("room", "Nora Room", Role.PRACTITIONER)
    add_person(day.clinic, room, "her own words")
    day.clock.forward(hours=1)
    day.back_up()
    day.clinic.close()
    folder = ClinicFolder(day.path)
    found = backups_to_restore(folder)[0]
    for secret in ("her own words", template.code):
        with pytest.raises(NotAllowed):
            prepare(folder, found, room.uid, secret, clock)
    prepared = prepare(folder, found, MANAGER.uid, template.code, clock)
    restore(folder, prepared, MANAGER.uid, clock)
    first = last_entries(day.open())[-1]
    assert (first.act, first.person) == ("backup restored", MANAGER.name)
    assert json.loads(first.after or "")["opened_with"] == "recovery code"
    day.clinic.close()
    (day.path / "needlelog.db").write_bytes(bytes(200_000))
    restore(folder, prepare(folder, found, room.uid, template.code, clock), room.uid, clock)
    assert last_entries(day.open())[-1].person == room.name


# --- photos ---------------------------------------------------------------------------------------


def test_photos_come_back_byte_for_byte(day: Day, tmp_path: Path) -> None:
    add_picture(day.clinic, day.client, 77)
    (kept,) = [path for path in (day.clinic.folder.backups / "photos").rglob("*") if path.is_file()]
    here = day.clinic.folder.photos / kept.name[:2] / kept.name
    others = [path for path in day.clinic.folder.photos.rglob("*") if path.is_file()]
    (unsaved,) = [path for path in others if path.name != kept.name]
    here.write_bytes(b"scratched")
    unsaved.unlink()
    harmed = harmed_photos(day.clinic)
    assert set(harmed) == {kept.name, unsaved.name}
    repair = bring_photos_back(day.clinic, harmed)
    assert (repair.brought, repair.lost) == ((kept.name,), (unsaved.name,))
    assert here.read_bytes() == kept.read_bytes()
    assert harmed_photos(day.clinic) == (unsaved.name,)
    assert last_entries(day.clinic)[-1].act == "photos brought back from a backup"
    day.clinic.person = PEOPLE[Role.INSPECTOR]
    with pytest.raises(NotAllowed):
        bring_photos_back(day.clinic, harmed)


def test_a_photo_damaged_in_the_backup_too_is_not_brought(day: Day) -> None:
    (kept,) = [path for path in (day.clinic.folder.backups / "photos").rglob("*") if path.is_file()]
    here = day.clinic.folder.photos / kept.name[:2] / kept.name
    kept.write_bytes(b"scratched there")
    here.write_bytes(b"scratched here")
    repair = bring_photos_back(day.clinic, harmed_photos(day.clinic))
    assert (repair.brought, repair.lost) == ((), (kept.name,))
    assert here.read_bytes() == b"scratched here"
