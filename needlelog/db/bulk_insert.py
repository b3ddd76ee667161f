"""Rows written straight through the driver, where the person at the screen waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from needlelog.db.types import to_microseconds


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows that all have the same columns; return the number of a row inserted alone."""
    statement, names, defaults = _statement(table, tuple(rows[0]), connection.dialect)
    values = [
        tuple([_stored(row[name]) if name in row else defaults[name] for name in names])
        for row in rows
    ]
    if len(values) == 1:
        return int(connection.exec_driver_sql(statement, values[0]).lastrowid or 0)
    connection.exec_driver_sql(statement, values)
    return 0


@cache
def _statement(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault)
    }
    return str(compiled), tuple(compiled.positiontup or ()), defaults


def _stored(value: Any) -> Any:
    """What the column types of the tables make of a value."""
    if isinstance(value, datetime):
        return to_microseconds(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return value
