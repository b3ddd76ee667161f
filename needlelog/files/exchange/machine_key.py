"""The key with which a machine signs what it sends. It never leaves the clinic folder it was made in.

It is kept encrypted under the data key in `machine_key.json`, beside the records and not in them, so
that a copy of the records cannot sign as the machine they were copied from.
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.domain.exchange.errors import MachineKeyLost
from needlelog.files.atomic_write import write_atomically

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey

FILE = "machine_key.json"
SIGNATURE_BYTES = 64
_NONCE = 12
_SIGNED = b"needlelog bundle\x00"


class MachineKey:
    """An Ed25519 key of one machine."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def __repr__(self) -> str:
        return "MachineKey(hidden)"

    @classmethod
    def new(cls) -> MachineKey:
        """A key from the system's random source."""
        return cls(secrets.token_bytes(32))

    @property
    def public(self) -> str:
        """The public key in hex, by which others check the signature."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return (
            Ed25519PrivateKey.from_private_bytes(self._secret).public_key().public_bytes_raw().hex()
        )

    def sign(self, digest: bytes) -> bytes:
        """The signature over a SHA-256."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self._secret).sign(_SIGNED + digest)

    def keep(self, folder: Path, key: DataKey, machine: str) -> None:
        """Write the key for a machine. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(key.derive("machine key")).encrypt(nonce, self._secret, machine.encode())
        content = {"machine": machine, "nonce": nonce.hex(), "sealed": sealed.hex()}
        write_atomically(folder / FILE, json.dumps(content).encode())


def kept_key(folder: Path, key: DataKey, machine: str) -> MachineKey:
    """The key of a machine. Raises `MachineKeyLost`."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        content = json.loads((folder / FILE).read_text(encoding="utf-8"))
        nonce, sealed = bytes.fromhex(content["nonce"]), bytes.fromhex(content["sealed"])
        secret = AESGCM(key.derive("machine key")).decrypt(nonce, sealed, machine.encode())
    except (OSError, ValueError, KeyError, TypeError, InvalidTag) as error:
        raise MachineKeyLost from error
    return MachineKey(secret)


def key_belongs_to(folder: Path) -> str:
    """The uid of the machine whose key lies in the folder, empty where none does."""
    try:
        return str(json.loads((folder / FILE).read_text(encoding="utf-8"))["machine"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def is_signed_by(public_key: str, digest: bytes, signature: bytes) -> bool:
    """Whether the machine with this public key (hex) signed a SHA-256."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        known = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        known.verify(signature, _SIGNED + digest)
    except (InvalidSignature, ValueError):
        return False
    return True
