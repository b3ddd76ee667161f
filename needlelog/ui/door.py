"""The ways into one clinic folder. Each is slow (Argon2id, SQLCipher): call it on the worker.

The services are imported inside, because the first window must stand before SQLAlchemy is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from needlelog.domain.record_errors import DatabaseMissing
from needlelog.files.clinic_folder import ClinicFolder, FolderState
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_slots import STANDARD_COST, KdfCost
from needlelog.files.key_store import KeyStore
from needlelog.files.replacing import finish_interrupted

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from needlelog.domain.people import Practitioner
    from needlelog.files.key_slots import SlotOwner
    from needlelog.files.recovery_code import RecoveryCode
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class Door:
    """One clinic folder, before and while somebody is signed in. Errors are `KnownError`."""

    folder: Path
    clock: Callable[[], datetime]
    cost: KdfCost = STANDARD_COST

    @property
    def place(self) -> ClinicFolder:
        """The folder and its files."""
        return ClinicFolder(self.folder)

    def finish_interrupted(self) -> None:
        """Finish putting records in place where a restore was cut off."""
        finish_interrupted(self.place, self.clock)

    def require_records(self, state: FolderState) -> None:
        """Raise `DatabaseMissing` where backups lie but no records: no new clinic is made there."""
        if state not in {FolderState.UNFINISHED, FolderState.OCCUPIED}:
            return
        from needlelog.files.backup_search import backups_of

        if backups_of(self.place):
            raise DatabaseMissing(self.place.database.name)

    def require_free(self) -> None:
        """Raise `FolderInUse` where another program has the folder open."""
        FolderLock(self.place.lock, self.clock).release()

    def people(self) -> tuple[SlotOwner, ...]:
        """Who can sign in."""
        return self._keys().people()

    def seconds_to_wait(self, person_uid: str | None) -> int:
        """Seconds before the next try of a person, or of the recovery code (None)."""
        return self._keys().seconds_to_wait(person_uid)

    def create(
        self, clinic_name: str, person: Practitioner, passphrase: str, code: RecoveryCode
    ) -> Clinic:
        """Make a clinic in this folder and open it; a person without uid gets one."""
        from needlelog.services.clinic import create_clinic

        return create_clinic(
            self.folder, clinic_name, person, passphrase, code, self.clock, self.cost
        )

    def sign_in(self, person_uid: str, passphrase: str) -> Clinic:
        """Open the clinic as this person."""
        from needlelog.services.clinic import open_clinic

        return open_clinic(self.folder, person_uid, passphrase, self.clock, self.cost)

    def reset_passphrase(self, person_uid: str, code: RecoveryCode, passphrase: str) -> Clinic:
        """Open with the recovery code and give the person a new passphrase."""
        from needlelog.services.clinic import reset_passphrase

        return reset_passphrase(self.folder, person_uid, code, passphrase, self.clock, self.cost)

    def _keys(self) -> KeyStore:
        place = self.place
        return KeyStore(place.keys, place.attempts, self.clock)


def warm_up() -> None:
    """Import what opening a clinic needs, while the person types the passphrase."""
    for module in ("needlelog.services.clinic", "argon2.low_level", "needlelog.services.today"):
        import_module(module)
