"""A clinic folder, a clock that is set by hand, and a cheap key derivation."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from needlelog.files.clinic_folder import ClinicFolder
from needlelog.files.data_key import DataKey
from needlelog.files.key_slots import KdfCost, SlotOwner
from needlelog.files.key_store import KeyStore
from needlelog.files.recovery_code import RecoveryCode, new_recovery_code

CHEAP = KdfCost(time_cost=1, memory_kib=8, parallelism=1)
ANNA = SlotOwner("uid-anna", "Anna Meier")
BORIS = SlotOwner("uid-boris", "Борис Ё.")
PASSPHRASE = "four quiet herons"


class HandClock:
    """A clock that moves only when told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)


class Clinic:
    """A made clinic: its folder, keys, recovery code and data key."""

    def __init__(self, path: Path) -> None:
        self.folder = ClinicFolder(path)
        self.folder.create_layout()
        self.clock = HandClock()
        self.code: RecoveryCode = new_recovery_code()
        self.data_key: DataKey = self.store().create(ANNA, PASSPHRASE, self.code)

    def store(self) -> KeyStore:
        """A store as after a restart of the program."""
        return KeyStore(self.folder.keys, self.folder.attempts, self.clock, CHEAP)


@pytest.fixture
def clinic(tmp_path: Path) -> Clinic:
    return Clinic(tmp_path / "clinic")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()
