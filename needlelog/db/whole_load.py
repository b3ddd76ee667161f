"""Every table filled from plain rows, as `needlelog.db.whole_tables` gives them out."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Any

from sqlalchemy import LargeBinary, select
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError
from sqlalchemy.orm import Session

from needlelog.db.database_file import create_open_tables, lock_tables
from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.engine import Database
from needlelog.db.schema import metadata
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_summaries import keep_search_words
from needlelog.db.sqlite.connect import connect
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.types import UtcInstant, to_microseconds
from needlelog.domain.record_errors import RecordIncomplete
from needlelog.domain.sessions import SessionState

PlainRow = tuple[str, dict[str, Any]]
"""The name of a table and one of its rows."""
_SESSION = table_of(SessionTable)
_AT_ONCE = 500
_UNFIT = (IntegrityError, DataError, InterfaceError, ProgrammingError, OverflowError)
"""What the driver says of values that no clinic has; a full disk is something else."""


def load_database(path: Path, key: bytes, rows: Iterable[PlainRow]) -> Database:
    """Make a new encrypted database that holds these rows and nothing else, in one transaction.

    Rows of one table stand together, tables after those they point at.

    Raises:
        ValueError: a row does not fit the tables.
        KnownError: the disk is full or writing is refused; no file is left behind.
    """
    with known_driver_errors(path.name):
        connect(path, key, must_exist=False).close()
    database = Database(path, key)
    try:
        with database.write() as session:
            connection = session.connection()
            create_open_tables(connection)
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for name, group in groupby(rows, key=lambda row: row[0]):
                _insert(session, name, (row for _, row in group))
            _keep_words(session)
            lock_tables(connection)
    except (*_UNFIT, RecordIncomplete) as error:
        _take_away(database)
        raise ValueError("the rows do not fit together") from error
    except BaseException:
        _take_away(database)
        raise
    return database


def _take_away(database: Database) -> None:
    database.close()
    database.path.unlink(missing_ok=True)


def _insert(session: Session, name: str, rows: Iterator[dict[str, Any]]) -> None:
    if name not in metadata.tables:
        raise ValueError(f"no table {name}")
    table = metadata.tables[name]
    changes = {column.name: _stored(column.type) for column in table.columns}
    connection = session.connection()
    while part := list(islice(rows, _AT_ONCE)):
        columns = list(part[0])
        if not set(columns) <= changes.keys():
            raise ValueError(f"a row of {name} has columns that are not known")
        quoted = ", ".join(f'"{column}"' for column in columns)
        marks = ", ".join("?" * len(columns))
        values = [tuple(changes[column](row[column]) for column in columns) for row in part]
        connection.exec_driver_sql(
            f'INSERT INTO "{name}" ({quoted}) VALUES ({marks})',  # noqa: S608  known names
            values,
        )


def _stored(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, UtcInstant):
        return lambda value: None if value is None else to_microseconds(_instant(value))
    if isinstance(kind, LargeBinary):
        return lambda value: None if value is None else b64decode(value, validate=True)
    return lambda value: value


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def _keep_words(session: Session) -> None:
    """The words by which sessions are found are in no table that is exported."""
    ids = list(
        session.connection()
        .execute(select(_SESSION.c.id).where(_SESSION.c.state != SessionState.OPEN))
        .scalars()
    )
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        for number, record in zip(part, records_by_id(session, part), strict=True):
            keep_search_words(session, number, record.content)
