"""A clinic goes to another computer in one file: packed here, unpacked there."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import needlelog
from needlelog.db.backup_copy import CopiedState, copy_state
from needlelog.db.engine import Database
from needlelog.db.schema import SCHEMA
from needlelog.db.soundness import broken_trail, damage
from needlelog.domain.errors import DiskFull
from needlelog.domain.moving import PACKED_SUFFIX, PackedClinic, UnsoundRecords
from needlelog.files.atomic_write import write_atomically, write_error
from needlelog.files.backups.making import present_keys
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_slots import SlotOwner
from needlelog.files.key_store import copy_of
from needlelog.files.moving.packing import PackedFile, photos_to_pack
from needlelog.files.moving.unpacking import KEYS, RECORDS, packed_reader
from needlelog.files.opening_keys import opened_with
from needlelog.files.replacing import drop_made_ready, made_ready, put_in_place
from needlelog.services.acts import Permission, acting, require
from needlelog.services.arriving import make_our_own, require_sound

if TYPE_CHECKING:
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.clinic import Clinic

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
"""Gets the bytes done and the bytes in all, now and then also while nothing is written; what it
raises ends the work."""
UNPACKED = "clinic unpacked on another computer"
"""The act that begins the chain of the computer a clinic came to."""
_TIMES_READ = 2
"""Each byte is written or read, and read once more for the check."""


def suggested_name(clinic: Clinic) -> str:
    """A name for the packed file; it tells the day and nothing of the clinic."""
    return f"NeedleLog-{clinic.clock().astimezone():%Y-%m-%d}{PACKED_SUFFIX}"


def pack(clinic: Clinic, target: Path, progress: Progress | None = None) -> PackedClinic:
    """Write the whole clinic into one file, read it back, and note it in the trail.

    A file of that name is replaced at the end.

    Raises:
        NotAllowed: the person is no manager.
        UnsoundRecords: the records are damaged; restore a backup first.
        KeysMissing, KeysDamaged: neither the key file nor its copy opens the records.
        DiskFull, WriteRefused, WriteFailed, ReadFailed: no file was written.
    """
    require(clinic.person, Permission.MANAGER, "pack")
    place = made_ready(clinic.folder)
    try:
        return _packed(clinic, place, target, progress)
    finally:
        drop_made_ready(clinic.folder)


def _packed(
    clinic: Clinic, place: ClinicFolder, target: Path, progress: Progress | None
) -> PackedClinic:
    look = None if progress is None else partial(progress, 0, 1)
    copied_state = _copied(clinic, place, look)
    holding, hashes = copied_state.holding, copied_state.photos
    write_atomically(place.keys, present_keys(clinic.folder.keys, clinic.key))
    copied = Database(place.database, clinic.key.secret)
    try:
        fault = damage(copied, look)
        if fault:
            raise UnsoundRecords(clinic.folder.database.name, fault)
        doubt = "chain" if broken_trail(copied, look) else ""
    finally:
        copied.close()
    photos = photos_to_pack(clinic.folder.photos, hashes)
    photo_bytes = sum(path.stat().st_size for path in photos.values())
    contents = PackedClinic(
        packed_at=clinic.clock(),
        program=needlelog.__version__,
        schema=SCHEMA,
        origin=holding.origin,
        sessions=holding.sessions,
        last_session_at=holding.last_session_at,
        photos=len(photos),
        photo_bytes=photo_bytes,
        photos_left_out=len(set(hashes)) - len(photos),
        doubt=doubt,
    )
    parts = {RECORDS: place.database, KEYS: place.keys, **photos}
    told = _Counter(progress, sum(path.stat().st_size for path in parts.values()) * _TIMES_READ)

    def check(part: Path) -> None:
        with packed_reader(part, target.name) as reader:
            reader.check(told)

    with PackedFile(target) as file:
        for name, path in parts.items():
            file.add(name, path, told)
        file.finish(contents, check)
    try:
        with acting(clinic, "pack", Permission.MANAGER) as act:
            after = {"file": target.name, "sessions": holding.sessions, "photos": len(photos)}
            act.record("clinic packed into a file", "installation", "", after=after)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return contents


def _copied(clinic: Clinic, place: ClinicFolder, look: Callable[[], object] | None) -> CopiedState:
    try:
        return copy_state(
            clinic.database,
            clinic.key.secret,
            place.database,
            lambda _share: None if look is None else look(),
        )
    except OSError as error:
        raise write_error(place.database.name, error) from error


def packed_clinic(file: Path) -> tuple[PackedClinic, tuple[SlotOwner, ...]]:
    """What a packed clinic holds, and who can open it.

    Raises:
        NotPacked, NewerFile, ReadFailed.
    """
    with packed_reader(file) as reader:
        people = tuple(slot.owner for slot in reader.keys().people)
        return reader.contents, people


def unpack(
    file: Path,
    folder_path: Path,
    person_uid: str,
    secret: str | RecoveryCode,
    clock: Clock,
    progress: Progress | None = None,
) -> PackedClinic:
    """Make a clinic in a new or empty folder of a packed one; then it can be signed in to.

    ``secret`` is the person's passphrase or the recovery code. The clinic goes on here under an
    identity of its own: the same records and keys, and a new chain of the trail whose first entry
    says where it came from. The same serves a further computer that joins the clinic.

    Raises:
        NotPacked, NewerFile, UnsoundRecords: the file is not whole, or not for this program.
        WrongPassphrase, WrongRecoveryCode, NoSuchPerson: it was not opened.
        FolderAlreadyClinic, FolderOccupied, FolderInUse, DiskFull, WriteRefused, WriteFailed,
        ReadFailed: in all these cases nothing is left behind.
    """
    with packed_reader(file) as reader:
        key = opened_with(reader.keys(), person_uid, secret)
        folder = ClinicFolder(folder_path)
        was_there = folder.path.exists()
        folder.create_layout()
        lock: FolderLock | None = None
        try:
            lock = FolderLock(folder.lock, clock)
            if shutil.disk_usage(folder.path).free < reader.size:
                raise DiskFull(folder.path.name)
            place = made_ready(folder)
            total = sum(entry for entry in reader.sizes().values())
            reader.extract(place.path, _Counter(progress, total))
            _copy_keys(place)
            doubtful = bool(reader.contents.doubt)
            look = None if progress is None else partial(progress, total, total)
            require_sound(place, key, file.name, clock(), doubtful=doubtful, look=look)
            told = {"packed_at": reader.contents.packed_at.astimezone(UTC).isoformat()}
            make_our_own(place, key, person_uid, clock(), UNPACKED, told, former_goes_on=True)
            put_in_place(folder, place.path, None, {})
            lock.release()
        except BaseException:
            _take_away(folder, lock, was_there=was_there)
            raise
        return reader.contents


def _copy_keys(place: ClinicFolder) -> None:
    try:
        shutil.copyfile(place.keys, copy_of(place.keys))
    except OSError as error:
        raise write_error(place.keys.name, error) from error


def _take_away(folder: ClinicFolder, lock: FolderLock | None, *, was_there: bool) -> None:
    """Leave the folder as it was found."""
    drop_made_ready(folder)
    if lock is None:
        return  # another program is at it
    lock.release()
    with contextlib.suppress(OSError):
        folder.photos.rmdir()
        folder.backups.rmdir()
        folder.lock.unlink(missing_ok=True)
        if not was_there:
            folder.path.rmdir()


class _Counter:
    """Adds up the bytes of each piece and tells."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def __call__(self, size: int) -> None:
        self._done += size
        if self._progress is not None:
            self._progress(min(self._done, self._total), self._total)
