"""The key slots of one clinic on the disk: sign in, change a passphrase, add and remove people.

`keys.json` is the only way into the records, so it is written whole or not at all, and a second,
identical `keys.copy.json` stands in when the first is damaged. The copy is never an older state:
an older one would still open with a passphrase that was given up.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from needlelog.domain.errors import (
    EmptyPassphrase,
    KeysAlreadyThere,
    KeysDamaged,
    KeysMissing,
    KnownError,
    LastPerson,
    ReadFailed,
    WrongDataKey,
    WrongPassphrase,
    WrongRecoveryCode,
)
from needlelog.files.atomic_write import write_atomically
from needlelog.files.data_key import DataKey
from needlelog.files.key_document import (
    KeyDocument,
    PersonSlot,
    decode,
    encode,
    key_check,
    person_from_json,
    person_to_json,
)
from needlelog.files.key_slots import (
    RECOVERY_SLOT,
    STANDARD_COST,
    KdfCost,
    SlotOwner,
    WrappedKey,
    passphrase_secret,
    person_slot,
    unwrap,
    wrap,
)
from needlelog.files.recovery_code import RecoveryCode
from needlelog.files.sign_in_attempts import SignInAttempts


class KeyStore:
    """The keys of one clinic folder. One process at a time, guarded by the folder's lock.

    Every method may raise `KeysMissing`, `KeysDamaged`, `NewerFile` or `ReadFailed`; those that
    change something also `DiskFull`, `WriteRefused` or `WriteFailed`, and then nothing changed.
    Deriving a key takes about 0.2 s at standard cost: call from a worker thread.
    """

    def __init__(
        self,
        path: Path,
        attempts_path: Path,
        clock: Callable[[], datetime],
        cost: KdfCost = STANDARD_COST,
    ) -> None:
        self._path = path
        self._copy = copy_of(path)
        self._attempts = SignInAttempts(attempts_path, clock)
        self._cost = cost

    # --- opening ----------------------------------------------------------------------------

    def people(self) -> tuple[SlotOwner, ...]:
        """Who can sign in, in the order they were added."""
        return tuple(slot.owner for slot in self._read().people)

    def unlock(self, person_uid: str, passphrase: str) -> DataKey:
        """Sign a person in. Raises `WrongPassphrase`, `TooSoon` or `NoSuchPerson`."""
        document = self._read()
        person = document.slot_of(person_uid)
        try:
            secret = passphrase_secret(passphrase)
        except EmptyPassphrase:
            raise WrongPassphrase(self.seconds_to_wait(person_uid)) from None
        slot = person_slot(person_uid)
        return self._open(document, slot, person.wrapped, secret, WrongPassphrase)

    def unlock_with_recovery(self, code: RecoveryCode) -> DataKey:
        """Open with the printed code. Raises `WrongRecoveryCode` or `TooSoon`."""
        document = self._read()
        return self._open(
            document, RECOVERY_SLOT, document.recovery, code.secret, WrongRecoveryCode
        )

    def seconds_to_wait(self, person_uid: str | None) -> int:
        """Seconds before this person (None: the recovery code) may try again; 0 for now."""
        slot = RECOVERY_SLOT if person_uid is None else person_slot(person_uid)
        return self._attempts.seconds_to_wait(slot)

    # --- changing ---------------------------------------------------------------------------

    def create(self, owner: SlotOwner, passphrase: str, code: RecoveryCode) -> DataKey:
        """Make the keys of a new clinic. Raises `KeysAlreadyThere` or `EmptyPassphrase`."""
        if self._path.exists() or self._copy.exists():
            raise KeysAlreadyThere
        data_key = DataKey.random()
        document = KeyDocument(
            key_check=key_check(data_key),
            people=(self._person(data_key, owner, passphrase),),
            recovery=wrap(data_key, RECOVERY_SLOT, code.secret, self._cost),
        )
        self._write(document)
        return data_key

    def add_person(self, data_key: DataKey, owner: SlotOwner, passphrase: str) -> None:
        """Let one more person sign in. Raises `EmptyPassphrase` or `WrongDataKey`."""
        document = self._read_for(data_key)
        if document.has(owner.person_uid):
            raise ValueError("this person already has a slot: set_passphrase changes it")
        self._write(document.with_slot(self._person(data_key, owner, passphrase)))

    def set_passphrase(self, data_key: DataKey, person_uid: str, passphrase: str) -> None:
        """Give a person a new passphrase; the records are not re-encrypted.

        Raises `NoSuchPerson`, `EmptyPassphrase` or `WrongDataKey`.
        """
        document = self._read_for(data_key)
        owner = document.slot_of(person_uid).owner
        self._write(document.with_slot(self._person(data_key, owner, passphrase)))
        self._attempts.succeeded(person_slot(person_uid))

    def remove_person(self, data_key: DataKey, person_uid: str) -> None:
        """Take a person's way in away. Raises `NoSuchPerson`, `LastPerson`, `WrongDataKey`."""
        document = self._read_for(data_key)
        document.slot_of(person_uid)
        if len(document.people) == 1:
            raise LastPerson
        self._write(document.without(person_uid))
        self._attempts.succeeded(person_slot(person_uid))

    def rename_person(self, data_key: DataKey, owner: SlotOwner) -> None:
        """Show another name on the sign-in screen. Raises `NoSuchPerson`, `WrongDataKey`."""
        document = self._read_for(data_key)
        slot = document.slot_of(owner.person_uid)
        self._write(document.with_slot(replace(slot, owner=owner)))

    def replace_recovery(self, data_key: DataKey, code: RecoveryCode) -> None:
        """Make `code` the only recovery code; the former one opens nothing any more."""
        document = self._read_for(data_key)
        wrapped = wrap(data_key, RECOVERY_SLOT, code.secret, self._cost)
        self._write(replace(document, recovery=wrapped))
        self._attempts.succeeded(RECOVERY_SLOT)

    # --- exchanging -------------------------------------------------------------------------

    def slots(self) -> list[dict[str, Any]]:
        """The slots of all people, wrapped as they are, for another machine of the clinic."""
        return [person_to_json(slot) for slot in self._read().people]

    def adopt(self, data_key: DataKey, slots: Iterable[Mapping[str, Any]]) -> None:
        """Let people sign in here who can elsewhere; who can already keeps her passphrase.

        Raises:
            KeysDamaged: a slot makes no sense.
            WrongDataKey: the keys here are of another clinic.
        """
        document = self._read_for(data_key)
        fresh = [
            slot for slot in map(person_from_json, slots) if not document.has(slot.owner.person_uid)
        ]
        for slot in fresh:
            document = document.with_slot(slot)
        if fresh:
            self._write(document)

    # --- inside -----------------------------------------------------------------------------

    def _open(
        self,
        document: KeyDocument,
        slot: str,
        wrapped: WrappedKey,
        secret: bytes,
        refusal: type[WrongPassphrase | WrongRecoveryCode],
    ) -> DataKey:
        self._attempts.check(slot)
        data_key = unwrap(wrapped, slot, secret)
        if data_key is None:
            raise refusal(self._attempts.failed(slot))
        self._attempts.succeeded(slot)
        if not document.belongs_to(data_key):
            raise KeysDamaged
        self._mend(encode(document))
        return data_key

    def _person(self, data_key: DataKey, owner: SlotOwner, passphrase: str) -> PersonSlot:
        secret = passphrase_secret(passphrase)
        slot = person_slot(owner.person_uid)
        return PersonSlot(owner, wrap(data_key, slot, secret, self._cost))

    def _read_for(self, data_key: DataKey) -> KeyDocument:
        document = self._read()
        if not document.belongs_to(data_key):
            raise WrongDataKey
        return document

    def _read(self) -> KeyDocument:
        try:
            return _read_document(self._path)
        except (KeysMissing, KeysDamaged, ReadFailed):
            with contextlib.suppress(KeysMissing, KeysDamaged, ReadFailed):
                return _read_document(self._copy)
            raise

    def _write(self, document: KeyDocument) -> None:
        content = encode(document)
        write_atomically(self._path, content)
        self._write_copy(content)

    def _write_copy(self, content: bytes) -> None:
        try:
            write_atomically(self._copy, content)
        except KnownError:
            # The keys themselves are saved. No copy is better than one with a former passphrase;
            # the next sign-in writes it again.
            with contextlib.suppress(OSError):
                self._copy.unlink()

    def _mend(self, content: bytes) -> None:
        """After a sign-in: put back whichever of the two files is missing, damaged or older."""
        if _content(self._path) != content:
            with contextlib.suppress(KnownError):
                write_atomically(self._path, content)
        if _content(self._copy) != content:
            self._write_copy(content)


def copy_of(path: Path) -> Path:
    """Where the identical second key file stands: `keys.json` → `keys.copy.json`."""
    return path.with_name(f"{path.stem}.copy{path.suffix}")


def _read_document(path: Path) -> KeyDocument:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise KeysMissing from error
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or type(error).__name__) from error
    return decode(content, path.name)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
