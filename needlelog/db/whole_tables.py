"""Every table as it stands, row by row, in values that JSON can hold."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, select

from needlelog.db.schema import metadata
from needlelog.db.sqlite.json_rows import json_rows
from needlelog.db.transaction import Session

_ROWS_AT_ONCE = 500
_NO_RECORD = frozenset({"begun_words"})

PlainValue = str | int | bool | None
"""A stored value in JSON; see `plain_value`."""


def table_names() -> tuple[str, ...]:
    """The tables of the live schema but for words that were begun: those are nobody's yet.

    A table stands after those its rows point at.
    """
    return tuple(table.name for table in metadata.sorted_tables if table.name not in _NO_RECORD)


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has, in the order of `table_names`."""
    return {
        name: session.connection()
        .execute(select(func.count()).select_from(metadata.tables[name]))
        .scalar()
        or 0
        for name in table_names()
    }


def _plain_rows(session: Session, table: Table) -> Iterator[dict[str, PlainValue]]:
    rows = (
        session.connection()
        .execution_options(yield_per=_ROWS_AT_ONCE)
        .execute(select(table).order_by(*table.primary_key.columns))
    )
    for row in rows:
        yield {name: plain_value(value) for name, value in row._mapping.items()}


def json_blocks(session: Session, table_name: str) -> Iterator[list[bytes]]:
    """All rows of a table by primary key as JSON in UTF-8, some hundred at a time."""
    table = metadata.tables[table_name]
    statement = json_rows(table)
    if statement is None:
        rows = (as_json(row) for row in _plain_rows(session, table))
        while block := list(islice(rows, _ROWS_AT_ONCE)):
            yield block
        return
    result = session.connection().exec_driver_sql(statement)
    for part in result.partitions(_ROWS_AT_ONCE):
        yield [row[0] for row in part]


def as_json(value: object) -> bytes:
    """A plain value or a mapping of them as the export spells it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def plain_value(value: Any) -> PlainValue:
    """An instant as ISO text in UTC with microseconds, a day as ISO text, bytes in Base64."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int):
        return value
    raise TypeError(f"a {type(value).__name__} has no place in the export")
