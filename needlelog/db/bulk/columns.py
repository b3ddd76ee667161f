"""The columns that are loaded, in their order, and what stands where a row says nothing."""

from __future__ import annotations

from functools import cache
from typing import Any

from sqlalchemy.sql.schema import ScalarElementColumnDefault

from needlelog.db.schema import metadata

NUMBERED = frozenset(
    {"client", "client_concern", "plan", "session", "score", "follow_up", "addendum", "question"}
)
"""Tables whose row numbers are given, because other rows point at them."""

SEARCH_WORDS = "session_search"
"""Not a table of the schema, but filled like one: row number and words."""


@cache
def loaded_columns(table: str) -> tuple[str, ...]:
    """All columns but a row number that the database may choose."""
    if table == SEARCH_WORDS:
        return ("rowid", "words")
    names = tuple(column.name for column in metadata.tables[table].columns)
    return names if table in NUMBERED else tuple(name for name in names if name != "id")


@cache
def loaded_defaults(table: str) -> dict[str, Any]:
    """What each column holds in a row that does not name it."""
    if table == SEARCH_WORDS:
        return {}
    return {
        column.name: column.default.arg
        if isinstance(column.default, ScalarElementColumnDefault)
        else None
        for column in metadata.tables[table].columns
    }
