"""Finding the codes in a picture of a pack. Nothing is written to the disk."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from needlelog.domain.pack_codes import (
    PackCode,
    PictureHasNoCode,
    PictureTooBig,
    PictureUnreadable,
    join,
)
from needlelog.files.pack_scanning.text import read_pack_text

if TYPE_CHECKING:
    from datetime import date

    from PIL.Image import Image

MOST_MEGAPIXELS = 80
_MOST_BYTES = 100_000_000
_LONGEST_SIDE = 4000
_MOST_CODES = 12
PICTURE_ENDINGS = (".png", ".jpg", ".jpeg", ".heic", ".heif", ".webp", ".bmp", ".tif", ".tiff")


def read_picture(picture: Path | bytes, today: date) -> tuple[PackCode, ...]:
    """Every code in a picture file, or in the bytes of one, the most telling first.

    Two codes of one pack, one for the product and one for the lot, come back as one, with a doubt
    where nothing proves that they belong together; several packs come back as several codes.

    Raises:
        PictureUnreadable: it is no picture, is damaged, or cannot be opened.
        PictureTooBig: it has more than 80 megapixels or 100 megabytes.
        PictureHasNoCode: no code was found.
    """
    found = [read_pack_text(text, today, separators_kept=True) for text in _texts(_opened(picture))]
    if not found:
        raise PictureHasNoCode
    codes = _joined(list(dict.fromkeys(found)))
    codes.sort(key=lambda code: (not code.has_pack_facts, not code.product_code, len(code.doubts)))
    return tuple(codes)


def _opened(picture: Path | bytes) -> Image:
    """The picture in grey, turned upright and not larger than reading a code needs."""
    import PIL
    import pillow_heif
    from PIL import Image, ImageOps

    pillow_heif.register_heif_opener()
    try:
        size = len(picture) if isinstance(picture, bytes) else picture.stat().st_size
        if size > _MOST_BYTES:
            raise PictureTooBig(MOST_MEGAPIXELS)
        source = BytesIO(picture) if isinstance(picture, bytes) else picture
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(source) as image:
                if image.width * image.height > MOST_MEGAPIXELS * 1_000_000:
                    raise PictureTooBig(MOST_MEGAPIXELS)
                image.draft("L", (_LONGEST_SIDE, _LONGEST_SIDE))
                grey = _on_white(ImageOps.exif_transpose(image))
    except PIL.Image.DecompressionBombError as error:
        raise PictureTooBig(MOST_MEGAPIXELS) from error
    except (OSError, ValueError, SyntaxError, EOFError, MemoryError) as error:
        raise PictureUnreadable from error
    grey.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
    return grey


def _on_white(image: Image) -> Image:
    """In grey; what is transparent becomes paper."""
    from PIL import Image as Pictures

    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("L")
    coloured = image.convert("RGBA")
    paper = Pictures.new("RGBA", coloured.size, "white")
    return Pictures.alpha_composite(paper, coloured).convert("L")


def _texts(image: Image) -> list[str]:
    """The texts of all codes, each with the prefix that tells its kind."""
    import zxingcpp

    barcodes: list[Any] = zxingcpp.read_barcodes(image, text_mode=zxingcpp.TextMode.Plain)
    return [
        str(barcode.symbology_identifier) + str(barcode.text) for barcode in barcodes[:_MOST_CODES]
    ]


def _joined(codes: list[PackCode]) -> list[PackCode]:
    """One code where a picture shows exactly one product code and one lot code of a kind."""
    if len(codes) == 2:
        one = join(codes[0], codes[1]) or join(codes[1], codes[0])
        if one is not None:
            return [replace(one, raw="\n".join(code.raw for code in codes))]
    return codes
