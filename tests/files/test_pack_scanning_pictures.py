"""Pictures of packs: straight, turned, blurred, several codes, none."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from PIL import Image, ImageFilter

from needlelog.domain.pack_codes import (
    DoubtCode,
    PictureHasNoCode,
    PictureTooBig,
    PictureUnreadable,
)
from needlelog.files.pack_scanning import pictures
from needlelog.files.pack_scanning.pictures import read_picture

TODAY = date(2026, 3, 1)
ELEMENTS = "(01)07612345678900(17)270630(10)LOTA1(21)S9"
FORMATS = zxingcpp.BarcodeFormat


def symbol(content: str, kind: Any, *, gs1: bool = False, scale: int = 5) -> Image.Image:
    """A printed symbol on white paper."""
    options = {"gs1": True} if gs1 else {}
    drawn = zxingcpp.create_barcode(content, kind, **options).to_image(scale=scale)
    plain = Image.fromarray(_array(drawn)).convert("L")
    paper = Image.new("L", (plain.width + 160, plain.height + 160), 255)
    paper.paste(plain, (80, 80))
    return paper


def _array(drawn: Any) -> Any:
    import numpy as np

    return np.array(drawn)


def as_bytes(image: Image.Image, kind: str = "PNG") -> bytes:
    stream = BytesIO()
    image.save(stream, kind)
    return stream.getvalue()


@pytest.mark.parametrize("kind", [FORMATS.DataMatrix, FORMATS.Code128, FORMATS.QRCode])
@pytest.mark.parametrize("angle", [0, 90, 180, 7])
@pytest.mark.parametrize("blur", [0.0, 1.0])
def test_a_symbol_is_read_turned_and_blurred(kind: Any, angle: int, blur: float) -> None:
    drawn = symbol(ELEMENTS, kind, gs1=True).rotate(angle, expand=True, fillcolor=255)
    (code,) = read_picture(as_bytes(drawn.filter(ImageFilter.GaussianBlur(blur))), TODAY)
    assert (code.gtin, code.lot) == ("07612345678900", "LOTA1")
    assert (code.expiry, code.serial, code.doubts) == ("2027-06-30", "S9", ())


@pytest.mark.parametrize("kind", ["JPEG", "WEBP", "BMP", "TIFF", "HEIF"])
def test_every_common_picture_file_is_read(tmp_path: Path, kind: str) -> None:
    import pillow_heif

    pillow_heif.register_heif_opener()
    file = tmp_path / "pack"
    file.write_bytes(as_bytes(symbol(ELEMENTS, FORMATS.DataMatrix, gs1=True), kind))
    (code,) = read_picture(file, TODAY)
    assert code.lot == "LOTA1"
    assert [path.name for path in tmp_path.iterdir()] == ["pack"]


def test_an_upright_flag_and_a_see_through_ground_are_understood() -> None:
    drawn = symbol(ELEMENTS, FORMATS.DataMatrix, gs1=True)
    clear = Image.new("RGBA", drawn.size, (0, 0, 0, 0))
    clear.paste((0, 0, 0, 255), mask=drawn.point(lambda grey: 255 - grey))
    (code,) = read_picture(as_bytes(clear), TODAY)
    assert code.lot == "LOTA1"


def test_a_plain_ean_names_the_product_alone() -> None:
    (code,) = read_picture(as_bytes(symbol("7612345678900", FORMATS.EAN13)), TODAY)
    assert (code.gtin, code.lot, code.doubts) == ("07612345678900", None, ())


def test_an_hibc_symbol_is_read() -> None:
    drawn = symbol("+A99912345/$$52001510X33", FORMATS.DataMatrix)
    (code,) = read_picture(as_bytes(drawn), TODAY)
    assert (code.labeler_product, code.lot, code.doubts) == ("A99912345", "10X3", ())


def test_a_separator_missing_on_the_label_itself_is_asked_about() -> None:
    drawn = symbol("(01)07612345678900(10)LOTA117270630", FORMATS.DataMatrix, gs1=True)
    (code,) = read_picture(as_bytes(drawn), TODAY)
    assert code.lot is None
    assert code.has_doubt(DoubtCode.SWALLOWED_SEPARATOR)
    assert [reading.lot for reading in code.readings] == ["LOTA1", "LOTA117270630"]


def beside(*images: Image.Image) -> Image.Image:
    paper = Image.new("L", (sum(i.width for i in images), max(i.height for i in images)), 255)
    left = 0
    for image in images:
        paper.paste(image, (left, 0))
        left += image.width
    return paper


def test_two_packs_in_one_picture_are_two_codes() -> None:
    one = symbol(ELEMENTS, FORMATS.DataMatrix, gs1=True)
    two = symbol(ELEMENTS.replace("LOTA1", "LOTB2"), FORMATS.DataMatrix, gs1=True)
    codes = read_picture(as_bytes(beside(one, two)), TODAY)
    assert {code.lot for code in codes} == {"LOTA1", "LOTB2"}


def test_the_same_code_twice_is_one_code() -> None:
    one = symbol(ELEMENTS, FORMATS.DataMatrix, gs1=True)
    assert len(read_picture(as_bytes(beside(one, one)), TODAY)) == 1


def test_product_and_lot_in_two_symbols_are_joined_with_a_doubt() -> None:
    product = symbol("7612345678900", FORMATS.EAN13)
    pack = symbol("(17)270630(10)LOTA1", FORMATS.DataMatrix, gs1=True)
    (code,) = read_picture(as_bytes(beside(product, pack)), TODAY)
    assert (code.gtin, code.lot) == ("07612345678900", "LOTA1")
    assert code.has_doubt(DoubtCode.JOINED)


def test_a_picture_without_a_code_says_so() -> None:
    with pytest.raises(PictureHasNoCode):
        read_picture(as_bytes(Image.new("L", (400, 300), 200)), TODAY)


@pytest.mark.parametrize("content", [b"", b"no picture", as_bytes(Image.new("L", (90, 90)))[:60]])
def test_what_is_no_picture_says_so(content: bytes) -> None:
    with pytest.raises(PictureUnreadable):
        read_picture(content, TODAY)


def test_a_file_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(PictureUnreadable):
        read_picture(tmp_path / "gone.png", TODAY)


def test_a_picture_that_is_too_big_is_not_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    huge = as_bytes(Image.new("1", (10_000, 9_000)))
    with pytest.raises(PictureTooBig):
        read_picture(huge, TODAY)
    monkeypatch.setattr(pictures, "_MOST_BYTES", 10)
    with pytest.raises(PictureTooBig):
        read_picture(as_bytes(Image.new("L", (90, 90))), TODAY)
