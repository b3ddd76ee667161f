"""Reading pictures: JPEG, PNG and HEIC bytes become pixels the right way up.

Pillow is loaded at the first picture, not with the program.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from needlelog.domain.photo_errors import PhotoNotRead, PhotoTooLarge
from needlelog.domain.photos import PhotoQuality, Pixels
from needlelog.files.photos.exif import taken_at
from needlelog.files.photos.quality import measured

if TYPE_CHECKING:
    from PIL import Image

MOST_MEGAPIXELS = 80
MOST_MEGABYTES = 120
THUMBNAIL_EDGE = 256
SCREEN_EDGE = 1600
"""Longest edge of the copy that is kept of pictures that decode slowly."""
_QUICK_PIXELS = 3_000_000
"""A JPEG of so many pixels decodes quickly enough without a copy."""

_MEDIA_TYPES = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "PNG": "image/png", "HEIF": "image/heic"}
_FORMATS = ("JPEG", "PNG", "HEIF")
# A draft one step smaller than asked is shown when it is at most this much too small.
_GOOD_ENOUGH = 0.9


@dataclass(frozen=True, slots=True)
class PreparedPicture:
    """What is kept beside the original bytes; sizes in pixels, the right way up."""

    media_type: str
    width: int
    height: int
    taken_at: datetime | None
    thumbnail: bytes
    thumbnail_width: int
    thumbnail_height: int
    screen: bytes
    quality: PhotoQuality


def prepared(content: bytes) -> PreparedPicture:
    """Read a picture once and make all that is kept beside it.

    ``taken_at`` has no offset where the camera wrote none. ``screen`` is empty for a small JPEG,
    which needs no copy to be shown quickly.

    Raises:
        PhotoNotRead, PhotoTooLarge.
    """
    picture = _opened(content)
    media_type = _MEDIA_TYPES[str(picture.format)]
    when = taken_at(picture)
    width, height = _upright_size(picture)
    quick = media_type == "image/jpeg" and width * height <= _QUICK_PIXELS
    if media_type == "image/jpeg":
        _draft(picture, SCREEN_EDGE)
    upright = _upright(picture)
    upright.thumbnail((SCREEN_EDGE, SCREEN_EDGE))
    screen = b"" if quick else _as_jpeg(upright, 90)
    small = upright.copy()
    small.thumbnail((THUMBNAIL_EDGE, THUMBNAIL_EDGE))
    return PreparedPicture(
        media_type=media_type,
        width=width,
        height=height,
        taken_at=when,
        thumbnail=_as_jpeg(small, 82),
        thumbnail_width=small.width,
        thumbnail_height=small.height,
        screen=screen,
        quality=measured(upright, width, height),
    )


def decoded(content: bytes, edge: int, full_size: tuple[int, int] | None = None) -> Pixels:
    """The picture with its longest edge at about ``edge`` pixels, or whole where that is 0.

    ``full_size`` is told where ``content`` is a smaller copy of the original.

    Raises:
        PhotoNotRead, PhotoTooLarge.
    """
    picture = _opened(content)
    full_width, full_height = full_size or _upright_size(picture)
    if edge:
        _draft(picture, edge)
    upright = _upright(picture)
    if edge and max(upright.size) > edge:
        from PIL.Image import Resampling

        share = edge / max(upright.size)
        size = (max(1, round(upright.width * share)), max(1, round(upright.height * share)))
        upright = upright.resize(size, Resampling.BILINEAR, reducing_gap=2.0)
    return Pixels(upright.width, upright.height, upright.tobytes(), full_width, full_height)


@cache
def _pillow() -> Any:
    """Pillow's module for images, able to read HEIC."""
    import pillow_heif
    from PIL import Image

    pillow_heif.register_heif_opener()
    return Image


def _opened(content: bytes) -> Image.Image:
    if len(content) > MOST_MEGABYTES * 1_000_000:
        raise PhotoTooLarge(len(content) // 1_000_000, MOST_MEGABYTES, "megabytes")
    pillow = _pillow()
    bombs = (pillow.DecompressionBombError, pillow.DecompressionBombWarning)
    try:
        picture: Image.Image = pillow.open(io.BytesIO(content), formats=_FORMATS)
    except bombs as error:
        raise PhotoTooLarge(_told_pixels(error), MOST_MEGAPIXELS, "megapixels") from error
    except Exception as error:
        # Whatever a decoder says of hostile bytes, the person is told the same.
        raise PhotoNotRead from error
    if picture.width * picture.height > MOST_MEGAPIXELS * 1_000_000:
        found = -(-picture.width * picture.height // 1_000_000)
        raise PhotoTooLarge(found, MOST_MEGAPIXELS, "megapixels")
    if picture.width < 1 or picture.height < 1 or picture.format not in _MEDIA_TYPES:
        raise PhotoNotRead
    return picture


def _told_pixels(error: Exception) -> int:
    numbers = [int(word) for word in str(error).replace("(", " ").split() if word.isdigit()]
    return (max(numbers) if numbers else 0) // 1_000_000


def _draft(picture: Image.Image, edge: int) -> None:
    wanted = max(1, int(edge * _GOOD_ENOUGH))
    longest = max(picture.size)
    # Pillow takes the smallest scale that is not below the size asked on either edge.
    size = (picture.width * wanted // longest, picture.height * wanted // longest)
    picture.draft("RGB", (max(1, size[0]), max(1, size[1])))


def _upright(picture: Image.Image) -> Image.Image:
    """Decode, turn as the camera says, and lay on white where it is transparent."""
    from PIL import Image, ImageOps

    try:
        turned = _in_eight_bits(ImageOps.exif_transpose(picture))
        if turned.has_transparency_data:
            ground = Image.new("RGBA", turned.size, "white")
            turned = Image.alpha_composite(ground, turned.convert("RGBA"))
        result = turned.convert("RGB")
        result.load()
    except Exception as error:
        raise PhotoNotRead from error
    result.info = {}
    return result


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    """Grey in 16 bits is brought to 8; Pillow would cut all but the darkest to white."""
    if not picture.mode.startswith("I;16"):
        return picture
    import numpy as np
    from PIL import Image

    return Image.fromarray((np.asarray(picture) >> 8).astype(np.uint8))


def _upright_size(picture: Image.Image) -> tuple[int, int]:
    try:
        lying = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
    except Exception as error:
        raise PhotoNotRead from error
    return (picture.height, picture.width) if lying else (picture.width, picture.height)


def _as_jpeg(picture: Image.Image, quality: int) -> bytes:
    """Encode without anything but the pixels."""
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=quality, exif=b"")
    return content.getvalue()
