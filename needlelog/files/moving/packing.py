"""Writing a clinic into one file: a ZIP whose parts are stored as they are, for all are encrypted.

needlelog.db          the records, a copy of one state
keys.json             the key slots: passphrases and recovery code open them as before
photos/ab/<sha256>    the pictures
needlelog-clinic.json what is in it, with the SHA-256 of each part; written last
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.domain.errors import ReadFailed
from needlelog.files.atomic_write import flush_folder, write_error
from needlelog.files.photo_check import photo_file

if TYPE_CHECKING:
    from needlelog.domain.moving import PackedClinic

FORMAT = "needlelog-clinic"
VERSION = 1
CONTENTS = "needlelog-clinic.json"
CHUNK = 1 << 20
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)


class PackedFile:
    """A packed clinic being written beside its target as ``<name>.part``.

    `finish` checks what was written and gives it its name; leaving the block before that leaves
    nothing. Errors of the disk are `DiskFull`, `WriteRefused`, `WriteFailed`, `ReadFailed`.
    """

    def __init__(self, target: Path) -> None:
        self._target = target
        self._part = target.with_name(f"{target.name}.part")
        self.sha256: dict[str, str] = {}

    def __enter__(self) -> PackedFile:
        try:
            descriptor = os.open(
                self._part,
                os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0),
                0o600,
            )
        except OSError as error:
            raise write_error(self._target.name, error) from error
        self._file = os.fdopen(descriptor, "wb")
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, allowZip64=True)
        return self

    def __exit__(self, *_error: object) -> None:
        # A ZIP that was not closed writes its end when it is forgotten: here, where it may fail.
        with contextlib.suppress(OSError, ValueError):
            self._archive.close()
        with contextlib.suppress(OSError):
            self._file.close()
        with contextlib.suppress(OSError):
            self._part.unlink(missing_ok=True)

    def add(self, name: str, source: Path, tell: Callable[[int], None]) -> None:
        """Put a file in; ``tell`` gets the bytes of each piece that is written."""
        digest = hashlib.sha256()
        try:
            file = source.open("rb")
        except OSError as error:
            raise ReadFailed(source.name, error.strerror or type(error).__name__) from error
        try:
            with file, self._archive.open(_entry(name), "w", force_zip64=True) as entry:
                while piece := file.read(CHUNK):
                    entry.write(piece)
                    digest.update(piece)
                    tell(len(piece))
        except OSError as error:
            raise write_error(self._target.name, error) from error
        self.sha256[name] = digest.hexdigest()

    def finish(self, contents: PackedClinic, check: Callable[[Path], object]) -> None:
        """Write what is in it, see it on the disk, ``check`` it as a reader does, and name it."""
        text = json.dumps(_to_json(contents, self.sha256), indent=1).encode()
        try:
            self._archive.writestr(_entry(CONTENTS), text)
            self._archive.close()
            self._file.flush()
            os.fsync(self._file.fileno())
            self._file.close()
            check(self._part)
            self._part.replace(self._target)
        except OSError as error:
            raise write_error(self._target.name, error) from error
        flush_folder(self._target.parent)


def photos_to_pack(photos: Path, hashes: Iterable[str]) -> dict[str, Path]:
    """The pictures that are there and as they were written, by their name in the packed file.

    A damaged one is of no use to anybody, and is told where it is missing.
    """
    found = {}
    for expected in hashes:
        path = photo_file(photos, expected)
        with contextlib.suppress(OSError), path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == expected:
                found[f"photos/{expected[:2]}/{expected}"] = path
    return found


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_STORED
    info.external_attr = 0o600 << 16
    return info


def _to_json(contents: PackedClinic, sha256: Mapping[str, str]) -> dict[str, Any]:
    last = contents.last_session_at
    return {
        "format": FORMAT,
        "version": VERSION,
        "packed_at": contents.packed_at.isoformat(),
        "program": contents.program,
        "schema": contents.schema,
        "origin": contents.origin,
        "sessions": contents.sessions,
        "last_session_at": None if last is None else last.isoformat(),
        "photos": contents.photos,
        "photo_bytes": contents.photo_bytes,
        "photos_left_out": contents.photos_left_out,
        "doubt": contents.doubt,
        "files": dict(sha256),
    }
