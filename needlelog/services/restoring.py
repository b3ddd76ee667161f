"""Putting a backup in the place of the records, and taking that back."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.database_file import schema_number
from needlelog.db.engine import Database
from needlelog.db.exchange.carrying import MachineRows, machine_rows
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.db.queries.only_now import UNREADABLE, only_now
from needlelog.db.schema import SCHEMA
from needlelog.db.stores.people import person_of
from needlelog.domain.errors import (
    DiskFull,
    KeysDamaged,
    KeysMissing,
    NewerFile,
    ReadFailed,
)
from needlelog.domain.restoring import CANNOT_BE_OPENED, BackupChanged, OnlyNow, OtherClinic
from needlelog.files.atomic_write import write_error
from needlelog.files.backup_search import FoundBackup, backups_below, backups_of
from needlelog.files.backups.note_seal import is_sealed
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_store import copy_of
from needlelog.files.opening_keys import opened_with, read_keys
from needlelog.files.photo_check import photo_file
from needlelog.files.photo_return import bring_back
from needlelog.files.replacing import drop_made_ready, free_place_aside, made_ready, put_in_place
from needlelog.services.acts import Permission, require
from needlelog.services.arriving import holding_in, make_our_own, require_sound

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner
    from needlelog.files.data_key import DataKey
    from needlelog.files.key_document import KeyDocument
    from needlelog.files.key_slots import SlotOwner
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.clinic import Clinic

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
"""Gets the bytes copied and the bytes in all, also while the copy is checked then; what it
raises ends the work."""
RESTORED = "backup restored"
_DATABASE = "needlelog.db"
_CHUNK = 1 << 22
_ROOM_TO_CHECK = 1.1
"""The copy, and what bringing an older one up to date may add."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A backup that was copied beside the records and proven; nothing is decided yet.

    ``now`` is what would be set aside and the backup does not hold, None where the present
    records cannot be read. ``sessions_now`` and ``last_now`` are what they hold. ``photos`` are
    those to be brought back with it, ``photos_lost`` counts those that nobody has any more.
    ``by_code`` is whether the recovery code stood for a passphrase. ``machines`` are those of the
    clinic where the backup is older than they and the present records still tell them.
    """

    found: FoundBackup
    place: ClinicFolder
    key: DataKey
    now: OnlyNow | None
    sessions_now: int | None
    last_now: datetime | None
    photos: tuple[str, ...]
    photos_lost: int
    by_code: bool = False
    machines: MachineRows = ()


def backups_to_restore(folder: ClinicFolder, chosen: Path | None = None) -> tuple[FoundBackup, ...]:
    """The backups of a clinic folder and its second place, or those in a chosen folder."""
    return backups_of(folder) if chosen is None else backups_below(chosen)


def people_of(found: FoundBackup) -> tuple[SlotOwner, ...]:
    """Whose passphrases open a backup: those of its day.

    Raises:
        KeysMissing, KeysDamaged, NewerFile, ReadFailed.
    """
    return tuple(slot.owner for slot in _keys_of(found).people)


def prepare(
    folder: ClinicFolder,
    found: FoundBackup,
    person_uid: str,
    secret: str | RecoveryCode,
    clock: Clock,
    progress: Progress | None = None,
) -> Prepared:
    """Where nobody is signed in: open a backup with a passphrase or the recovery code, prove it.

    Raises:
        WrongPassphrase, WrongRecoveryCode, NoSuchPerson: it was not opened.
        NotAllowed: the clinic itself can be opened, and the person is no manager in it.
        FolderInUse, and those of `prepare_here`.
    """
    key = opened_with(_keys_of(found), person_uid, secret)
    with FolderLock(folder.lock, clock):
        database = Database(folder.database, key.secret) if folder.database.exists() else None
        try:
            _require_manager_of(folder, database, person_uid)
            prepared = _prepared(folder, found, key, database, clock(), progress)
            return replace(prepared, by_code=not isinstance(secret, str))
        finally:
            if database is not None:
                database.close()


def prepare_here(
    clinic: Clinic,
    found: FoundBackup,
    progress: Progress | None = None,
    *,
    by_code: bool = False,
) -> Prepared:
    """Copy a backup beside the open records and prove it; the records go on in use.

    ``by_code`` says that the clinic was opened with the recovery code, which the trail then tells.

    Raises:
        NotAllowed: the person is no manager.
        OtherClinic, BackupChanged, UnsoundRecords, NewerFile, ReadFailed and other errors of the
        disk: nothing was changed, and the next older backup may do.
    """
    require(clinic.person, Permission.MANAGER, "restore")
    at = clinic.clock()
    prepared = _prepared(clinic.folder, found, clinic.key, clinic.database, at, progress)
    return replace(prepared, by_code=by_code)


def drop(folder: ClinicFolder) -> None:
    """Give up what was prepared."""
    drop_made_ready(folder)


def make_ready_here(clinic: Clinic, prepared: Prepared) -> None:
    """Bring a prepared backup to where only its place is missing; the records go on in use.

    Photos that are missing come back, older records are brought up to date, and the new chain
    begins with an entry that names the backup.

    Raises:
        NotAllowed: the person is no manager.
        KnownError: it could not be done, and what was prepared is gone; nothing else changed.
    """
    require(clinic.person, Permission.MANAGER, "restore")
    _make_ready(clinic.folder, prepared, clinic.person, clinic.clock())


def put_here(clinic: Clinic, prepared: Prepared) -> None:
    """Put a backup that was made ready in the place of the records, and close the clinic.

    The present records are set aside and can come back. Passphrases are those of the backup.

    Raises:
        NotAllowed: the person is no manager; the clinic is still open.
        DiskFull, WriteRefused, WriteFailed: the present records are in their place, or the next
            opening finishes what was begun.
    """
    require(clinic.person, Permission.MANAGER, "restore")
    clinic.database.close()
    try:
        _put(clinic.folder, prepared, clinic.clock())
    finally:
        clinic.lock.release()


def restore_here(clinic: Clinic, prepared: Prepared) -> None:
    """`make_ready_here`, then `put_here`."""
    make_ready_here(clinic, prepared)
    put_here(clinic, prepared)


def restore(folder: ClinicFolder, prepared: Prepared, person_uid: str, clock: Clock) -> None:
    """Where nobody is signed in: as `restore_here`. Raises also `FolderInUse`."""
    with FolderLock(folder.lock, clock):
        _make_ready(folder, prepared, person_uid, clock())
        _put(folder, prepared, clock())


def _keys_of(found: FoundBackup) -> KeyDocument:
    return read_keys(found.folder / "keys.json")


def _require_manager_of(folder: ClinicFolder, database: Database | None, person_uid: str) -> None:
    """Where the records can be opened they decide who restores, whatever opened the backup."""
    if database is None or _readable_keys(folder) is None:
        return
    try:
        if schema_number(database) != SCHEMA:
            return
        with database.read() as session:
            person = person_of(session, person_uid)
    except (*CANNOT_BE_OPENED, *UNREADABLE):
        return
    require(person, Permission.MANAGER, "restore")


def _prepared(
    folder: ClinicFolder,
    found: FoundBackup,
    key: DataKey,
    database: Database | None,
    at: datetime,
    progress: Progress | None,
) -> Prepared:
    name, schema = found.note.name, found.note.holding.schema
    if schema > SCHEMA:
        raise NewerFile(name, schema, SCHEMA)
    _require_same_clinic(folder, found, key)
    size = _size(found)
    if shutil.disk_usage(folder.path).free < size * _ROOM_TO_CHECK:
        raise DiskFull(folder.path.name)
    place = made_ready(folder)
    try:
        _copy_proven(found, place, size, progress)
        look = None if progress is None else partial(progress, size, size)
        require_sound(place, key, name, at, doubtful=bool(found.note.doubt), look=look)
        if not is_sealed(found.note, key):  # then what the records say counts
            held = holding_in(place, key)
            found = replace(found, note=replace(found.note, holding=held))
        sessions, last, now = _present(database, found)
        machines = _machines_unknown_to(database, found)
        photos = _missing_photos(folder, found)
        there = tuple(each for each in photos if found.place.photo_path(each).is_file())
    except BaseException:
        drop_made_ready(folder)
        raise
    lost = len(photos) - len(there)
    return Prepared(found, place, key, now, sessions, last, there, lost, machines=machines)


def _require_same_clinic(folder: ClinicFolder, found: FoundBackup, key: DataKey) -> None:
    """By the keys of the backup, and by those of the folder as far as they can be read."""
    if not _keys_of(found).belongs_to(key):
        raise OtherClinic(found.note.name)
    here = _readable_keys(folder)
    if here is not None and not here.belongs_to(key):
        raise OtherClinic(found.note.name)


def _readable_keys(folder: ClinicFolder) -> KeyDocument | None:
    for path in (folder.keys, copy_of(folder.keys)):
        with contextlib.suppress(KeysMissing, KeysDamaged, NewerFile, ReadFailed):
            return read_keys(path)
    return None


def _size(found: FoundBackup) -> int:
    try:
        return (found.folder / _DATABASE).stat().st_size
    except OSError as error:
        raise ReadFailed(found.note.name, error.strerror or type(error).__name__) from error


def _copy_proven(
    found: FoundBackup, place: ClinicFolder, size: int, progress: Progress | None
) -> None:
    digest, done = hashlib.sha256(), 0
    try:
        source = (found.folder / _DATABASE).open("rb")
    except OSError as error:
        raise ReadFailed(found.note.name, error.strerror or type(error).__name__) from error
    with source:
        try:
            with place.database.open("xb") as target:
                while piece := _piece(source.read, found.note.name):
                    target.write(piece)
                    digest.update(piece)
                    done += len(piece)
                    if progress is not None:
                        progress(done, size)
                target.flush()
                os.fsync(target.fileno())
        except OSError as error:
            raise write_error(place.database.name, error) from error
    hashes = {_DATABASE: digest.hexdigest()}
    for name in found.note.files.keys() - {_DATABASE}:
        hashes[name] = hashlib.sha256(_bytes(found.folder / name, found.note.name)).hexdigest()
    if hashes != dict(found.note.files):
        raise BackupChanged(found.note.name)
    keys = _bytes(found.folder / "keys.json", found.note.name)
    try:
        for path in (place.keys, copy_of(place.keys)):
            with path.open("xb") as written:
                written.write(keys)
                written.flush()
                os.fsync(written.fileno())
    except OSError as error:
        raise write_error(place.keys.name, error) from error


def _piece(read: Callable[[int], bytes], name: str) -> bytes:
    """A drive that fails while it is read is another matter than one that is full."""
    try:
        return read(_CHUNK)
    except OSError as error:
        raise ReadFailed(name, error.strerror or type(error).__name__) from error


def _bytes(path: Path, name: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ReadFailed(name, error.strerror or type(error).__name__) from error


def _present(
    database: Database | None, found: FoundBackup
) -> tuple[int | None, datetime | None, OnlyNow | None]:
    """What the present records hold, and what of it the backup does not; nothing if unreadable."""
    if database is None:
        return None, None, None
    ends = {head.origin: head.sequence for head in found.note.holding.heads}
    try:
        with database.read() as session:
            holding = holding_of(session, origin_of(session))
            return holding.sessions, holding.last_session_at, only_now(session, ends)
    except UNREADABLE:
        return None, None, None


def _machines_unknown_to(database: Database | None, found: FoundBackup) -> MachineRows:
    """The machines of the clinic, where the backup was made before the first was named."""
    if database is None or found.note.holding.counts.get("machine"):
        return ()
    try:
        with database.read() as session:
            return machine_rows(session)
    except UNREADABLE:
        return ()


def _missing_photos(folder: ClinicFolder, found: FoundBackup) -> tuple[str, ...]:
    names = found.place.photo_names(found.note.name)
    return tuple(each for each in names if not photo_file(folder.photos, each).is_file())


def _make_ready(
    folder: ClinicFolder, prepared: Prepared, person: Practitioner | str, at: datetime
) -> None:
    """Everything that takes time or can fail, before anything is decided."""
    note = prepared.found.note
    try:
        for name in prepared.photos:
            bring_back(folder.photos, name, (prepared.found.place.photos,))
        told: dict[str, str | int] = {
            "backup": note.name,
            "sessions": note.holding.sessions,
            "made_at": note.made_at.astimezone(UTC).isoformat(),
        }
        if prepared.by_code:
            told["opened_with"] = "recovery code"
        make_our_own(prepared.place, prepared.key, person, at, RESTORED, told, prepared.machines)
    except BaseException:
        drop_made_ready(folder)
        raise


def _put(folder: ClinicFolder, prepared: Prepared, at: datetime) -> None:
    last = prepared.last_now
    about = {
        "at": at.astimezone(UTC).isoformat(),
        "backup": prepared.found.note.name,
        "sessions": prepared.sessions_now,
        "last_session_at": None if last is None else last.isoformat(),
    }
    put_in_place(folder, prepared.place.path, free_place_aside(folder, at.astimezone(UTC)), about)
