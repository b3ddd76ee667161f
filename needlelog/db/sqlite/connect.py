"""Opening an encrypted database file and telling its errors apart."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, cast

import sqlcipher3

from needlelog.domain.errors import DiskFull, KnownError, ReadFailed, WriteFailed, WriteRefused
from needlelog.domain.record_errors import (
    DatabaseBusy,
    DatabaseDamaged,
    DatabaseNotOpened,
    RecordIncomplete,
    RecordLocked,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

KEY_LENGTH = 32
BUSY_TIMEOUT_MS = 5000
LOCKED_WORDS = "record is locked"
"""How the message of every lock trigger begins."""
CARTRIDGE_USED_WORDS = "cartridge was used for another client"
LOT_EMPTY_WORDS = "lot has not so many left"

_PRAGMAS = (
    "PRAGMA cipher_memory_security = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA recursive_triggers = ON",
)


def connect(path: Path, key: bytes, *, must_exist: bool = True) -> sqlite3.Connection:
    """Open the file with its raw key and all pragmas set.

    Raises:
        sqlcipher3.DatabaseError: see `known_error`.
    """
    connection = keyed(path, key, must_exist=must_exist)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
    except BaseException:
        connection.close()
        raise
    return connection


def keyed(path: Path, key: bytes, *, must_exist: bool = True) -> sqlite3.Connection:
    """Open the file with its raw key and nothing else set."""
    if len(key) != KEY_LENGTH:
        raise ValueError("the raw key has 32 bytes")
    mode = "rw" if must_exist else "rwc"
    connection = cast(
        "sqlite3.Connection",
        sqlcipher3.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        ),
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
    except BaseException:
        connection.close()
        raise
    return connection


def known_error(error: BaseException, file: str) -> KnownError | None:
    """The sentence for a driver error whose cause lies outside the program, or ``None``."""
    code = getattr(error, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    # sqlcipher3 tells the primary code only, so refusals are known by their words
    for words, refusal in _REFUSALS.items():
        if str(error).startswith(words):
            return refusal()
    make = _SENTENCES.get(code & 0xFF)
    return None if make is None else make(file)


_REFUSALS: dict[str, Callable[[], KnownError]] = {
    LOCKED_WORDS: RecordLocked,
    CARTRIDGE_USED_WORDS: lambda: RecordIncomplete(
        "cartridge_used",
        "This cartridge was used for another client. A cartridge is never used for two.",
    ),
    LOT_EMPTY_WORDS: lambda: RecordIncomplete(
        "lot_empty",
        "This lot has not so many cartridges left. Please correct the stock or choose another lot.",
    ),
    "CHECK constraint failed": lambda: RecordIncomplete(
        "out-of-range", "A value lies outside what can be recorded, so nothing was saved."
    ),
}
_SENTENCES: dict[int, Callable[[str], KnownError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_BUSY: DatabaseBusy,
    sqlite3.SQLITE_LOCKED: DatabaseBusy,
    sqlite3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlite3.SQLITE_NOTADB: DatabaseNotOpened,
    sqlite3.SQLITE_READONLY: WriteRefused,
    sqlite3.SQLITE_PERM: WriteRefused,
    sqlite3.SQLITE_AUTH: WriteRefused,
    sqlite3.SQLITE_IOERR: lambda file: WriteFailed(file, "the drive reported an error"),
    sqlite3.SQLITE_CANTOPEN: lambda file: ReadFailed(file, "the system does not open it"),
}
