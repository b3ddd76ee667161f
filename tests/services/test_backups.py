"""Backups over real files: proven, complete, in both places, and a failure costs no older one."""

from __future__ import annotations

import hashlib
import shutil
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from needlelog.db.backup_copy import copy_state
from needlelog.db.engine import Database
from needlelog.db.sqlite.connect import keyed_for_reading
from needlelog.domain.backup_errors import (
    BackupNoRoom,
    BackupNotProven,
    BackupPlaceMissing,
    BackupPlaceRefused,
    BackupStopped,
)
from needlelog.domain.backups import BackupReason, Lateness
from needlelog.domain.clients import Client
from needlelog.domain.errors import KeysMissing
from needlelog.files.backups.last_ones import Which
from needlelog.files.backups.note_file import read_note
from needlelog.files.backups.place import BackupPlace
from needlelog.files.key_store import KeyStore, copy_of
from needlelog.services import backup_making as service
from needlelog.services.backup_making import Watch
from needlelog.services.backup_places import (
    backup_status,
    backups,
    choose_second_place,
    forget_second_place,
    put_off_second_place,
)
from needlelog.services.backups import back_up, back_up_to
from needlelog.services.clients import create_client
from needlelog.services.clinic import Clinic
from needlelog.services.exchange.backup_before import back_up_before_receiving
from tests.services.conftest import PASSPHRASE, SteppingClock

IDLE = BackupReason.IDLE


def record(clinic: Clinic, name: str = "Amara Osei") -> Client:
    return create_client(clinic, Client(uid="", name=name))


def names_of(clinic: Clinic, backup: Path) -> list[str]:
    connection = keyed_for_reading(backup / "needlelog.db", clinic.key.secret)
    try:
        return [row[0] for row in connection.execute("SELECT name FROM client ORDER BY id")]
    finally:
        connection.close()


def only_backup(clinic: Clinic) -> Path:
    (note,) = backups(clinic)[Which.CLINIC]
    return clinic.folder.backups / note.name


@pytest.fixture
def drive(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_a_backup_holds_what_the_write_ahead_log_holds(clinic: Clinic) -> None:
    record(clinic)
    assert clinic.folder.database.with_name("needlelog.db-wal").stat().st_size > 0
    outcome = back_up(clinic, BackupReason.BY_HAND)
    assert not outcome.failed
    folder = only_backup(clinic)
    assert names_of(clinic, folder) == ["Amara Osei"]
    assert sorted(path.name for path in folder.iterdir()) == [
        "backup.json",
        "keys.json",
        "needlelog.db",
        "photos.txt",
    ]


def test_its_note_tells_what_it_holds_and_no_name(clinic: Clinic) -> None:
    record(clinic)
    back_up(clinic, BackupReason.BY_HAND)
    folder = only_backup(clinic)
    note = read_note(folder)
    assert note.holding.counts["client"] == 1
    assert note.holding.heads[0].sequence == note.holding.counts["audit_entry"]
    for file, expected in note.files.items():
        assert hashlib.sha256((folder / file).read_bytes()).hexdigest() == expected
    assert "Amara" not in (folder / "backup.json").read_text("utf-8")


def test_its_keys_open_it_with_the_passphrase_of_that_day(
    clinic: Clinic, clock: SteppingClock, tmp_path: Path
) -> None:
    back_up(clinic, BackupReason.BY_HAND)
    keys = KeyStore(only_backup(clinic) / "keys.json", tmp_path / "tries.json", clock)
    assert keys.unlock(clinic.person.uid, PASSPHRASE).secret == clinic.key.secret


def test_writers_go_on_while_it_copies_and_make_no_false_alarm(clinic: Clinic) -> None:
    record(clinic, "Before")
    wrote: list[Client] = []

    def write(_share: float) -> None:
        if not wrote:
            wrote.append(record(clinic, "While it copied"))

    outcome = back_up(clinic, IDLE, Watch(write, lambda: False))
    assert wrote
    assert not outcome.failed
    assert names_of(clinic, only_backup(clinic)) == ["Before"]


def test_nothing_changed_needs_no_backup(clinic: Clinic, clock: SteppingClock) -> None:
    record(clinic)
    assert back_up(clinic, IDLE, only_if_changed=True).was_needed
    clock.forward(hours=5)
    assert not back_up(clinic, IDLE, only_if_changed=True).was_needed
    record(clinic, "Somebody else")
    assert back_up(clinic, IDLE, only_if_changed=True).was_needed


def test_two_in_one_second_stand_side_by_side(clinic: Clinic) -> None:
    back_up(clinic, IDLE)
    back_up(clinic, IDLE)
    assert len(backups(clinic)[Which.CLINIC]) == 2


def test_of_many_in_one_second_the_one_made_last_is_listed(clinic: Clinic) -> None:
    for number in ("idle", "2", "3", "4"):
        made = back_up(clinic, IDLE).made[Which.CLINIC]
        assert backups(clinic)[Which.CLINIC][0].name == made.note.name
        assert made.note.name.endswith(f"-{number}")


def test_the_second_place_gets_the_same_bytes(clinic: Clinic, drive: Path) -> None:
    choose_second_place(clinic, drive)
    record(clinic)
    outcome = back_up(clinic, BackupReason.CLOSING, only_if_changed=True)
    assert set(outcome.made) == set(Which)
    first, second = (
        made.place.folder_of(made.note.name) / "needlelog.db" for made in outcome.made.values()
    )
    assert first.read_bytes() == second.read_bytes()
    assert drive in second.parents


def test_a_pulled_drive_costs_the_first_place_nothing_and_is_told(
    clinic: Clinic, drive: Path, clock: SteppingClock
) -> None:
    choose_second_place(clinic, drive)
    record(clinic)
    shutil.move(drive, drive.with_name("pulled"))
    outcome = back_up(clinic, IDLE)
    assert set(outcome.made) == {Which.CLINIC}
    assert isinstance(outcome.failed[Which.SECOND], BackupPlaceMissing)
    status = backup_status(clinic)
    assert status.clinic.is_well
    assert status.second is not None
    assert not status.second.there
    shutil.move(drive.with_name("pulled"), drive)
    clock.forward(hours=1)
    again = backup_status(clinic)
    assert again.second is not None
    assert again.second.failure is None
    outcome = back_up(clinic, IDLE, only_if_changed=True)
    assert set(outcome.made) == {Which.SECOND}, "the backup of the first place is copied over"


def test_an_empty_mount_point_does_not_pass_for_the_drive(clinic: Clinic, drive: Path) -> None:
    choose_second_place(clinic, drive)
    shutil.rmtree(drive)
    drive.mkdir()
    outcome = back_up(clinic, IDLE)
    assert isinstance(outcome.failed[Which.SECOND], BackupPlaceMissing)
    assert list(drive.iterdir()) == []


def test_a_drive_pulled_in_the_middle_is_told_as_that(clinic: Clinic, drive: Path) -> None:
    choose_second_place(clinic, drive)
    record(clinic)

    def pull(share: float) -> None:
        if share > 0.5 and drive.exists():
            shutil.rmtree(drive)

    outcome = back_up(clinic, IDLE, Watch(pull, lambda: False))
    assert set(outcome.made) == {Which.CLINIC}
    assert isinstance(outcome.failed[Which.SECOND], BackupPlaceMissing)


def test_the_second_place_may_not_lie_in_the_clinic_folder(clinic: Clinic) -> None:
    with pytest.raises(BackupPlaceRefused):
        choose_second_place(clinic, clinic.folder.backups)
    with pytest.raises(BackupPlaceRefused):
        choose_second_place(clinic, clinic.folder.path.with_name("nothing here"))
    assert backup_status(clinic).second is None


def test_a_damaged_copy_is_no_backup_and_the_old_ones_stay(
    clinic: Clinic, clock: SteppingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(clinic)
    back_up(clinic, IDLE)
    good = only_backup(clinic)
    clock.forward(hours=2)
    real = copy_state

    def damaging(database: Database, key: bytes, target: Path, progress: object) -> object:
        state = real(database, key, target, progress)  # type: ignore[arg-type]
        content = bytearray(target.read_bytes())
        content[len(content) // 2] ^= 1
        target.write_bytes(content)
        return state

    monkeypatch.setattr(service, "copy_state", damaging)
    outcome = back_up(clinic, IDLE)
    error = outcome.failed[Which.CLINIC]
    assert isinstance(error, BackupNotProven)
    assert error.reason == "pages"
    assert only_backup(clinic) == good
    assert sorted(path.name for path in clinic.folder.backups.iterdir()) == [good.name]
    failure = backup_status(clinic).clinic.failure
    assert failure is not None
    assert "did not pass its check" in failure.sentence


def test_a_copy_that_lost_rows_is_no_backup(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    record(clinic)
    real = copy_state

    def losing(database: Database, key: bytes, target: Path, progress: object) -> object:
        state = real(database, key, target, progress)  # type: ignore[arg-type]
        counts = {**state.holding.counts, "client": 2}
        return replace(state, holding=replace(state.holding, counts=counts))

    monkeypatch.setattr(service, "copy_state", losing)
    error = back_up(clinic, IDLE).failed[Which.CLINIC]
    assert isinstance(error, BackupNotProven)
    assert error.reason == "counts"


def test_a_broken_trail_makes_a_doubtful_backup_that_is_kept_and_told(
    clinic: Clinic, clock: SteppingClock
) -> None:
    record(clinic)
    back_up(clinic, IDLE)
    good = only_backup(clinic)
    raw = clinic.database.raw_connection()
    (trigger, sql) = raw.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        " AND sql LIKE '%UPDATE%'"
    ).fetchone()
    raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE audit_entry SET act = 'something else' WHERE sequence = 2")
    raw.execute(sql)
    raw.close()
    clock.forward(hours=2)
    record(clinic, "Signed since")
    outcome = back_up(clinic, IDLE)
    assert outcome.made[Which.CLINIC].note.doubt == "chain"
    status = backup_status(clinic).clinic
    assert status.failure is not None
    assert status.failure.code == "backup-doubtful"
    assert status.last is not None
    assert status.last.name == good.name, "a doubtful one is not the last good one"
    folder = clinic.folder.backups / outcome.made[Which.CLINIC].note.name
    assert names_of(clinic, folder) == ["Amara Osei", "Signed since"]
    back_up(clinic, IDLE, only_if_changed=True)
    again = backup_status(clinic).clinic
    assert again.failure is not None, "nothing was mended by looking again"
    assert not again.is_well
    back_up_before_receiving(clinic)  # what a colleague sends is not kept out for that


def test_nothing_is_received_without_room_for_a_backup(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_args: object, **_named: object) -> None:
        raise BackupNoRoom("backups", 2000, 1000)

    monkeypatch.setattr(service, "copy_state", no_room)
    record(clinic)
    with pytest.raises(BackupNoRoom):
        back_up_before_receiving(clinic)


def test_leftovers_of_a_killed_program_are_cleared(clinic: Clinic) -> None:
    left = clinic.folder.backups / "20260101T000000Z-idle.part"
    left.mkdir()
    (left / "needlelog.db").write_bytes(b"half")
    foreign = clinic.folder.backups / "mine.part"
    foreign.mkdir()
    back_up(clinic, IDLE)
    assert not left.exists()
    assert foreign.exists()


def test_what_does_not_fit_is_told_before_anything_is_written(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    class _Full:
        free = 1_000_000

    monkeypatch.setattr(shutil, "disk_usage", lambda _path: _Full)
    error = back_up(clinic, IDLE).failed[Which.CLINIC]
    assert isinstance(error, BackupNoRoom)
    assert list(clinic.folder.backups.iterdir()) == []


def test_a_stopped_backup_leaves_nothing_and_is_no_failure(clinic: Clinic) -> None:
    record(clinic)
    with pytest.raises(BackupStopped):
        back_up(clinic, IDLE, Watch(lambda _share: None, lambda: True))
    assert list(clinic.folder.backups.iterdir()) == []
    assert backup_status(clinic).clinic.failure is None


def test_it_can_be_stopped_while_it_is_checked(clinic: Clinic) -> None:
    stop = threading.Event()

    def tell(share: float) -> None:
        if share >= 0.2:
            stop.set()

    with pytest.raises(BackupStopped):
        back_up(clinic, IDLE, Watch(tell, stop.is_set))
    assert list(clinic.folder.backups.iterdir()) == []


def test_a_mistake_of_the_program_is_remembered_too(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    def mistaken(*_given: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(service, "prove", mistaken)
    with pytest.raises(ZeroDivisionError):
        back_up(clinic, IDLE)
    failure = backup_status(clinic).clinic.failure
    assert failure is not None
    assert failure.code == "backup-failed"
    assert list(clinic.folder.backups.iterdir()) == []


def test_keys_are_taken_from_their_copy_and_never_left_out(clinic: Clinic) -> None:
    clinic.folder.keys.write_text("damaged")
    assert not back_up(clinic, IDLE).failed
    clinic.folder.keys.unlink()
    copy_of(clinic.folder.keys).unlink()
    assert isinstance(back_up(clinic, IDLE).failed[Which.CLINIC], KeysMissing)


def test_older_backups_go_by_the_rule_and_never_the_newest(
    clinic: Clinic, clock: SteppingClock
) -> None:
    for number in range(4):
        record(clinic, f"Client {number}")
        back_up(clinic, IDLE)
        clock.forward(minutes=10)
    found = [note.made_at for note in backups(clinic)[Which.CLINIC]]
    assert found == [clock() - timedelta(minutes=10), clock() - timedelta(minutes=20)]


def test_a_change_waits_is_due_and_then_missed(clinic: Clinic, clock: SteppingClock) -> None:
    back_up(clinic, IDLE)
    assert backup_status(clinic).clinic.lateness is Lateness.UP_TO_DATE
    clock.forward(days=3)
    assert backup_status(clinic).clinic.lateness is Lateness.UP_TO_DATE, "nothing waits"
    record(clinic)
    clock.forward(hours=1)
    assert backup_status(clinic).clinic.lateness is Lateness.WAITING
    clock.forward(hours=4)
    assert backup_status(clinic).is_due
    clock.forward(hours=20)
    assert backup_status(clinic).clinic.lateness is Lateness.MISSED


def test_backups_deleted_by_hand_are_noticed(clinic: Clinic, clock: SteppingClock) -> None:
    back_up(clinic, IDLE)
    shutil.rmtree(only_backup(clinic))
    clock.forward(days=2)
    status = backup_status(clinic).clinic
    assert status.last is None
    assert status.lateness is Lateness.MISSED


def test_the_question_for_a_second_place_comes_back_after_a_week(
    clinic: Clinic, clock: SteppingClock, drive: Path
) -> None:
    assert backup_status(clinic).asks
    put_off_second_place(clinic)
    assert not backup_status(clinic).asks
    clock.forward(days=7)
    assert backup_status(clinic).asks
    choose_second_place(clinic, drive)
    assert not backup_status(clinic).asks
    forget_second_place(clinic)
    assert backup_status(clinic).asks


def test_one_can_be_made_in_any_folder(clinic: Clinic, drive: Path) -> None:
    record(clinic)
    made = back_up_to(clinic, drive, BackupReason.BY_HAND)
    assert drive in made.place.folder.parents
    assert names_of(clinic, made.place.folder_of(made.note.name)) == ["Amara Osei"]
    assert backup_status(clinic).second is None


def put_photo_rows(clinic: Clinic, contents: dict[str, bytes]) -> None:
    """Photo files and nothing but their names in the records, as `photo_file_hashes` reads them."""
    for name, content in contents.items():
        path = clinic.folder.photos / name[:2] / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)


def test_photos_come_along_once_and_go_with_the_last_backup_that_lists_them(
    clinic: Clinic, clock: SteppingClock, drive: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {hashlib.sha256(each).hexdigest(): each for each in (b"one", b"two", b"three")}
    one, two, three = contents
    put_photo_rows(clinic, contents)
    choose_second_place(clinic, drive)
    named = [one, two]
    monkeypatch.setattr("needlelog.db.backup_copy.photo_file_hashes", lambda _session: tuple(named))
    outcome = back_up(clinic, IDLE)
    for made in outcome.made.values():
        assert made.note.photos == 2
        assert made.place.photo_path(one).read_bytes() == b"one"
        assert made.place.photo_names(made.note.name) == (one, two)
    first = outcome.made[Which.CLINIC].place
    before = first.photo_path(two).stat().st_mtime_ns
    named[:] = [two, three]
    (clinic.folder.photos / three[:2] / three).write_bytes(b"damaged")
    clock.forward(minutes=1)
    outcome = back_up(clinic, IDLE)
    note = outcome.made[Which.CLINIC].note
    assert (note.photos, note.photos_left_out) == (1, 1)
    assert not outcome.failed, "a damaged photo does not keep everything else from a backup"
    assert first.photo_path(two).stat().st_mtime_ns == before, "not copied again"
    assert set(first.photos_here()) == {one, two}
    BackupPlace(first.folder).thin([note.name])
    assert first.photos_here() == {two: 3}


def test_a_photo_cut_off_in_the_place_is_copied_again_and_one_cut_off_here_is_not(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    contents = {hashlib.sha256(content).hexdigest(): content for content in (b"one", b"two")}
    one, two = contents
    put_photo_rows(clinic, contents)
    monkeypatch.setattr("needlelog.db.backup_copy.photo_file_hashes", lambda _session: (one, two))
    place = back_up(clinic, IDLE).made[Which.CLINIC].place
    place.photo_path(one).write_bytes(b"")
    (clinic.folder.photos / two[:2] / two).write_bytes(b"")
    note = back_up(clinic, IDLE).made[Which.CLINIC].note
    assert place.photo_names(note.name) == (one, two)
    assert place.photo_path(one).read_bytes() == b"one"
    assert place.photo_path(two).read_bytes() == b"two"
    assert (note.photos, note.photo_bytes, note.photos_left_out) == (2, 6, 0)


def test_photos_stay_while_nobody_can_say_who_needs_them(
    clinic: Clinic, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = hashlib.sha256(b"one").hexdigest()
    put_photo_rows(clinic, {name: b"one"})
    monkeypatch.setattr("needlelog.db.backup_copy.photo_file_hashes", lambda _session: (name,))
    made = back_up(clinic, IDLE).made[Which.CLINIC]
    (made.place.folder_of(made.note.name) / "photos.txt").write_text("torn")
    made.place.thin([made.note.name])
    assert set(made.place.photos_here()) == {name}
