"""One NeedleLog at a time in a clinic folder.

The system's own file lock decides; it goes away with the process, however that ends. The text in
the file only says who holds it, so what a crash or a copied folder left behind locks nothing.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
import platform
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

from needlelog.domain.errors import FolderInUse, LockUnsupported
from needlelog.files.atomic_write import write_error

_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}


@dataclass(frozen=True, slots=True)
class LockHolder:
    """Who holds a folder: process number, machine name, since when."""

    pid: int
    host: str
    since: datetime


class FolderLock:
    """The lock of one clinic folder, held from construction until `release`.

    Raises `FolderInUse`, `LockUnsupported`, or `WriteRefused`, `DiskFull`, `WriteFailed` where
    the lock file cannot be written. As a context manager it releases at the end of the block.
    """

    def __init__(self, path: Path, clock: Callable[[], datetime]) -> None:
        self._file: int | None = None
        try:
            file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise write_error(path.name, error) from error
        try:
            _lock(file)
        except OSError as error:
            holder = _read(file)
            os.close(file)
            if error.errno not in _TAKEN:
                raise LockUnsupported from error
            raise _in_use(holder) from error
        self._left_behind = _read(file)
        holder = LockHolder(os.getpid(), platform.node(), clock().astimezone(UTC))
        try:
            _replace_text(file, _to_json(holder))
        except OSError as error:
            os.close(file)
            raise write_error(path.name, error) from error
        self._file = file

    @property
    def left_behind(self) -> LockHolder | None:
        """Who held the folder last and did not let go of it in order: a crash, or a copy."""
        return self._left_behind

    @property
    def held(self) -> bool:
        """Whether the folder is still locked by this object."""
        return self._file is not None

    def release(self) -> None:
        """Let go of the folder; a second call does nothing."""
        if self._file is None:
            return
        file, self._file = self._file, None
        # The file itself stays: deleting it would let two programs lock two files of one name.
        with contextlib.suppress(OSError):
            _replace_text(file, b"")
        os.close(file)

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


if sys.platform == "win32":
    import msvcrt

    # Windows forbids reading locked bytes, so the lock sits far behind the text.
    _LOCKED_BYTE = 1 << 30

    def _lock(file: int) -> None:
        os.lseek(file, _LOCKED_BYTE, os.SEEK_SET)
        msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: int) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _in_use(holder: LockHolder | None) -> FolderInUse:
    if holder is None:
        return FolderInUse()
    return FolderInUse(holder.pid, holder.host, holder.since.isoformat(timespec="seconds"))


def _to_json(holder: LockHolder) -> bytes:
    text = {"pid": holder.pid, "host": holder.host, "since": holder.since.isoformat()}
    return json.dumps(text).encode()


def _read(file: int) -> LockHolder | None:
    try:
        os.lseek(file, 0, os.SEEK_SET)
        text = json.loads(os.read(file, 4096))
        since = datetime.fromisoformat(text["since"])
        return LockHolder(int(text["pid"]), str(text["host"]), since)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _replace_text(file: int, text: bytes) -> None:
    os.ftruncate(file, 0)
    os.lseek(file, 0, os.SEEK_SET)
    os.write(file, text)
