"""Checking that each photo's file is there and unchanged."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from needlelog.domain.faults import Fault


def photo_file(photos: Path, file_sha256: str) -> Path:
    """Where the encrypted file of a photo lies: named by its hash, in a folder of two letters."""
    return photos / file_sha256[:2] / file_sha256


def photo_faults(photos: Path, hashes: Iterable[str]) -> Iterator[Fault]:
    """Faults of the photos with these file hashes; the files are not decrypted."""
    for expected in hashes:
        try:
            with photo_file(photos, expected).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except FileNotFoundError:
            yield Fault("photos", f"The photo file {expected} is missing.")
        except OSError as error:
            reason = error.strerror or type(error).__name__
            yield Fault("photos", f"The photo file {expected} could not be read: {reason}.")
        else:
            if found != expected:
                yield Fault("photos", f"The photo file {expected} was changed.")


def files_that_should_be_gone(photos: Path, hashes: Iterable[str]) -> Iterator[Fault]:
    """Photo files of destroyed records that are still there."""
    for name in hashes:
        if photo_file(photos, name).exists():
            yield Fault("photos", f"The photo file {name} of a destroyed record is still there.")
