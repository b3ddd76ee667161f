"""A clinic folder to do harm to, and what must be true of it afterwards."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from needlelog.db.documents import canonical
from needlelog.db.engine import Database
from needlelog.domain.clients import Client
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.sessions import SessionDraft, SessionRecord, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.data_key import DataKey
from needlelog.files.key_document import KeyDocument, PersonSlot, encode, key_check
from needlelog.files.key_slots import (
    RECOVERY_SLOT,
    KdfCost,
    SlotOwner,
    passphrase_secret,
    person_slot,
    wrap,
)
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.services import clients, sessions
from needlelog.services.clinic import Clinic, create_clinic, open_clinic
from needlelog.services.verification import verify
from tests.quiet_rules import quiet_rules

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
PASSPHRASE = "twelve needles in a row"
MANAGER = Practitioner("person-manager", "Rina Patel", Role.MANAGER, licence="L-1")
CLIENTS = {"anna": "Anna Weber", "berta": "Berta Klein"}


class Clock:
    """A clock that goes on by a second whenever somebody looks, so that no two acts are at once."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def make_folder(folder: Path) -> RecoveryCode:
    """A clinic with a manager and two clients; the code that opens it too."""
    code = new_recovery_code()
    clinic = create_clinic(folder, "Clinic", MANAGER, PASSPHRASE, code, Clock(), CHEAP)
    quiet_rules(clinic)
    for uid, name in CLIENTS.items():
        clients.create_client(clinic, Client(uid, name))
    clinic.close()
    return code


def copy_folder(template: Path, folder: Path) -> None:
    """The folder anew, as the template is."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(template, folder)


def open_folder(folder: Path, clock: Clock | None = None, person: str = MANAGER.uid) -> Clinic:
    """The clinic with its manager signed in."""
    return open_clinic(folder, person, PASSPHRASE, clock or Clock(), CHEAP)


@contextmanager
def opened(folder: Path, clock: Clock | None = None, person: str = MANAGER.uid) -> Iterator[Clinic]:
    """The clinic for the length of a block."""
    clinic = open_folder(folder, clock, person)
    try:
        yield clinic
    finally:
        clinic.close()


def filled(draft: SessionDraft, note: str = "tolerated well", zones: int = 3) -> SessionDraft:
    """The draft with some zones and a note, ready to be signed."""
    names = ("face.chin", "face.nose", "face.forehead", "face.glabella")
    rows = tuple(
        ZoneRow(row + 1, names[row % len(names)], Side.MID, depth_um=500 + 10 * row, passes=4)
        for row in range(zones)
    )
    return replace(draft, zones=rows, note=note)


def treat(clinic: Clinic, client: str = "anna", note: str = "tolerated well") -> SessionRecord:
    """A session from its start to its signature."""
    draft = filled(sessions.start_session(clinic, client), note)
    sessions.save_draft(clinic, draft)
    return sessions.sign_session(clinic, draft.uid)


def digest(value: object) -> str:
    """A short name for the content of a value, the same in every process."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:24]


def assert_whole(clinic: Clinic) -> None:
    """Pages, references, trail, locks, sums and photos are what was written."""
    found = [fault.sentence for fault in verify(clinic)]
    assert not found, found


def adopt(folder: Path, raw_key: str) -> str:
    """Give records of another key their key file, as a clinic has it; a person who can sign in."""
    key = DataKey(bytes.fromhex(raw_key))
    database = Database(folder / "needlelog.db", key.secret)
    with database.read() as session:
        person = session.execute(
            text("SELECT uid, name FROM practitioner WHERE role = 'manager' AND active LIMIT 1")
        ).one()
    database.close()
    slot = wrap(key, person_slot(person.uid), passphrase_secret(PASSPHRASE), CHEAP)
    recovery = wrap(key, RECOVERY_SLOT, new_recovery_code().secret, CHEAP)
    owner = SlotOwner(person.uid, person.name)
    document = KeyDocument(key_check(key), (PersonSlot(owner, slot),), recovery)
    for path in (folder / "keys.json", folder / "keys.copy.json"):
        path.write_bytes(encode(document))
    return str(person.uid)


def rows(clinic: Clinic) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, but for the search index, whose pages may lie anyhow."""
    with clinic.database.read() as session:
        names = (
            session.connection()
            .scalars(
                text(
                    "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB '*_search*'"
                    " AND name NOT LIKE 'sqlite%' ORDER BY name"
                )
            )
            .all()
        )
        return {
            name: sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}"))), key=repr)  # noqa: S608
            for name in names
        }
