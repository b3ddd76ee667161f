"""Whom of those who treat some typed words name."""

from __future__ import annotations

from sqlalchemy import select

from needlelog.db.sqlite.numbers import values_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.names import LONGEST_SEARCH, fold

_PERSON = table_of(PractitionerTable)
_TREATED_BY = table_of(SessionSummaryTable).c.practitioner_id
_BEGINNING = 3
"""So many marks of a name are enough; a shorter one is typed whole."""


def people_found(session: Session, typed: str) -> tuple[int, ...]:
    """The row numbers of those with signed sessions whose names hold all the words.

    Nobody where the words name everybody who treats: this tells no session from another, and in a
    clinic of one person it would bury a client of her name.
    """
    words = fold(typed[:LONGEST_SEARCH]).split()
    if not any(len(word) > 1 for word in words):
        return ()
    connection = session.connection()
    treating = values_of(connection, _TREATED_BY)
    rows = connection.execute(
        select(_PERSON.c.id, _PERSON.c.name).where(_PERSON.c.id.in_(treating))
    )
    named = tuple(
        number
        for number, name in rows
        if all(_begins_one(word, fold(name).split()) for word in words)
    )
    return () if len(named) == len(treating) else named


def _begins_one(word: str, names: list[str]) -> bool:
    return word in names or (
        len(word) >= _BEGINNING and any(name.startswith(word) for name in names)
    )
