"""The seals of encrypted pages, looked at one by one: it can be given up at any page.

SQLCipher 4 ends each page with a vector and an HMAC over its content, the vector and its number:
HMAC-SHA256 in files of today, HMAC-SHA512 in earlier ones. ``PRAGMA cipher_integrity_check`` looks at the same, but in one piece that cannot be ended.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    from needlelog.db.sqlite.watched import Look

PAGE = 4096
_SALT = 16
_SALT_MASK = 0x3A
_ROUNDS, _KEY_LENGTH = 2, 32
_HASHES = ("sha256", "sha512")
_BY_SOME = 16
"""So many pages tell by which hash a file is sealed, even if the first of them is broken."""
_UNUSED_PAGE = 0x40000000 // PAGE + 1
"""The page SQLite never writes, because its bytes stand for locks."""
_AT_ONCE = 256


def broken_pages(file: BinaryIO, key: bytes, look: Look | None = None) -> list[int]:
    """The numbers of the pages whose seal does not fit, free ones included.

    The file has to stand still meanwhile. What ``look`` raises ends it within a moment.

    Raises:
        OSError: it cannot be read.
    """
    broken: list[int] = []
    number = 0
    seals: _Seals | None = None
    while part := _read(file, PAGE * _AT_ONCE):
        if look is not None:
            look()
        seals = seals or _seals_of(key, part[: PAGE * _BY_SOME])
        for start in range(0, len(part), PAGE):
            number += 1
            if number != _UNUSED_PAGE and not seals.fits(number, part[start : start + PAGE]):
                broken.append(number)
    return broken


def _seals_of(key: bytes, beginning: bytes) -> _Seals:
    """The seals that fit most of the first pages."""
    pages = [beginning[start : start + PAGE] for start in range(0, len(beginning), PAGE)]
    return max(
        (_Seals(key, beginning[:_SALT], name) for name in _HASHES),
        key=lambda seals: sum(seals.fits(number, page) for number, page in enumerate(pages, 1)),
    )


class _Seals:
    def __init__(self, key: bytes, salt: bytes, name: str) -> None:
        masked = bytes(byte ^ _SALT_MASK for byte in salt)
        own = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, _KEY_LENGTH)
        # The two halves of an HMAC, kept begun: a third less work for each page.
        empty = hashlib.new(name)
        padded = own.ljust(empty.block_size, b"\0")
        self._length = empty.digest_size
        self._inner = hashlib.new(name, bytes(byte ^ 0x36 for byte in padded))
        self._outer = hashlib.new(name, bytes(byte ^ 0x5C for byte in padded))

    def fits(self, number: int, page: bytes) -> bool:
        inner = self._inner.copy()
        inner.update(page[_SALT if number == 1 else 0 : PAGE - self._length])
        inner.update(number.to_bytes(4, "little"))
        outer = self._outer.copy()
        outer.update(inner.digest())
        return hmac.compare_digest(outer.digest(), page[PAGE - self._length :])


def _read(file: BinaryIO, size: int) -> bytes:
    """So many bytes, fewer only at the end: a file without a buffer may give less at once."""
    parts = []
    while size and (part := file.read(size)):
        parts.append(part)
        size -= len(part)
    return b"".join(parts)
