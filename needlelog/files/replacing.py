"""Exchanging the records of a clinic folder for others: a kill at any point loses neither.

The new records are made ready in `restoring/`, whole and on the disk. Then a small file,
`replacing.json`, says that they take the place of the present ones; from there on the exchange is
decided, and what a kill cuts off is done at the next opening. The present records are not copied
and not deleted: they are renamed into `set-aside/`, from where they can come back the same way.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path, PurePosixPath

from needlelog.domain.errors import ReadFailed
from needlelog.files.atomic_write import flush_folder, write_atomically, write_error
from needlelog.files.clinic_folder import MADE_READY, ClinicFolder
from needlelog.files.folder_lock import FolderLock
from needlelog.files.key_store import copy_of

SET_ASIDE = "set-aside"
ABOUT = "about.json"
"""Lies with records set aside and says when and why."""
_JOURNAL = "replacing.json"
_FORMAT = "needlelog-replacing"
_PRIVATE_FOLDER = 0o700


def made_ready(folder: ClinicFolder) -> ClinicFolder:
    """An empty place for new records beside the present ones; what was left there is deleted.

    Raises:
        DiskFull, WriteRefused, WriteFailed: it cannot be made.
    """
    drop_made_ready(folder)
    place = folder.path / MADE_READY
    try:
        place.mkdir(mode=_PRIVATE_FOLDER)
    except OSError as error:
        raise write_error(place.name, error) from error
    return ClinicFolder(place)


def drop_made_ready(folder: ClinicFolder) -> None:
    """Delete records that were being made ready and are not decided upon."""
    if not replacing_waits(folder):
        shutil.rmtree(folder.path / MADE_READY, ignore_errors=True)


def put_in_place(
    folder: ClinicFolder, ready: Path, aside: str | None, about: Mapping[str, object]
) -> None:
    """Let the records in ``ready``, a folder within the clinic's, take the place of the present.

    Only while holding the folder's lock, and with both databases closed. The present records go to
    ``aside``, a path within the clinic folder, with ``about`` beside them; None where there are
    none. ``ready`` is gone at the end.

    Raises:
        ReadFailed: there is nothing in ``ready``; all is as it was.
        DiskFull, WriteRefused, WriteFailed: before anything was decided, then all is as it was;
            afterwards the rest is done by `finish_replacing` at the next opening.
    """
    if not ClinicFolder(ready).database.is_file():
        raise ReadFailed(ready.name, "the records that were made ready are gone")
    journal = {
        "format": _FORMAT,
        "version": 1,
        "ready": ready.relative_to(folder.path).as_posix(),
        "aside": aside,
        "about": dict(about),
    }
    write_atomically(folder.path / _JOURNAL, json.dumps(journal, indent=1).encode())
    finish_replacing(folder)


def replacing_waits(folder: ClinicFolder) -> bool:
    """Whether an exchange was decided and cut off."""
    return (folder.path / _JOURNAL).exists()


def finish_replacing(folder: ClinicFolder) -> None:
    """Do what is left of an exchange that was decided; only while holding the folder's lock.

    Raises:
        ReadFailed, DiskFull, WriteRefused, WriteFailed: it still waits to be finished.
    """
    path = folder.path / _JOURNAL
    try:
        journal = json.loads(path.read_text(encoding="utf-8"))
        ready = _within(folder, journal["ready"])
        aside = None if journal["aside"] is None else _within(folder, journal["aside"])
        about = journal["about"]
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReadFailed(path.name, error.strerror or type(error).__name__) from error
    except (ValueError, KeyError, TypeError) as error:
        raise ReadFailed(path.name, "it is damaged") from error
    try:
        _exchange(folder, ClinicFolder(ready), aside, about)
        path.unlink()
        flush_folder(folder.path)
    except OSError as error:
        raise write_error(folder.path.name, error) from error


def finish_interrupted(folder: ClinicFolder, clock: Callable[[], datetime]) -> None:
    """Before anything else is made of the folder: finish an exchange that was cut off.

    Raises:
        FolderInUse: another program is at it. And those of `finish_replacing`.
    """
    if replacing_waits(folder):
        with FolderLock(folder.lock, clock):
            finish_replacing(folder)


def free_place_aside(folder: ClinicFolder, at: datetime) -> str:
    """A path within the clinic folder, not yet used, for records set aside at this instant."""
    base = f"{SET_ASIDE}/{at:%Y%m%dT%H%M%SZ}"
    name, number = base, 2
    while (folder.path / name).exists():
        name, number = f"{base}-{number}", number + 1
    return name


def _exchange(
    folder: ClinicFolder, ready: ClinicFolder, aside: Path | None, about: Mapping[str, object]
) -> None:
    """Each step looks at what is still to be done, so that it can be begun again.

    A file of the present records makes room only while its successor still lies in ``ready``.
    """
    if aside is not None:
        _open_place_aside(aside, about)
    if ready.database.exists():
        # The log goes with its database: beside another one it would be taken for its own.
        for ending in ("-wal", "-shm", ""):
            _make_room(folder.database.with_name(f"{folder.database.name}{ending}"), aside)
        flush_folder(folder.path)
        _move(ready.database, folder.database)
    for name in (ready.keys.name, copy_of(ready.keys).name):
        if (ready.path / name).exists():
            _make_room(folder.path / name, aside)
            _move(ready.path / name, folder.path / name)
    if ready.photos.is_dir():
        with contextlib.suppress(FileNotFoundError):
            folder.photos.rmdir()
        _move(ready.photos, folder.photos)
    flush_folder(folder.path)
    if aside is not None:
        flush_folder(aside)
    if ready.path.exists():
        shutil.rmtree(ready.path)


def _open_place_aside(aside: Path, about: Mapping[str, object]) -> None:
    aside.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    write_atomically(aside / ABOUT, json.dumps(about, indent=1).encode())


def _make_room(path: Path, aside: Path | None) -> None:
    if aside is not None and path.exists():
        _move(path, aside / path.name)


def _move(source: Path, target: Path) -> None:
    # `replace` would overwrite; nothing of a record is ever overwritten here.
    if target.exists():
        raise FileExistsError(f"{target.name} is in the way")
    source.rename(target)


def _within(folder: ClinicFolder, relative: str) -> Path:
    parts = PurePosixPath(relative).parts
    if not parts or parts[0] not in (MADE_READY, SET_ASIDE) or os.pardir in parts:
        raise ValueError(relative)
    return folder.path.joinpath(*parts)
