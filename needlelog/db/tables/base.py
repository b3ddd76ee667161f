"""What all tables share: names of constraints, keys, identity and origin."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar, cast

from sqlalchemy import CheckConstraint, Date, ForeignKey, MetaData, String, Table
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from needlelog.db.types import UtcInstant

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of all tables."""

    metadata = MetaData(naming_convention=NAMING_CONVENTION)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        str: String(),
        date: Date(),
        datetime: UtcInstant(),
    }


class Identified:
    """Keys of a record: a number for speed, a UUIDv7 across machines, and where it was written.

    ``origin`` is the uid of the installation that wrote the row.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(unique=True)
    origin: Mapped[str] = mapped_column()


def within(column: str, least: int, most: int) -> CheckConstraint:
    """A check that a column is not recorded or lies between two values, both allowed."""
    return CheckConstraint(f"{column} BETWEEN {least} AND {most}", name=column)


def one_of(column: str, *values: str) -> CheckConstraint:
    """A check that a column holds one of a few words."""
    words = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({words})", name=column)


def reference(table: str, *, index: bool = True) -> Any:
    """A column that points at a row of another table."""
    return mapped_column(ForeignKey(f"{table}.id"), index=index)


def written_text() -> Any:
    """A text column where nothing written is the empty text, never NULL."""
    return mapped_column(default="", server_default="")


def spelled(column: str) -> str:
    """SQL for a lot or serial number as it is compared: capitals and spaces do not matter."""
    return f"upper(replace({column}, ' ', ''))"


def switched_on() -> Any:
    """The column that says whether a record is still offered; records are never deleted."""
    return mapped_column(default=True, server_default="1")


def switched_off() -> Any:
    """A column that says whether something is so, which it is not unless it was said."""
    return mapped_column(default=False, server_default="0")


def table_of(kind: type[Base]) -> Table:
    """The plain table behind a mapped class, for statements without the unit of work."""
    return cast("Table", kind.__table__)
