"""The form of a photo file: the original, byte for byte, and where useful a copy for the screen.

    NLPH | version 1 | parts 1 or 2 | 2 zero bytes | length of the first part, 8 bytes
    each part: nonce, 12 bytes | AES-256-GCM of the bytes with its 16 byte tag

Associated data of a part is the header, the SHA-256 of the original and the name of the part, so
neither a part nor a file can take the place of another.
"""

from __future__ import annotations

import secrets
import struct

from needlelog.domain.errors import NewerFile

_MAGIC = b"NLPH"
_VERSION = 1
_HEADER = struct.Struct(">4sBB2xQ")
_NONCE = 12
_ORIGINAL, _SCREEN = b"original", b"screen"


class SealBroken(Exception):
    """The bytes are not a whole, unchanged photo file of this clinic."""


def seal(key: bytes, original: bytes, picture_sha256: str, screen: bytes = b"") -> bytes:
    """The encrypted file for a picture; two calls never give the same bytes."""
    parts = 2 if screen else 1
    header = _HEADER.pack(_MAGIC, _VERSION, parts, _NONCE + len(original) + 16)
    sealed = header + _seal_part(key, original, header, picture_sha256, _ORIGINAL)
    if screen:
        sealed += _seal_part(key, screen, header, picture_sha256, _SCREEN)
    return sealed


def unseal_original(key: bytes, sealed: bytes, picture_sha256: str) -> bytes:
    """The picture as it was taken in. Raises `SealBroken`, `NewerFile`."""
    header, first, _second = _parts(sealed)
    return _open_part(key, first, header, picture_sha256, _ORIGINAL)


def unseal_for_screen(key: bytes, sealed: bytes, picture_sha256: str) -> bytes:
    """The copy for the screen, or the original where there is none.

    Raises:
        SealBroken, NewerFile.
    """
    header, first, second = _parts(sealed)
    if second:
        return _open_part(key, second, header, picture_sha256, _SCREEN)
    return _open_part(key, first, header, picture_sha256, _ORIGINAL)


def _parts(sealed: bytes) -> tuple[bytes, memoryview, memoryview]:
    header = sealed[: _HEADER.size]
    if len(header) < _HEADER.size or header[:4] != _MAGIC:
        raise SealBroken
    _magic, version, parts, length = _HEADER.unpack(header)
    if version > _VERSION:
        raise NewerFile("photos", version, _VERSION)
    body = memoryview(sealed)[_HEADER.size :]
    first, second = body[:length], body[length:]
    if len(first) != length or parts not in (1, 2) or (parts == 2) != bool(second):
        raise SealBroken
    return header, first, second


def _seal_part(key: bytes, content: bytes, header: bytes, sha256: str, name: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, header + bytes.fromhex(sha256) + name)


def _open_part(key: bytes, part: memoryview, header: bytes, sha256: str, name: bytes) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(
            bytes(part[:_NONCE]), part[_NONCE:], header + bytes.fromhex(sha256) + name
        )
    except (InvalidTag, ValueError) as error:
        raise SealBroken from error
