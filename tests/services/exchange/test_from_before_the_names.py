"""A machine goes back to a backup that is older than the names of the machines, and finds its way."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from needlelog.db.new_chain import start_new_chain
from needlelog.domain.backups import BackupReason
from needlelog.domain.clients import Client
from needlelog.domain.exchange.errors import RecordsFromBefore, SenderBeganAnew
from needlelog.services import clients, sessions
from needlelog.services.backups import back_up, back_up_to
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.machines import begin, join, machines, replaced_here
from needlelog.services.exchange.receiving import preview, receive
from needlelog.services.exchange.sending import send
from needlelog.services.moving import UNPACKED
from needlelog.services.restoring import (
    backups_to_restore,
    prepare,
    prepare_here,
    restore,
    restore_here,
)
from needlelog.services.verification import verify
from tests.services.conftest import MANAGER, PASSPHRASE, SteppingClock
from tests.services.exchange.test_exchange import signed
from tests.services.machines import Machines, differences, opened


@pytest.fixture
def parted(clinic: Clinic, clock: SteppingClock, tmp_path: Path) -> Iterator[Machines]:
    """Three machines; the first has a backup from before it had a name, and worked on after it."""
    clients.create_client(clinic, Client("anna", "Anna", phone="0"))
    clock.forward(hours=1)
    assert not back_up(clinic, BackupReason.CLOSING).failed
    clock.forward(hours=1)
    signed(clinic, "anna")
    clients.save_client(clinic, replace(clients.client(clinic, "anna"), phone="in between"))
    begin(clinic, "Reception")
    clinic.close()
    folders = [clinic.folder.path]
    for number in (1, 2):
        folders.append(tmp_path / f"room-{number}")
        shutil.copytree(folders[0], folders[number], ignore=shutil.ignore_patterns("machine_key*"))
    found = Machines([], clock, tmp_path / "stick")
    found.stick.mkdir()
    for number, folder in enumerate(folders):
        clock.forward(minutes=1)
        each = opened(folder, clock)
        found.clinics.append(each)
        if number:
            with each.database.write() as session:
                start_new_chain(session, clock(), each.person, UNPACKED)
            join(each, f"Room {number}")
    found.everybody()
    yield found
    found.close()


def closed_and_opened(found: Machines, number: int) -> Clinic:
    found.clock.forward(minutes=1)
    found.clinics[number] = opened(found.clinics[number].folder.path, found.clock)
    return found.clinics[number]


def put_back(found: Machines) -> Clinic:
    """The first machine goes back to the backup from before the names."""
    one = found.clinics[0]
    (backup,) = backups_to_restore(one.folder)
    prepared = prepare_here(one, backup)
    assert [each["name"] for each in prepared.machines] == ["Reception", "Room 1", "Room 2"]
    restore_here(one, prepared)
    return closed_and_opened(found, 0)


def restored_from(found: Machines, sender: int) -> Clinic:
    """A backup of another machine is made on a stick and put in place on the first."""
    drive = found.stick / "drive"
    drive.mkdir()
    back_up_to(found.clinics[sender], drive, BackupReason.BY_HAND)
    one = found.clinics[0]
    (backup,) = backups_to_restore(one.folder, drive)
    restore_here(one, prepare_here(one, backup))
    return closed_and_opened(found, 0)


def test_what_was_recorded_since_reaches_all_and_the_way_back_in_is_a_backup_of_another(
    parted: Machines,
) -> None:
    one, two, three = parted.clinics
    before = one.folder.path
    clients.save_client(two, replace(clients.client(two, "anna"), note="of Room 1"))
    one = put_back(parted)
    assert [each.name for each in machines(one)] == ["Reception", "Room 1", "Room 2"]
    made = signed(one, "anna")
    clients.save_client(one, replace(clients.client(one, "anna"), email="a@b.c"))
    former = replaced_here(one)
    assert former == next(each.uid for each in machines(one) if each.name == "Reception")
    join(one, "Reception", former)
    parted.clock.forward(minutes=1)
    for everything in (False, True):
        file = parted.stick / send(two, parted.stick, everything=everything).file
        with pytest.raises(RecordsFromBefore, match="Send what was recorded here since then"):
            preview(one, file)
        parted.clock.forward(minutes=1)
    parted.pass_on(0, 1)
    assert sessions.session_record(two, made.content.uid).content == made.content
    one = restored_from(parted, 1)
    here = replaced_here(one)
    assert here not in ("", former)
    assert next(each for each in machines(one) if each.uid == here).name == "Reception"
    join(one, "Reception", here)
    last = signed(one, "anna")
    parted.everybody()
    parted.everybody()
    assert one.folder.path == before
    for clinic in parted.clinics:
        assert verify(clinic) == ()
        assert differences(one, clinic) == []
        for record in (made, last):
            assert sessions.session_record(clinic, record.content.uid).content == record.content
        anna = clients.client(clinic, "anna")
        assert (anna.note, anna.email, anna.phone) == ("of Room 1", "a@b.c", "in between")
    assert [each.name for each in machines(three) if each.active] == [
        "Room 1",
        "Room 2",
        "Reception",
    ]


def test_where_the_records_could_not_be_read_both_sides_say_the_way(parted: Machines) -> None:
    one, two, _ = parted.clinics
    one.close()
    for path in one.folder.path.glob("needlelog.db*"):
        path.unlink()
    one.folder.database.write_bytes(bytes(200_000))
    (backup,) = backups_to_restore(one.folder)
    prepared = prepare(one.folder, backup, MANAGER.uid, PASSPHRASE, parted.clock)
    assert prepared.machines == ()
    restore(one.folder, prepared, MANAGER.uid, parted.clock)
    one = closed_and_opened(parted, 0)
    file = parted.stick / send(two, parted.stick).file
    with pytest.raises(RecordsFromBefore, match="Make a backup on “Room 1”"):
        preview(one, file)
    begin(one, "Reception again")
    with pytest.raises(RecordsFromBefore, match="set aside"):
        preview(one, file)
    parted.clock.forward(minutes=1)
    with pytest.raises(SenderBeganAnew, match="Make a backup here and restore it there"):
        receive(two, parted.stick / send(one, parted.stick).file)
    one = restored_from(parted, 1)
    assert replaced_here(one) != ""
    join(one, "Reception", next(each.uid for each in machines(one) if each.name == "Reception"))
    parted.everybody()
    parted.everybody()
    for clinic in parted.clinics:
        assert verify(clinic) == ()
        assert differences(one, clinic) == []


def test_where_nothing_was_written_in_between_everything_can_be_sent(
    clinic: Clinic, clock: SteppingClock, tmp_path: Path
) -> None:
    clients.create_client(clinic, Client("anna", "Anna"))
    clock.forward(hours=1)
    assert not back_up(clinic, BackupReason.CLOSING).failed
    begin(clinic, "Reception")
    clinic.close()
    room = tmp_path / "room"
    shutil.copytree(clinic.folder.path, room, ignore=shutil.ignore_patterns("machine_key*"))
    found = Machines([opened(clinic.folder.path, clock), opened(room, clock)], clock, tmp_path)
    with found.clinics[1].database.write() as session:
        start_new_chain(session, clock(), found.clinics[1].person, UNPACKED)
    join(found.clinics[1], "Room 1")
    found.everybody()
    (backup,) = backups_to_restore(clinic.folder)
    restore_here(found.clinics[0], prepare_here(found.clinics[0], backup))
    one = closed_and_opened(found, 0)
    join(one, "Reception", replaced_here(one))
    made = signed(one, "anna")
    found.everybody()
    for each in found.clinics:
        assert sessions.session_record(each, made.content.uid).content == made.content
        assert differences(one, each) == []
    found.close()
