"""A new clinic made of an export: the same records, the same trail, the pictures, new keys."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.db.session_summaries import add_missing_summaries
from needlelog.db.stored_rows import StoredRows
from needlelog.db.stores.photos import keep_former_names
from needlelog.db.whole_load import load_database
from needlelog.domain.errors import NoSuchPerson
from needlelog.domain.exports.request import NotAnExport
from needlelog.domain.people import Role
from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_slots import STANDARD_COST, KdfCost, SlotOwner
from needlelog.files.key_store import KeyStore, copy_of
from needlelog.files.photos.store import PhotoStore
from needlelog.services.exports.json_reading import JsonExport
from needlelog.services.exports.json_stored import StoredExport
from needlelog.services.exports.pictures_back import ArrivingPictures, PicturesBack
from needlelog.services.exports.records_file import records_of

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey
    from needlelog.files.recovery_code import RecoveryCode

Clock = Callable[[], datetime]
Progress = Callable[[int, int], None]
_UNKNOWN_WORDS = 32


@dataclass(frozen=True, slots=True)
class ExportFacts:
    """What an export holds, before a clinic is made of it.

    ``managers`` can be the first to sign in. ``exported_at`` is an instant as the export tells it.
    """

    managers: tuple[SlotOwner, ...]
    clinic: str
    exported_at: datetime
    sessions: int
    photos: int
    pictures: int


@dataclass(frozen=True, slots=True)
class MadeOfExport:
    """How many rows were taken over, and what became of the pictures."""

    rows: int
    pictures: PicturesBack


def facts_of(export: Path) -> ExportFacts:
    """Look into an export, the JSON alone or the ZIP file of the whole clinic.

    Raises:
        ReadFailed, NotAnExport.
    """
    with StoredExport(export) as source:
        header = source.header
    counts = header.get("counts", {})
    with ArrivingPictures(export) as pictures:
        return ExportFacts(
            managers_in(export),
            str(header.get("clinic", "")),
            datetime.fromisoformat(header["exported_at"]),
            int(counts.get("session", 0)),
            int(counts.get("photo", 0)),
            pictures.count,
        )


def managers_in(export: Path) -> tuple[SlotOwner, ...]:
    """Who can be the first to sign in to a clinic made of this export: its active managers.

    Raises:
        ReadFailed, NotAnExport.
    """
    return tuple(owner for owner, role in _people_in(export) if role is Role.MANAGER)


def _people_in(export: Path) -> list[tuple[SlotOwner, Role]]:
    """Everybody of the export who may sign in."""
    with records_of(export) as file:
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
) -> MadeOfExport:
    """Make a clinic of an export in a new folder and return what it has.

    Nothing is added to the records, not even an entry in the trail, so that an export of the new
    clinic is the one it was made of. ``person``, one of `managers_in`, signs in with the
    passphrase; others get a passphrase with the recovery code. The pictures of a ZIP file of the
    whole clinic are encrypted into the photo folder; each has to be the one the records name.

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
                pictures = _load(source, folder, key, export, clock(), progress)
            except BaseException:
                _take_away(folder)
                raise
        finally:
            lock.release()
    return MadeOfExport(sum(source.counts.values()), pictures)


def _load(
    source: StoredExport,
    folder: ClinicFolder,
    key: DataKey,
    export: Path,
    at: datetime,
    progress: Progress | None,
) -> PicturesBack:
    with ArrivingPictures(export, PhotoStore(folder.photos, key)) as pictures:
        try:
            rows = pictures.with_pictures(_told(source, progress))
            try:
                database = load_database(folder.database, key.secret, rows)
            except (ValueError, KeyError, TypeError) as error:
                raise NotAnExport(export.name, "its rows do not fit together") from error
            try:
                if source.faults:
                    raise NotAnExport(export.name, source.faults[0].sentence.rstrip("."))
                with database.write() as session:
                    add_missing_summaries(session)
                    keep_former_names(session, pictures.former_names, at)
            finally:
                database.close()
        except BaseException:
            pictures.forget()
            raise
    return pictures.told


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
