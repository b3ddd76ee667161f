"""Which photo files the records speak of."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.transaction import Session

_AT_ONCE = 500


def photo_file_hashes(session: Session) -> tuple[str, ...]:
    """The SHA-256 of every encrypted photo file, as its record says."""
    photo = table_of(PhotoTable)
    return tuple(session.connection().execute(select(photo.c.file_sha256)).scalars())


def without_record(session: Session, names: Iterable[str]) -> frozenset[str]:
    """Those of these photo files that no record speaks of."""
    photo, wanted = table_of(PhotoTable), sorted(set(names))
    left = set(wanted)
    for start in range(0, len(wanted), _AT_ONCE):
        part = wanted[start : start + _AT_ONCE]
        found = select(photo.c.file_sha256).where(photo.c.file_sha256.in_(part))
        left.difference_update(session.connection().execute(found).scalars())
    return frozenset(left)
