"""The text of `keys.json`: what it holds, how it is written, and how damage is noticed."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from needlelog.domain.errors import KeysDamaged, NewerFile, NoSuchPerson
from needlelog.files.data_key import DataKey
from needlelog.files.key_slots import KdfCost, SlotOwner, WrappedKey

FORMAT = "needlelog-keys"
VERSION = 1
_KDF = "argon2id"


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """A person's slot: who, and the data key wrapped by their passphrase."""

    owner: SlotOwner
    wrapped: WrappedKey


@dataclass(frozen=True, slots=True)
class KeyDocument:
    """All slots of one clinic. `key_check` tells whether a data key belongs to them."""

    key_check: bytes
    people: tuple[PersonSlot, ...]
    recovery: WrappedKey

    def slot_of(self, person_uid: str) -> PersonSlot:
        """The slot of one person. Raises `NoSuchPerson`."""
        for slot in self.people:
            if slot.owner.person_uid == person_uid:
                return slot
        raise NoSuchPerson(person_uid)

    def has(self, person_uid: str) -> bool:
        """Whether this person can sign in."""
        return any(slot.owner.person_uid == person_uid for slot in self.people)

    def with_slot(self, changed: PersonSlot) -> KeyDocument:
        """The same with one slot exchanged, or added at the end."""
        uid = changed.owner.person_uid
        if not self.has(uid):
            return replace(self, people=(*self.people, changed))
        people = tuple(changed if slot.owner.person_uid == uid else slot for slot in self.people)
        return replace(self, people=people)

    def without(self, person_uid: str) -> KeyDocument:
        """The same without one person's slot."""
        people = tuple(slot for slot in self.people if slot.owner.person_uid != person_uid)
        return replace(self, people=people)

    def belongs_to(self, data_key: DataKey) -> bool:
        """Whether these slots wrap this very data key."""
        return hmac.compare_digest(self.key_check, key_check(data_key))


def key_check(data_key: DataKey) -> bytes:
    """A value that tells the data key from any other and reveals nothing about it."""
    return data_key.derive("keys.json check")


def encode(document: KeyDocument) -> bytes:
    """The file's content, with a checksum over all of it."""
    body: dict[str, Any] = {
        "format": FORMAT,
        "version": VERSION,
        "key_check": _base64(document.key_check),
        "people": [person_to_json(slot) for slot in document.people],
        "recovery": _wrapped_to_json(document.recovery),
    }
    body["checksum"] = _checksum(body)
    return (json.dumps(body, ensure_ascii=False, indent=2) + "\n").encode()


def decode(content: bytes, file: str) -> KeyDocument:
    """Read a file's content. Raises `KeysDamaged`, or `NewerFile` naming `file`."""
    try:
        body = json.loads(content)
        if not isinstance(body, dict) or body.get("format") != FORMAT:
            raise KeysDamaged
        version = body["version"]
        if isinstance(version, int) and version > VERSION:
            raise NewerFile(file, version, VERSION)
        if body.pop("checksum") != _checksum(body):
            raise KeysDamaged
        document = KeyDocument(
            key_check=_bytes(body["key_check"]),
            people=tuple(_person(each) for each in body["people"]),
            recovery=_wrapped_from_json(body["recovery"]),
        )
    # Whatever is wrong with the text, the answer is the same.
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise KeysDamaged from error
    uids = {slot.owner.person_uid for slot in document.people}
    if not uids or len(uids) != len(document.people):
        raise KeysDamaged
    return document


def person_to_json(slot: PersonSlot) -> dict[str, Any]:
    """A person's slot as it stands in a file."""
    return {
        "person_uid": slot.owner.person_uid,
        "sign_in_name": slot.owner.sign_in_name,
        **_wrapped_to_json(slot.wrapped),
    }


def person_from_json(slot: Mapping[str, Any]) -> PersonSlot:
    """A person's slot from another file. Raises `KeysDamaged`."""
    try:
        return _person(slot)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeysDamaged from error


def _person(slot: Mapping[str, Any]) -> PersonSlot:
    owner = SlotOwner(slot["person_uid"], slot["sign_in_name"])
    return PersonSlot(owner, _wrapped_from_json(slot))


def _wrapped_to_json(wrapped: WrappedKey) -> dict[str, Any]:
    return {
        "kdf": {
            "name": _KDF,
            "time_cost": wrapped.cost.time_cost,
            "memory_kib": wrapped.cost.memory_kib,
            "parallelism": wrapped.cost.parallelism,
        },
        "salt": _base64(wrapped.salt),
        "nonce": _base64(wrapped.nonce),
        "wrapped_key": _base64(wrapped.sealed),
    }


def _wrapped_from_json(slot: Mapping[str, Any]) -> WrappedKey:
    kdf = slot["kdf"]
    if kdf["name"] != _KDF:
        raise KeysDamaged
    cost = KdfCost(kdf["time_cost"], kdf["memory_kib"], kdf["parallelism"])
    return WrappedKey(
        cost, _bytes(slot["salt"]), _bytes(slot["nonce"]), _bytes(slot["wrapped_key"])
    )


def _checksum(body: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text: tells a worn-out disk from a wrong passphrase."""
    canonical = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _bytes(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
