"""Where backups lie: those of a clinic folder, and those in any folder somebody chooses."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from needlelog.domain.backups import BackupNote
from needlelog.domain.errors import KnownError
from needlelog.files.backups.note_file import NOTE
from needlelog.files.backups.place import BackupPlace
from needlelog.files.backups.second_place import FOLDER, load_choice
from needlelog.files.clinic_folder import ClinicFolder


class Source(StrEnum):
    """Where a backup was found: in the clinic folder, in the second place, or where one looked."""

    CLINIC = "clinic"
    SECOND = "second"
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class FoundBackup:
    """A backup, the place it lies in, and how that was found."""

    note: BackupNote
    place: BackupPlace
    source: Source

    @property
    def folder(self) -> Path:
        """Where its files lie."""
        return self.place.folder_of(self.note.name)


def backups_of(folder: ClinicFolder) -> tuple[FoundBackup, ...]:
    """The backups in a clinic folder and in its second place, newest first, of two equal ones that
    of the clinic folder.

    In the second place also those made before an earlier restore, under another identity; those
    that belong to another clinic are told when they are opened.
    """
    second = load_choice(folder.path).second
    found = [*_in_place(folder.backups, Source.CLINIC)]
    if second is not None:
        for place in _folders(second.folder / FOLDER):
            found += _in_place(place, Source.SECOND)
    return _newest_first(found)


def backups_below(chosen: Path) -> tuple[FoundBackup, ...]:
    """The backups in a chosen folder, newest first.

    It may be one backup, a place of backups, a drive or folder that serves as second place, or a
    clinic folder.
    """
    places = [chosen, chosen / "backups", *_folders(chosen), *_folders(chosen / FOLDER)]
    if (chosen / NOTE).exists():
        places = [chosen.parent]
    found: list[FoundBackup] = []
    for place in places:
        found += _in_place(place, Source.CHOSEN)
    if (chosen / NOTE).exists():
        found = [each for each in found if each.note.name == chosen.name]
    return _newest_first(found)


def _in_place(folder: Path, source: Source) -> list[FoundBackup]:
    place = BackupPlace(folder)
    with contextlib.suppress(KnownError):
        return [FoundBackup(note, place, source) for note in place.notes()]
    return []


def _folders(folder: Path) -> list[Path]:
    with contextlib.suppress(OSError):
        return sorted(each for each in folder.iterdir() if each.is_dir())
    return []


def _newest_first(found: Iterable[FoundBackup]) -> tuple[FoundBackup, ...]:
    own = {each.folder: each for each in found}
    by_source = sorted(own.values(), key=lambda each: each.source)
    return tuple(sorted(by_source, key=lambda each: each.note.made_at, reverse=True))
