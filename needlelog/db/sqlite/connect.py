"""Opening an encrypted database file and telling its errors apart."""

from __future__ import annotations

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
    import sqlite3
    from collections.abc import Callable
    from pathlib import Path

KEY_LENGTH = 32
PAGE_SEAL = "HMAC_SHA256"
"""What the pages of a new file are sealed with: processors of today do it twice as fast."""
EARLIER_PAGE_SEAL = "HMAC_SHA512"
"""What SQLCipher takes by itself, and what files made by programs up to schema 4 have."""
BUSY_TIMEOUT_MS = 5000
_KEPT_STATEMENTS = 500
"""So many statements stay prepared on a connection.

Once there are more, the driver keeps the first ones and prepares each further one anew whenever it
is run. Its own figure, 100, is reached soon after the program was started.
"""
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

# Without an adapter the driver tries, and for want of one raises and drops an error, for each
# value that is no whole number or text: some twenty times of what binding it takes.
sqlcipher3.register_adapter(type(None), {}.get)
sqlcipher3.register_adapter(bool, int)


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
    """Open the file with its raw key and nothing else set.

    Raises:
        sqlcipher3.DatabaseError: see `known_error`.
    """
    return _keyed(path, key, "mode=rw" if must_exist else "mode=rwc")


def keyed_like(source: sqlite3.Connection, path: Path, key: bytes) -> sqlite3.Connection:
    """Make a new file whose pages are sealed as those of another, so that it can take its pages."""
    ((seal,),) = source.execute("PRAGMA cipher_hmac_algorithm").fetchall()
    return _sealed(path, key, "mode=rwc", seal)


def keyed_for_reading(path: Path, key: bytes) -> sqlite3.Connection:
    """Open a file that nobody writes to, such as a backup; no second file appears beside it."""
    return _keyed(path, key, "mode=ro&immutable=1")


def _keyed(path: Path, key: bytes, how: str) -> sqlite3.Connection:
    try:
        return _sealed(path, key, how, PAGE_SEAL)
    except sqlcipher3.DatabaseError as error:
        if error.sqlite_errorcode != sqlcipher3.SQLITE_NOTADB:
            raise
        return _sealed(path, key, how, EARLIER_PAGE_SEAL)


def _sealed(path: Path, key: bytes, how: str, seal: str) -> sqlite3.Connection:
    """Open a file if its pages are sealed so; a file with nothing in it begins to be."""
    if len(key) != KEY_LENGTH:
        raise ValueError("the raw key has 32 bytes")
    connection = cast(
        "sqlite3.Connection",
        sqlcipher3.connect(
            f"{path.absolute().as_uri()}?{how}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            cached_statements=_KEPT_STATEMENTS,
        ),
    )
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA cipher_hmac_algorithm = {seal}")
        connection.execute("PRAGMA schema_version").fetchall()  # reads the first page
    except BaseException:
        connection.close()
        raise
    return connection


def known_error(error: BaseException, file: str) -> KnownError | None:
    """The sentence for a driver error whose cause lies outside the program, or ``None``."""
    code = getattr(error, "sqlite_errorcode", None) or _CODES.get(str(error))
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
# The driver's backup tells no code at all, only SQLite's own words for it.
_CODES = {
    "access permission denied": sqlcipher3.SQLITE_PERM,
    "database is locked": sqlcipher3.SQLITE_BUSY,
    "database table is locked": sqlcipher3.SQLITE_LOCKED,
    "attempt to write a readonly database": sqlcipher3.SQLITE_READONLY,
    "disk I/O error": sqlcipher3.SQLITE_IOERR,
    "database disk image is malformed": sqlcipher3.SQLITE_CORRUPT,
    "database or disk is full": sqlcipher3.SQLITE_FULL,
    "unable to open database file": sqlcipher3.SQLITE_CANTOPEN,
    "file is not a database": sqlcipher3.SQLITE_NOTADB,
}
_SENTENCES: dict[int, Callable[[str], KnownError]] = {
    sqlcipher3.SQLITE_FULL: DiskFull,
    sqlcipher3.SQLITE_BUSY: DatabaseBusy,
    sqlcipher3.SQLITE_LOCKED: DatabaseBusy,
    sqlcipher3.SQLITE_PROTOCOL: DatabaseBusy,
    sqlcipher3.SQLITE_CORRUPT: DatabaseDamaged,
    sqlcipher3.SQLITE_NOTADB: DatabaseNotOpened,
    sqlcipher3.SQLITE_READONLY: WriteRefused,
    sqlcipher3.SQLITE_PERM: WriteRefused,
    sqlcipher3.SQLITE_AUTH: WriteRefused,
    sqlcipher3.SQLITE_IOERR: lambda file: WriteFailed(file, "the drive reported an error"),
    sqlcipher3.SQLITE_CANTOPEN: lambda file: ReadFailed(file, "the system does not open it"),
}
