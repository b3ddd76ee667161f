"""What all stores share: finding a row by its identity, writing the fields of a value."""

from __future__ import annotations

from dataclasses import fields
from enum import Enum
from typing import Any

from sqlalchemy import insert, select, update

from needlelog.db.installation import origin_of
from needlelog.db.tables.base import Base, table_of
from needlelog.db.transaction import Session
from needlelog.domain.record_errors import NoSuchRecord

Transaction = Session
"""An open transaction, for floors that must not know what it is made of."""


def row_id(session: Session, mapped: type[Base], uid: str) -> int:
    """The row number of a record. Raises `NoSuchRecord`."""
    table = table_of(mapped)
    found = session.connection().execute(select(table.c.id).where(table.c.uid == uid)).scalar()
    if found is None:
        raise NoSuchRecord(table.name, uid)
    return int(found)


def optional_row_id(session: Session, mapped: type[Base], uid: str | None) -> int | None:
    """The row number of a record, ``None`` for none. Raises `NoSuchRecord`."""
    return None if uid is None else row_id(session, mapped, uid)


def is_there(session: Session, mapped: type[Base], uid: str) -> bool:
    """Whether a record with this identity is kept."""
    table = table_of(mapped)
    found = session.connection().execute(select(table.c.id).where(table.c.uid == uid)).scalar()
    return found is not None


def columns_of(value: Any, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """The fields of a value by column name; words of an enumeration as text."""
    return {
        field.name: item.value if isinstance(item, Enum) else item
        for field in fields(value)
        if field.name not in without
        for item in (getattr(value, field.name),)
    }


def insert_row(session: Session, mapped: type[Base], columns: dict[str, Any]) -> int:
    """Write a new row of this installation and return its number."""
    values = columns | {"origin": origin_of(session)}
    result = session.connection().execute(insert(table_of(mapped)).values(values))
    assert result.inserted_primary_key is not None  # noqa: S101  a single row was inserted
    return int(result.inserted_primary_key[0])


def update_row(session: Session, mapped: type[Base], row: int, columns: dict[str, Any]) -> None:
    """Write these columns of a row."""
    table = table_of(mapped)
    session.connection().execute(update(table).where(table.c.id == row).values(columns))
