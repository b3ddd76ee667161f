"""Statements worked out once and run straight through the driver.

For what runs while the person at the screen waits and is short: there SQLAlchemy takes several
times as long to put a statement together and to describe its result as SQLite takes to answer.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from typing import Any, NoReturn

import sqlcipher3
from sqlalchemy import BindParameter, Connection, Select, bindparam
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql import ClauseElement

from needlelog.db.transaction import Session
from needlelog.db.types import to_microseconds

_DIALECT = SQLiteDialect_pysqlite()
_Processor = Callable[[Any], Any]


class Prepared:
    """A statement with names for its values, such as ``bindparam("uid")`` or ``:uid``.

    The rows of a `select` have its columns as attributes, with the types of the tables; those of
    other statements are plain tuples.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement

    def all(self, session: Session, **values: Any) -> list[Any]:
        """The rows, all at once."""
        sql, names, constants = self._compiled
        found = run(session.connection(), sql, _ordered(names, constants, values)).fetchall()
        return [self._row(row) for row in found] if found else found

    def each(self, session: Session, **values: Any) -> Iterator[Any]:
        """The rows, one after the other, read as they are asked for."""
        sql, names, constants = self._compiled
        return map(self._row, run(session.connection(), sql, _ordered(names, constants, values)))

    def first(self, session: Session, **values: Any) -> Any:
        """The first row, ``None`` where there is none."""
        sql, names, constants = self._compiled
        found = run(session.connection(), sql, _ordered(names, constants, values)).fetchone()
        return None if found is None else self._row(found)

    def value(self, session: Session, **values: Any) -> Any:
        """The first column of the first row, ``None`` where there is none."""
        found = self.first(session, **values)
        return None if found is None else found[0]

    def run(self, session: Session, **values: Any) -> int:
        """Change rows, and tell how many."""
        sql, names, constants = self._compiled
        return int(run(session.connection(), sql, _ordered(names, constants, values)).rowcount)

    def run_each(self, session: Session, rows: Iterable[Mapping[str, Any]]) -> None:
        """Run the statement for each of the rows."""
        sql, names, constants = self._compiled
        run_many(session.connection(), sql, [_ordered(names, constants, row) for row in rows])

    @cached_property
    def _compiled(self) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        compiled: Any = self._statement.compile(
            dialect=_DIALECT, compile_kwargs={"render_postcompile": True}
        )
        names = tuple(compiled.positiontup or ())
        constants = {
            name: stored(value) for name, value in compiled.params.items() if value is not None
        }
        return str(compiled), names, constants

    @cached_property
    def _row(self) -> Callable[[tuple[Any, ...]], Any]:
        """How a row of the driver becomes a row with names and types."""
        if not isinstance(self._statement, Select):
            return tuple
        columns = list(self._statement.selected_columns)
        make: Callable[[Iterable[Any]], Any] = _kind_of_row([each.key for each in columns])._make
        found = [
            column.type.dialect_impl(_DIALECT).result_processor(_DIALECT, None)
            for column in columns
        ]
        processors: list[tuple[int, _Processor]] = [
            (place, each) for place, each in enumerate(found) if each is not None
        ]
        if not processors:
            return make

        def typed(row: tuple[Any, ...]) -> Any:
            values = list(row)
            for place, process in processors:
                values[place] = process(values[place])
            return make(values)

        return typed


def placeholders(name: str, count: int) -> list[BindParameter[Any]]:
    """So many places for values in a list; see `numbered`."""
    return [bindparam(f"{name}_{place}") for place in range(count)]


def numbered(name: str, values: Iterable[Any]) -> dict[str, Any]:
    """The values for `placeholders`."""
    return {f"{name}_{place}": value for place, value in enumerate(values)}


def _kind_of_row(names: list[Any]) -> Any:
    kind: Any = namedtuple
    return kind("Row", names, rename=True)


def run(connection: Connection, sql: str, values: tuple[Any, ...]) -> Any:
    """Run one statement and return the driver's cursor."""
    driver: Any = connection.connection.driver_connection
    try:
        return driver.execute(sql, values)
    except sqlcipher3.Error as error:
        _raise(error, sql)


def run_many(connection: Connection, sql: str, values: list[tuple[Any, ...]]) -> None:
    """Run one statement for each of the values."""
    driver: Any = connection.connection.driver_connection
    try:
        driver.executemany(sql, values)
    except sqlcipher3.Error as error:
        _raise(error, sql)


AS_THEY_ARE = frozenset({str, int, type(None)})
"""Kinds of values that the tables take as they are."""


def stored(value: Any) -> Any:
    """What the column types of the tables make of a value."""
    if type(value) in AS_THEY_ARE:
        return value
    if isinstance(value, datetime):
        return to_microseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value


def _ordered(
    names: tuple[str, ...], constants: dict[str, Any], values: Mapping[str, Any]
) -> tuple[Any, ...]:
    found = [values[name] if name in values else constants[name] for name in names]
    return tuple([each if type(each) in AS_THEY_ARE else stored(each) for each in found])


def _raise(error: Exception, sql: str) -> NoReturn:
    """Raise a driver's error as SQLAlchemy raises it, without the values."""
    raise DBAPIError.instance(sql, None, error, sqlcipher3.Error, hide_parameters=True) from error
