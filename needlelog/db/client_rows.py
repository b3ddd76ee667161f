"""Which rows belong to a client and to nobody else, found by how the tables point at each other.

A row belongs to a client when a column that must be filled points at the client, or at a row that
belongs to one. A column that may stay empty only mentions: such a row stays and forgets.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Table, and_, exists, or_, select

from needlelog.db.schema import metadata
from needlelog.db.transaction import Session

CLIENT = "client"


@cache
def tables_of_a_client() -> tuple[str, ...]:
    """The tables whose rows belong to clients; each after those its rows point at."""
    found = [CLIENT]
    for table in metadata.sorted_tables:
        if table.name != CLIENT and any(_owner(key).name in found for key in _needed(table)):
            found.append(table.name)
    return tuple(found)


@cache
def mentioning_columns() -> tuple[tuple[str, str], ...]:
    """Table and column of rows that stay, but point at a row that belongs to a client."""
    owned = tables_of_a_client()
    return tuple(
        (table.name, column.name)
        for table in metadata.sorted_tables
        if table.name not in owned
        for key in table.foreign_key_constraints
        if _owner(key).name in owned
        for column in key.columns
    )


def rows_of_clients(session: Session, ids: tuple[int, ...]) -> dict[str, tuple[int, ...]]:
    """The numbers of all rows that belong to these clients, by table, in the order of
    `tables_of_a_client`."""
    found: dict[str, tuple[int, ...]] = {CLIENT: ids}
    for name in tables_of_a_client()[1:]:
        table = metadata.tables[name]
        keys = [key for key in _needed(table) if _owner(key).name in found]
        wanted = or_(*(_points_at(key, found[_owner(key).name]) for key in keys))
        rows = session.connection().execute(select(row_number(table)).where(wanted))
        found[name] = tuple(rows.scalars())
    return found


def others_point_at(session: Session, rows: Mapping[str, tuple[int, ...]]) -> bool:
    """Whether rows of other clients point at these, as `rows_of_clients` found them: what was
    written while two clients were merged builds on both."""
    for name, mine in rows.items():
        table = metadata.tables[name]
        for key in table.foreign_key_constraints - set(_needed(table)):
            theirs = rows.get(_owner(key).name)
            if theirs:
                number = row_number(table)
                found = select(number).where(_points_at(key, theirs), number.not_in(mine)).limit(1)
                if session.connection().execute(found).first() is not None:
                    return True
    return False


def row_number(table: Table) -> ColumnElement[int]:
    """The column that names a row of a table that belongs to clients."""
    (column,) = table.primary_key.columns
    return column


def _needed(table: Table) -> list[ForeignKeyConstraint]:
    return [
        key
        for key in table.foreign_key_constraints
        if not any(column.nullable for column in key.columns)
    ]


def _owner(key: ForeignKeyConstraint) -> Table:
    return key.referred_table


def _points_at(key: ForeignKeyConstraint, numbers: tuple[int, ...]) -> ColumnElement[bool]:
    owner = _owner(key)
    number = row_number(owner)
    elements = list(key.elements)
    if len(elements) == 1 and elements[0].column is number:
        return elements[0].parent.in_(numbers)
    same = [element.parent == element.column for element in elements]
    return exists(select(number).where(number.in_(numbers), and_(*same)))
