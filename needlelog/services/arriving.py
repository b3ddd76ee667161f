"""Records that come from elsewhere are proven and begin a chain of their own before they count."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from needlelog.db.database_file import open_database, schema_number
from needlelog.db.engine import Database
from needlelog.db.new_chain import start_new_chain
from needlelog.db.photo_hashes import photo_file_hashes
from needlelog.db.schema import SCHEMA
from needlelog.db.soundness import broken_trail, damage
from needlelog.domain.errors import NewerFile, WriteFailed
from needlelog.domain.moving import UnsoundRecords

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner
    from needlelog.files.clinic_folder import ClinicFolder
    from needlelog.files.data_key import DataKey

_BEFORE_UPDATE = "before-update"


def require_sound(place: ClinicFolder, key: DataKey, where: str, *, doubtful: bool = False) -> None:
    """Check the records in ``place``, whatever their age; ``where`` is what errors call them.

    Of ``doubtful`` ones it is known that their trail was broken before they were copied, so only
    the file is checked: records are not left out of reach for that.

    Raises:
        UnsoundRecords: they are not whole.
        NewerFile: a newer program wrote them.
        KnownError: they cannot be opened at all.
    """
    database = Database(place.database, key.secret)
    try:
        found = schema_number(database)
        if found > SCHEMA:
            raise NewerFile(where, found, SCHEMA)
        fault = damage(database) or ("" if doubtful else broken_trail(database))
    finally:
        database.close()
    if fault:
        raise UnsoundRecords(where, fault)


def make_our_own(
    place: ClinicFolder,
    key: DataKey,
    person: Practitioner | str,
    at: datetime,
    act: str,
    told: Mapping[str, str | int],
) -> tuple[str, ...]:
    """Bring proven records to this program's schema and start their new chain.

    ``person``, by value or by uid, is who brings them. Returns the photo files they speak of.

    Raises:
        NoSuchRecord: there is no such person in them. MigrationFailed, DiskFull and others.
    """
    from needlelog.db.stores.people import person_of

    former = place.path / _BEFORE_UPDATE
    database = open_database(place.database, key.secret, at=at, backups=former)
    try:
        with database.write() as session:
            who = person_of(session, person) if isinstance(person, str) else person
            start_new_chain(session, at, who, act, told)
        with database.read() as session:
            hashes = photo_file_hashes(session)
    finally:
        database.close()
    shutil.rmtree(former, ignore_errors=True)
    require_folded(place)
    return hashes


def require_folded(place: ClinicFolder) -> None:
    """Raises `WriteFailed` where the closed database still has a log beside it."""
    if place.database.with_name(f"{place.database.name}-wal").exists():
        raise WriteFailed(place.database.name, "another program holds it open")
