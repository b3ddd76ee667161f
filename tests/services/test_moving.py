"""A clinic goes to another computer: everything arrives, or nothing does."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from needlelog.db.installation import origin_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import SessionTable
from needlelog.domain.errors import (
    FolderAlreadyClinic,
    FolderOccupied,
    KnownError,
    NewerFile,
    ReadFailed,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.domain.moving import NotPacked, UnsoundRecords
from needlelog.domain.people import Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.files.recovery_code import new_recovery_code
from needlelog.services import photos, sessions
from needlelog.services.clinic import Clinic, open_clinic, reset_passphrase
from needlelog.services.moving import UNPACKED, pack, packed_clinic, unpack
from needlelog.services.verification import verify
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, PEOPLE, SteppingClock, Template
from tests.services.days import add_picture, new_client, sign

ENTRY, SESSION = table_of(AuditEntryTable), table_of(SessionTable)


@dataclass(frozen=True)
class Packed:
    """A clinic with one signed session and two photos, and the file it was packed into."""

    folder: Path
    file: Path
    client: str


@pytest.fixture(scope="module")
def once(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Packed:
    folder = tmp_path_factory.mktemp("packed") / "clinic"
    shutil.copytree(template.folder, folder)
    clinic = open_clinic(folder, MANAGER.uid, PASSPHRASE, SteppingClock(), CHEAP)
    client = new_client(clinic)
    sign(clinic, client, note="kept")
    add_picture(clinic, client, 10)
    add_picture(clinic, client, 90)
    file = folder.parent / "usb" / "clinic.needlelog"
    file.parent.mkdir()
    pack(clinic, file)
    clinic.close()
    return Packed(folder, file, client)


@pytest.fixture
def packed(once: Packed, tmp_path: Path) -> Path:
    return Path(shutil.copy(once.file, tmp_path / "clinic.needlelog"))


@pytest.fixture
def client(once: Packed) -> str:
    return once.client


@pytest.fixture
def clinic(once: Packed, tmp_path: Path, clock: SteppingClock) -> Iterator[Clinic]:
    """The clinic that was packed, with its manager signed in."""
    folder = tmp_path / "here"
    shutil.copytree(once.folder, folder)
    opened = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    yield opened
    opened.close()


def unpacked(packed: Path, folder: Path, clock: SteppingClock) -> Clinic:
    unpack(packed, folder, MANAGER.uid, PASSPHRASE, clock)
    return open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)


def origins(clinic: Clinic) -> list[tuple[str, int, str]]:
    with clinic.database.read() as session:
        rows = session.execute(select(ENTRY).order_by(ENTRY.c.id)).all()
        return [(row.origin, row.sequence, row.act) for row in rows]


def test_everything_arrives_and_is_whole(
    packed: Path, client: str, tmp_path: Path, clock: SteppingClock
) -> None:
    there = unpacked(packed, tmp_path / "other", clock)
    try:
        assert [each.content.note for each in sessions.records(there, client)] == ["kept"]
        shown = photos.photos(there, client)
        assert len(shown) == 2
        assert all(photos.original(there, photo.uid) for photo in shown)
        assert verify(there) == ()
        assert sorted(path.name for path in there.folder.path.iterdir()) == [
            *("backups", "keys.copy.json", "keys.json", "needlelog.db", "needlelog.db-shm"),
            *("needlelog.db-wal", "needlelog.lock", "photos"),
        ]
    finally:
        there.close()


def test_the_file_says_what_it_holds_and_the_trail_that_it_was_written(
    once: Packed, clinic: Clinic, packed: Path
) -> None:
    assert [path.name for path in once.file.parent.iterdir()] == [packed.name]
    contents, people = packed_clinic(packed)
    assert (contents.sessions, contents.photos, contents.photos_left_out) == (1, 2, 0)
    assert [each.sign_in_name for each in people] == [each.name for each in PEOPLE.values()]
    assert origins(clinic)[-1][2] == "clinic packed into a file"
    assert not (clinic.folder.path / "restoring").exists()


def test_a_chain_of_its_own_begins_and_names_the_end_of_the_former(
    clinic: Clinic, client: str, packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    former = origins(clinic)
    there = unpacked(packed, tmp_path / "other", clock)
    try:
        sign(there, client, note="signed there")
        sign(clinic, client, note="signed here")
        (first, *rest) = origins(there)[len(former) - 1 :]
        assert first[1:] == (1, UNPACKED)
        assert {origin for origin, _sequence, _act in rest} == {first[0]} != {former[0][0]}
        with there.database.read() as session:
            assert origin_of(session) == first[0]
            told = (
                session.connection()
                .scalars(select(ENTRY.c.after).where(ENTRY.c.origin == first[0]))
                .first()
            )
            row = session.execute(select(SESSION).order_by(SESSION.c.id.desc())).first()
        assert row is not None
        assert row.origin == first[0]
        ended = json.loads(told or "")
        # The entry about packing came after the copy was taken.
        assert (ended["former_origin"], ended["former_sequence"]) == former[-2][:2]
        assert verify(there) == ()
        assert verify(clinic) == ()
    finally:
        there.close()


def test_the_recovery_code_opens_the_file_and_the_clinic_made_of_it(
    packed: Path, template: Template, tmp_path: Path, clock: SteppingClock
) -> None:
    folder = tmp_path / "other"
    with pytest.raises(WrongRecoveryCode):
        unpack(packed, folder, MANAGER.uid, new_recovery_code(), clock)
    assert not folder.exists()
    unpack(packed, folder, MANAGER.uid, template.code, clock)
    there = reset_passphrase(folder, MANAGER.uid, template.code, "quite new words", clock, CHEAP)
    there.close()
    open_clinic(folder, MANAGER.uid, "quite new words", clock, CHEAP).close()


@pytest.mark.parametrize("left", [b"damaged", None])
def test_keys_that_were_damaged_while_open_are_not_packed(
    clinic: Clinic, clock: SteppingClock, tmp_path: Path, left: bytes | None
) -> None:
    if left is None:
        clinic.folder.keys.unlink()
    else:
        clinic.folder.keys.write_bytes(left)
    pack(clinic, tmp_path / "moved.nlpack")
    unpack(tmp_path / "moved.nlpack", tmp_path / "there", MANAGER.uid, PASSPHRASE, clock)
    open_clinic(tmp_path / "there", MANAGER.uid, PASSPHRASE, clock, CHEAP).close()


def test_a_wrong_passphrase_makes_no_folder(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    with pytest.raises(WrongPassphrase):
        unpack(packed, tmp_path / "other", MANAGER.uid, "not it", clock)
    assert not (tmp_path / "other").exists()


def test_a_cut_file_is_refused_and_leaves_nothing(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    whole = packed.read_bytes()
    for cut in (0.0, 0.3, 0.9, 0.999):
        packed.write_bytes(whole[: int(len(whole) * cut)])
        with pytest.raises(NotPacked) as caught:
            unpack(packed, tmp_path / "other", MANAGER.uid, PASSPHRASE, clock)
        assert caught.value.reason == ("cut" if cut else "foreign")
        assert not (tmp_path / "other").exists()


def test_any_flipped_byte_of_a_part_is_noticed(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    whole = packed.read_bytes()
    with zipfile.ZipFile(packed) as archive:
        places = [
            info.header_offset + 80 + info.file_size // 2
            for info in archive.infolist()
            if info.file_size > 200
        ]
    assert len(places) == 5
    for place in places:
        packed.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        with pytest.raises(NotPacked):
            unpack(packed, tmp_path / "other", MANAGER.uid, PASSPHRASE, clock)
        assert not (tmp_path / "other").exists()


def rewritten(packed: Path, change: dict[str, bytes | None]) -> None:
    """Write the file anew as a ZIP that is whole in itself, some parts exchanged or left out."""
    with zipfile.ZipFile(packed) as archive:
        parts: dict[str, bytes | None] = {each: archive.read(each) for each in archive.namelist()}
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in {**parts, **change}.items():
            if content is not None:
                archive.writestr(name, content)


def contents_of(packed: Path) -> dict[str, object]:
    with zipfile.ZipFile(packed) as archive:
        told: dict[str, object] = json.loads(archive.read("needlelog-clinic.json"))
        return told


def test_parts_that_were_exchanged_added_or_taken_out_are_noticed(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    whole = packed.read_bytes()
    changes: list[dict[str, bytes | None]] = [
        {"needlelog.db": b"another database"},
        {"keys.json": b"{}"},
        {"needlelog.db": None},
        {"../../outside": b"x"},
        {"photos/ab/short": b"x"},
        {"needlelog-clinic.json": b"[]"},
    ]
    for change in changes:
        packed.write_bytes(whole)
        rewritten(packed, change)
        with pytest.raises(NotPacked):
            unpack(packed, tmp_path / "other", MANAGER.uid, PASSPHRASE, clock)
        assert not (tmp_path / "other").exists()


def test_a_database_exchanged_with_its_hash_does_not_open(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    told = contents_of(packed)
    forged = b"\0" * 8192
    files = dict(told["files"]) | {"needlelog.db": hashlib.sha256(forged).hexdigest()}  # type: ignore[call-overload]
    text = json.dumps(told | {"files": files}).encode()
    rewritten(packed, {"needlelog.db": forged, "needlelog-clinic.json": text})
    with pytest.raises(KnownError):
        unpack(packed, tmp_path / "other", MANAGER.uid, PASSPHRASE, clock)
    assert not (tmp_path / "other").exists()


def test_a_newer_file_is_refused_in_words(
    packed: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    text = json.dumps(contents_of(packed) | {"version": 99}).encode()
    rewritten(packed, {"needlelog-clinic.json": text})
    with pytest.raises(NewerFile, match="update NeedleLog"):
        unpack(packed, tmp_path / "other", MANAGER.uid, PASSPHRASE, clock)


def break_the_trail(clinic: Clinic) -> None:
    with clinic.database.write() as session:
        connection = session.connection()
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'audit_entry'"
        ).all():
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit_entry SET person = 'x' WHERE sequence = 3")


def test_a_trail_that_was_broken_before_is_told_and_moves_along(
    clinic: Clinic, tmp_path: Path, clock: SteppingClock
) -> None:
    break_the_trail(clinic)
    target = tmp_path / "clinic.needlelog"
    assert pack(clinic, target).doubt == "chain"
    there = unpacked(target, tmp_path / "other", clock)
    assert "chain" in {fault.code for fault in verify(there)}
    there.close()


def test_a_trail_that_is_broken_and_was_not_told_is_refused(
    clinic: Clinic, tmp_path: Path, clock: SteppingClock
) -> None:
    break_the_trail(clinic)
    target = tmp_path / "clinic.needlelog"
    pack(clinic, target)
    text = json.dumps(contents_of(target) | {"doubt": ""}).encode()
    rewritten(target, {"needlelog-clinic.json": text})
    folder = tmp_path / "other"
    folder.mkdir()
    with pytest.raises(UnsoundRecords, match="Entry 3"):
        unpack(target, folder, MANAGER.uid, PASSPHRASE, clock)
    assert list(folder.iterdir()) == []


def test_what_is_no_packed_clinic_is_refused(tmp_path: Path, clock: SteppingClock) -> None:
    file = tmp_path / "list.needlelog"
    file.write_text("hello")
    with pytest.raises(NotPacked, match="not a clinic packed"):
        unpack(file, tmp_path / "other", "x", "y", clock)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "x")
    with pytest.raises(NotPacked, match="not a clinic packed"):
        packed_clinic(file)
    with pytest.raises(ReadFailed):
        packed_clinic(tmp_path / "none")


def test_a_folder_that_holds_something_is_left_alone(
    packed: Path, folder: Path, tmp_path: Path, clock: SteppingClock
) -> None:
    before = sorted(folder.iterdir())
    with pytest.raises(FolderAlreadyClinic):
        unpack(packed, folder, MANAGER.uid, PASSPHRASE, clock)
    assert sorted(folder.iterdir()) == before
    other = tmp_path / "letters"
    other.mkdir()
    (other / "letter.txt").write_text("x")
    with pytest.raises(FolderOccupied):
        unpack(packed, other, MANAGER.uid, PASSPHRASE, clock)
    assert [path.name for path in other.iterdir()] == ["letter.txt"]


def test_only_a_manager_packs(clinic: Clinic, tmp_path: Path) -> None:
    clinic.person = PEOPLE[Role.PRACTITIONER]
    with pytest.raises(NotAllowed):
        pack(clinic, tmp_path / "clinic.needlelog")
    assert not (tmp_path / "clinic.needlelog").exists()


def test_a_place_that_cannot_be_written_gets_no_half_file(clinic: Clinic, tmp_path: Path) -> None:
    target = tmp_path / "clinic.needlelog"
    (tmp_path / "clinic.needlelog.part").mkdir()
    with pytest.raises(KnownError):
        pack(clinic, target)
    assert not target.exists()
    assert not (clinic.folder.path / "restoring").exists()


def test_a_damaged_photo_stays_behind_and_is_told(
    clinic: Clinic, client: str, tmp_path: Path, clock: SteppingClock
) -> None:
    first = next(path for path in clinic.folder.photos.rglob("*") if path.is_file())
    first.write_bytes(b"scratched")
    contents = pack(clinic, tmp_path / "clinic.needlelog")
    assert (contents.photos, contents.photos_left_out) == (1, 1)
    there = unpacked(tmp_path / "clinic.needlelog", tmp_path / "other", clock)
    try:
        assert len(photos.photos(there, client)) == 2
        assert [fault.code for fault in verify(there)] == ["photos"]
    finally:
        there.close()


def test_progress_ends_with_everything(clinic: Clinic, client: str, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    pack(clinic, tmp_path / "clinic.needlelog", lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 0
    assert told == sorted(told)
