"""Photo files that are not here, or not at another machine: asked for, and filled."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from needlelog.db.exchange.missing_photos import noted_here
from needlelog.db.photo_hashes import photo_file_hashes, without_record
from needlelog.files.photo_return import is_unharmed

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.db.transaction import Session
    from needlelog.domain.exchange.bundles import BundleHead

MOST_ASKED = 5000
"""So many files are asked for at once; the rest when those have come."""


def missing_here(session: Session, photos: Path) -> tuple[str, ...]:
    """The files that the records name and that are gone, and those found damaged that still are.

    Only names are looked at, but for the few of which it is known that they were damaged.
    """
    there = _names_in(photos)
    hashes = photo_file_hashes(session)
    gone = [name for name in hashes if name not in there]
    known = frozenset(hashes)
    damaged = [
        name
        for name in noted_here(session)
        if name in known and name in there and not is_unharmed(photos, name)
    ]
    return tuple((*damaged, *gone)[:MOST_ASKED])


def fills_a_gap(session: Session, photos: Path, head: BundleHead) -> bool:
    """Whether a file brings a photo that the records here name and that is not here unharmed."""
    strange = without_record(session, head.brings)
    return any(name not in strange and not is_unharmed(photos, name) for name in head.brings)


def _names_in(photos: Path) -> set[str]:
    found: set[str] = set()
    with contextlib.suppress(OSError), os.scandir(photos) as folders:
        for folder in folders:
            with contextlib.suppress(OSError), os.scandir(folder.path) as files:
                found.update(file.name for file in files)
    return found
