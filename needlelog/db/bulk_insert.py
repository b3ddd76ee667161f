"""Rows written straight through the driver, where the person at the screen waits for it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Table, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from needlelog.db.prepared import AS_THEY_ARE, run, run_many, stored


def insert_rows(connection: Connection, table: Table, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows that all have the same columns; return the number of a row inserted alone."""
    statement, names, defaults = _statement(table, tuple(rows[0]), connection.dialect)
    if defaults:
        rows = [{**defaults, **row} for row in rows]
    values = [
        tuple(
            [
                value if type(value) in AS_THEY_ARE else stored(value)
                for value in map(row.__getitem__, names)
            ]
        )
        for row in rows
    ]
    if len(values) == 1:
        return int(run(connection, statement, values[0]).lastrowid or 0)
    run_many(connection, statement, values)
    return 0


@cache
def _statement(
    table: Table, columns: tuple[str, ...], dialect: Dialect
) -> tuple[str, tuple[str, ...], dict[str, Any]]:
    compiled = insert(table).compile(dialect=dialect, column_keys=list(columns))
    defaults = {
        column.name: column.default.arg
        for column in table.columns
        if isinstance(column.default, ScalarElementColumnDefault) and column.name not in columns
    }
    return str(compiled), tuple(compiled.positiontup or ()), defaults
