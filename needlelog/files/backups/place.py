"""A place that holds backups: which there are, where their files lie, and what may go.

    <place>/20261122T090059Z-closing/     needlelog.db  keys.json  photos.txt  backup.json
    <place>/photos/ab/<sha256>            shared by the backups of the place

A backup is written as ``<name>.part`` and gets its name when it is proven. `photos.txt` lists the
photo files that belong to it, one name a line.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from needlelog.domain.backup_errors import BackupUnreadable
from needlelog.domain.backups import BackupNote
from needlelog.domain.errors import KnownError, ReadFailed
from needlelog.files.atomic_write import remove_leftovers
from needlelog.files.backups.note_file import NOTE, read_note
from needlelog.files.photo_check import photo_file

DATABASE, KEYS, PHOTO_LIST = "needlelog.db", "keys.json", "photos.txt"
UNPROVEN = ".part"
_NAME = re.compile(r"\d{8}T\d{6}Z-[a-z-]+(-\d+)?")
_PHOTO_NAME = re.compile(r"[0-9a-f]{64}")


class BackupPlace:
    """The backups in one folder. Making this object touches nothing on the disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def photos(self) -> Path:
        """The photo files that the backups of this place share."""
        return self.folder / "photos"

    def folder_of(self, name: str) -> Path:
        """Where the files of a backup lie."""
        return self.folder / name

    def has(self, name: str) -> bool:
        """Whether a backup of this name lies here."""
        return (self.folder_of(name) / NOTE).is_file()

    def notes(self) -> tuple[BackupNote, ...]:
        """The backups that can be read, newest first; none where the place is not there."""
        found = []
        for folder in self._folders():
            with contextlib.suppress(KnownError):
                found.append(read_note(folder))
        return tuple(sorted(found, key=lambda note: note.age, reverse=True))

    def photo_names(self, name: str) -> tuple[str, ...]:
        """The photo files that belong to a backup. Raises `BackupUnreadable`."""
        try:
            text = (self.folder_of(name) / PHOTO_LIST).read_text(encoding="ascii")
        except (OSError, ValueError) as error:
            raise BackupUnreadable(name) from error
        names = tuple(text.split())
        if not all(_PHOTO_NAME.fullmatch(each) for each in names):
            raise BackupUnreadable(name)
        return names

    def photo_path(self, file_sha256: str) -> Path:
        """Where a photo file of this place lies."""
        return photo_file(self.photos, file_sha256)

    def photos_here(self) -> dict[str, int]:
        """The names of all photo files of this place, with their bytes. Raises `ReadFailed`."""
        try:
            return {entry.name: entry.stat().st_size for entry in self._photo_files()}
        except OSError as error:
            raise ReadFailed(self.photos.name, error.strerror or type(error).__name__) from error

    def clear_unproven(self) -> None:
        """Delete what was begun and never proven. Only while no other backup is being made."""
        with contextlib.suppress(OSError):
            for path in list(self.folder.iterdir()):
                if path.name.endswith(UNPROVEN) and _NAME.fullmatch(path.name[: -len(UNPROVEN)]):
                    shutil.rmtree(path, ignore_errors=True)
        with contextlib.suppress(OSError):
            for part in self.photos.glob("[0-9a-f][0-9a-f]"):
                remove_leftovers(part)

    def thin(self, kept: Iterable[str]) -> None:
        """Delete the readable backups that are not among ``kept``, and photos none lists any more.

        Whatever cannot be deleted stays; it is tried again the next time.
        """
        keep = set(kept)
        for note in self.notes():
            if note.name not in keep:
                self._remove(note.name)
        self._remove_unlisted_photos()

    def remove_if_empty(self) -> None:
        """Take the folder away where nothing lies in it any more."""
        with contextlib.suppress(OSError):
            for part in [*self.photos.glob("[0-9a-f][0-9a-f]"), self.photos]:
                with contextlib.suppress(OSError):
                    part.rmdir()
            self.folder.rmdir()

    def _remove(self, name: str) -> None:
        folder = self.folder_of(name)
        going = folder.with_name(f"{name}{UNPROVEN}")
        with contextlib.suppress(OSError):
            # Half a backup must never look like one, so its name goes first.
            folder.rename(going)
            shutil.rmtree(going, ignore_errors=True)

    def _remove_unlisted_photos(self) -> None:
        listed: set[str] = set()
        try:
            for folder in self._folders():
                listed.update(self.photo_names(folder.name))
        except BackupUnreadable:
            return  # nobody knows what that backup needs
        for entry in list(self._photo_files()):
            if entry.name not in listed:
                with contextlib.suppress(OSError):
                    Path(entry.path).unlink()

    def _folders(self) -> tuple[Path, ...]:
        try:
            return tuple(
                path
                for path in self.folder.iterdir()
                if _NAME.fullmatch(path.name) and path.is_dir()
            )
        except FileNotFoundError:
            return ()
        except OSError as error:
            raise ReadFailed(self.folder.name, error.strerror or type(error).__name__) from error

    def _photo_files(self) -> Iterator[os.DirEntry[str]]:
        for part in self.photos.glob("[0-9a-f][0-9a-f]"):
            with os.scandir(part) as entries:
                yield from (entry for entry in entries if _PHOTO_NAME.fullmatch(entry.name))
