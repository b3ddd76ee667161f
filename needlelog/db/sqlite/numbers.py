"""Numbers of rows handed over in bulk, and the values of an index, as only SQLite can do it."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, Select, bindparam, func, select

Numbers: TypeAlias = "array[int]"
"""Row numbers in four bytes each: a million take four megabytes."""

_DIGITS = 8


def is_one_of(column: Any, numbers: Iterable[int]) -> ColumnElement[bool]:
    """Whether a column is one of many numbers, which are handed over as one value."""
    return is_listed(column, listed(numbers))


def is_listed(column: Any, numbers: str) -> ColumnElement[bool]:
    """The same of numbers that are one value already; see `listed`."""
    each = func.json_each(numbers).table_valued("value")
    found: ColumnElement[bool] = column.in_(select(each.c.value))
    return found


@dataclass(frozen=True, slots=True)
class Few:
    """Some numbers as one value, see `listed`, and the smallest and the greatest of them."""

    listed: str
    least: int
    greatest: int


def few_of(connection: Connection, numbers: Any) -> Few:
    """The numbers of a statement of one column, put together without a Python number of each."""
    some = numbers.subquery()
    (number,) = some.c
    asked = select(func.json_group_array(number), func.min(number), func.max(number))
    found, least, greatest = connection.execute(asked).one()
    return Few(found, least or 0, greatest or 0)


def listed(numbers: Iterable[int]) -> str:
    """Numbers as one value, for `numbers_named` or ``json_each``."""
    return f"[{','.join(map(str, numbers))}]"


def numbers_named(name: str) -> Select[Any]:
    """The numbers of a value that a prepared statement gets under this name; see `listed`."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)


def numbers_of(connection: Connection, statement: Select[Any]) -> Numbers:
    """All numbers of a statement of one column called ``number``, in its order.

    They come as one text of hexadecimal digits, put together by SQLite while Python's other
    threads run: a row each costs ten times as long, and making numbers of decimal digits would
    keep the window waiting.
    """
    whole = statement.subquery()
    digits = func.printf(f"%0{_DIGITS}x", whole.c.number)
    joined: str | None = connection.execute(select(func.group_concat(digits, ""))).scalar()
    found = array("I")
    if joined:
        found.frombytes(bytes.fromhex(joined))
        if sys.byteorder == "little":
            found.byteswap()
    return found


def values_of(connection: Connection, column: Any) -> list[Any]:
    """The values of the first column of an index, each once, in order; NULL is left out.

    One step of the index for each; DISTINCT would walk through the whole of it.
    """
    table, name = column.table.name, column.name
    rows = connection.exec_driver_sql(
        f"WITH RECURSIVE step(value) AS (SELECT min({name}) FROM {table}"
        f" UNION ALL SELECT (SELECT min({name}) FROM {table} WHERE {name} > value) FROM step"
        " WHERE value IS NOT NULL) SELECT value FROM step WHERE value IS NOT NULL"
    )
    return list(rows.scalars())
