"""Photos: take in, list, open, bring into line, draw on, take out of use, give out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.db.documents import plain
from needlelog.db.queries import photos as query
from needlelog.db.stores import photos as store
from needlelog.db.verify_photos import ADDED
from needlelog.domain.clients import ConsentKind
from needlelog.domain.errors import InvalidValue
from needlelog.domain.photo_errors import NoPhotoConsent, PhotoAlreadyKept
from needlelog.domain.photos import Photo, PhotoUse, Thumbnail
from needlelog.files.atomic_write import write_atomically
from needlelog.files.photos.alignment import FoundAlignment, found_alignment
from needlelog.files.photos.picture import SCREEN_EDGE, PreparedPicture, decoded, prepared
from needlelog.files.photos.store import PhotoStore
from needlelog.services.acts import Act, Permission, acting, require
from needlelog.services.consents import valid_consent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from needlelog.db.stores.rows import Transaction
    from needlelog.domain.photo_markup import Markup
    from needlelog.domain.photos import PhotoPhase, Pixels, RemovedPhoto, StoredAlignment
    from needlelog.domain.zones import Side
    from needlelog.services.clinic import Clinic

__all__ = ["FoundAlignment", "NewPhoto", "PreparedPicture", "prepared"]

_FOR_ALIGNMENT = 640


@dataclass(frozen=True, slots=True)
class NewPhoto:
    """What a person says of a picture that is added.

    ``taken_at`` overrides what the camera wrote. ``session_uid`` may be that of a draft.
    """

    view: str
    phase: PhotoPhase
    session_uid: str | None = None
    zone: str | None = None
    side: Side | None = None
    taken_at: datetime | None = None
    note: str = ""


def has_consent(clinic: Clinic, client_uid: str, kind: ConsentKind) -> bool:
    """Whether the client agreed, and still agrees, to photos or to their use for marketing."""
    today = clinic.clock().astimezone().date()
    return valid_consent(clinic, client_uid, kind, today) is not None


def known_hashes(clinic: Clinic, hashes: Sequence[str]) -> frozenset[str]:
    """Which pictures, by the SHA-256 of their file, were taken in before for any client."""
    with clinic.database.read() as session:
        return query.known_hashes(session, hashes)


def add_photo(
    clinic: Clinic,
    client_uid: str,
    content: bytes,
    new: NewPhoto,
    ready: PreparedPicture | None = None,
) -> Photo:
    """Take a picture in: the bytes encrypted as they are, a thumbnail and figures beside them.

    ``ready`` is what `prepared` made of the same bytes, where that was done already.

    Raises:
        NotAllowed: the person may only read.
        NoPhotoConsent: the client has not agreed to photos; nothing was kept.
        PhotoNotRead, PhotoTooLarge, PhotoAlreadyKept, NoSuchRecord, or an error of the disk.
    """
    require(clinic.person, Permission.WRITER, "add_photo")
    sha256 = hashlib.sha256(content).hexdigest()
    consent = _required_consent(clinic, client_uid, ConsentKind.PHOTO)
    with clinic.database.read() as session:
        _refuse_twice(session, client_uid, sha256)
    picture = ready or prepared(content)
    files = _files(clinic)
    name = files.keep(content, sha256, picture.screen)
    try:
        with acting(clinic, "add_photo") as act:
            _refuse_twice(act.session, client_uid, sha256)
            photo = _described(act, client_uid, sha256, new, picture)
            thumbnail = Thumbnail(
                photo.uid,
                "image/jpeg",
                picture.thumbnail_width,
                picture.thumbnail_height,
                picture.thumbnail,
            )
            store.insert_photo(act.session, photo, name, consent, thumbnail, act.new_uid())
            told = {
                "file_sha256": name,
                "consent_uid": consent,
                "thumbnail": _told_of(thumbnail),
            }
            act.record(ADDED, "photo", photo.uid, after=plain(photo) | told)
    except BaseException:
        files.forget(name)
        raise
    return photo


def photos(clinic: Clinic, client_uid: str, *, removed: bool = False) -> tuple[Photo, ...]:
    """A client's photos without their pictures, oldest first."""
    with clinic.database.read() as session:
        return query.photos(session, client_uid, removed=removed)


def removed_photos(clinic: Clinic, client_uid: str) -> tuple[RemovedPhoto, ...]:
    """A client's photos that were taken out of use, with the reasons."""
    with clinic.database.read() as session:
        return query.removed_photos(session, client_uid)


def photos_of_session(clinic: Clinic, session_uid: str) -> tuple[Photo, ...]:
    """The photos of a session or of a draft, without their pictures."""
    with clinic.database.read() as session:
        return query.photos_of_session(session, session_uid)


def thumbnails(clinic: Clinic, uids: Sequence[str]) -> dict[str, Thumbnail]:
    """Small pictures by the uid of their photo."""
    with clinic.database.read() as session:
        return query.thumbnails(session, uids)


def open_photo(clinic: Clinic, uid: str, edge: int = 0) -> Pixels:
    """A photo, the right way up, its longest edge about ``edge`` pixels, or whole for 0.

    Raises:
        NoSuchRecord, PhotoMissing, PhotoDamaged: nothing can be shown.
    """
    with clinic.database.read() as session:
        kept = query.photo(session, uid)
    photo, files = kept.photo, _files(clinic)
    if edge and edge <= SCREEN_EDGE:
        content = files.for_screen(kept.file_sha256, photo.sha256)
    else:
        content = files.original(kept.file_sha256, photo.sha256)
    return decoded(content, edge, (photo.width, photo.height))


def original(clinic: Clinic, uid: str) -> bytes:
    """A photo byte for byte as it was taken in, with all the camera wrote into it.

    Raises:
        NoSuchRecord, PhotoMissing, PhotoDamaged.
    """
    with clinic.database.read() as session:
        kept = query.photo(session, uid)
    return _files(clinic).original(kept.file_sha256, kept.photo.sha256)


def find_alignment(clinic: Clinic, moving_uid: str, fixed_uid: str) -> FoundAlignment:
    """How one photo lies on another, found by itself, and how sure that is.

    Raises:
        NoSuchRecord, PhotoMissing, PhotoDamaged.
    """
    moving = open_photo(clinic, moving_uid, _FOR_ALIGNMENT)
    return found_alignment(moving, open_photo(clinic, fixed_uid, _FOR_ALIGNMENT))


def set_alignment(clinic: Clinic, uid: str, alignment: StoredAlignment | None) -> None:
    """Keep how a photo lies on another; the picture stays as it is. Raises `NotAllowed`."""
    with acting(clinic, "align_photo") as act:
        before = query.photo(act.session, uid).photo.alignment
        if before != alignment:
            store.write_alignment(act.session, uid, alignment)
            act.record("photo aligned", "photo", uid, before, alignment)


def set_markup(clinic: Clinic, uid: str, markup: Markup) -> None:
    """Keep what is drawn on a photo; the picture stays as it is. Raises `NotAllowed`."""
    with acting(clinic, "mark_photo") as act:
        before = query.photo(act.session, uid).photo.markup
        if before != markup:
            store.write_markup(act.session, uid, markup)
            act.record("photo marked", "photo", uid, before, markup)


def set_view(clinic: Clinic, uid: str, view: str, phase: PhotoPhase) -> None:
    """Correct what a photo shows and when it was taken. Raises `NotAllowed`."""
    with acting(clinic, "change_photo") as act:
        before = query.photo(act.session, uid).photo
        if (before.view, before.phase) != (view, phase):
            store.write_view(act.session, uid, view, phase)
            act.record(
                "photo changed",
                "photo",
                uid,
                {"view": before.view, "phase": before.phase},
                {"view": view, "phase": phase},
            )


def deactivate_photo(clinic: Clinic, uid: str, reason: str) -> None:
    """Take a photo out of use; record and file stay. Raises `NotAllowed`, `InvalidValue`."""
    words = reason.strip()
    if not words:
        raise InvalidValue("photo_reason", text="")
    with acting(clinic, "remove_photo") as act:
        query.photo(act.session, uid)
        store.write_use(act.session, uid, active=False, reason=words)
        act.record("photo taken out of use", "photo", uid, after={"reason": words})


def restore_photo(clinic: Clinic, uid: str) -> None:
    """Take a photo back into use.

    Raises:
        NotAllowed.
        PhotoAlreadyKept: the same picture was added again meanwhile.
    """
    with acting(clinic, "restore_photo") as act:
        photo = query.photo(act.session, uid).photo
        if photo.active:
            return
        _refuse_twice(act.session, photo.client_uid, photo.sha256)
        store.write_use(act.session, uid, active=True, reason="")
        act.record("photo taken back into use", "photo", uid)


def require_export_consent(clinic: Clinic, client_uid: str, use: PhotoUse) -> None:
    """Raises `NoPhotoConsent` unless the client agrees to this use of the photos."""
    _required_for_use(clinic, client_uid, use)


def export_comparison(
    clinic: Clinic, uids: Sequence[str], use: PhotoUse, picture: bytes, path: Path
) -> None:
    """Write a finished comparison of photos of one client, not encrypted, to ``path``.

    ``picture`` is encoded anew from pixels, so nothing that a camera wrote is in it.

    Raises:
        NotAllowed, NoPhotoConsent, DiskFull, WriteRefused, WriteFailed: nothing was written.
    """
    require(clinic.person, Permission.WRITER, "export_photos")
    with clinic.database.read() as session:
        owners = {query.photo(session, uid).photo.client_uid for uid in uids}
    for client_uid in owners:
        _required_for_use(clinic, client_uid, use)
    with acting(clinic, "export_photos") as act:
        act.record(
            "photo comparison exported",
            "photo",
            uids[0],
            after={"photos": list(uids), "use": use.value},
        )
        write_atomically(path, picture)


def _told_of(thumbnail: Thumbnail) -> dict[str, str | int]:
    return {
        "sha256": hashlib.sha256(thumbnail.picture).hexdigest(),
        "media_type": thumbnail.media_type,
        "width": thumbnail.width,
        "height": thumbnail.height,
    }


def _described(
    act: Act, client_uid: str, sha256: str, new: NewPhoto, picture: PreparedPicture
) -> Photo:
    taken = new.taken_at or picture.taken_at
    if taken is not None:
        # A camera without a time zone means the time on the wall of this clinic.
        taken = taken.astimezone() if taken.tzinfo is None else taken
    return Photo(
        uid=act.new_uid(),
        client_uid=client_uid,
        view=new.view,
        phase=new.phase,
        sha256=sha256,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        added_at=act.at,
        taken_at=taken,
        session_uid=new.session_uid,
        zone=new.zone,
        side=new.side,
        quality=picture.quality,
        note=new.note.strip(),
    )


def _files(clinic: Clinic) -> PhotoStore:
    return PhotoStore(clinic.folder.photos, clinic.key)


def _required_consent(clinic: Clinic, client_uid: str, kind: ConsentKind) -> str:
    """The uid of the consent in force. Raises `NoPhotoConsent`."""
    found = valid_consent(clinic, client_uid, kind, clinic.clock().astimezone().date())
    if found is None:
        raise NoPhotoConsent(kind.value)
    return found.uid


def _required_for_use(clinic: Clinic, client_uid: str, use: PhotoUse) -> None:
    _required_consent(clinic, client_uid, ConsentKind.PHOTO)
    if use is PhotoUse.MARKETING:
        _required_consent(clinic, client_uid, ConsentKind.MARKETING)


def _refuse_twice(session: Transaction, client_uid: str, sha256: str) -> None:
    kept = query.same_picture(session, client_uid, sha256)
    if kept is not None:
        raise PhotoAlreadyKept(kept)
