"""What lies behind an error of the drive: no room left, or the clinic folder gone from its place."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from needlelog.domain.errors import DiskFull, KnownError, ReadFailed, WriteFailed
from needlelog.domain.record_errors import DatabaseNotOpened, RecordsGone

_LITTLE = 64 * 1024
"""Bytes; SQLite needs half of it beside the file before it can do anything."""


class FileInPlace:
    """The very file that was opened, still under its name.

    A folder that was moved, a drive that was pulled out or a file that somebody exchanged would
    go on taking writes that nobody finds again, so each write looks first.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: tuple[int, int] | None = None
        try:
            self._known = _identity(path)
        except OSError:
            return

    def require(self) -> None:
        """Raise `RecordsGone` unless the file stands where it stood at the beginning."""
        try:
            found = _identity(self._path)
        except OSError as error:
            raise RecordsGone from error
        if self._known is None:
            self._known = found
        elif self._known != found:
            raise RecordsGone


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    # On Windows an open file cannot be exchanged, and FAT gives it changing numbers there.
    return (0, 0) if sys.platform == "win32" else (found.st_dev, found.st_ino)


def cause_of(error: KnownError, path: Path) -> KnownError:
    """The error that tells what happened to the drive under ``path``, or ``error`` itself."""
    if not isinstance(error, WriteFailed | ReadFailed | DatabaseNotOpened):
        return error
    try:
        if not path.exists():
            return RecordsGone()
        full = shutil.disk_usage(path.parent).free < _LITTLE
    except OSError:
        return RecordsGone()
    return DiskFull(path.name) if full and not isinstance(error, DatabaseNotOpened) else error
