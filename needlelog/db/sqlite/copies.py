"""A complete encrypted copy of a database file, whatever its write-ahead log still holds."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.sqlite.connect import BUSY_TIMEOUT_MS, keyed, keyed_like
from needlelog.domain.errors import WriteFailed


def copy_database(source: Path, key: bytes, target: Path) -> None:
    """Copy a database under the same key and check that the copy opens.

    The copy appears under its name only when it is complete and on the disk.

    Raises:
        KnownError: the disk is full, writing is refused, or the copy does not open.
    """
    unfinished = target.with_name(f"{target.name}.part")
    unfinished.unlink(missing_ok=True)
    try:
        with known_driver_errors(target.name):
            _copy_pages(source, key, unfinished)
        with unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_pages(source: Path, key: bytes, target: Path) -> None:
    read = keyed(source, key)
    write = keyed_like(read, target, key)
    try:
        read.backup(write)
        (answer,) = write.execute("PRAGMA quick_check(1)").fetchone()
        if answer != "ok":
            raise WriteFailed(target.name, "the copy does not read back")
    finally:
        write.close()
        read.close()


def fold_log_into_file(connection: Any) -> bool:
    """Empty the write-ahead log and say whether that was possible: a reader may still need it.

    Outside a transaction. It does not wait, for a writer would have to wait with it.
    """
    connection.execute("PRAGMA busy_timeout = 0").fetchall()
    try:
        ((busy, *_pages),) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}").fetchall()
    return not busy
