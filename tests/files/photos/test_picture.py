"""Pictures of all three kinds are read the right way up; what is no picture is refused."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from needlelog.domain.photo_errors import PhotoNotRead, PhotoTooLarge
from needlelog.files.photos import picture as reading
from needlelog.files.photos.picture import decoded, prepared
from tests.files.photos.faces import Camera, encoded, face, notes

TAKEN = datetime(2026, 11, 3, 9, 41, 7)  # noqa: DTZ001


def quarters(width: int = 320, height: int = 240) -> Image.Image:
    """Red, green, blue and white corners, so that every turn shows."""
    made = Image.new("RGB", (width, height), "white")
    half = (width // 2, height // 2)
    made.paste((255, 0, 0), (0, 0, *half))
    made.paste((0, 255, 0), (half[0], 0, width, half[1]))
    made.paste((0, 0, 255), (0, half[1], half[0], height))
    return made


def corners(width: int, height: int, rgb: bytes) -> list[str]:
    """The colours at upper left, upper right, lower left, lower right."""
    view = Image.frombytes("RGB", (width, height), rgb)
    spots = ((0.1, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))
    names = []
    for x, y in spots:
        pixel: Any = view.getpixel((int(x * width), int(y * height)))
        names.append(
            "".join(letter for letter, part in zip("rgb", pixel, strict=True) if part > 128)
        )
    return names


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/heic")],
)
def test_the_three_kinds_are_read(form: str, media_type: str) -> None:
    content = encoded(quarters(), form)
    kept = prepared(content)
    assert (kept.media_type, kept.width, kept.height) == (media_type, 320, 240)
    assert bool(kept.screen) == (form != "JPEG")
    shown = decoded(content, 0)
    assert corners(shown.width, shown.height, shown.rgb) == ["r", "g", "b", "rgb"]
    small = Image.open(io.BytesIO(kept.thumbnail))
    assert (small.format, small.size) == ("JPEG", (256, 192))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF"])
@pytest.mark.parametrize(
    ("orientation", "turned"), [(6, ["b", "r", "rgb", "g"]), (3, ["rgb", "b", "g", "r"])]
)
def test_the_camera_s_turn_is_applied_everywhere(
    form: str, orientation: int, turned: list[str]
) -> None:
    content = encoded(quarters(), form, exif=notes(orientation=orientation))
    kept = prepared(content)
    upright = (240, 320) if orientation == 6 else (320, 240)
    assert (kept.width, kept.height) == upright
    shown = decoded(content, 200)
    assert (shown.full_width, shown.full_height) == upright
    assert corners(shown.width, shown.height, shown.rgb) == turned
    small = Image.open(io.BytesIO(kept.thumbnail)).convert("RGB")
    assert corners(*small.size, small.tobytes()) == turned


@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF"])
def test_the_instant_is_read_from_the_camera_s_notes(form: str) -> None:
    assert prepared(encoded(quarters(), form, exif=notes(TAKEN))).taken_at == TAKEN
    told = prepared(encoded(quarters(), form, exif=notes(TAKEN, offset="+05:30"))).taken_at
    assert told is not None
    assert told.utcoffset() == timedelta(hours=5, minutes=30)
    assert prepared(encoded(quarters(), form)).taken_at is None


def test_nothing_of_the_camera_s_notes_is_in_what_is_made_of_a_picture() -> None:
    content = encoded(quarters(), "PNG", exif=notes(TAKEN, gps=True))
    assert b"Pocket camera" in content
    kept = prepared(content)
    for made in (kept.thumbnail, kept.screen):
        assert b"Pocket camera" not in made
        assert not dict(Image.open(io.BytesIO(made)).getexif())


def test_a_picture_is_decoded_at_about_the_size_asked() -> None:
    content = encoded(Image.effect_noise((2000, 1500), 60).convert("RGB"))
    shown = decoded(content, 500)
    assert (shown.width, shown.height) == (500, 375)
    assert len(shown.rgb) == 500 * 375 * 3
    assert (decoded(content, 0).width, decoded(content, 0).height) == (2000, 1500)
    # A draft that is slightly too small is taken, for twice the speed.
    assert decoded(content, 1050).width == 1000


def test_a_large_picture_has_a_copy_for_the_screen_without_the_camera_s_notes() -> None:
    large = Image.new("RGB", (2400, 1600), "white")
    kept = prepared(encoded(large, exif=notes(TAKEN, gps=True)))
    assert (kept.width, kept.height) == (2400, 1600)
    assert b"Pocket camera" not in kept.screen
    assert max(decoded(kept.screen, 0).width, 0) <= 1600


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        encoded(quarters())[:400],
        encoded(quarters(), "PNG")[:200],
        encoded(quarters(), "HEIF")[:300],
        encoded(quarters(), "GIF"),
        encoded(quarters(), "BMP"),
    ],
)
def test_what_is_no_whole_picture_is_refused(content: bytes) -> None:
    with pytest.raises(PhotoNotRead):
        prepared(content)


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    bomb = encoded(Image.new("1", (10_000, 9_000)), "PNG")
    assert len(bomb) < 100_000
    with pytest.raises(PhotoTooLarge, match="90 megapixels; at most 80") as refused:
        prepared(bomb)
    assert refused.value.details["limit"] == 80
    with pytest.raises(PhotoTooLarge):
        prepared(encoded(Image.new("1", (20_000, 20_000)), "PNG"))


def test_a_file_that_is_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_MEGABYTES", 0)
    with pytest.raises(PhotoTooLarge, match="megabytes"):
        prepared(encoded(quarters()))


def test_transparent_parts_are_white() -> None:
    clear = Image.new("RGBA", (64, 64), (0, 0, 0, 0))
    assert set(decoded(encoded(clear, "PNG"), 0).rgb) == {255}


def test_grey_in_sixteen_bits_is_not_cut_to_white() -> None:
    content = io.BytesIO()
    Image.new("I;16", (40, 30), 30_000).save(content, "PNG")
    pixels = decoded(content.getvalue(), 0)
    assert set(pixels.rgb) == {30_000 >> 8}


def test_light_balance_and_sharpness_are_measured() -> None:
    plain = prepared(encoded(face(), quality=95)).quality
    darker = prepared(encoded(face(Camera(brightness=0.7)), quality=95)).quality
    warmer = prepared(encoded(face(Camera(warmth=1.1)), quality=95)).quality
    softer = prepared(encoded(face(Camera(blur=4)), quality=95)).quality
    assert darker.brightness == pytest.approx(plain.brightness * 0.7, rel=0.03)
    assert warmer.red_green == pytest.approx(plain.red_green * 1.1, rel=0.04)
    assert warmer.blue_green == pytest.approx(plain.blue_green / 1.1, rel=0.04)
    assert softer.sharpness < plain.sharpness / 2
    assert (plain.width, plain.height) == (1200, 1500)
