"""Bringing an older database up to date: all steps or none, after a copy of the file.

Imported only when a migration is due, because alembic takes time to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from needlelog.db.engine import Database
from needlelog.db.transaction import Session
from needlelog.domain.errors import KnownError
from needlelog.domain.record_errors import MigrationFailed

STEPS = Path(__file__).parent / "migrations"


class DanglingReferenceError(Exception):
    """A migration left rows that point at nothing."""


def migrate(
    database: Database,
    *,
    at: datetime,
    backups: Path,
    steps: Path = STEPS,
    afterwards: Callable[[Session], object] | None = None,
) -> Path:
    """Run all steps that are due in one transaction and return the copy made before.

    ``steps`` is the folder that holds ``versions``. ``afterwards`` is what else belongs to the
    update; it is done in the same transaction, so that no end in between leaves it undone.

    Raises:
        MigrationFailed: a step failed; the file is as it was.
        KnownError: there is no room for the copy, or the file cannot be written; nothing changed.
    """
    copy = _copy_before(database, at, backups)
    try:
        with foreign_keys_off(database) as connection, connection.begin():
            _run(connection, ScriptDirectory(str(steps)))
            if afterwards is not None:
                afterwards(Session(connection))
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise DanglingReferenceError
    except KnownError:
        raise
    except Exception as error:
        raise MigrationFailed(database.path.name, f"{backups.name}/{copy.name}") from error
    return copy


@contextmanager
def foreign_keys_off(database: Database) -> Iterator[Connection]:
    """A connection whose next transaction does not enforce foreign keys.

    Rebuilding a table drops it, and with the keys enforced the drop deletes the rows that point
    at it. The switch has no effect inside a transaction, so it stands before BEGIN.
    """
    with database.sentences(), database.writing.connect() as connection:
        driver = connection.connection.driver_connection
        if driver is None:  # pragma: no cover - a connection in use always has its driver
            raise RuntimeError("no driver connection")
        driver.execute("PRAGMA foreign_keys = OFF")
        try:
            yield connection
        finally:
            driver.execute("PRAGMA foreign_keys = ON")


def _copy_before(database: Database, at: datetime, backups: Path) -> Path:
    backups.mkdir(parents=True, exist_ok=True)
    stamp = at.astimezone(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    target = backups / f"before-update-{stamp}.db"
    database.copy_to(target)
    return target


def _run(connection: Connection, script: ScriptDirectory) -> None:
    context = MigrationContext.configure(
        connection,
        opts={"fn": lambda revision, _context: script._upgrade_revs("head", revision)},  # noqa: SLF001
    )
    with Operations.context(context):
        context.run_migrations()
