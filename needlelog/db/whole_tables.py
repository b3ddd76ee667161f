"""Every table as it stands, row by row, in values that JSON can hold."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from needlelog.db.schema import metadata

_ROWS_AT_ONCE = 500

PlainValue = str | int | bool | None
"""A stored value in JSON; see `plain_value`."""


def table_names() -> tuple[str, ...]:
    """The tables of the live schema; a table stands after those its rows point at."""
    return tuple(table.name for table in metadata.sorted_tables)


def row_counts(session: Session) -> dict[str, int]:
    """How many rows each table has, in the order of `table_names`."""
    return {
        table.name: session.connection().execute(select(func.count()).select_from(table)).scalar()
        or 0
        for table in metadata.sorted_tables
    }


def plain_rows(session: Session, table_name: str) -> Iterator[dict[str, PlainValue]]:
    """All rows of a table by primary key, every column included, never all at once in memory."""
    table = metadata.tables[table_name]
    rows = (
        session.connection()
        .execution_options(yield_per=_ROWS_AT_ONCE)
        .execute(select(table).order_by(*table.primary_key.columns))
    )
    for row in rows:
        yield {name: plain_value(value) for name, value in row._mapping.items()}


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
