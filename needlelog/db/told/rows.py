"""Rows as the trail would tell them: by uid, references as uids, JSON as what it says."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, Table, bindparam, select

from needlelog.db.exchange.kinds import ZONE_SETS, references
from needlelog.db.schema import metadata
from needlelog.db.told.entries import document
from needlelog.db.transaction import Session

AT_ONCE = 500
Now = dict[str, Any]
"""A row as the trail would tell it, by the names of its columns; ``client_id`` is ``client_uid``."""


def in_parts(session: Session, table: str, json: Collection[str] = ()) -> Iterator[list[Now]]:
    """All rows of a table, some hundreds at a time; ``json`` are columns with a document."""
    statement = _next_rows(table)
    after = 0
    while found := session.connection().execute(statement, {"after": after}).all():
        after = found[-1].id
        yield with_zones(session, table, [_now(row._mapping, json) for row in found])


def rows_under(
    session: Session,
    table: str,
    owner: str,
    numbers: Sequence[int],
    *,
    where: Any = None,
    json: Collection[str] = (),
) -> list[Now]:
    """The rows whose column ``owner`` names one of these rows."""
    statement = _rows(table).where(metadata.tables[table].c[owner].in_(numbers))
    if where is not None:
        statement = statement.where(where)
    found = session.connection().execute(statement)
    return with_zones(session, table, [_now(row._mapping, json) for row in found])


@cache
def _next_rows(table: str) -> Select[Any]:
    number = metadata.tables[table].c.id
    return _rows(table).where(number > bindparam("after")).order_by(number).limit(AT_ONCE)


@cache
def _rows(table: str) -> Select[Any]:
    own = metadata.tables[table]
    statement = select(*(column for column in own.c if column.name != "search_text"))
    joined: Any = own
    for column, owner in references(table).items():
        if owner == "exchange_receipt":
            continue
        other = metadata.tables[owner].alias(f"of_{column}")
        joined = joined.outerjoin(other, other.c.id == own.c[column])
        statement = statement.add_columns(other.c.uid.label(f"{column.removesuffix('_id')}_uid"))
    return statement.select_from(joined)


def _now(row: Mapping[Any, Any], json: Collection[str]) -> Now:
    return {
        name: told_document(value) if name in json else _told_form(value)
        for name, value in row.items()
    }


def told_document(value: Any) -> Any:
    """What a document says; one that says nothing any more stands for itself."""
    said = document(value)
    return value if said is None else said


def _told_form(value: Any) -> Any:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value.isoformat()
    return value


def with_zones(session: Session, table: str, rows: list[Now]) -> list[Now]:
    """The rows with the zones they cover, where rows of another table say them."""
    if table not in ZONE_SETS or not rows:
        return rows
    zones: Table
    zones, owner = metadata.tables[ZONE_SETS[table][0]], ZONE_SETS[table][1]
    by_number: dict[int, list[list[str]]] = {row["id"]: [] for row in rows}
    found = session.connection().execute(
        select(zones.c[owner], zones.c.zone, zones.c.side)
        .where(zones.c[owner].in_(list(by_number)))
        .order_by(zones.c[owner], zones.c.position)
    )
    for number, zone, side in found:
        by_number[number].append([zone, side])
    return [row | {"zones": by_number[row["id"]]} for row in rows]
