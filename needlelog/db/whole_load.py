"""A new database filled with rows of every table, as `needlelog.db.stored_rows` gives them out."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy.exc import DataError, IntegrityError, InterfaceError, ProgrammingError

from needlelog.db.bulk.loading import (
    filling,
    insert_statement,
    keep_client_words,
    make_indexes,
    taking_the_place,
)
from needlelog.db.database_file import create_open_tables
from needlelog.db.driver_errors import known_driver_errors
from needlelog.db.engine import Database
from needlelog.db.session_words import words_of_all
from needlelog.db.sqlite.connect import connect
from needlelog.db.stored_rows import StoredRows
from needlelog.domain.record_errors import RecordIncomplete

_UNFIT = (
    *(IntegrityError, DataError, InterfaceError, ProgrammingError, OverflowError),
    *(sqlcipher3.IntegrityError, sqlcipher3.DataError),
    *(sqlcipher3.InterfaceError, sqlcipher3.ProgrammingError),
)
"""What the driver says of values that no clinic has; a full disk is something else."""
_FRESH = ".{}.loading.needlelog-new"
_SUMS = ("session_figure", "session_summary", "figure_letter", "year_sum", "week_count")
"""Those of which there is one for each session, then those of which there are some."""
_WORDS = "INSERT INTO session_search (rowid, words) VALUES (?, ?)"


def load_database(path: Path, key: bytes, rows: Iterable[StoredRows]) -> Database:
    """Make a new encrypted database that holds these rows and nothing else.

    Rows of one table stand together, tables after those they point at. The file appears under
    its name when it is whole.

    Raises:
        ValueError: a row does not fit the tables.
        KnownError: the disk is full or writing is refused; no file is left behind.
    """
    fresh = path.with_name(_FRESH.format(path.name))
    try:
        with taking_the_place(path, fresh):
            _make_tables(fresh, key)
            with filling(fresh, key, _has_sums) as driver:
                for name, parts in groupby(rows, key=itemgetter(0)):
                    for _name, columns, values in parts:
                        driver.executemany(insert_statement(name, columns), values)
                    make_indexes(driver, name)
                if driver.execute("PRAGMA foreign_key_check").fetchone() is not None:
                    raise ValueError("a row points at one that is not there")
                keep_client_words(driver)
                driver.executemany(_WORDS, words_of_all(driver))
    except (*_UNFIT, RecordIncomplete) as error:
        raise ValueError("the rows do not fit together") from error
    return Database(path, key)


def _has_sums(driver: Any) -> bool:
    """Whether sums and figures came with the rows; an older program's export has none of them."""
    counts = ", ".join(f"(SELECT count(*) FROM {table})" for table in _SUMS)  # noqa: S608
    kept, sessions, *others = driver.execute(f"SELECT {counts}").fetchone()
    return bool(kept == sessions and all(others))


def _make_tables(fresh: Path, key: bytes) -> None:
    with known_driver_errors(fresh.name):
        connect(fresh, key, must_exist=False).close()
    database = Database(fresh, key)
    try:
        with database.write() as session:
            create_open_tables(session.connection())
    finally:
        database.close()
