"""Pictures on their way in: read and prepared on the worker, not kept before the person says so."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from needlelog.domain.errors import KnownError, ReadFailed
from needlelog.files.reference_data import photo_view_sets
from needlelog.services import photos, sessions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from pathlib import Path

    from needlelog.services.clinic import Clinic
    from needlelog.services.photos import PreparedPicture

_PREVIEW = 640
SUFFIXES = (".jpg", ".jpeg", ".png", ".heic", ".heif")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One picture: its bytes, what was made of them, and why it cannot be taken in."""

    name: str
    content: bytes
    sha256: str = ""
    ready: PreparedPicture | None = None
    preview: QImage | None = None
    error: KnownError | None = None
    known: bool = False
    view: str = ""
    """What it shows, by the code of the view, where that was chosen before it was taken."""


@dataclass(frozen=True, slots=True)
class SessionChoice:
    """A session, or the draft in front, to which photos can belong."""

    uid: str
    day: date
    number: int | None
    draft: bool = False


def read_files(clinic: Clinic, paths: Sequence[Path]) -> tuple[Incoming, ...]:
    """Read picture files; one that cannot be read carries its error."""
    found = []
    for path in paths:
        try:
            content = path.read_bytes()
        except OSError as error:
            reason = error.strerror or type(error).__name__
            found.append(Incoming(path.name, b"", error=ReadFailed(path.name, reason)))
        else:
            found.append(prepare(path.name, content))
    return mark_known(clinic, found)


def prepare(name: str, content: bytes) -> Incoming:
    """Decode a picture once for thumbnail, figures and preview; on the worker."""
    from needlelog.files.photos.picture import decoded
    from needlelog.ui.photos.pictures import to_image

    try:
        ready = photos.prepared(content)
        preview = to_image(decoded(ready.screen or content, _PREVIEW))
    except KnownError as error:
        return Incoming(name, b"", error=error)
    return Incoming(name, content, hashlib.sha256(content).hexdigest(), ready, preview)


def mark_known(clinic: Clinic, pictures: Sequence[Incoming]) -> tuple[Incoming, ...]:
    """Say of each picture whether it was taken in before."""
    known = photos.known_hashes(clinic, [each.sha256 for each in pictures if each.sha256])
    return tuple(replace(each, known=each.sha256 in known) for each in pictures)


def session_choices(clinic: Clinic, client_uid: str) -> tuple[SessionChoice, ...]:
    """The sessions of a client to which photos may belong, unfinished ones first."""
    drafts = [
        SessionChoice(draft.uid, draft.saved_at.astimezone().date(), None, draft=True)
        for draft in sessions.drafts(clinic)
        if draft.client_uid == client_uid
    ]
    signed = [
        SessionChoice(
            record.content.uid,
            (record.content.started_at or record.content.created_at).date(),
            record.content.number,
        )
        for record in sessions.records(clinic, client_uid)
    ]
    return (*drafts, *signed)


def area_of(view: str) -> str:
    """The code of the area to which a view belongs, empty for one that is not known."""
    return next(
        (area.code for area in photo_view_sets() if view in {one.code for one in area.views}), ""
    )


def area_photographed_last(clinic: Clinic, client_uid: str) -> str:
    """The code of the area that the newest photo of a client shows, empty where there is none."""
    taken = photos.photos(clinic, client_uid)
    if not taken:
        return ""
    return area_of(max(taken, key=lambda photo: photo.added_at).view)
