"""The form of a file with records for the other machines: encrypted, signed, read in parts.

    NLEX | version, 1 byte | length of the opening, 4 bytes | opening, JSON
    parts: length, 4 bytes, highest bit for the last | AES-256-GCM of the part with its 16 byte tag
    Ed25519 signature, 64 bytes, over the SHA-256 of all bytes before it

A part begins with one byte: ``J`` for lines of JSON, compressed with zlib, or ``P`` for a piece of
a photo's file. The key of the parts comes from the clinic's data key and the salt in the opening;
the number of a part is its nonce, and the opening is authenticated with every part. So a part
cannot be left out, moved, or taken from another file.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import struct
import zlib
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from needlelog.domain.errors import NewerFile, ReadFailed
from needlelog.domain.exchange.errors import BundleDamaged, BundleOfOtherClinic, NoBundle
from needlelog.files.atomic_write import new_file
from needlelog.files.exchange.machine_key import SIGNATURE_BYTES, MachineKey, is_signed_by

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey

SUFFIX = ".needlelog"
VERSION = 1
_MAGIC = b"NLEX"
_START = struct.Struct(">4sBI")
_LENGTH = struct.Struct(">I")
_LAST = 1 << 31
_TAG = 16
_PART = 1 << 20
_LONGEST_OPENING = 1 << 16
_LONGEST_PART = 64 << 20
_JSON, _PHOTO = b"J", b"P"
_BLOCK = 1 << 16

Progress = Callable[[int, int], None]
"""Called with bytes done and bytes in all."""


class BundleWriter:
    """Writes records and photos into an open file; see `new_bundle`."""

    def __init__(self, target: BinaryIO, key: DataKey, signer: MachineKey) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self._signer = signer
        self._lines: list[bytes] = []
        self._held = 0
        self._number = 0
        salt = secrets.token_bytes(32)
        opening = json.dumps({"clinic": clinic_mark(key), "salt": salt.hex()}).encode()
        self._opening = _START.pack(_MAGIC, VERSION, len(opening)) + opening
        self._cipher = _cipher(key, salt)
        self._write(self._opening)

    def record(self, value: object) -> None:
        """Write one record, anything JSON can hold."""
        line = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
            "utf-8", "surrogatepass"
        )
        self._lines.append(line)
        self._held += len(line)
        if self._held >= _PART:
            self._flush()

    def photo(self, path: Path, name: str) -> None:
        """Write the encrypted file of a photo.

        Raises:
            OSError: it cannot be read.
        """
        with path.open("rb") as file:
            self.record(["photo", name, path.stat().st_size])
            self._flush()
            while piece := file.read(_PART):
                self._part(_PHOTO + piece)

    def finish(self) -> None:
        """Write the last part and the signature."""
        self._part(_JSON + zlib.compress(b"\n".join(self._lines), 1), last=True)
        self._target.write(self._signer.sign(self._digest.digest()))

    def _flush(self) -> None:
        if self._lines:
            self._part(_JSON + zlib.compress(b"\n".join(self._lines), 1))
            self._lines, self._held = [], 0

    def _part(self, content: bytes, *, last: bool = False) -> None:
        length = len(content) + _TAG
        start = _LENGTH.pack(length | (_LAST if last else 0))
        self._write(start)
        nonce = self._number.to_bytes(12, "big")
        self._write(self._cipher.encrypt(nonce, content, self._opening + start))
        self._number += 1

    def _write(self, content: bytes) -> None:
        self._target.write(content)
        self._digest.update(content)


@contextmanager
def new_bundle(path: Path, key: DataKey, signer: MachineKey) -> Iterator[BundleWriter]:
    """A file that takes its place when it is whole.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left then.
    """
    with new_file(path) as file:
        writer = BundleWriter(file, key, signer)
        yield writer
        writer.finish()


@dataclass(frozen=True, slots=True)
class PhotoPiece:
    """Some bytes of the photo that the record before announced."""

    content: bytes


class BundleReader:
    """A file of this clinic that is whole; whether its sender signed it is asked apart."""

    def __init__(self, path: Path, key: DataKey) -> None:
        """Look through the file once.

        Raises:
            NoBundle, NewerFile, BundleOfOtherClinic, BundleDamaged, ReadFailed.
        """
        self.path = path
        self.size = 0
        with self._open() as file:
            self._opening, salt = _opening(file, path.name, key)
            self._cipher = _cipher(key, salt)
            self._digest, self._signature, self.size = self._looked_through(file)

    def is_signed_by(self, public_key: str) -> bool:
        """Whether the machine with this key (hex) wrote the file as it is."""
        return is_signed_by(public_key, self._digest, self._signature)

    def records(self, progress: Progress | None = None) -> Generator[Any]:
        """All records in order, a photo's bytes as `PhotoPiece` after its record.

        Raises:
            BundleDamaged, ReadFailed.
        """
        with self._open() as file:
            file.seek(len(self._opening))
            number, last = 0, False
            while not last:
                start = file.read(_LENGTH.size)
                (word,) = _LENGTH.unpack(self._whole(start, _LENGTH.size))
                last, length = bool(word & _LAST), word & ~_LAST
                content = self._part(self._whole(file.read(length), length), number, start)
                number += 1
                if content[:1] == _PHOTO:
                    yield PhotoPiece(content[1:])
                else:
                    yield from self._lines(content[1:])
                if progress is not None:
                    progress(file.tell(), self.size)

    def _part(self, sealed: bytes, number: int, start: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        try:
            content: bytes = self._cipher.decrypt(
                number.to_bytes(12, "big"), sealed, self._opening + start
            )
        except InvalidTag as error:
            raise BundleDamaged(self.path.name) from error
        return content

    def _lines(self, packed: bytes) -> Iterator[Any]:
        try:
            lines = zlib.decompress(packed)
            for line in lines.split(b"\n") if lines else ():
                yield json.loads(line.decode("utf-8", "surrogatepass"))
        except (ValueError, zlib.error) as error:
            raise BundleDamaged(self.path.name) from error

    def _whole(self, content: bytes, length: int) -> bytes:
        if len(content) != length:
            raise BundleDamaged(self.path.name)
        return content

    def _looked_through(self, file: BinaryIO) -> tuple[bytes, bytes, int]:
        digest = hashlib.sha256(self._opening)
        last = False
        while not last:
            start = self._whole(file.read(_LENGTH.size), _LENGTH.size)
            digest.update(start)
            (word,) = _LENGTH.unpack(start)
            last, left = bool(word & _LAST), word & ~_LAST
            if left > _LONGEST_PART:
                raise BundleDamaged(self.path.name)
            while left:
                block = file.read(min(left, _BLOCK))
                if not block:
                    raise BundleDamaged(self.path.name)
                digest.update(block)
                left -= len(block)
        signature = self._whole(file.read(SIGNATURE_BYTES), SIGNATURE_BYTES)
        size = file.tell()
        if file.read(1):
            raise BundleDamaged(self.path.name)
        return digest.digest(), signature, size

    @contextmanager
    def _open(self) -> Iterator[BinaryIO]:
        try:
            with self.path.open("rb") as file:
                yield file
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ReadFailed(self.path.name, reason) from error


def first_record(path: Path, key: DataKey) -> Any:
    """The record a file of this clinic begins with, without a look at the rest of it.

    Raises:
        NoBundle, NewerFile, BundleOfOtherClinic, BundleDamaged, ReadFailed.
    """
    try:
        with path.open("rb") as file:
            opening, salt = _opening(file, path.name, key)
            start = file.read(_LENGTH.size)
            if len(start) < _LENGTH.size:
                raise BundleDamaged(path.name)
            (word,) = _LENGTH.unpack(start)
            length = min(word & ~_LAST, _LONGEST_PART)
            sealed = file.read(length)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadFailed(path.name, reason) from error
    return _first_line(path.name, _cipher(key, salt), sealed, opening + start)


def _first_line(name: str, cipher: Any, sealed: bytes, opened_with: bytes) -> Any:
    from cryptography.exceptions import InvalidTag

    try:
        content = cipher.decrypt(bytes(12), sealed, opened_with)
        line = zlib.decompress(content[1:]).split(b"\n", 1)[0]
        return json.loads(line.decode("utf-8", "surrogatepass"))
    except (InvalidTag, ValueError, zlib.error) as error:
        raise BundleDamaged(name) from error


def clinic_mark(key: DataKey) -> str:
    """What tells the files of one clinic from those of another, and nothing about its key."""
    return key.derive("exchange clinic").hex()[:32]


def _opening(file: BinaryIO, name: str, key: DataKey) -> tuple[bytes, bytes]:
    start = file.read(_START.size)
    if len(start) < _START.size or start[:4] != _MAGIC:
        raise NoBundle(name)
    _magic, version, length = _START.unpack(start)
    if version > VERSION:
        raise NewerFile(name, version, VERSION)
    if length > _LONGEST_OPENING:
        raise BundleDamaged(name)
    opening = file.read(length)
    try:
        told = json.loads(opening)
        clinic, salt = str(told["clinic"]), bytes.fromhex(told["salt"])
    except (ValueError, KeyError, TypeError) as error:
        raise BundleDamaged(name) from error
    if clinic != clinic_mark(key):
        raise BundleOfOtherClinic(name)
    return start + opening, salt


def _cipher(key: DataKey, salt: bytes) -> Any:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    derived = HKDF(SHA256(), 32, salt=salt, info=b"needlelog bundle").derive(key.derive("exchange"))
    return AESGCM(derived)
