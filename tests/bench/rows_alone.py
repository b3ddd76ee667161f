"""The floor of writing many records: the rows of a clinic written by the driver alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from pathlib import Path
from time import thread_time
from typing import Any

from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateIndex, CreateTable

from needlelog.db.schema import metadata
from needlelog.db.session_words import words_of_all
from needlelog.db.sqlite.connect import connect
from needlelog.db.sqlite.search import search_statements

_SETTINGS = (
    *("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF"),
    *("locking_mode = EXCLUSIVE", "cache_size = -98304"),
)
_AT_ONCE = 2000
_IN_PLACE = "audit_entry"
"""Its indexes are made before its rows, which come in their order."""


def rows_alone(path: Path, key: bytes, fresh: Path) -> float:
    """Write all rows of a database into a new one, and return the processor time of the writing.

    The same tables, checks and indexes, encrypted, no journal, no triggers, one transaction. The
    rows lie there as the driver takes them; reading and making them is not counted.
    """
    with (
        closing(connect(path, key)) as source,
        closing(connect(fresh, key, must_exist=False)) as target,
    ):
        return _Floor(source, target).spent()


class _Floor:
    def __init__(self, source: Any, target: Any) -> None:
        self._source = source
        self._target = target
        self._spent = 0.0

    def spent(self) -> float:
        for setting in _SETTINGS:
            self._target.execute(f"PRAGMA {setting}")
        self._target.execute("BEGIN")
        late = list(self._tables())
        for name, columns, rows in self._rows():
            names, marks = ", ".join(columns), ", ".join("?" * len(columns))
            statement = f'INSERT INTO "{name}" ({names}) VALUES ({marks})'  # noqa: S608
            several = iter(rows)
            while block := list(islice(several, _AT_ONCE)):
                self._timed(self._target.executemany, statement, block)
        for statement in (*late, "COMMIT"):
            self._timed(self._target.execute, statement)
        return self._spent

    def _tables(self) -> Iterator[str]:
        """Make the tables; the statements of the indexes that are made at the end."""
        for table in metadata.sorted_tables:
            self._target.execute(str(CreateTable(table).compile(dialect=dialect())))
            for index in table.indexes:
                statement = str(CreateIndex(index).compile(dialect=dialect()))
                if table.name == _IN_PLACE:
                    self._target.execute(statement)
                else:
                    yield statement
        for statement in search_statements().values():
            if statement.startswith("CREATE VIRTUAL"):
                self._target.execute(statement)

    def _rows(self) -> Iterator[tuple[str, Sequence[str], Iterable[Any]]]:
        for table in metadata.sorted_tables:
            columns = [f'"{column.name}"' for column in table.columns]
            chosen = f'SELECT {", ".join(columns)} FROM "{table.name}"'  # noqa: S608
            yield table.name, columns, self._source.execute(chosen)
        found = ("rowid", "words")
        yield "session_search", found, words_of_all(self._source)
        words = self._source.execute("SELECT id, search_text FROM client")
        yield "client_search", found, words

    def _timed(self, act: Callable[..., object], *what: Any) -> None:
        begin = thread_time()
        act(*what)
        self._spent += thread_time() - begin
