"""The photo files of a clinic folder."""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import TYPE_CHECKING

from needlelog.domain.errors import ReadFailed
from needlelog.domain.photo_errors import PhotoDamaged, PhotoMissing
from needlelog.domain.record_errors import RecordsGone
from needlelog.files.atomic_write import write_atomically, write_error
from needlelog.files.photo_check import photo_file
from needlelog.files.photos.sealed_file import (
    SealBroken,
    seal,
    unseal_for_screen,
    unseal_original,
)

if TYPE_CHECKING:
    from needlelog.files.data_key import DataKey

_PRIVATE_FOLDER = 0o700
_SHOWN_OF_A_NAME = 12


class PhotoStore:
    """Keeps pictures as encrypted files that are named by their own SHA-256."""

    def __init__(self, folder: Path, key: DataKey) -> None:
        self._folder = folder
        self._key = key.derive("photos")

    def keep(self, original: bytes, picture_sha256: str, screen: bytes = b"") -> str:
        """Write a picture and return the SHA-256 of its file.

        Raises:
            DiskFull, WriteRefused, WriteFailed: nothing was kept.
            RecordsGone: the clinic folder is not in its place any more; none is made there.
        """
        if not self._folder.parent.is_dir():
            raise RecordsGone
        sealed = seal(self._key, original, picture_sha256, screen)
        name = hashlib.sha256(sealed).hexdigest()
        path = photo_file(self._folder, name)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                path.parent.chmod(_PRIVATE_FOLDER)
        except OSError as error:
            raise write_error(path.parent.name, error) from error
        write_atomically(path, sealed)
        return name

    def original(self, file_sha256: str, picture_sha256: str) -> bytes:
        """A picture byte for byte as it was taken in.

        Raises:
            PhotoMissing, PhotoDamaged, ReadFailed, NewerFile.
        """
        sealed = self._checked(file_sha256)
        try:
            return unseal_original(self._key, sealed, picture_sha256)
        except SealBroken as error:
            raise PhotoDamaged(_short(file_sha256)) from error

    def for_screen(self, file_sha256: str, picture_sha256: str) -> bytes:
        """A picture that is quick to decode; the whole file is checked first.

        Raises:
            PhotoMissing, PhotoDamaged, ReadFailed, NewerFile.
        """
        sealed = self._checked(file_sha256)
        try:
            return unseal_for_screen(self._key, sealed, picture_sha256)
        except SealBroken as error:
            raise PhotoDamaged(_short(file_sha256)) from error

    def forget(self, file_sha256: str) -> None:
        """Take away a file whose record could not be written."""
        with contextlib.suppress(OSError):
            photo_file(self._folder, file_sha256).unlink()

    def _checked(self, file_sha256: str) -> bytes:
        try:
            sealed = photo_file(self._folder, file_sha256).read_bytes()
        except FileNotFoundError as error:
            raise PhotoMissing(_short(file_sha256)) from error
        except OSError as error:
            reason = error.strerror or type(error).__name__
            raise ReadFailed(_short(file_sha256), reason) from error
        if hashlib.sha256(sealed).hexdigest() != file_sha256:
            raise PhotoDamaged(_short(file_sha256))
        return sealed


def _short(name: str) -> str:
    return f"{name[:_SHOWN_OF_A_NAME]}…"
