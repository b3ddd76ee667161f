"""Copying the records while they are in use: one state of them, whatever is written meanwhile."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.engine import Database
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.db.photo_hashes import photo_file_hashes
from needlelog.db.sqlite.connect import keyed
from needlelog.domain.backups import Holding

_PAGES_AT_ONCE = 512
"""Two megabytes: a few milliseconds between two looks at whether to stop."""


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
    with database.read() as session:
        state = CopiedState(holding_of(session, origin_of(session)), photo_file_hashes(session))
        source = session.connection().connection.driver_connection
        with known_driver_errors(target.name):
            _copy_pages(source, target, key, progress)
    with target.open("rb+") as file:
        os.fsync(file.fileno())
    return state


def _copy_pages(source: Any, target: Path, key: bytes, progress: Callable[[float], object]) -> None:
    def tell(_status: int, remaining: int, total: int) -> None:
        progress(1 - remaining / total if total else 1.0)

    write = keyed(target, key, must_exist=False)
    try:
        # Nothing is lost with the journal: a copy that was cut off is thrown away.
        write.execute("PRAGMA journal_mode = OFF").fetchall()
        write.execute("PRAGMA synchronous = OFF")
        source.backup(write, pages=_PAGES_AT_ONCE, progress=tell)
        write.execute("PRAGMA journal_mode = DELETE").fetchall()
    finally:
        write.close()
