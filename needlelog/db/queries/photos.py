"""Reading photos: rows for lists without any picture, and thumbnails by uid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, Select, func, select

from needlelog.db.documents import from_text
from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.photos import PhotoTable, ThumbnailTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import from_microseconds, to_microseconds
from needlelog.domain.photo_markup import NO_MARKUP, Markup
from needlelog.domain.photos import (
    Photo,
    PhotoPhase,
    PhotoQuality,
    RemovedPhoto,
    StoredAlignment,
    Thumbnail,
)
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.zones import Side

_PHOTO = table_of(PhotoTable)
_THUMBNAIL = table_of(ThumbnailTable)
_CLIENT = table_of(ClientTable)
_SESSION = table_of(SessionTable)
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KeptPhoto:
    """A photo and the name of its file."""

    photo: Photo
    file_sha256: str


def photos(session: Session, client_uid: str, *, removed: bool = False) -> tuple[Photo, ...]:
    """A client's photos in use, oldest first; with ``removed`` also those taken out of use."""
    statement = _select().where(_PHOTO.c.client_id.in_(client_ids(session, client_uid)))
    if not removed:
        statement = statement.where(_PHOTO.c.active)
    return tuple(_photo(row) for row in session.connection().execute(statement))


def removed_photos(session: Session, client_uid: str) -> tuple[RemovedPhoto, ...]:
    """A client's photos that were taken out of use, oldest first, each with the reason."""
    statement = _select().where(
        _PHOTO.c.client_id.in_(client_ids(session, client_uid)), _PHOTO.c.active.is_(False)
    )
    rows = session.connection().execute(statement)
    return tuple(RemovedPhoto(_photo(row), row.removed_reason) for row in rows)


def photos_of_session(session: Session, session_uid: str) -> tuple[Photo, ...]:
    """The photos in use of one session or draft, oldest first."""
    statement = _select().where(_PHOTO.c.session_uid == session_uid, _PHOTO.c.active)
    return tuple(_photo(row) for row in session.connection().execute(statement))


def photo(session: Session, uid: str) -> KeptPhoto:
    """One photo, also one taken out of use. Raises `NoSuchRecord`."""
    row = session.connection().execute(_select().where(_PHOTO.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("photo", uid)
    return KeptPhoto(_photo(row), row.file_sha256)


def same_picture(session: Session, client_uid: str, sha256: str) -> str | None:
    """The uid of a photo in use of this client with the very same bytes."""
    found = session.connection().execute(
        select(_PHOTO.c.uid).where(
            _PHOTO.c.sha256 == sha256,
            _PHOTO.c.client_id.in_(client_ids(session, client_uid)),
            _PHOTO.c.active,
        )
    )
    return found.scalars().first()


def known_hashes(session: Session, hashes: Sequence[str]) -> frozenset[str]:
    """Which of these pictures, by SHA-256, are among the photos of any client."""
    known: set[str] = set()
    for start in range(0, len(hashes), _AT_ONCE):
        part = hashes[start : start + _AT_ONCE]
        found = session.connection().execute(
            select(_PHOTO.c.sha256).where(_PHOTO.c.sha256.in_(part))
        )
        known.update(found.scalars())
    return frozenset(known)


def thumbnails(session: Session, uids: Sequence[str]) -> dict[str, Thumbnail]:
    """The thumbnails of these photos by the photo's uid."""
    rows = session.connection().execute(
        select(
            _PHOTO.c.uid.label("photo_uid"),
            _THUMBNAIL.c.media_type,
            _THUMBNAIL.c.width,
            _THUMBNAIL.c.height,
            _THUMBNAIL.c.picture,
        )
        .join(_THUMBNAIL, _THUMBNAIL.c.photo_id == _PHOTO.c.id)
        .where(_PHOTO.c.uid.in_(list(uids)))
    )
    return {
        row.photo_uid: Thumbnail(row.photo_uid, row.media_type, row.width, row.height, row.picture)
        for row in rows
    }


def _select() -> Select[Any]:
    return (
        select(
            _PHOTO,
            _CLIENT.c.uid.label("client_uid"),
            _SESSION.c.number.label("session_number"),
        )
        .join(_CLIENT, _CLIENT.c.id == _PHOTO.c.client_id)
        .outerjoin(_SESSION, _SESSION.c.uid == _PHOTO.c.session_uid)
        .order_by(func.coalesce(_PHOTO.c.taken_at, _PHOTO.c.added_at), _PHOTO.c.id)
    )


def _photo(row: Row[Any]) -> Photo:
    taken = row.taken_at
    if taken is not None:
        taken = from_microseconds(to_microseconds(taken), row.taken_offset or 0)
    return Photo(
        uid=row.uid,
        client_uid=row.client_uid,
        view=row.view,
        phase=PhotoPhase(row.phase),
        sha256=row.sha256,
        media_type=row.media_type,
        width=row.width,
        height=row.height,
        added_at=row.added_at,
        taken_at=taken,
        session_uid=row.session_uid,
        session_number=row.session_number,
        zone=row.zone,
        side=Side(row.side) if row.side else None,
        alignment=from_text(StoredAlignment, row.alignment) if row.alignment else None,
        markup=from_text(Markup, row.markup) if row.markup else NO_MARKUP,
        quality=from_text(PhotoQuality, row.quality) if row.quality else None,
        note=row.note,
        active=row.active,
    )
