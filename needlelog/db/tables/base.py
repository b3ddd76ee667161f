"""What all tables share: names of constraints, keys, identity and origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from inspect import get_annotations
from typing import Any, ClassVar, Generic, TypeVar

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Integer,
    MetaData,
    String,
    Table,
)
from sqlalchemy.types import TypeEngine

from needlelog.db.types import UtcInstant

T = TypeVar("T")

NAMING_CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Mapped(Generic[T]):
    """Says in an annotation which type a column has, and with ``| None`` that it may be empty."""


def mapped_column(*parts: Any, **options: Any) -> Any:
    """What a column has besides its name and type, as `sqlalchemy.Column` takes it."""
    return _Asked(parts, options)


@dataclass(frozen=True, slots=True)
class _Asked:
    parts: tuple[Any, ...]
    options: dict[str, Any]

    def column(self, name: str, annotation: str) -> Column[Any]:
        """The column that an annotation such as ``Mapped[str | None]`` asks for."""
        kind, _, empty = annotation.removeprefix("Mapped[").removesuffix("]").partition(" | ")
        options = dict(self.options)
        if not options.get("primary_key"):
            options.setdefault("nullable", empty == "None")
        if any(isinstance(part, TypeEngine) for part in self.parts):
            return Column(name, *self.parts, **options)
        return Column(name, _TYPES[kind](), *self.parts, **options)


_TYPES: dict[str, Callable[[], TypeEngine[Any]]] = {
    "str": String,
    "int": Integer,
    "bool": Boolean,
    "date": Date,
    "datetime": UtcInstant,
}


class Base:
    """Parent of all tables: its classes describe them, and no rows are made of the classes.

    SQLAlchemy's own mapping would keep a class, its attributes and the way to change them in
    memory for each table, which nobody uses: statements are written with `table_of`.
    """

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING_CONVENTION)
    __tablename__: ClassVar[str]
    __table_args__: ClassVar[tuple[Any, ...]] = ()
    """Constraints and indexes, and last, where there are any, options by name."""
    __table__: ClassVar[Table]

    def __init_subclass__(cls) -> None:
        """Build the table: the columns of the class itself, then those it shares."""
        super().__init_subclass__()
        columns = [
            asked.column(name, annotation)
            for kind in cls.__mro__
            for name, annotation in get_annotations(kind).items()
            if isinstance(asked := kind.__dict__.get(name), _Asked)
        ]
        parts = cls.__table_args__
        options = parts[-1] if parts and isinstance(parts[-1], dict) else {}
        parts = parts[:-1] if options else parts
        cls.__table__ = Table(cls.__tablename__, cls.metadata, *columns, *parts, **options)


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
    """The table that a class describes."""
    return kind.__table__
