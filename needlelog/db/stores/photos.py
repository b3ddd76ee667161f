"""Writing photos: the record of a picture whose file is already kept. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from needlelog.db.documents import canonical
from needlelog.db.stores.rows import insert_row, optional_row_id, row_id, update_row
from needlelog.db.tables.clients import ClientTable, ConsentTable
from needlelog.db.tables.photos import PhotoNameTable, PhotoTable, ThumbnailTable
from needlelog.db.transaction import Session
from needlelog.db.types import offset_of, uuid7
from needlelog.domain.photo_markup import Markup
from needlelog.domain.photos import Photo, PhotoPhase, StoredAlignment, Thumbnail


def keep_former_names(session: Session, names: Mapping[int, str], at: datetime) -> None:
    """Keep under which name the trail tells photos, by row number, that were encrypted anew."""
    for photo, name in names.items():
        insert_row(
            session, PhotoNameTable, {"uid": uuid7(at), "photo_id": photo, "file_sha256": name}
        )


def insert_photo(
    session: Session,
    photo: Photo,
    file_sha256: str,
    consent_uid: str,
    thumbnail: Thumbnail,
    thumbnail_uid: str,
) -> None:
    """Keep a photo with its thumbnail. Raises `NoSuchRecord` where its client is not kept."""
    columns: dict[str, Any] = {
        "uid": photo.uid,
        "client_id": row_id(session, ClientTable, photo.client_uid),
        "session_uid": photo.session_uid,
        "consent_id": optional_row_id(session, ConsentTable, consent_uid),
        "view": photo.view,
        "phase": photo.phase.value,
        "zone": photo.zone,
        "side": photo.side.value if photo.side else None,
        "sha256": photo.sha256,
        "file_sha256": file_sha256,
        "media_type": photo.media_type,
        "width": photo.width,
        "height": photo.height,
        "taken_at": photo.taken_at,
        "taken_offset": offset_of(photo.taken_at) if photo.taken_at else None,
        "added_at": photo.added_at,
        "quality": canonical(photo.quality) if photo.quality else None,
        "note": photo.note,
    }
    row = insert_row(session, PhotoTable, columns)
    insert_row(
        session,
        ThumbnailTable,
        {
            "uid": thumbnail_uid,
            "photo_id": row,
            "media_type": thumbnail.media_type,
            "width": thumbnail.width,
            "height": thumbnail.height,
            "picture": thumbnail.picture,
        },
    )


def write_alignment(session: Session, uid: str, alignment: StoredAlignment | None) -> None:
    """Write how a photo lies on another. Raises `NoSuchRecord`."""
    _update(session, uid, alignment=canonical(alignment) if alignment else None)


def write_markup(session: Session, uid: str, markup: Markup) -> None:
    """Write what is drawn on a photo. Raises `NoSuchRecord`."""
    _update(session, uid, markup=canonical(markup) if markup.shapes else None)


def write_view(session: Session, uid: str, view: str, phase: PhotoPhase) -> None:
    """Write what a photo shows. Raises `NoSuchRecord`."""
    _update(session, uid, view=view, phase=phase.value)


def write_use(session: Session, uid: str, *, active: bool, reason: str) -> None:
    """Take a photo out of use with the reason, or back in. Raises `NoSuchRecord`."""
    _update(session, uid, active=active, removed_reason=reason)


def _update(session: Session, uid: str, **columns: Any) -> None:
    update_row(session, PhotoTable, row_id(session, PhotoTable, uid), columns)
