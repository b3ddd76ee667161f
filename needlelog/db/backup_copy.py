"""Copying the records while they are in use: one state of them, whatever is written meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.engine import Database
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.db.photo_hashes import photo_file_hashes
from needlelog.db.sqlite.connect import keyed, keyed_like
from needlelog.domain.backups import Holding

_PAGES_AT_ONCE = 512
_BYTES_AT_ONCE = 2 * 1024 * 1024
"""A few milliseconds between two looks at whether to stop."""
_TRIES = 3


@dataclass(frozen=True, slots=True)
class CopiedState:
    """What was copied: what it holds, and the photo files its records speak of."""

    holding: Holding
    photos: tuple[str, ...]


def copy_state(
    database: Database, key: bytes, target: Path, progress: Callable[[float], object]
) -> CopiedState:
    """Write the present state to a new file under the same key, the write-ahead log included.

    Nobody waits: the state is held by a reading transaction, in which it is also counted, and
    writers go on meanwhile. ``progress`` gets the share done, from 0 to 1; what it raises ends the
    copying. The file is on the disk afterwards and needs no second file beside it.

    Raises:
        KnownError: the disk is full, writing is refused, or the records are damaged.
    """
    for tries_left in reversed(range(_TRIES)):
        with database.read() as session:
            origin = origin_of(session)  # from here on this transaction sees one state
            with database.bytes_of_state() as file:
                if file is None and tries_left:
                    continue
                state = CopiedState(holding_of(session, origin), photo_file_hashes(session))
                source = session.connection().connection.driver_connection
                with known_driver_errors(target.name):
                    if file is None or not _copy_bytes(file, target, progress):
                        _copy_pages(source, target, key, progress)
                    else:
                        _make_single_file(target, key)
                break
    with target.open("rb+") as written:
        os.fsync(written.fileno())
    return state


def _copy_bytes(file: BinaryIO, target: Path, progress: Callable[[float], object]) -> bool:
    """Copy the encrypted bytes as they are; false where the system does not let them be read.

    That takes a tenth of copying page by page, which decrypts and encrypts each of them.
    """
    size = max(os.fstat(file.fileno()).st_size, 1)
    done = 0
    with target.open("wb") as written:
        while True:
            try:
                part = file.read(_BYTES_AT_ONCE)
            except OSError:
                break  # a lock of the system on some bytes of it
            if not part:
                return True
            written.write(part)
            done += len(part)
            progress(done / size)
    target.unlink()
    return False


def _make_single_file(target: Path, key: bytes) -> None:
    """Mark the copy as one that has no write-ahead log beside it."""
    connection = keyed(target, key)
    try:
        # Nobody else reads it, so nothing has to be shared in a file of its own.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE").fetchall()
        connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        connection.close()


def _copy_pages(source: Any, target: Path, key: bytes, progress: Callable[[float], object]) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress(1 - remaining / total if total else 1.0)

    write = keyed_like(source, target, key)
    try:
        # Nothing is lost with the journal: a copy that was cut off is thrown away.
        write.execute("PRAGMA journal_mode = OFF").fetchall()
        write.execute("PRAGMA synchronous = OFF")
        source.backup(write, pages=_PAGES_AT_ONCE, progress=tell)
        write.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        write.close()
