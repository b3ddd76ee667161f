"""When a picture was taken, as the camera wrote it. Nothing else of its notes is read."""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

_PHOTO_NOTES = 0x8769
_TAKEN, _DIGITIZED, _CHANGED = 0x9003, 0x9004, 0x0132
_OFFSET_TAKEN, _OFFSET_DIGITIZED = 0x9011, 0x9012
_FIRST_CAMERAS = 1990
_OFFSET = re.compile(r"([+-])(\d{2}):(\d{2})")


def taken_at(picture: Image.Image) -> datetime | None:
    """The instant in the camera's notes; without an offset where the camera wrote none."""
    try:
        notes = picture.getexif()
        inner = notes.get_ifd(_PHOTO_NOTES)
    except Exception:  # noqa: BLE001 - notes that cannot be read say nothing
        return None
    for text, offset in (
        (inner.get(_TAKEN), inner.get(_OFFSET_TAKEN)),
        (inner.get(_DIGITIZED), inner.get(_OFFSET_DIGITIZED)),
        (notes.get(_CHANGED), None),
    ):
        found = _instant(text, offset)
        if found is not None:
            return found
    return None


def _instant(text: object, offset: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    try:
        naive = datetime.strptime(text.strip("\x00 ")[:19], "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007
    except ValueError:
        return None
    if naive.year < _FIRST_CAMERAS:
        return None
    match = _OFFSET.fullmatch(offset.strip("\x00 ")) if isinstance(offset, str) else None
    if match is None:
        return naive
    minutes = int(match[2]) * 60 + int(match[3])
    if minutes >= 24 * 60:
        return naive
    zone = timezone(timedelta(minutes=-minutes if match[1] == "-" else minutes))
    return naive.replace(tzinfo=zone)
