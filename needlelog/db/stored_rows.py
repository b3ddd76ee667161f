"""Plain rows of `needlelog.db.whole_tables` as the database stores them."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import LargeBinary

from needlelog.db.schema import metadata
from needlelog.db.types import UtcInstant, to_microseconds

PlainRows = tuple[str, list[dict[str, Any]]]
"""The name of a table and some of its rows."""
StoredRows = tuple[str, tuple[str, ...], list[Any]]
"""The name of a table, columns of it, and rows of values in their order."""
_FEWEST = 2
"""No table has a single column."""
_Change = Callable[[Any], Any]


def stored_rows(blocks: Iterable[PlainRows]) -> Iterator[StoredRows]:
    """The same rows as they are bound to a statement.

    Raises:
        ValueError, KeyError, TypeError: a row does not fit the tables.
    """
    for name, rows in blocks:
        if name not in metadata.tables:
            raise ValueError(f"no table {name}")
        known = _changes(name)
        columns = tuple(rows[0])
        if not set(columns) <= known.keys():
            raise ValueError(f"a row of {name} has columns that are not known")
        if len(columns) < _FEWEST:
            raise ValueError(f"a row of {name} has too few columns")
        values = list(map(itemgetter(*columns), rows))
        changes = [
            (place, change)
            for place, column in enumerate(columns)
            if (change := known[column]) is not None
        ]
        yield name, columns, [_changed(row, changes) for row in values] if changes else values


def _changed(row: tuple[Any, ...], changes: list[tuple[int, _Change]]) -> list[Any]:
    values = list(row)
    for place, change in changes:
        value = values[place]
        if value is not None:
            values[place] = change(value)
    return values


@cache
def _changes(table: str) -> dict[str, _Change | None]:
    """How the values of each column come back from what they are in JSON."""

    def change(kind: Any) -> _Change | None:
        if isinstance(kind, UtcInstant):
            return _microseconds
        return _bytes if isinstance(kind, LargeBinary) else None

    return {column.name: change(column.type) for column in metadata.tables[table].columns}


def _microseconds(text: str) -> int:
    return to_microseconds(datetime.fromisoformat(text))


def _bytes(text: str) -> bytes:
    return b64decode(text, validate=True)
