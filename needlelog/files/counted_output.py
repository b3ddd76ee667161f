"""Files of an export as they are written: how long they are and their SHA-256."""

from __future__ import annotations

import contextlib
import hashlib
import io
import secrets
import shutil
import zipfile
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO, cast

from needlelog.files.atomic_write import new_file, write_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PRIVATE_FOLDER = 0o700
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_LEVEL = 1
"""Tables shrink to a tenth with the fastest level too; more would only take longer."""


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file as it was written."""

    name: str
    size: int
    sha256: str


class CountedOutput(io.RawIOBase):
    """Hands bytes on and counts them; nobody can go back in it."""

    def __init__(self, target: BinaryIO) -> None:
        super().__init__()
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: object, /) -> int:
        """Hand the bytes on."""
        content = bytes(memoryview(data))  # type: ignore[arg-type]
        self._target.write(content)
        self._digest.update(content)
        self.size += len(content)
        return len(content)

    @property
    def sha256(self) -> str:
        """The hash of everything written so far."""
        return self._digest.hexdigest()


class FileGroup(ABC):
    """Several files that belong together, in a folder or in one ZIP file."""

    def __init__(self) -> None:
        self.files: list[WrittenFile] = []

    @contextlib.contextmanager
    def new(self, name: str) -> Iterator[BinaryIO]:
        """Write one of the files; ``name`` may have folders, parted by slashes."""
        with self._open(name) as target:
            counted = CountedOutput(target)
            yield cast("BinaryIO", counted)
        self.files.append(WrittenFile(name, counted.size, counted.sha256))

    @abstractmethod
    def _open(self, name: str) -> contextlib.AbstractContextManager[BinaryIO]:
        """Open the file behind a name."""


class _ZipGroup(FileGroup):
    def __init__(self, archive: zipfile.ZipFile) -> None:
        super().__init__()
        self._archive = archive

    @contextlib.contextmanager
    def _open(self, name: str) -> Iterator[BinaryIO]:
        info = zipfile.ZipInfo(name, _ZIP_TIME)
        stored = name.endswith((".jpg", ".jpeg", ".png", ".heic", ".webp"))
        info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
        info.external_attr = 0o600 << 16
        with self._archive.open(info, "w", force_zip64=True) as file:
            yield cast("BinaryIO", file)


class _FolderGroup(FileGroup):
    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = folder

    @contextlib.contextmanager
    def _open(self, name: str) -> Iterator[BinaryIO]:
        path = self._folder.joinpath(*name.split("/"))
        path.parent.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
        with new_file(path) as file:
            yield file


@contextlib.contextmanager
def new_zip(path: Path) -> Iterator[FileGroup]:
    """A ZIP file that takes its place when it is whole.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left then.
    """
    with (
        new_file(path) as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as archive,
    ):
        yield _ZipGroup(archive)


@contextlib.contextmanager
def new_folder(path: Path) -> Iterator[FileGroup]:
    """A folder of files, readable by its owner only, that appears when it is whole.

    Raises:
        DiskFull, WriteRefused, WriteFailed: nothing is left then, and a folder that was there
            stays as it was.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}.needlelog-new")
    try:
        fresh.mkdir(mode=_PRIVATE_FOLDER)
        try:
            yield _FolderGroup(fresh)
            if path.is_dir():
                path.rmdir()
            fresh.replace(path)
        except BaseException:
            shutil.rmtree(fresh, ignore_errors=True)
            raise
    except OSError as error:
        raise write_error(path.name, error) from error


@contextlib.contextmanager
def working_folder(beside: Path) -> Iterator[Path]:
    """A private folder for unfinished parts, where the file is going to be; gone at the end.

    Raises:
        DiskFull, WriteRefused, WriteFailed: it cannot be made.
    """
    folder = beside.with_name(f".{beside.name}.{secrets.token_hex(6)}.needlelog-new")
    try:
        folder.mkdir(mode=_PRIVATE_FOLDER)
    except OSError as error:
        raise write_error(beside.name, error) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def is_empty_place(path: Path) -> bool:
    """Whether a new folder can take this place: nothing is there, or an empty folder."""
    return not path.exists() or (path.is_dir() and not list(path.iterdir()))
