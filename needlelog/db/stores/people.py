"""Writing and reading the people of the clinic."""

from __future__ import annotations

from sqlalchemy import Row, select

from needlelog.db.stores.rows import columns_of, insert_row, row_id, update_row
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import InstallationTable, PractitionerTable
from needlelog.db.transaction import Session
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NoSuchRecord

_PERSON = table_of(PractitionerTable)


def all_people(session: Session) -> tuple[Practitioner, ...]:
    """Everybody who can or could sign in, in the order they were added."""
    rows = session.connection().execute(select(_PERSON).order_by(_PERSON.c.id))
    return tuple(_person(row) for row in rows)


def person_of(session: Session, uid: str) -> Practitioner:
    """One person. Raises `NoSuchRecord`."""
    row = session.connection().execute(select(_PERSON).where(_PERSON.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("practitioner", uid)
    return _person(row)


def insert_person(session: Session, person: Practitioner) -> None:
    """Keep a new person."""
    insert_row(session, PractitionerTable, columns_of(person))


def update_person(session: Session, person: Practitioner) -> None:
    """Write all fields of a person who is already kept. Raises `NoSuchRecord`."""
    row = row_id(session, PractitionerTable, person.uid)
    update_row(session, PractitionerTable, row, columns_of(person, without=("uid",)))


def clinic_name(session: Session) -> str:
    """The clinic's name."""
    installation = table_of(InstallationTable)
    return str(session.connection().execute(select(installation.c.clinic_name)).scalar_one())


def rename_clinic(session: Session, name: str) -> None:
    """Give the clinic another name."""
    update_row(session, InstallationTable, 1, {"clinic_name": name})


def _person(row: Row[tuple[object, ...]]) -> Practitioner:
    return Practitioner(
        uid=row.uid,
        name=row.name,
        role=Role(row.role),
        licence=row.licence,
        depth_ceiling_um=row.depth_ceiling_um,
        active=row.active,
    )
