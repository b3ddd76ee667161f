"""Several machines of one clinic, made quickly: copies of one folder, each with a chain of its own."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from needlelog.db.exchange.kinds import ZONE_SETS, ZONES, kinds, sent_columns
from needlelog.db.exchange.reading import _numbers, _select
from needlelog.db.new_chain import start_new_chain
from needlelog.db.schema import metadata
from needlelog.domain.exchange.errors import ErasureEntangled, RecordsBetweenMissing
from needlelog.services import clients, retention
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.exchange.machines import begin, join
from needlelog.services.exchange.receiving import receive
from needlelog.services.exchange.sending import send
from tests.services.conftest import CHEAP, MANAGER, PASSPHRASE, SteppingClock

NAMES = ("Reception", "Room 1", "Room 2")


@dataclass
class Machines:
    """Open clinics on several machines, with a folder for what they send."""

    clinics: list[Clinic]
    clock: SteppingClock
    stick: Path

    def pass_on(self, sender: int, receiver: int) -> None:
        """Send from one and receive on the other."""
        self.clock.forward(seconds=1)
        sent = send(self.clinics[sender], self.stick)
        receive(self.clinics[receiver], self.stick / sent.file)

    def everybody(self) -> None:
        """Let all of them have everything."""
        for _ in range(2):
            for sender in range(len(self.clinics)):
                self.clock.forward(seconds=1)
                sent = send(self.clinics[sender], self.stick)
                for receiver in range(len(self.clinics)):
                    if receiver != sender:
                        self._taken_in(sender, receiver, self.stick / sent.file)

    def _taken_in(self, sender: int, receiver: int, file: Path) -> None:
        """A machine that took something back asks for everything."""
        try:
            receive(self.clinics[receiver], file, agree_erasures=True)
        except RecordsBetweenMissing:
            self.clock.forward(seconds=1)
            sent = send(self.clinics[sender], self.stick, everything=True)
            self._taken_in(sender, receiver, self.stick / sent.file)
        except ErasureEntangled as error:
            clinic = self.clinics[receiver]
            self.clock.forward(seconds=1)
            name = clients.client(clinic, error.client_uid).name
            retention.destroy(clinic, error.client_uid, "destroyed elsewhere", name, "A. B.")
            self._taken_in(sender, receiver, file)

    def close(self) -> None:
        """Close all of them."""
        for clinic in self.clinics:
            clinic.close()


def opened(folder: Path, clock: SteppingClock) -> Clinic:
    """A clinic folder with its manager signed in."""
    return open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)


def machine_folders(folder: Path, place: Path, clock: SteppingClock, count: int = 3) -> list[Path]:
    """Name a clinic's first machine and make the folders of the others, joined and closed."""
    first = opened(folder, clock)
    begin(first, NAMES[0])
    first.close()
    folders = [folder]
    for number in range(1, count):
        copied = place / f"machine-{number}"
        shutil.copytree(folder, copied, ignore=shutil.ignore_patterns("machine_key.json"))
        clinic = opened(copied, clock)
        with clinic.database.write() as session:
            start_new_chain(session, clock(), clinic.person, "unpacked")
        join(clinic, NAMES[number])
        clinic.close()
        folders.append(copied)
    return folders


def records(clinic: Clinic) -> dict[str, object]:
    """Everything that travels, by uid, references as uids; what machines keep alone left out."""
    found: dict[str, object] = {}
    with clinic.database.read() as session:
        connection = session.connection()
        for kind in kinds().values():
            ids = [row[0] for row in connection.execute(select(metadata.tables[kind.table].c.id))]
            columns = (*sent_columns(kind.table), *((ZONES,) if kind.table in ZONE_SETS else ()))
            for row in connection.exec_driver_sql(_select(kind.table).format(ids=_numbers(ids))):
                values = dict(zip(columns, row, strict=True))
                found[f"{kind.table} {values['uid']}"] = values
        merged = connection.exec_driver_sql(
            "SELECT client.uid, kept.uid, client.search_text FROM client"
            " LEFT JOIN client AS kept ON kept.id = client.merged_into_id"
        )
        found["merged"] = {row[0]: row[1] for row in merged}
        fields = connection.exec_driver_sql(
            "SELECT origin, number, table_name, row_uid, field, old, new, builds_on, head, made_at"
            " FROM exchange_change"
        )
        found["changes"] = sorted(tuple(map(str, row)) for row in fields)
        trail = connection.exec_driver_sql(
            "SELECT origin, sequence, hash, before, after FROM audit_entry"
            " WHERE record_kind <> 'exchange'"
        )
        found["trail"] = sorted(tuple(map(str, row)) for row in trail)
        register = connection.exec_driver_sql(
            "SELECT erasure.uid, erasure.digest, erasure.person, stone.origin, stone.sequence"
            " FROM erasure LEFT JOIN audit_tombstone AS stone ON stone.erasure_id = erasure.id"
        )
        found["register"] = sorted(tuple(map(str, row)) for row in register)
        found["clinic"] = connection.exec_driver_sql(
            "SELECT clinic_name FROM installation"
        ).scalar_one()
    return found


def differences(one: Clinic, other: Clinic) -> list[str]:
    """What two machines hold differently, for a test to show."""
    here, there = records(one), records(other)
    return [
        f"{name}: {here.get(name)!r} / {there.get(name)!r}"
        for name in sorted(here.keys() | there.keys())
        if here.get(name) != there.get(name)
    ]
