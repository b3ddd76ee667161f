"""Records that come from elsewhere are proven and begin a chain of their own before they count."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from needlelog.db.database_file import open_database, schema_number
from needlelog.db.draft_store import part_drafts
from needlelog.db.engine import Database
from needlelog.db.exchange.carrying import MachineRows, carry_machines
from needlelog.db.exchange.machines import machines as known_machines
from needlelog.db.holding import holding_of
from needlelog.db.installation import origin_of
from needlelog.db.new_chain import start_new_chain
from needlelog.db.queries.photos import photos_of_session
from needlelog.db.schema import SCHEMA
from needlelog.db.soundness import broken_trail, damage
from needlelog.db.stores.people import person_of
from needlelog.domain.errors import NewerFile, WriteFailed
from needlelog.domain.moving import UnsoundRecords

if TYPE_CHECKING:
    from needlelog.domain.backups import Holding
    from needlelog.domain.people import Practitioner
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.files.data_key import DataKey

_BEFORE_UPDATE = "before-update"


def require_sound(
    place: ClinicFolder,
    key: DataKey,
    where: str,
    at: datetime,
    *,
    doubtful: bool = False,
    look: Callable[[], object] | None = None,
) -> None:
    """Check the records in ``place`` and bring older ones up to date; errors call them ``where``.

    Of ``doubtful`` ones it is known that their trail was broken before they were copied, so only
    the file is checked: records are not left out of reach for that. ``look`` is called now and
    then; what it raises ends the check.

    Raises:
        UnsoundRecords: they are not whole.
        NewerFile: a newer program wrote them.
        MigrationFailed, or another reason for which they cannot be opened.
    """
    database = Database(place.database, key.secret)
    try:
        found = schema_number(database)
        if found > SCHEMA:
            raise NewerFile(where, found, SCHEMA)
        fault = damage(database, look)
    finally:
        database.close()
    if not fault:
        former = place.path / _BEFORE_UPDATE
        database = open_database(place.database, key.secret, at=at, backups=former)
        try:
            fault = "" if doubtful else broken_trail(database, look)
        finally:
            database.close()
        shutil.rmtree(former, ignore_errors=True)
    if fault:
        raise UnsoundRecords(where, fault)


def holding_in(place: ClinicFolder, key: DataKey) -> Holding:
    """What records that were proven hold."""
    database = Database(place.database, key.secret)
    try:
        with database.read() as session:
            return holding_of(session, origin_of(session))
    finally:
        database.close()


def make_our_own(
    place: ClinicFolder,
    key: DataKey,
    person: Practitioner | str,
    at: datetime,
    act: str,
    told: Mapping[str, str | int],
    machines: MachineRows = (),
    *,
    former_goes_on: bool = False,
) -> None:
    """Start the new chain of records that were proven.

    ``person``, by value or by uid, is who brings them. ``machines`` are those of the clinic where
    the records are older than they. Where a clinic has machines its unfinished sessions are parted
    from those they are copies of, which may be signed too; those with photos only where the former
    records go on in use.

    Raises:
        NoSuchRecord: there is no such person in them. DiskFull and others.
    """
    database = Database(place.database, key.secret)
    try:
        with database.write() as session:
            who = person_of(session, person) if isinstance(person, str) else person
            if machines:
                carry_machines(session, machines)
            start_new_chain(session, at, who, act, told)
            if known_machines(session):
                part_drafts(
                    session,
                    at,
                    lambda uid: former_goes_on or not photos_of_session(session, uid),
                )
    finally:
        database.close()
    require_folded(place)


def require_folded(place: ClinicFolder) -> None:
    """Raises `WriteFailed` where the closed database still has a log beside it."""
    if place.database.with_name(f"{place.database.name}-wal").exists():
        raise WriteFailed(place.database.name, "another program holds it open")
