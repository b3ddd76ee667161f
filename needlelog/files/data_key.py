"""The clinic's data key: the one secret that opens the database and the photos."""

from __future__ import annotations

import hmac
import secrets
from typing import Never

_LENGTH = 32


class DataKey:
    """A random 256-bit key. It never shows itself in a log, and cannot be pickled."""

    __slots__ = ("_secret",)

    def __init__(self, secret: bytes) -> None:
        if len(secret) != _LENGTH:
            raise ValueError(f"a data key has {_LENGTH} bytes")
        self._secret = bytes(secret)

    @classmethod
    def random(cls) -> DataKey:
        """A new key from the system's random source."""
        return cls(secrets.token_bytes(_LENGTH))

    @property
    def secret(self) -> bytes:
        """The 32 bytes themselves, for wrapping; everything else uses `derive`."""
        return self._secret

    def derive(self, purpose: str) -> bytes:
        """A 256-bit key for one `purpose` (HKDF-SHA256); tells nothing about the data key."""
        from cryptography.hazmat.primitives.hashes import SHA256
        from cryptography.hazmat.primitives.kdf.hkdf import HKDF

        if not purpose:
            raise ValueError("a derived key needs a purpose")
        info = b"needlelog:" + purpose.encode()
        return HKDF(SHA256(), _LENGTH, salt=None, info=info).derive(self._secret)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, DataKey):
            return NotImplemented
        return hmac.compare_digest(self._secret, other._secret)

    def __hash__(self) -> int:
        return hash(self._secret)

    def __repr__(self) -> str:
        return "DataKey(hidden)"

    def __reduce__(self) -> Never:
        raise TypeError("a data key is never written anywhere")
