"""The machines of a clinic, as the records hold them."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from needlelog.db.exchange.conflicts import last_instants
from needlelog.db.exchange.marks import keep_marks, marks_of, own_marks, what_all_have
from needlelog.db.installation import origin_of
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.exchange import MachineTable
from needlelog.db.transaction import Session
from needlelog.domain.exchange.bundles import Machine, Mark

__all__ = ["keep_marks", "marks_of", "own_marks"]

_MACHINE = table_of(MachineTable)


@dataclass(frozen=True, slots=True)
class KnownMachine:
    """A machine with the key that checks its signature."""

    uid: str
    name: str
    public_key: str


def machines(session: Session) -> tuple[Machine, ...]:
    """All machines of the clinic, in the order they joined."""
    here, heard = origin_of(session), last_instants(session)
    rows = session.connection().execute(
        select(_MACHINE).order_by(_MACHINE.c.joined_at, _MACHINE.c.uid)
    )
    return tuple(
        Machine(
            uid=row.uid,
            name=row.name,
            joined_at=row.joined_at,
            joined_by=row.joined_by,
            active=row.active,
            here=row.uid == here,
            last_heard=heard.get(row.uid),
        )
        for row in rows
    )


def beginning_here(session: Session) -> tuple[str, str] | None:
    """With which act the trail of this machine began, and on whose records it goes on.

    ``None`` where it goes on from nobody's.
    """
    return _beginning_of(session, origin_of(session))


def went_on_from(session: Session, act: str) -> tuple[str, ...]:
    """Whose records this machine goes on with, the last first, while each began with this act.

    More than one where a backup was put back that was made after another one had been put back.
    """
    found: list[str] = []
    began = beginning_here(session)
    while began is not None and began[0] == act and began[1] not in found:
        found.append(began[1])
        began = _beginning_of(session, began[1])
    return tuple(found)


def _beginning_of(session: Session, origin: str) -> tuple[str, str] | None:
    row = (
        session.connection()
        .exec_driver_sql(
            "SELECT act, json_extract(after, '$.former_origin') AS former FROM audit_entry"
            " WHERE origin = ? ORDER BY sequence LIMIT 1",
            (origin,),
        )
        .first()
    )
    return None if row is None or row.former is None else (row.act, row.former)


def known_machine(session: Session, uid: str) -> KnownMachine | None:
    """A machine by its uid, ``None`` where it is not known here."""
    row = session.connection().execute(select(_MACHINE).where(_MACHINE.c.uid == uid)).one_or_none()
    return None if row is None else KnownMachine(row.uid, row.name, row.public_key)


def insert_machine(session: Session, machine: Machine, public_key: str, replaces: str) -> None:
    """Keep a machine of the clinic."""
    insert_row(
        session,
        MachineTable,
        {
            "uid": machine.uid,
            "name": machine.name,
            "public_key": public_key,
            "joined_at": machine.joined_at,
            "joined_by": machine.joined_by,
            "replaces": replaces,
        },
    )


def write_machine(session: Session, uid: str, **columns: object) -> None:
    """Change a machine's name, or whether it is waited for. Raises `NoSuchRecord`."""
    update_row(session, MachineTable, row_id(session, MachineTable, uid), dict(columns))


def all_have(session: Session, marks: dict[str, Mark]) -> dict[str, Mark]:
    """What all other machines of the clinic are known to have."""
    others = [each.uid for each in machines(session) if each.active and not each.here]
    return what_all_have(session, others, marks)


def version_made_here(session: Session, version: str) -> str:
    """A version's number with the mark of this machine, where the clinic has several.

    So the same number is never given to two texts, and records keep naming the one they mean.
    """
    if session.connection().execute(select(_MACHINE.c.id).limit(1)).first() is None:
        return version
    return f"{version}-{origin_of(session)[-4:]}"
