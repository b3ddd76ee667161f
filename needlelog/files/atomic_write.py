"""Replace a file as a whole: after a crash or a full disk the old or the new one is there."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import sys
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from needlelog.domain.errors import DiskFull, KnownError, WriteFailed, WriteRefused

if TYPE_CHECKING:
    from collections.abc import Iterator

_SUFFIX = ".needlelog-new"
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
_REFUSED = {errno.EACCES, errno.EPERM, errno.EROFS}
_PRIVATE_FILE = 0o600
_BINARY: int = getattr(os, "O_BINARY", 0)  # Windows would turn each line feed into two bytes


def write_atomically(path: Path, content: bytes) -> None:
    """Write `content` to `path`, readable by its owner only, and see it safely on the disk.

    Raises `DiskFull`, `WriteRefused` or `WriteFailed`; the former file is then unchanged.
    """
    with new_file(path) as file:
        file.write(content)


@contextlib.contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write to, readable by its owner only, that takes the place of `path` at the end.

    Where the block raises anything, the former file stays and nothing else is left.

    Raises:
        DiskFull, WriteRefused, WriteFailed: the file cannot be written.
    """
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(6)}{_SUFFIX}")
    try:
        try:
            with _private_file(fresh) as file:
                yield file
                flush_to_disk(file)
            fresh.replace(path)
        except BaseException:
            with contextlib.suppress(OSError):
                fresh.unlink()
            raise
        flush_folder(path.parent)
    except OSError as error:
        raise write_error(path.name, error) from error


def flush_to_disk(file: BinaryIO) -> None:
    """See everything written so far on the disk. Raises `OSError`."""
    file.flush()
    os.fsync(file.fileno())


def write_error(file: str, error: OSError) -> KnownError:
    """The sentence that belongs to a failed write; `file` is a name, not a path."""
    if error.errno in _FULL:
        return DiskFull(file)
    if error.errno in _REFUSED:
        return WriteRefused(file)
    return WriteFailed(file, error.strerror or type(error).__name__)


def remove_leftovers(folder: Path) -> None:
    """Delete half-written files that a killed program left in `folder`.

    Only for the holder of the folder's lock: another writer's file would be lost otherwise.
    """
    for leftover in folder.glob(f".*{_SUFFIX}"):
        with contextlib.suppress(OSError):
            leftover.unlink()


def _private_file(path: Path) -> BinaryIO:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    return os.fdopen(os.open(path, flags, _PRIVATE_FILE), "wb")


def flush_folder(folder: Path) -> None:
    """Make the new name itself durable; Windows does that on its own."""
    if sys.platform != "win32":
        # Some drives cannot flush a folder; the file itself is safe and in its place by then.
        with contextlib.suppress(OSError):
            descriptor = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
