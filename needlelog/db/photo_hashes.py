"""Which photo files the records speak of."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from needlelog.db.tables.base import table_of
from needlelog.db.tables.photos import PhotoTable


def photo_file_hashes(session: Session) -> tuple[str, ...]:
    """The SHA-256 of every encrypted photo file, as its record says."""
    photo = table_of(PhotoTable)
    return tuple(session.connection().execute(select(photo.c.file_sha256)).scalars())
