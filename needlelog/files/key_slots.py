"""Key slots: the data key wrapped once for each person and once for the recovery code.

Pure values and functions. A slot derives a wrapping key from a secret with Argon2id and wraps the
data key with AES-256-GCM; the slot's identity is authenticated with it, so that a slot moved to
another person opens nothing. `key_store` keeps the slots on the disk.

argon2 and cryptography are imported where they are used: together they cost about 50 ms, and the
sign-in screen needs neither before the passphrase is typed.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field

from needlelog.domain.errors import EmptyPassphrase, NotEnoughMemory
from needlelog.files.data_key import DataKey

RECOVERY_SLOT = "recovery"
SALT_BYTES = 16
NONCE_BYTES = 12
WRAPPED_BYTES = 32 + 16  # the data key and the GCM tag


@dataclass(frozen=True, slots=True)
class KdfCost:
    """What one Argon2id run costs: passes, memory in KiB, lanes."""

    time_cost: int = 3
    memory_kib: int = 64 * 1024
    parallelism: int = 4

    def __post_init__(self) -> None:
        # The upper limits keep a damaged or planted file from eating the whole machine.
        if not (
            1 <= self.time_cost <= 64
            and 1 <= self.parallelism <= 16
            and 8 * self.parallelism <= self.memory_kib <= 2 * 1024 * 1024
        ):
            raise ValueError("Argon2id cost out of range")


STANDARD_COST = KdfCost()


@dataclass(frozen=True, slots=True)
class SlotOwner:
    """A person who can sign in: the record's uid and the name shown on the sign-in screen."""

    person_uid: str
    sign_in_name: str

    def __post_init__(self) -> None:
        if not self.person_uid.strip() or not self.sign_in_name.strip():
            raise ValueError("a person who signs in has a uid and a name")


@dataclass(frozen=True, slots=True)
class WrappedKey:
    """The data key as one slot holds it."""

    cost: KdfCost
    salt: bytes = field(repr=False)
    nonce: bytes = field(repr=False)
    sealed: bytes = field(repr=False)

    def __post_init__(self) -> None:
        lengths = (len(self.salt), len(self.nonce), len(self.sealed))
        if lengths != (SALT_BYTES, NONCE_BYTES, WRAPPED_BYTES):
            raise ValueError("a wrapped key has parts of fixed lengths")


def person_slot(person_uid: str) -> str:
    """The identity of a person's slot."""
    return f"person:{person_uid}"


def passphrase_secret(passphrase: str) -> bytes:
    """The bytes a passphrase stands for: the same whichever keyboard composed its letters.

    Raises `EmptyPassphrase`.
    """
    plain = unicodedata.normalize("NFKC", passphrase)
    if not plain.strip():
        raise EmptyPassphrase
    return plain.encode("utf-8", "surrogatepass")


def stretch(secret: bytes, salt: bytes, cost: KdfCost) -> bytes:
    """256 bits derived from `secret` by Argon2id. Raises `NotEnoughMemory`."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            secret, salt, cost.time_cost, cost.memory_kib, cost.parallelism, 32, Type.ID
        )
    except (HashingError, MemoryError) as error:
        raise NotEnoughMemory(cost.memory_kib // 1024) from error


def wrap(data_key: DataKey, slot: str, secret: bytes, cost: KdfCost) -> WrappedKey:
    """Wrap the data key for `slot`, to be opened with `secret`."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    cipher = AESGCM(stretch(secret, salt, cost))
    return WrappedKey(cost, salt, nonce, cipher.encrypt(nonce, data_key.secret, _identity(slot)))


def unwrap(wrapped: WrappedKey, slot: str, secret: bytes) -> DataKey | None:
    """The data key, or None where `secret` does not open this slot."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    cipher = AESGCM(stretch(secret, wrapped.salt, wrapped.cost))
    try:
        return DataKey(cipher.decrypt(wrapped.nonce, wrapped.sealed, _identity(slot)))
    except InvalidTag:
        return None


def _identity(slot: str) -> bytes:
    return f"needlelog-keys:1:{slot}".encode()
