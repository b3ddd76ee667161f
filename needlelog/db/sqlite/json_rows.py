"""Rows of a table as JSON, written by SQLite itself.

The text is that of `needlelog.db.whole_tables.plain_value`, put together as ``json.dumps`` does
it without spaces: for a million sessions this is what an export waits for.
"""

from __future__ import annotations

from sqlalchemy import Boolean, LargeBinary, Table

from needlelog.db.types import UtcInstant

_SECOND = 1_000_000


def json_rows(table: Table) -> str | None:
    """A statement whose rows are one value each: the bytes of a row's JSON, by primary key.

    ``None`` for a table with bytes in it, for which SQLite has no text.
    """
    if any(isinstance(column.type, LargeBinary) for column in table.columns):
        return None
    members = ", ".join(
        f"'{column.name}', {_spelled(column.name, column.type)}" for column in table.columns
    )
    key = ", ".join(f'"{column.name}"' for column in table.primary_key.columns)
    return f'SELECT CAST(json_object({members}) AS BLOB) FROM "{table.name}" ORDER BY {key}'


def _spelled(name: str, kind: object) -> str:
    column = f'"{name}"'
    if isinstance(kind, Boolean):
        return f"json(CASE {column} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END)"
    if isinstance(kind, UtcInstant):
        # Before 1970 the division of whole numbers rounds the other way.
        micro = f"(({column} % {_SECOND} + {_SECOND}) % {_SECOND})"
        seconds = f"(({column} - {micro}) / {_SECOND})"
        return f"strftime('%Y-%m-%dT%H:%M:%S', {seconds}, 'unixepoch') || printf('.%06dZ', {micro})"
    return column
