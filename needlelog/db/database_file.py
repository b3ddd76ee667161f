"""Making a new clinic database and opening one that is there."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, insert, text
from sqlalchemy.exc import NoResultFound, OperationalError

from needlelog.db.driver_errors import known_driver_errors, known_error_of
from needlelog.db.engine import Database
from needlelog.db.schema import SCHEMA, metadata
from needlelog.db.sqlite.connect import connect
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import InstallationTable
from needlelog.db.types import uuid7
from needlelog.domain.errors import KnownError, NewerFile
from needlelog.domain.record_errors import (
    DatabaseAlreadyThere,
    DatabaseMissing,
    DatabaseNotOpened,
)


def create_database(path: Path, key: bytes, clinic_name: str, at: datetime) -> Database:
    """Make a new encrypted database of the newest schema, in one transaction.

    Raises:
        DatabaseAlreadyThere: the file exists; it is left alone.
        KnownError: the disk is full or writing is refused; no file is left behind.
    """
    if path.exists():
        raise DatabaseAlreadyThere(path.name)
    with known_driver_errors(path.name):
        connect(path, key, must_exist=False).close()
    database = Database(path, key)
    try:
        with database.write() as session:
            connection = session.connection()
            create_schema(connection)
            connection.execute(
                insert(table_of(InstallationTable)),
                {"id": 1, "origin": uuid7(at), "clinic_name": clinic_name, "created_at": at},
            )
    except BaseException:
        database.close()
        path.unlink(missing_ok=True)
        raise
    return database


def create_schema(connection: Connection) -> None:
    """All tables, the search index, the locks and the schema's number."""
    create_open_tables(connection)
    lock_tables(connection)


def lock_tables(connection: Connection) -> None:
    """The locks, for tables that have none yet."""
    from needlelog.db.sqlite.triggers import lock_triggers

    for statement in lock_triggers().values():
        connection.exec_driver_sql(statement)


def create_open_tables(connection: Connection) -> None:
    """All tables, the search index and the schema's number, not locked yet."""
    from needlelog.db.sqlite.counting import counting_statements
    from needlelog.db.sqlite.search import search_statements

    metadata.create_all(connection, checkfirst=False)
    for statement in (*search_statements().values(), *counting_statements().values()):
        connection.exec_driver_sql(statement)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (\n\tversion_num VARCHAR(32) NOT NULL, \n"
        "\tCONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)\n)"
    )
    connection.execute(
        text("INSERT INTO alembic_version (version_num) VALUES (:number)"),
        {"number": f"{SCHEMA:04d}"},
    )


def open_database(path: Path, key: bytes, *, at: datetime, backups: Path) -> Database:
    """Open a clinic database and bring an older schema up to date.

    ``backups`` is the folder that gets a copy of the file before any migration.

    Raises:
        DatabaseMissing: there is no such file.
        DatabaseNotOpened: the key does not fit, or the file is no clinic database.
        NewerFile: the file was written by a newer program.
        MigrationFailed: the file could not be brought up to date and is as it was.
    """
    if not path.is_file():
        raise DatabaseMissing(path.name)
    database = Database(path, key)
    try:
        found = schema_number(database)
        if found > SCHEMA:
            raise NewerFile(path.name, found, SCHEMA)
        if found < SCHEMA:
            from needlelog.db.migrate import migrate
            from needlelog.db.session_summaries import add_missing_summaries

            migrate(database, at=at, backups=backups, afterwards=add_missing_summaries)
        _fold_what_was_left(database)
    except BaseException:
        database.close()
        raise
    return database


def _fold_what_was_left(database: Database) -> None:
    """Empty a write-ahead log that a sudden end has left; pages of what was erased may be in it."""
    log = database.path.with_name(f"{database.path.name}-wal")
    # The records open all the same where the drive is full or may not be written to.
    with suppress(OSError, KnownError):
        if log.stat().st_size:
            database.forget_former_pages()


def schema_number(database: Database) -> int:
    """The number of the schema the file was written with.

    Raises:
        DatabaseNotOpened: the key does not fit, or the file is no clinic database.
    """
    with database.read() as session:
        connection = session.connection()
        try:
            row = connection.exec_driver_sql("SELECT version_num FROM alembic_version").one()
        except (OperationalError, NoResultFound) as error:
            if known_error_of(error, database.path.name) is not None:
                raise
            raise DatabaseNotOpened(database.path.name) from error
        return int(row.version_num)
