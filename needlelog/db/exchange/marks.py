"""How far this machine, and each other one, has what was written anywhere."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from needlelog.db.transaction import Session
from needlelog.domain.exchange.bundles import ChainEnd, Mark, Marks

BEGINNING = ""
"""Under this name stands what was written before the clinic had machines: all copies hold it."""
_NOTHING = Mark()


def own_marks(session: Session) -> dict[str, Mark]:
    """What is here, by origin."""
    connection = session.connection()
    sequences = _last(connection, "audit_entry", "sequence")
    numbers = _last(connection, "exchange_change", "number")
    return {
        origin: Mark(sequences.get(origin, 0), numbers.get(origin, 0))
        for origin in sorted(sequences.keys() | numbers.keys())
    }


def _last(connection: Connection, table: str, column: str) -> dict[str, int]:
    """The greatest number by origin, without reading more than one row of each."""
    found: dict[str, int] = {}
    origin = ""
    while True:
        row = connection.exec_driver_sql(
            f"SELECT origin, {column} FROM {table} WHERE origin > ? ORDER BY origin LIMIT 1",
            (origin,),
        ).first()
        if row is None:
            return found
        origin = row.origin
        found[origin] = connection.exec_driver_sql(
            f"SELECT max({column}) FROM {table} WHERE origin = ?",
            (origin,),
        ).scalar_one()


def marks_of(session: Session, machine: str) -> dict[str, Mark]:
    """What a machine is known to have."""
    rows = session.connection().exec_driver_sql(
        "SELECT origin, sequence, number FROM machine_mark WHERE machine_uid = ?", (machine,)
    )
    return {row.origin: Mark(row.sequence, row.number) for row in rows}


def keep_marks(session: Session, machine: str, marks: Marks) -> None:
    """Keep what a machine said it has; what it said before holds no longer."""
    connection = session.connection()
    connection.exec_driver_sql("DELETE FROM machine_mark WHERE machine_uid = ?", (machine,))
    rows = [(machine, origin, mark.sequence, mark.number) for origin, mark in marks.items()]
    if rows:
        connection.exec_driver_sql(
            "INSERT INTO machine_mark (machine_uid, origin, sequence, number) VALUES (?, ?, ?, ?)",
            rows,
        )


def what_all_have(session: Session, others: Iterable[str], here: Marks) -> dict[str, Mark]:
    """What every one of these machines has; with none, what was there before any machine.

    Never more than is ``here``: after taking something back others may have what this machine has
    not, and a file must not take for granted what its sender does not know.
    """
    beginning = marks_of(session, BEGINNING)
    known = [marks_of(session, machine) for machine in others]
    if not known:
        return beginning
    found = {}
    for origin, mine in here.items():
        least = [mine, *(marks.get(origin, _NOTHING) for marks in known)]
        first = beginning.get(origin, _NOTHING)
        found[origin] = Mark(
            max(first.sequence, min(mark.sequence for mark in least)),
            max(first.number, min(mark.number for mark in least)),
        )
    return found


def covers(here: Marks, wanted: Marks) -> bool:
    """Whether everything up to ``wanted`` is here."""
    return all(
        here.get(origin, _NOTHING).sequence >= mark.sequence
        and here.get(origin, _NOTHING).number >= mark.number
        for origin, mark in wanted.items()
    )


def chain_ends(session: Session, marks: Marks) -> dict[str, ChainEnd]:
    """The last entry of each trail that is here."""
    found = {}
    for origin, mark in marks.items():
        hash_ = entry_hash_at(session, origin, mark.sequence)
        if hash_ is not None:
            found[origin] = ChainEnd(mark.sequence, hash_)
    return found


def entry_hash_at(session: Session, origin: str, sequence: int) -> str | None:
    """The hash of one entry, ``None`` where it is not here."""
    found: str | None = (
        session.connection()
        .exec_driver_sql(
            "SELECT hash FROM audit_entry WHERE origin = ? AND sequence = ?", (origin, sequence)
        )
        .scalar()
    )
    return found
