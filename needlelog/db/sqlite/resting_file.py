"""The bytes of a database file that is in use, for as long as nobody changes them."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, BinaryIO

import sqlcipher3

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_BINARY: int = getattr(os, "O_BINARY", 0)
"""Windows alone knows another way to open a file."""


class RestingFile:
    """Reads a database file beside SQLite.

    The file is opened once and closed by `close`, after all connections: closing any handle of a
    file takes away the locks that SQLite holds on it for this process (POSIX).
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self._in_use = Lock()

    @contextlib.contextmanager
    def bytes_of_state(self, is_written_back: Callable[[], bool]) -> Iterator[BinaryIO | None]:
        """The file, where its bytes are the very state that a reader under way sees.

        The caller's reading transaction must have begun before and last as long as the bytes are
        read: while it does, nothing newer than what it sees is written back from the write-ahead
        log, and once everything in the log is written back, the file stands still. ``None`` where
        that is not so, because others wrote or read just then, or the file cannot be opened.
        """
        if not self._in_use.acquire(blocking=False):
            yield None
            return
        try:
            yield self._opened() if is_written_back() else None
        finally:
            self._in_use.release()

    def close(self) -> None:
        """Let go of the file; one that is being read stays open until the program ends."""
        if self._in_use.acquire(blocking=False):
            try:
                if self._descriptor is not None:
                    os.close(self._descriptor)
                    self._descriptor = None
            finally:
                self._in_use.release()

    def _opened(self) -> BinaryIO | None:
        with contextlib.suppress(OSError):
            if self._descriptor is None:
                self._descriptor = os.open(self._path, os.O_RDONLY | _BINARY)
            if os.path.samestat(os.fstat(self._descriptor), self._path.stat()):
                os.lseek(self._descriptor, 0, os.SEEK_SET)
                # A descriptor of its own is not closed behind our back with the object around it.
                return open(self._descriptor, "rb", buffering=0, closefd=False)
        return None


def is_written_back(connection: Any) -> bool:
    """Write back what the log holds, as far as readers allow, and say whether that was all.

    Nobody waits for it. Outside a transaction.
    """
    try:
        found = connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    except sqlcipher3.Error:
        return False
    ((busy, in_log, written),) = found
    return not busy and in_log == written >= 0
