"""The second place for backups, such as a USB drive: which folder, and whether it is there.

The choice belongs to this computer and stands beside the records in `backup_places.json`. The
place itself holds a mark: where a drive was pulled, its empty mount point or another drive under
the same letter must not pass for it.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from needlelog.domain.backup_errors import BackupPlaceMissing, BackupPlaceRefused
from needlelog.files.atomic_write import write_atomically, write_error

FILE = "backup_places.json"
FOLDER = "NeedleLog backups"
_MARK = "place.json"
_PRIVATE_FOLDER = 0o700


@dataclass(frozen=True, slots=True)
class SecondPlace:
    """A folder outside the clinic folder; ``mark`` is what its own mark says."""

    folder: Path
    mark: str

    def backups_of(self, origin: str) -> Path:
        """Where the backups of an installation lie in it."""
        return self.folder / FOLDER / origin

    def is_there(self) -> bool:
        """Whether the folder can be reached and is the one that was chosen."""
        return _mark_in(self.folder) == self.mark

    def require_there(self) -> None:
        """Raises `BackupPlaceMissing`."""
        if not self.is_there():
            raise BackupPlaceMissing(str(self.folder))


@dataclass(frozen=True, slots=True)
class PlaceChoice:
    """What was chosen on this computer; the question may be put off until ``ask_again_at``.

    ``origins`` are the identities under which this computer made backups in a second place: after
    a restore it goes on under another one, and those of the former are still its own.
    """

    second: SecondPlace | None = None
    ask_again_at: datetime | None = None
    origins: tuple[str, ...] = ()


def load_choice(clinic_folder: Path) -> PlaceChoice:
    """The choice; a missing or damaged file means that none was made."""
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        stored = json.loads((clinic_folder / FILE).read_text(encoding="utf-8"))
        second, again = stored["second"], stored["ask_again_at"]
        return PlaceChoice(
            None if second is None else SecondPlace(Path(second["folder"]), str(second["mark"])),
            None if again is None else datetime.fromisoformat(again),
            tuple(str(each) for each in stored.get("origins", ())),
        )
    return PlaceChoice()


def save_choice(clinic_folder: Path, choice: PlaceChoice) -> None:
    """Keep the choice. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    second, again = choice.second, choice.ask_again_at
    content = {
        "second": None if second is None else {"folder": str(second.folder), "mark": second.mark},
        "ask_again_at": None if again is None else again.isoformat(),
        "origins": list(choice.origins),
    }
    write_atomically(clinic_folder / FILE, json.dumps(content, indent=2).encode())


def prepare(folder: Path, clinic_folder: Path) -> SecondPlace:
    """Make a folder ready to be the second place; a mark that is there stays.

    Raises:
        BackupPlaceRefused: it does not exist, or lies in the clinic folder.
        DiskFull, WriteRefused, WriteFailed: nothing can be written there.
    """
    chosen = folder.expanduser().absolute()
    if not chosen.is_dir():
        raise BackupPlaceRefused(str(chosen), "missing")
    if chosen.resolve().is_relative_to(clinic_folder.resolve()):
        raise BackupPlaceRefused(str(chosen), "inside")
    make_private(chosen / FOLDER)
    mark = _mark_in(chosen)
    if not mark:
        mark = secrets.token_hex(8)
        write_atomically(chosen / FOLDER / _MARK, json.dumps({"mark": mark}).encode())
    return SecondPlace(chosen, mark)


def is_same_drive(folder: Path, clinic_folder: Path) -> bool:
    """Whether both lie on one drive, so that losing it loses both."""
    with contextlib.suppress(OSError):
        return folder.stat().st_dev == clinic_folder.stat().st_dev
    return False


def make_private(folder: Path) -> None:
    """Make a folder for its owner alone. Raises `DiskFull`, `WriteRefused`, `WriteFailed`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if os.name == "posix":
            with contextlib.suppress(PermissionError):  # drives without owners
                folder.chmod(_PRIVATE_FOLDER)
    except OSError as error:
        raise write_error(folder.name, error) from error


def _mark_in(folder: Path) -> str:
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        text = (folder / FOLDER / _MARK).read_text(encoding="utf-8")
        return str(json.loads(text)["mark"])
    return ""
