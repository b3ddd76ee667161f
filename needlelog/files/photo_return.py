"""Bringing photo files back from backups: only what is byte for byte what the records name."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from needlelog.files.atomic_write import write_atomically, write_error
from needlelog.files.photo_check import photo_file

_PRIVATE_FOLDER = 0o700


def bring_back(photos: Path, file_sha256: str, sources: Iterable[Path]) -> bool:
    """Put a photo file in its place from the first of ``sources`` that has it unharmed.

    ``sources`` are folders of photos. What lies in the place is replaced only by the very file.
    Says whether one had it.

    Raises:
        DiskFull, WriteRefused, WriteFailed: it cannot be written here.
    """
    for source in sources:
        content = _content(source, file_sha256)
        if content is None:
            continue
        target = photo_file(photos, file_sha256)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            if os.name == "posix":
                target.parent.chmod(_PRIVATE_FOLDER)
        except OSError as error:
            raise write_error(target.parent.name, error) from error
        write_atomically(target, content)
        return True
    return False


def is_unharmed(photos: Path, file_sha256: str) -> bool:
    """Whether the file is there and is what its name says."""
    return _content(photos, file_sha256) is not None


def _content(photos: Path, file_sha256: str) -> bytes | None:
    try:
        content = photo_file(photos, file_sha256).read_bytes()
    except OSError:
        return None
    return content if hashlib.sha256(content).hexdigest() == file_sha256 else None
