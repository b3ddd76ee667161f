"""Rows in bulk, loaded into a new file that takes the place of the clinic's when it is whole."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex

from needlelog.db.bulk.columns import loaded_columns
from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.schema import metadata
from needlelog.db.sqlite.connect import connect
from needlelog.db.sqlite.copies import copy_database
from needlelog.db.sqlite.counting import counting_statements, fill_statements
from needlelog.db.sqlite.search import SEARCH_TABLE, search_statements
from needlelog.db.sqlite.triggers import lock_triggers

Batch = Mapping[str, Sequence[Sequence[Any]]]
"""Rows by table, in the order of the columns that are loaded."""

_CACHE_KIB = 96 * 1024
_IN_ORDER = "audit_entry"
"""Its rows come in the order of its indexes and are half of all bytes: reading them once more for
each index costs more than keeping the indexes."""
_BESIDE = ("-wal", "-shm", "-journal")
_WHILE_LOADING = (
    "PRAGMA foreign_keys = OFF",
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
)


def load_in_bulk(path: Path, key: bytes, fresh: Path, batches: Iterable[Batch]) -> None:
    """Add rows to a database that nobody has open: all of them or none.

    ``fresh`` is where the new file is made; it is encrypted with the same key. The locks stand
    again before it takes the place of the old one.

    Raises:
        KnownError: the disk is full or writing is refused; the file is as it was.
    """
    with taking_the_place(path, fresh):
        copy_database(path, key, fresh)
        with filling(fresh, key) as connection:
            (clients,) = connection.execute("SELECT coalesce(max(id), 0) FROM client").fetchone()
            for batch in batches:
                for table, rows in batch.items():
                    connection.executemany(insert_statement(table), rows)
            keep_client_words(connection, clients)


@contextmanager
def taking_the_place(path: Path, fresh: Path) -> Iterator[None]:
    """Put a new file into the place of another once the block has made it; else it goes."""
    try:
        with known_driver_errors(path.name):
            yield
            with fresh.open("rb+") as file:
                os.fsync(file.fileno())
            fresh.replace(path)
    finally:
        for each in (fresh, *(fresh.with_name(fresh.name + end) for end in _BESIDE)):
            each.unlink(missing_ok=True)


@contextmanager
def filling(
    fresh: Path, key: bytes, has_sums: Callable[[Any], bool] = lambda _connection: False
) -> Iterator[Any]:
    """A driver connection to a file that has all tables, in one transaction.

    In the block the file has no locks and few indexes but those of its constraints, references
    are not looked at, and a crash leaves nothing: only for a file that nobody counts on yet. At
    the end locks and indexes stand, and the sums are worked out unless ``has_sums`` says that
    they came with the rows.
    """
    with closing(connect(fresh, key)) as connection:
        for pragma in _WHILE_LOADING:
            connection.execute(pragma)
        connection.execute("BEGIN")
        for name in (
            lock_triggers().keys() | search_statements().keys() | counting_statements().keys()
        ):
            connection.execute(f"DROP TRIGGER IF EXISTS {name}")
        tables = [table.name for table in metadata.sorted_tables if table.name != _IN_ORDER]
        for table in tables:
            for index in metadata.tables[table].indexes:
                connection.execute(f"DROP INDEX {index.name}")
        yield connection
        for table in tables:
            make_indexes(connection, table)
        if not has_sums(connection):
            for statement in fill_statements():
                connection.execute(statement)
        triggers = {**search_statements(), **counting_statements(), **lock_triggers()}
        for statement in triggers.values():
            if statement.startswith("CREATE TRIGGER"):
                connection.execute(statement)
        connection.execute("COMMIT")


def make_indexes(connection: Any, table: str) -> None:
    """Make the indexes of a table that are not there.

    Right after its rows most of its pages are still in memory and need not be decrypted again.
    """
    for index in metadata.tables[table].indexes:
        statement = CreateIndex(index, if_not_exists=True)
        connection.execute(str(statement.compile(dialect=dialect())))


def keep_client_words(connection: Any, after: int = 0) -> None:
    """Keep the words by which clients beyond a row number are found."""
    connection.execute(
        f"INSERT INTO {SEARCH_TABLE} (rowid, words) SELECT id, search_text FROM client"  # noqa: S608
        " WHERE id > ?",
        (after,),
    )


def insert_statement(table: str, columns: Sequence[str] = ()) -> str:
    """The statement that inserts rows of a table; without columns, of those that are loaded."""
    names = columns or loaded_columns(table)
    quoted = ", ".join(f'"{name}"' for name in names)
    marks = ", ".join("?" * len(names))
    return f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})'  # noqa: S608  known names
