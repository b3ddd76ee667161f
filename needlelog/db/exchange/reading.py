"""What is new since a mark, as plain rows for a file: entries, rows with their children, changes.

Everything is read in parts of a few hundred, inside one read transaction of the caller.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

from sqlalchemy import Connection, LargeBinary

from needlelog.db.exchange.kinds import ZONE_SETS, ZONES, kinds, references, sent_columns
from needlelog.db.schema import metadata
from needlelog.db.transaction import Session
from needlelog.domain.exchange.bundles import KindCount, Marks

ENTRY_COLUMNS = (
    *("origin", "sequence", "made_at", "person_uid", "person", "act", "record_kind"),
    *("record_uid", "before", "after", "previous_hash", "hash"),
)
CHANGE_COLUMNS = (
    *("origin", "number", "table_name", "row_uid", "field", "old", "new", "builds_on"),
    *("sequence", "made_at"),
)
_ENTRIES_AT_ONCE = 500
_ROWS_AT_ONCE = 200

Rows = tuple[str, tuple[str, ...], list[list[Any]]]
"""Table, columns and values; an empty table name says that the rows before it are complete."""
COMPLETE: Rows = ("", (), [])


def new_entries(session: Session, since: Marks, until: Marks) -> Iterator[list[list[Any]]]:
    """Entries of all trails after a mark, each trail in its order."""
    names = ", ".join(ENTRY_COLUMNS)
    statement = (
        f"SELECT {names} FROM audit_entry WHERE origin = ? AND sequence > ? AND sequence <= ?"
        " ORDER BY sequence"
    )
    for origin, mark in until.items():
        first = since[origin].sequence if origin in since else 0
        yield from _parts(session, statement, (origin, first, mark.sequence), _ENTRIES_AT_ONCE)


def new_changes(session: Session, since: Marks, until: Marks) -> Iterator[list[list[Any]]]:
    """Changes after a mark, in the order in which they became known here."""
    condition, values = changes_between(since, until)
    names = ", ".join(CHANGE_COLUMNS)
    statement = f"SELECT {names} FROM exchange_change WHERE {condition} ORDER BY id"
    yield from _parts(session, statement, values, _ENTRIES_AT_ONCE)


def change_count(session: Session, since: Marks, until: Marks) -> int:
    """How many changes there are after a mark."""
    condition, values = changes_between(since, until)
    statement = f"SELECT count(*) FROM exchange_change WHERE {condition}"
    found: int = session.connection().exec_driver_sql(statement, values).scalar_one()
    return found


def kind_counts(session: Session, since: Marks, until: Marks) -> tuple[KindCount, ...]:
    """How many records of each kind were made after a mark, and how many older ones changed."""
    condition, values = changes_between(since, until)
    rows = session.connection().exec_driver_sql(
        "SELECT table_name, sum(made) AS new, sum(NOT made) AS changed FROM"
        " (SELECT table_name, row_uid, max(field = '') AS made FROM exchange_change"
        f" WHERE {condition} GROUP BY table_name, row_uid) GROUP BY table_name ORDER BY table_name",
        values,
    )
    return tuple(KindCount(row.table_name, row.new, row.changed) for row in rows)


def entry_count(since: Marks, until: Marks) -> int:
    """How many entries there are after a mark."""
    return sum(
        max(0, mark.sequence - (since[origin].sequence if origin in since else 0))
        for origin, mark in until.items()
    )


def new_photo_files(session: Session, since: Marks, until: Marks) -> list[str]:
    """The files of photos written after a mark."""
    condition, values = changes_between(since, until)
    rows = session.connection().exec_driver_sql(
        "SELECT file_sha256 FROM photo WHERE uid IN (SELECT row_uid FROM exchange_change"
        f" WHERE table_name = 'photo' AND field = '' AND ({condition})) ORDER BY id",
        values,
    )
    return list(rows.scalars())


def new_rows(session: Session, since: Marks, until: Marks) -> Iterator[Rows]:
    """Rows written after a mark, with the rows that belong to them; none before what it needs."""
    connection = session.connection()
    condition, values = changes_between(since, until)
    for kind in kinds().values():
        if not kind.alone:
            continue
        ids = connection.exec_driver_sql(
            f'SELECT id FROM "{kind.table}" WHERE uid IN (SELECT row_uid FROM exchange_change'
            f" WHERE table_name = '{kind.table}' AND field = '' AND ({condition})) ORDER BY id",
            values,
        )
        numbers = iter(list(ids.scalars()))
        while part := list(islice(numbers, _ROWS_AT_ONCE)):
            yield from _with_children(connection, kind.table, part)
            yield COMPLETE


def _with_children(connection: Connection, table: str, ids: Sequence[int]) -> Iterator[Rows]:
    found = {table: list(ids)}
    yield _read(connection, table, ids)
    for kind in kinds().values():
        for owner, column in kind.owners:
            if owner not in found or kind.table in found:
                continue
            marks = _numbers(found[owner])
            children = connection.exec_driver_sql(
                f'SELECT id FROM "{kind.table}" WHERE {column} IN ({marks}) ORDER BY id'
            )
            found[kind.table] = list(children.scalars())
            if found[kind.table]:
                yield _read(connection, kind.table, found[kind.table])


def _read(connection: Connection, table: str, ids: Sequence[int]) -> Rows:
    columns = (*sent_columns(table), *((ZONES,) if table in ZONE_SETS else ()))
    rows = connection.exec_driver_sql(_select(table).format(ids=_numbers(ids)))
    values = [list(row) for row in rows]
    for position in _binary(table):
        for row in values:
            row[position] = b64encode(row[position]).decode("ascii")
    return table, columns, values


@cache
def _select(table: str) -> str:
    pointing = references(table)
    parts = [
        f'(SELECT uid FROM "{pointing[name]}" WHERE id = this."{name}")'
        if name in pointing
        else f'this."{name}"'
        for name in sent_columns(table)
    ]
    if table in ZONE_SETS:
        zones, owner = ZONE_SETS[table]
        parts.append(zones_of(zones, owner, "this.id"))
    return f'SELECT {", ".join(parts)} FROM "{table}" AS this WHERE id IN ({{ids}}) ORDER BY id'


def zones_of(zones: str, owner: str, number: str) -> str:
    """SQL: the zones of a row as JSON, in their order."""
    return (
        "(SELECT json_group_array(json_array(zone, side)) FROM"
        f" (SELECT zone, side FROM {zones} WHERE {owner} = {number} ORDER BY position))"
    )


@cache
def _binary(table: str) -> tuple[int, ...]:
    columns = metadata.tables[table].columns
    return tuple(
        position
        for position, name in enumerate(sent_columns(table))
        if isinstance(columns[name].type, LargeBinary)
    )


def binary_columns(table: str) -> frozenset[str]:
    """Columns whose bytes travel as Base64."""
    return frozenset(sent_columns(table)[position] for position in _binary(table))


def changes_between(since: Marks, until: Marks) -> tuple[str, tuple[Any, ...]]:
    """SQL: a change lies between two marks."""
    parts: list[str] = []
    values: list[Any] = []
    for origin, mark in until.items():
        first = since[origin].number if origin in since else 0
        if mark.number > first:
            parts.append("(origin = ? AND number > ? AND number <= ?)")
            values += [origin, first, mark.number]
    return (" OR ".join(parts) or "0", tuple(values))


def _parts(
    session: Session, statement: str, values: tuple[Any, ...], size: int
) -> Iterator[list[list[Any]]]:
    rows = session.connection().exec_driver_sql(
        statement, values, execution_options={"yield_per": size}
    )
    for part in rows.partitions(size):
        yield [list(row) for row in part]


def _numbers(ids: Sequence[int]) -> str:
    return ", ".join(map(str, ids))
