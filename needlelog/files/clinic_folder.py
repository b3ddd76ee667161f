"""The clinic folder: which file lies where, and whether a folder is one."""

from __future__ import annotations

import contextlib
import os
from enum import Enum
from pathlib import Path

from needlelog.domain.errors import (
    FolderAlreadyClinic,
    FolderNotClinic,
    FolderOccupied,
    KeysMissing,
    ReadFailed,
)
from needlelog.files.atomic_write import remove_leftovers, write_error
from needlelog.files.key_store import copy_of

_PRIVATE_FOLDER = 0o700
_PRIVATE_FILE = 0o600
MADE_READY = "restoring"
"""Records that were being made ready when the program was cut off; nothing hangs on them."""
# What may lie in a folder without making it somebody's: our lock, and what file managers leave.
_NOT_CONTENT = {
    "needlelog.lock",
    "attempts.json",
    MADE_READY,
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
}


class FolderState(Enum):
    """What a folder is to NeedleLog."""

    FREE = "free"
    """Missing or empty: a clinic can be made here."""
    CLINIC = "clinic"
    """Keys and database are there."""
    UNFINISHED = "unfinished"
    """Keys without a database: the set-up was cut off; sign in and make the database."""
    KEYS_MISSING = "keys-missing"
    """A database without keys: only a backup of the keys opens it."""
    OCCUPIED = "occupied"
    """Somebody else's files."""


class ClinicFolder:
    """The files of one clinic. Making this object touches nothing on the disk."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().absolute()

    @property
    def database(self) -> Path:
        """The encrypted records."""
        return self.path / "needlelog.db"

    @property
    def keys(self) -> Path:
        """The key slots; their identical copy stands beside them."""
        return self.path / "keys.json"

    @property
    def attempts(self) -> Path:
        """Wrong tries at signing in."""
        return self.path / "attempts.json"

    @property
    def photos(self) -> Path:
        """Encrypted photos, named by content hash."""
        return self.path / "photos"

    @property
    def backups(self) -> Path:
        """Rolling backups."""
        return self.path / "backups"

    @property
    def lock(self) -> Path:
        """The file that one running program holds locked."""
        return self.path / "needlelog.lock"

    def state(self) -> FolderState:
        """What is in the folder. Raises `FolderNotClinic` for a file, `ReadFailed`."""
        try:
            names = {each.name for each in self.path.iterdir()}
        except FileNotFoundError:
            return FolderState.FREE
        except NotADirectoryError as error:
            raise FolderNotClinic(str(self.path)) from error
        except OSError as error:
            raise ReadFailed(self.path.name, error.strerror or type(error).__name__) from error
        keys = bool(names & {self.keys.name, copy_of(self.keys).name})
        if self.database.name in names:
            return FolderState.CLINIC if keys else FolderState.KEYS_MISSING
        if keys:
            return FolderState.UNFINISHED
        own_empty = {
            folder.name for folder in (self.photos, self.backups) if _is_empty_folder(folder)
        }
        return FolderState.OCCUPIED if names - _NOT_CONTENT - own_empty else FolderState.FREE

    def is_clinic(self) -> bool:
        """Whether a clinic can be opened here."""
        return self.state() is FolderState.CLINIC

    def require_clinic(self) -> None:
        """Raises `KeysMissing` or `FolderNotClinic` where no clinic can be opened."""
        state = self.state()
        if state is FolderState.KEYS_MISSING:
            raise KeysMissing
        if state is not FolderState.CLINIC:
            raise FolderNotClinic(str(self.path))

    def create_layout(self) -> None:
        """Make the folder and its parts, open to their owner only (on POSIX).

        Does nothing twice. Raises `FolderOccupied`, `FolderAlreadyClinic`, or `DiskFull`,
        `WriteRefused`, `WriteFailed`.
        """
        state = self.state()
        if state is FolderState.OCCUPIED:
            raise FolderOccupied(str(self.path))
        if state in {FolderState.CLINIC, FolderState.KEYS_MISSING}:
            raise FolderAlreadyClinic(str(self.path))
        try:
            self.path.mkdir(parents=True, exist_ok=True)
            for folder in (self.path, self.photos, self.backups):
                folder.mkdir(exist_ok=True)
                if os.name == "posix":
                    folder.chmod(_PRIVATE_FOLDER)
        except OSError as error:
            raise write_error(self.path.name, error) from error

    def tidy(self) -> None:
        """Delete half-written files of a killed program; only while holding the lock."""
        remove_leftovers(self.path)
        self._let_log_be_written()
        for unfinished in self.backups.glob("before-update-*.db.part*"):
            with contextlib.suppress(OSError):
                unfinished.unlink()
        for part in self.photos.glob("[0-9a-f][0-9a-f]"):
            remove_leftovers(part)

    def _let_log_be_written(self) -> None:
        """Give SQLite's files beside the records the rights of the records.

        It makes them with the rights the records have just then; were those read-only for a
        while, the records would stay so for ever.
        """
        if os.name != "posix" or not os.access(self.database, os.W_OK):
            return
        for ending in ("-wal", "-shm"):
            beside = self.database.with_name(self.database.name + ending)
            if beside.exists() and not os.access(beside, os.W_OK):
                with contextlib.suppress(OSError):
                    beside.chmod(_PRIVATE_FILE)


def default_folder() -> Path:
    """Where a clinic lives unless the user chose a place: the user's data folder."""
    from platformdirs import user_data_dir

    return Path(user_data_dir("NeedleLog", appauthor=False))


def _is_empty_folder(folder: Path) -> bool:
    return folder.is_dir() and not any(folder.iterdir())
