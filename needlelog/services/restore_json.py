"""A new clinic made of a JSON export: the same records, the same trail, new keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.session_summaries import add_missing_summaries
from needlelog.db.stored_rows import StoredRows
from needlelog.db.whole_load import load_database
from needlelog.domain.errors import NoSuchPerson
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.people import Role
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_slots import STANDARD_COST, KdfCost, SlotOwner
from needlelog.files.key_store import KeyStore, copy_of
from needlelog.services.exports.json_reading import JsonExport, opened
from needlelog.services.exports.json_stored import StoredExport

if TYPE_CHECKING:
    from needlelog.files.recovery_code import RecoveryCode

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
_UNKNOWN_WORDS = 32


def managers_in(export: Path) -> tuple[SlotOwner, ...]:
    """Who can be the first to sign in to a clinic made of this export: its active managers.

    Raises:
        ReadFailed, NotAnExport.
    """
    return tuple(owner for owner, role in _people_in(export) if role is Role.MANAGER)


def _people_in(export: Path) -> list[tuple[SlotOwner, Role]]:
    """Everybody of the export who may sign in."""
    with opened(export) as file:
        return [
            (SlotOwner(row["uid"], row["name"]), Role(row["role"]))
            for row in JsonExport(export.name, file).rows_of("practitioner")
            if row["active"]
        ]


def restore_clinic(
    export: Path,
    folder_path: Path,
    person: SlotOwner,
    passphrase: str,
    recovery_code: RecoveryCode,
    clock: Clock,
    kdf: KdfCost = STANDARD_COST,
    progress: Progress | None = None,
) -> int:
    """Make a clinic of an export in a new folder and return how many rows it has.

    Nothing is added to the records, not even an entry in the trail, so that an export of the new
    clinic is the one it was made of. ``person``, one of `managers_in`, signs in with the
    passphrase; others get a passphrase with the recovery code. Pictures are not in the export.

    Raises:
        ReadFailed, NotAnExport: the file is damaged, changed, or no export.
        NoSuchPerson: there is no such manager in it.
        FolderAlreadyClinic, FolderOccupied, FolderInUse, EmptyPassphrase, DiskFull, WriteRefused,
        WriteFailed: then no clinic was made.
    """
    people = _people_in(export)
    if (person, Role.MANAGER) not in people:
        raise NoSuchPerson(person.person_uid)
    with StoredExport(export) as source:
        folder = ClinicFolder(folder_path)
        folder.create_layout()
        lock = FolderLock(folder.lock, clock)
        try:
            keys = KeyStore(folder.keys, folder.attempts, clock, kdf)
            key = keys.create(person, passphrase, recovery_code)
            try:
                for other in (owner for owner, _role in people if owner != person):
                    # Nobody knows these words: the recovery code gives a passphrase.
                    keys.add_person(key, other, secrets.token_urlsafe(_UNKNOWN_WORDS))
                _load(source, folder, key.secret, export.name, progress)
            except BaseException:
                _take_away(folder)
                raise
        finally:
            lock.release()
    return sum(source.counts.values())


def _load(
    source: StoredExport,
    folder: ClinicFolder,
    key: bytes,
    name: str,
    progress: Progress | None,
) -> None:
    try:
        database = load_database(folder.database, key, _told(source, progress))
    except (ValueError, KeyError, TypeError) as error:
        raise NotAnExport(name, "its rows do not fit together") from error
    try:
        if source.faults:
            raise NotAnExport(name, source.faults[0].sentence.rstrip("."))
        with database.write() as session:
            add_missing_summaries(session)
    finally:
        database.close()


def _told(source: StoredExport, progress: Progress | None) -> Iterator[StoredRows]:
    total = sum(source.header.get("counts", {}).values())
    done = 0
    for part in source.parts():
        yield part
        done += len(part[2])
        if progress is not None:
            progress(done, total)


def _take_away(folder: ClinicFolder) -> None:
    for path in (folder.keys, copy_of(folder.keys), folder.database):
        with suppress(OSError):
            path.unlink(missing_ok=True)
    for beside in folder.path.glob(f"{folder.database.name}-*"):
        with suppress(OSError):
            beside.unlink()
