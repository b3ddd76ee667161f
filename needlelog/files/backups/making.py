"""The disk work of a backup: room, photos, the keys, copying a proven backup, and its last step."""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from needlelog.domain.backup_errors import BackupNoRoom, BackupNotProven
from needlelog.domain.errors import KeysDamaged, KeysMissing, KnownError, ReadFailed
from needlelog.files.atomic_write import flush_folder, write_atomically, write_error
from needlelog.files.backups.place import DATABASE, KEYS, PHOTO_LIST, UNPROVEN, BackupPlace
from needlelog.files.backups.second_place import make_private
from needlelog.files.data_key import DataKey
from needlelog.files.key_document import decode
from needlelog.files.key_store import copy_of
from needlelog.files.photo_check import photo_file

MIB = 1024 * 1024
_SPARE = 32 * MIB
"""What a drive should have left after a backup: room for the records of that day."""
_AT_ONCE = 4 * MIB


@dataclass(frozen=True, slots=True)
class CopiedPhotos:
    """The photo files a backup can list, their bytes together, and those that could not be had."""

    names: tuple[str, ...]
    size: int
    left_out: tuple[str, ...]


def require_room(place: BackupPlace, needed: int) -> None:
    """Look at the free room before anything is written. Raises `BackupNoRoom`."""
    existing = next((each for each in (place.folder, *place.folder.parents) if each.is_dir()), None)
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(existing or place.folder).free
        if free < needed + _SPARE:
            raise BackupNoRoom(str(place.folder), -(-(needed + _SPARE) // MIB), free // MIB)


def size_of_records(database: Path) -> int:
    """Bytes of the database with its write-ahead log."""
    size = 0
    for path in (database, database.with_name(f"{database.name}-wal")):
        with contextlib.suppress(OSError):
            size += path.stat().st_size
    return size


def size_of_new_photos(photos: Path, names: Iterable[str], here: Mapping[str, int]) -> int:
    """Bytes of the photo files that are not among those ``here``."""
    size = 0
    for name in names:
        if name not in here:
            with contextlib.suppress(OSError):
                size += photo_file(photos, name).stat().st_size
    return size


@contextmanager
def unproven_folder(place: BackupPlace, made_at_name: str) -> Iterator[Path]:
    """A folder to build a backup in; it gets its name at the end, or vanishes with any error.

    Raises:
        DiskFull, WriteRefused, WriteFailed: the place cannot be written to.
    """
    building = place.folder_of(f"{made_at_name}{UNPROVEN}")
    try:
        make_private(place.folder)
        make_private(building)
        yield building
        flush_folder(building)
        building.rename(place.folder_of(made_at_name))
        flush_folder(place.folder)
    except OSError as error:
        shutil.rmtree(building, ignore_errors=True)
        raise write_error(DATABASE, error) from error
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise


def free_name(place: BackupPlace, wanted: str) -> str:
    """The name, or one with a number where two backups were made in one second.

    The number is greater than any there: one that was let go of does not lend its name, and with
    it its place in the order, to a newer one.
    """
    taken = [0]
    with contextlib.suppress(OSError):
        for path in place.folder.iterdir():
            name = path.name.removesuffix(UNPROVEN)
            if name == wanted:
                taken.append(1)
            elif name.startswith(f"{wanted}-") and (number := name[len(wanted) + 1 :]).isdecimal():
                taken.append(int(number))
    return f"{wanted}-{max(taken) + 1}" if max(taken) else wanted


def copy_photos(
    photos: Path,
    names: Iterable[str],
    place: BackupPlace,
    here: Mapping[str, int],
    progress: Callable[[float], object],
) -> CopiedPhotos:
    """Bring the photo files to the place that are not ``here`` yet, each checked by its hash.

    A file that is missing or damaged in the clinic is left out; everything else goes on.

    Raises:
        DiskFull, WriteRefused, WriteFailed: the place does not take them.
    """
    wanted = tuple(dict.fromkeys(names))
    taken, left_out, size = [], [], 0
    for number, name in enumerate(wanted):
        progress(number / len(wanted))
        if _is_copied(photos, name, here):
            size += here[name]
        else:
            path = place.photo_path(name)
            content = _whole(photo_file(photos, name), name)
            if content is None and name in here:
                size += here[name]  # the damage is here, not in the place
                taken.append(name)
                continue
            if content is None:
                left_out.append(name)
                continue
            make_private(place.photos)
            make_private(path.parent)
            write_atomically(path, content)
            if _whole(path, name) is None:
                raise BackupNotProven(str(place.folder), "bytes")
            size += len(content)
        taken.append(name)
    return CopiedPhotos(tuple(taken), size, tuple(left_out))


def _is_copied(photos: Path, name: str, here: Mapping[str, int]) -> bool:
    """Whether the place has the photo, and not only the beginning of it."""
    if name not in here:
        return False
    with contextlib.suppress(OSError):
        return photo_file(photos, name).stat().st_size == here[name]
    return True


def write_photo_list(folder: Path, names: Iterable[str]) -> str:
    """Write which photos belong to the backup, and return the SHA-256 of the list."""
    content = "".join(f"{name}\n" for name in names).encode("ascii")
    write_atomically(folder / PHOTO_LIST, content)
    return hashlib.sha256(content).hexdigest()


def present_keys(keys: Path, data_key: DataKey) -> bytes:
    """The key file of today, or its copy, whichever opens these records.

    Raises:
        KeysMissing, KeysDamaged: neither does; a backup without keys would be of no use.
    """
    error: KnownError = KeysMissing()
    for path in (keys, copy_of(keys)):
        with contextlib.suppress(OSError):
            content = path.read_bytes()
            try:
                if decode(content, path.name).belongs_to(data_key):
                    return content
                error = KeysDamaged()
            except KnownError as found:
                error = found
    raise error


def has_keys_of(folder: Path, data_key: DataKey) -> bool:
    """Whether a backup can be opened with the key of this clinic."""
    with contextlib.suppress(OSError, KnownError):
        return decode((folder / KEYS).read_bytes(), KEYS).belongs_to(data_key)
    return False


def write_keys(folder: Path, content: bytes) -> str:
    """Write the key file into the backup, and return its SHA-256."""
    write_atomically(folder / KEYS, content)
    return hashlib.sha256(content).hexdigest()


def copy_file(
    source: Path, target: Path, expected: str, place: str, progress: Callable[[float], object]
) -> None:
    """Copy a file that is known to be good, and read the copy back from the drive.

    Raises:
        BackupNotProven: what was read is not the file of this SHA-256.
        DiskFull, WriteRefused, WriteFailed, ReadFailed.
    """
    try:
        size = max(source.stat().st_size, 1)
        reading = source.open("rb")
    except OSError as error:
        raise ReadFailed(source.name, error.strerror or type(error).__name__) from error
    with reading:
        try:
            with target.open("xb") as file:
                _pour(reading, file, lambda done: progress(done / size / 2))
                file.flush()
                os.fsync(file.fileno())
                _forget_cached(file)
            digest = hashlib.sha256()
            with target.open("rb") as file:
                _each_part(file, digest.update, lambda done: progress(0.5 + done / size / 2))
        except OSError as error:
            raise write_error(target.name, error) from error
    if digest.hexdigest() != expected:
        raise BackupNotProven(place, "bytes")


def _pour(reading: BinaryIO, writing: BinaryIO, tell: Callable[[int], object]) -> None:
    _each_part(reading, writing.write, tell)


def _each_part(
    file: BinaryIO, take: Callable[[bytes], object], tell: Callable[[int], object]
) -> None:
    done = 0
    while part := file.read(_AT_ONCE):
        take(part)
        done += len(part)
        tell(done)


def _whole(path: Path, name: str) -> bytes | None:
    """The content of a photo file, if it is what its name says."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == name else None


def _forget_cached(file: BinaryIO) -> None:
    """Let the next reading come from the drive itself, where the system can be told so."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
