"""An open clinic with a manager, a practitioner and an inspector, on a copy of one template."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from needlelog.domain.people import Practitioner, Role
from needlelog.files.key_slots import KdfCost
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code
from needlelog.services.clinic import Clinic, create_clinic, open_clinic
from needlelog.services.people import add_person
from tests.quiet_rules import quiet_rules

CHEAP = KdfCost(time_cost=1, memory_kib=64, parallelism=1)
NOW = datetime(2026, 3, 2, 14, 22, tzinfo=UTC)
PASSPHRASE = "twelve needles in a row"

MANAGER = Practitioner("person-manager", "Rina Patel", Role.MANAGER, licence="L-1")
PRACTITIONER = Practitioner("person-practitioner", "Jana Ø", Role.PRACTITIONER)
INSPECTOR = Practitioner("person-inspector", "Olga Inspector", Role.INSPECTOR)
PEOPLE = {person.role: person for person in (MANAGER, PRACTITIONER, INSPECTOR)}


class SteppingClock:
    """A clock that a test sets; it stands still by itself."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def forward(self, **step: float) -> None:
        """Move on by a time given as for `timedelta`."""
        self.now += timedelta(**step)


@dataclass(frozen=True)
class Template:
    """A finished clinic folder that tests copy, and its recovery code."""

    folder: Path
    code: RecoveryCode


def made_template(folder: Path, *, quiet: bool = False) -> Template:
    """A clinic with its three people; ``quiet`` switches off rules that find much."""
    code = new_recovery_code()
    clinic = create_clinic(
        folder, "Clinic of the Needle", MANAGER, PASSPHRASE, code, SteppingClock(), CHEAP
    )
    if quiet:
        quiet_rules(clinic)
    add_person(clinic, PRACTITIONER, PASSPHRASE)
    add_person(clinic, INSPECTOR, PASSPHRASE)
    clinic.close()
    return Template(folder, code)


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    return made_template(tmp_path_factory.mktemp("clinic") / "folder", quiet=True)


@pytest.fixture
def clock() -> SteppingClock:
    return SteppingClock()


@pytest.fixture
def folder(template: Template, tmp_path: Path) -> Path:
    copied = tmp_path / "folder"
    shutil.copytree(template.folder, copied)
    return copied


@pytest.fixture
def clinic(folder: Path, clock: SteppingClock) -> Iterator[Clinic]:
    """The clinic with its manager signed in."""
    opened = open_clinic(folder, MANAGER.uid, PASSPHRASE, clock, CHEAP)
    yield opened
    opened.close()


@pytest.fixture
def sign_in(clinic: Clinic) -> Callable[[Role], Clinic]:
    """Let another person of the clinic be the one who acts."""

    def switch(role: Role) -> Clinic:
        clinic.person = PEOPLE[role]
        return clinic

    return switch
