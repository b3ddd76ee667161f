"""Proving a copy of the records: it opens, is whole, holds together, and is complete."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import sqlcipher3
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import QueuePool

from needlelog.db.audit_chain import broken_chains
from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.db.sqlite.connect import keyed_for_reading
from needlelog.db.sqlite.page_seals import broken_pages
from needlelog.db.transaction import Session
from needlelog.domain.backup_errors import BackupNotProven, BackupStopped
from needlelog.domain.backups import Holding
from needlelog.domain.record_errors import DatabaseDamaged, DatabaseNotOpened

if TYPE_CHECKING:
    import sqlite3

_STEPS_BETWEEN_LOOKS = 50_000
_LOOK_SECONDS = 0.05
_GIVING_UP_SECONDS = 2.0
_CACHE_KIB = 32_768


@dataclass(frozen=True, slots=True)
class Proof:
    """The SHA-256 of a file that is what was copied; ``doubt`` is the code of what is wrong with
    the records themselves: ``chain``, or empty."""

    sha256: str
    doubt: str


def prove(
    path: Path,
    key: bytes,
    expected: Holding,
    place: str,
    stopped: Callable[[], bool],
    tick: Callable[[], object],
) -> Proof:
    """Check a finished copy against what was copied.

    The pages are checked in one thread; in another the trail, the counts, the seals of the pages
    and the hash of the file. A broken trail is no fault of the copy: it is told as a doubt, so that
    what was signed since is not left without any copy. ``place`` names the place in the sentence of an error; ``tick`` is
    called every few hundredths of a second meanwhile.

    Raises:
        BackupNotProven: it is not what was copied.
        BackupStopped: ``stopped`` said so; what still runs ends by itself.
    """
    check = _Check(path, key, stopped)
    parts = (_Part(check.pages), _Part(lambda: check.records(expected)))
    tick()
    while True:
        finished = all(part.done.wait(_LOOK_SECONDS) for part in parts)
        if stopped():
            raise BackupStopped
        if finished or any(part.error for part in parts):
            break
        tick()
    failed = next((part.error for part in parts if part.error is not None), None)
    if failed is not None:
        check.give_up()
        for part in parts:
            part.done.wait(_GIVING_UP_SECONDS)
        if stopped():
            raise BackupStopped
        raise _in_words(failed, place) from failed
    return Proof(check.sha256, check.doubt)


class _WrongError(Exception):
    """What was found wrong: ``pages`` or ``counts``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class _Part:
    """A part of the proof in a thread of its own, which the program does not wait for at its end:
    a drive that hangs must not keep the window open."""

    def __init__(self, act: Callable[[], object]) -> None:
        self.done = Event()
        self.error: Exception | None = None
        self._act = act
        Thread(target=self._run, name="backup-proof", daemon=True).start()

    def _run(self) -> None:
        try:
            self._act()
        except Exception as error:  # noqa: BLE001 - the thread that waits raises it
            self.error = error
        finally:
            self.done.set()


class _Check:
    def __init__(self, path: Path, key: bytes, stopped: Callable[[], bool]) -> None:
        self.sha256, self.doubt = "", ""
        self._path, self._key = path, key
        self._stopped = stopped
        self._given_up = False

    def give_up(self) -> None:
        """End the other part as soon as may be: the copy is no good anyway."""
        self._given_up = True

    def pages(self) -> None:
        with known_driver_errors(self._path.name):
            connection = self._open()
            try:
                answers = connection.execute("PRAGMA integrity_check(1)").fetchall()
            finally:
                connection.close()
        if [answer[0] for answer in answers] != ["ok"]:
            raise _WrongError("pages")

    def records(self, expected: Holding) -> None:
        with known_driver_errors(self._path.name):
            # The trail is read by several threads, each with a connection of its own.
            engine = create_engine(
                "sqlite+pysqlite://",
                creator=self._open,
                module=sqlcipher3,
                poolclass=QueuePool,
                hide_parameters=True,
            )
            try:
                self._check_records(engine, expected)
            finally:
                engine.dispose()
        with self._path.open("rb", buffering=0) as file:
            if broken_pages(file, self._key, self._look_on):
                raise _WrongError("pages")
            file.seek(0)
            self.sha256 = hashlib.file_digest(file, "sha256").hexdigest()

    def _check_records(self, engine: Engine, expected: Holding) -> None:
        with engine.connect() as connection:
            session = Session(connection)
            if holding_of(session, origin_of(session)) != expected:
                raise _WrongError("counts")
            if next(iter(broken_chains(session)), None) is not None:
                self.doubt = "chain"

    def _open(self) -> sqlite3.Connection:
        connection = keyed_for_reading(self._path, self._key)
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.set_progress_handler(self._look, _STEPS_BETWEEN_LOOKS)
        return connection

    def _look_on(self) -> None:
        if self._look():
            raise BackupStopped

    def _look(self) -> bool:
        return self._given_up or self._stopped()


def _in_words(error: Exception, place: str) -> Exception:
    if isinstance(error, _WrongError):
        return BackupNotProven(place, error.reason)
    if isinstance(error, DatabaseDamaged | DatabaseNotOpened):
        return BackupNotProven(place, "pages")
    return error
