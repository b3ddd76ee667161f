"""Restoring a backup: what the present records hold that it does not, and why one is refused."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from needlelog.domain.errors import (
    FolderNotClinic,
    KeysDamaged,
    KeysMissing,
    KnownError,
    ReadFailed,
)
from needlelog.domain.record_errors import (
    DatabaseDamaged,
    DatabaseMissing,
    DatabaseNotOpened,
    MigrationFailed,
    NoSuchRecord,
)

CANNOT_BE_OPENED = (
    KeysMissing,
    KeysDamaged,
    DatabaseMissing,
    DatabaseNotOpened,
    DatabaseDamaged,
    FolderNotClinic,
    MigrationFailed,
    NoSuchRecord,
    ReadFailed,
)
"""Errors of opening a clinic that no other passphrase mends, and a backup may."""


@dataclass(frozen=True, slots=True)
class OnlyNow:
    """What the present records hold and a backup does not, by the entries of the trail.

    ``sessions`` were signed since, ``others`` are all other acts since. ``destroyed`` counts
    clients whose records were destroyed since, and which the backup would bring back. ``drafts``
    are the unsigned sessions there are now.
    """

    sessions: int = 0
    others: int = 0
    destroyed: int = 0
    drafts: int = 0

    @property
    def nothing(self) -> bool:
        """Whether nothing was done since."""
        return not (self.sessions or self.others or self.destroyed)


@dataclass(frozen=True, slots=True)
class SetAside:
    """Records that made room for others and can come back.

    ``name`` is their folder, ``at`` when it was. ``backup`` is the backup that took their place;
    empty where they were what had been restored. ``sessions`` and ``last_session_at`` are what
    they held, as far as it could be read.
    """

    name: str
    at: datetime
    backup: str
    sessions: int | None
    last_session_at: datetime | None
    size: int


class BackupChanged(KnownError):
    """The file of a backup is not the one that was proven when it was made."""

    code = "backup-changed"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The backup {name} is not as it was made: a file in it was changed or damaged. "
            "Nothing was changed here. Please choose an older one.",
            name=name,
        )


class OtherClinic(KnownError):
    """A backup belongs to another clinic than the one whose place it was to take."""

    code = "other-clinic"

    def __init__(self, name: str) -> None:
        super().__init__(
            f"{name} belongs to another clinic, so it does not take the place of these records. "
            "Nothing was changed.",
            name=name,
        )
