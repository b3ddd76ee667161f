"""The photos of a clinic with their files, for giving the pictures out."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.transaction import Session

_PHOTO = table_of(PhotoTable)


@dataclass(frozen=True, slots=True)
class PhotoFile:
    """A photo: the hash of its picture, and that of its encrypted file, which is its name."""

    uid: str
    sha256: str
    file_sha256: str
    media_type: str


def photo_files(session: Session) -> tuple[PhotoFile, ...]:
    """Every photo, also those taken out of use."""
    rows = session.connection().execute(
        select(_PHOTO.c.uid, _PHOTO.c.sha256, _PHOTO.c.file_sha256, _PHOTO.c.media_type).order_by(
            _PHOTO.c.id
        )
    )
    return tuple(PhotoFile(*row) for row in rows)
