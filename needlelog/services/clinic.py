"""Making, opening and closing a clinic.

All of these take about half a second (Argon2id, SQLCipher): call them from a worker thread.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from needlelog.db.audit_chain import record_change
from needlelog.db.database_file import create_database, open_database
from needlelog.db.engine import Database
from needlelog.db.stores import people as people_store
from needlelog.db.types import uuid7
from needlelog.domain.errors import KnownError, NoSuchPerson
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_checks import checked_name, checked_person
from needlelog.domain.trail import CLINIC_MADE
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.data_key import DataKey
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_slots import STANDARD_COST, KdfCost, SlotOwner
from needlelog.files.key_store import KeyStore, copy_of
from needlelog.files.recovery_code import RecoveryCode
from needlelog.files.recovery_code import new_recovery_code as fresh_recovery_code
from needlelog.files.replacing import drop_made_ready, finish_interrupted
from needlelog.services.acts import Permission, acting, require
from needlelog.services.sign_in_names import show_apart

Clock = Callable[[], datetime]


@dataclass(slots=True)
class Clinic:
    """An open clinic: one folder, held by this program, with one person signed in.

    ``name`` and ``person`` follow changes made through the services.
    """

    folder: ClinicFolder
    database: Database
    clock: Clock
    person: Practitioner
    name: str
    key: DataKey
    keys: KeyStore
    lock: FolderLock

    def close(self) -> None:
        """Close the records and let go of the folder; a second call does nothing."""
        self.database.close()
        self.lock.release()


def create_clinic(
    folder_path: Path,
    clinic_name: str,
    person: Practitioner,
    passphrase: str,
    recovery_code: RecoveryCode,
    clock: Clock,
    kdf: KdfCost = STANDARD_COST,
) -> Clinic:
    """Make a clinic with its first person, who becomes a manager, and open it.

    A person without uid gets one. Where a set-up was cut off before it made any record, its keys
    are set aside under another name and never deleted.

    Raises:
        FolderAlreadyClinic, FolderOccupied, FolderInUse, EmptyPassphrase, InvalidValue, or one
        of the errors of a full or read-only disk; then no records were made.
    """
    name = checked_name(clinic_name)
    at = clock()
    first = checked_person(
        replace(person, uid=person.uid or uuid7(at), role=Role.MANAGER, active=True)
    )
    folder = ClinicFolder(folder_path)
    folder.create_layout()
    lock = FolderLock(folder.lock, clock)
    try:
        if folder.state() is FolderState.UNFINISHED:
            _set_keys_aside(folder, at)
        keys = KeyStore(folder.keys, folder.attempts, clock, kdf)
        key = keys.create(SlotOwner(first.uid, first.name), passphrase, recovery_code)
        try:
            database = _create_records(folder, key, name, first, at)
        except BaseException:
            for path in (folder.keys, copy_of(folder.keys)):
                path.unlink(missing_ok=True)
            raise
    except BaseException:
        lock.release()
        raise
    return Clinic(folder, database, clock, first, name, key, keys, lock)


def open_clinic(
    folder_path: Path,
    person_uid: str,
    passphrase: str,
    clock: Clock,
    kdf: KdfCost = STANDARD_COST,
) -> Clinic:
    """Open a clinic as this person.

    ``kdf`` is the cost of key slots that are written from now on.

    Raises:
        FolderNotClinic, KeysMissing, KeysDamaged, FolderInUse, WrongPassphrase, TooSoon,
        NoSuchPerson, NewerFile, MigrationFailed or another error of the database file.
    """
    return _open(
        folder_path, person_uid, clock, kdf, lambda keys: keys.unlock(person_uid, passphrase)
    )


def open_with_recovery_code(
    folder_path: Path,
    person_uid: str,
    recovery_code: RecoveryCode,
    clock: Clock,
    kdf: KdfCost = STANDARD_COST,
) -> Clinic:
    """Open a clinic as this person with its recovery code; passphrases stay as they are.

    The code is the owner's: it opens as whomever it says, and the role of that person decides what
    may be done.

    Raises:
        WrongRecoveryCode, TooSoon, NoSuchPerson, and those of `open_clinic`.
    """
    return _open(
        folder_path, person_uid, clock, kdf, lambda keys: keys.unlock_with_recovery(recovery_code)
    )


def reset_passphrase(
    folder_path: Path,
    person_uid: str,
    recovery_code: RecoveryCode,
    new_passphrase: str,
    clock: Clock,
    kdf: KdfCost = STANDARD_COST,
) -> Clinic:
    """Open a clinic with its recovery code and give the person a new passphrase.

    Raises:
        WrongRecoveryCode, TooSoon, NoSuchPerson, EmptyPassphrase, and those of `open_clinic`.
    """
    clinic = open_with_recovery_code(folder_path, person_uid, recovery_code, clock, kdf)
    try:
        with acting(clinic, "reset_passphrase", Permission.ANYBODY) as act:
            act.record("passphrase reset with the recovery code", "practitioner", person_uid)
            clinic.keys.set_passphrase(clinic.key, person_uid, new_passphrase)
    except BaseException:
        clinic.close()
        raise
    return clinic


def rename_clinic(clinic: Clinic, name: str) -> None:
    """Give the clinic another name. Raises `NotAllowed`, `InvalidValue`."""
    require(clinic.person, Permission.MANAGER, "rename_clinic")
    checked = checked_name(name)
    if checked == clinic.name:
        return
    with acting(clinic, "rename_clinic", Permission.MANAGER) as act:
        people_store.rename_clinic(act.session, checked)
        act.record("clinic renamed", "installation", "", {"name": clinic.name}, {"name": checked})
    clinic.name = checked


def new_recovery_code(clinic: Clinic) -> RecoveryCode:
    """Make a recovery code and let it replace the former one. Raises `NotAllowed`."""
    code = fresh_recovery_code()
    replace_recovery_code(clinic, code)
    return code


def replace_recovery_code(clinic: Clinic, code: RecoveryCode) -> None:
    """Make ``code``, already written down, the only recovery code. Raises `NotAllowed`."""
    with acting(clinic, "replace_recovery_code", Permission.MANAGER) as act:
        act.record("recovery code replaced", "installation", "")
        clinic.keys.replace_recovery(clinic.key, code)


def _create_records(
    folder: ClinicFolder, key: DataKey, name: str, first: Practitioner, at: datetime
) -> Database:
    database = create_database(folder.database, key.secret, name, at)
    try:
        with database.write() as session:
            people_store.insert_person(session, first)
            record_change(
                session,
                at,
                first,
                CLINIC_MADE,
                kind="practitioner",
                uid=first.uid,
                after=first,
            )
    except BaseException:
        database.close()
        folder.database.unlink(missing_ok=True)
        raise
    return database


def _open(
    folder_path: Path,
    person_uid: str,
    clock: Clock,
    kdf: KdfCost,
    unlock: Callable[[KeyStore], DataKey],
) -> Clinic:
    folder = ClinicFolder(folder_path)
    finish_interrupted(folder, clock)
    folder.require_clinic()
    lock = FolderLock(folder.lock, clock)
    try:
        folder.tidy()
        drop_made_ready(folder)
        keys = KeyStore(folder.keys, folder.attempts, clock, kdf)
        key = unlock(keys)
        database = open_database(folder.database, key.secret, at=clock(), backups=folder.backups)
        try:
            with database.read() as session:
                name = people_store.clinic_name(session)
                person = people_store.person_of(session, person_uid)
                everybody = people_store.all_people(session)
            if not person.active:
                raise NoSuchPerson(person_uid)
        except BaseException:
            database.close()
            raise
    except BaseException:
        lock.release()
        raise
    clinic = Clinic(folder, database, clock, person, name, key, keys, lock)
    with contextlib.suppress(KnownError):  # a drive that takes nothing now lets one in all the same
        show_apart(clinic, everybody)
    return clinic


def _set_keys_aside(folder: ClinicFolder, at: datetime) -> None:
    """Keys that open no records make room; they are kept, should the records turn up again."""
    for path in (folder.keys, copy_of(folder.keys)):
        if path.exists():
            path.rename(path.with_name(f"{path.stem}.set-aside-{at:%Y%m%dT%H%M%S}.json"))
