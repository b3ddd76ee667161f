"""The clinic's database: one engine factory, short transactions, errors in sentences.

Work goes through `Database.read` and `Database.write`, from any thread. Each opens its own
transaction and closes it.
"""

from __future__ import annotations

from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, BinaryIO

import sqlcipher3
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from needlelog.db.column_memory import ColumnMemory
from needlelog.db.drive_state import FileInPlace, cause_of
from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.sqlite.connect import connect
from needlelog.db.sqlite.copies import copy_database, fold_log_into_file
from needlelog.db.sqlite.page_seals import broken_pages
from needlelog.db.sqlite.resting_file import RestingFile, is_written_back
from needlelog.db.sqlite.watched import READING, broken_seals, watched
from needlelog.db.transaction import Session
from needlelog.db.turns import GaveWayError, Turns
from needlelog.domain.errors import KnownError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from needlelog.db.sqlite.watched import Look

_POOLED_CONNECTIONS = 3
_TRIES = 3


class Database:
    """An open clinic database.

    ``path`` is the file. ``engine`` and ``writing`` (whose transactions begin as writers) are for
    work on the schema itself; everything else uses `read` and `write`. ``columns`` keeps the figures
    of sessions that were counted last.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        """Prepare the engine; nothing is opened before the first transaction."""
        self.path = path
        self._key = key
        self.engine = _engine(path, key)
        self.writing = self.engine.execution_options(write=True)
        self._known: dict[str, Any] = {}
        self._shared: Session | None = None
        self._turns = Turns()
        self._holds_former_pages = False
        self._in_place = FileInPlace(path)
        self._file = RestingFile(path)
        self.columns = ColumnMemory()

    @contextmanager
    def read(self, look: Look | None = None) -> Iterator[Session]:
        """A transaction that sees one state of the records and never waits for a writer.

        ``look`` is called now and then; what it raises ends a statement and comes out of the block.

        Raises:
            KnownError: the file is missing, damaged, locked or not ours.
        """
        try:
            with self.sentences(), self.engine.connect() as connection:
                connection.begin()  # undone at the end, so that nothing can be written by the way
                with watched(connection.connection.driver_connection, look, READING):
                    yield Session(connection)
        finally:
            if self._holds_former_pages:
                with suppress(KnownError):
                    self.forget_former_pages()

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A transaction that may change records: commits at the end, rolls back on any error.

        Writers of this program wait for each other as long as it takes, those of another program
        for a few seconds.

        Raises:
            KnownError: the disk is full, the file read-only, damaged or held by another program.
        """
        if self._shared is not None:
            yield self._shared
            return
        with self._turns.write(), self.sentences():
            self._in_place.require()
            with self.writing.begin() as connection:  # takes the write lock at once
                session = Session(connection)
                session.info.update(self._known)
                yield session
                self._known["origin"] = session.info.get("origin")

    @contextmanager
    def rehearse(self) -> Iterator[Session]:
        """A transaction like that of `write` whose changes are let go of at the end.

        Nobody waits for it: as soon as somebody wants to write it is cut off, in the middle of a
        statement or at the next `give_way`.

        Raises:
            GaveWayError: it was cut off, and can be begun again.
            KnownError: as `write`.
        """
        try:
            with self._turns.rehearse(), self.sentences():
                self._in_place.require()
                with self.writing.connect() as connection:
                    connection.begin()
                    driver = connection.connection.driver_connection
                    if driver is not None:
                        self._turns.may_interrupt(driver.interrupt)
                    try:
                        yield Session(connection)
                    finally:
                        self._turns.may_interrupt(None)
                        connection.rollback()
        except (DBAPIError, sqlcipher3.Error) as error:
            if "interrupted" in str(error):
                raise GaveWayError from error
            raise

    def give_way(self) -> None:
        """Called by a rehearsal between its steps. Raises `GaveWayError` where somebody waits."""
        if self._turns.somebody_waits:
            raise GaveWayError

    @contextmanager
    def together(self) -> Iterator[None]:
        """Let all `write` of this block become one transaction, kept or undone as a whole.

        For work in bulk on a database that no other thread uses meanwhile: waiting for the disk
        once instead of at each act. `read` does not see the block's changes before its end.

        Raises:
            KnownError: as `write`.
        """
        with self.write() as session:
            self._shared = session
            try:
                yield
            finally:
                self._shared = None

    def raw_connection(self) -> Any:
        """A driver connection of its own, outside the pool; the caller closes it.

        Raises:
            KnownError: the file cannot be opened.
        """
        with self.sentences():
            return connect(self.path, self._key)

    @property
    def opening(self) -> tuple[Path, bytes]:
        """The file and its key, for a process of ours that reads too; through a pipe only."""
        return self.path, self._key

    def copy_to(self, target: Path) -> None:
        """Write a complete copy under the same key; see `copy_database`."""
        copy_database(self.path, self._key, target)

    def close(self) -> None:
        """Close all connections; SQLite then folds its write-ahead log into the file."""
        self.columns.forget()
        self.engine.dispose()
        self._file.close()

    @contextmanager
    def bytes_of_state(self) -> Iterator[BinaryIO | None]:
        """The file's bytes, if they are the state a reader under way sees; see `RestingFile`."""
        with self._file.bytes_of_state(self._is_written_back) as file:
            yield file

    def broken_pages(self, look: Look | None = None) -> list[Any]:
        """What tells of each page whose seal does not fit, free pages included.

        ``look`` is called now and then; what it raises ends it within a moment. Only where others
        keep the file from standing still (a backup, say) SQLCipher does it in one piece, and what
        it began goes on to its end.

        Raises:
            KnownError: the file cannot be opened or read.
        """
        for _each in range(_TRIES):
            with self.read() as session:
                session.connection().exec_driver_sql("SELECT count(*) FROM sqlite_schema").one()
                with self.bytes_of_state() as file:
                    if file is not None:
                        with suppress(OSError):  # SQLCipher tells it in its own words
                            return list(broken_pages(file, self._key, look))
                        break
        return broken_seals(self.raw_connection, look)

    def forget_former_pages(self) -> None:
        """Empty the write-ahead log, in which pages from before an erasure may stand.

        Where somebody reads just then, such as a backup, it is done when the last of them has
        read, at the latest when the program closes.
        """
        self._holds_former_pages = True
        with self.sentences(), self.engine.connect() as connection:
            driver = connection.connection.driver_connection
            if driver is not None:
                self._holds_former_pages = not fold_log_into_file(driver)

    def _is_written_back(self) -> bool:
        try:
            self._in_place.require()
        except KnownError:
            return False
        with self.engine.connect() as connection:
            return is_written_back(connection.connection.driver_connection)

    @contextmanager
    def sentences(self) -> Iterator[None]:
        """Work on `engine` directly, with driver errors turned into a `KnownError`."""
        try:
            with known_driver_errors(self.path.name):
                yield
        except KnownError as error:
            cause = cause_of(error, self.path)
            if cause is error:
                raise
            raise cause from error


def _engine(path: Path, key: bytes) -> Engine:
    engine = create_engine(
        "sqlite+pysqlite://",
        creator=lambda: connect(path, key),
        module=sqlcipher3,
        poolclass=QueuePool,
        pool_size=_POOLED_CONNECTIONS,
        # The one used last knows the pages and statements that are asked for next.
        pool_use_lifo=True,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    return engine


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("write", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
