"""Drawn faces of which is known by what shift, turn, scale and light they differ."""

from __future__ import annotations

import io
import math
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PIL import Image, ImageDraw, ImageFilter

from needlelog.domain.alignment import Similarity

WIDTH, HEIGHT = 1200, 1500
SKIN, GROUND = (222, 178, 150), (108, 104, 100)
PUPILS_AND_CHIN = ((0.385, 0.52), (0.615, 0.52), (0.5, 0.86))
"""Landmarks of the drawn face, in widths of the picture."""


@dataclass(frozen=True)
class Camera:
    """How the second picture of the same face was taken."""

    scale: float = 1.0
    degrees: float = 0.0
    dx: float = 0.0
    dy: float = 0.0
    brightness: float = 1.0
    warmth: float = 1.0
    blur: float = 0.0

    def seen(self, point: tuple[float, float]) -> tuple[float, float]:
        """Where this camera shows a point; both in widths of the picture."""
        return self.as_similarity().apply(point)

    def as_similarity(self) -> Similarity:
        """From the face as drawn to the face as seen, in widths; turned about the middle."""
        middle = (0.5, HEIGHT / WIDTH / 2)
        turned = Similarity(self.scale, math.radians(self.degrees)).apply(middle)
        return Similarity(
            self.scale,
            math.radians(self.degrees),
            middle[0] - turned[0] + self.dx,
            middle[1] - turned[1] + self.dy,
        )


def face(camera: Camera | None = None, *, seed: int = 0, healed: bool = False) -> Image.Image:
    """A face as a camera sees it; the seed is the person, ``healed`` has fewer spots."""
    import random

    draw_at = 2
    large = Image.new("RGB", (WIDTH, HEIGHT), GROUND)
    pen = ImageDraw.Draw(large)
    chance = random.Random(seed)

    def box(x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
        return ((x - rx) * WIDTH, (y - ry) * WIDTH, (x + rx) * WIDTH, (y + ry) * WIDTH)

    wide = 0.30 + chance.uniform(-0.02, 0.03)
    pen.ellipse(box(0.5, 0.58, wide + 0.03, 0.47), fill=(70, 48, 40))
    pen.ellipse(box(0.5, 0.62, wide, 0.42), fill=SKIN)
    for x, _y in PUPILS_AND_CHIN[:2]:
        pen.ellipse(box(x, 0.52, 0.055, 0.026), fill=(245, 242, 238))
        pen.ellipse(box(x, 0.52, 0.022, 0.022), fill=(72, 52, 38))
        pen.ellipse(box(x, 0.52, 0.009, 0.009), fill=(15, 12, 12))
        pen.arc(box(x, 0.475, 0.08, 0.03), 200, 340, fill=(80, 56, 46), width=14)
    pen.line(
        [(0.5 * WIDTH, 0.55 * WIDTH), (0.47 * WIDTH, 0.68 * WIDTH), (0.53 * WIDTH, 0.69 * WIDTH)],
        fill=(176, 128, 106),
        width=8,
    )
    pen.ellipse(box(0.5, 0.78, 0.09, 0.028), fill=(178, 92, 88))
    pen.line(
        [(0.41 * WIDTH, 0.78 * WIDTH), (0.59 * WIDTH, 0.78 * WIDTH)], fill=(120, 60, 60), width=5
    )
    for number in range(70):
        x, y = chance.uniform(0.27, 0.73), chance.uniform(0.32, 0.92)
        size, shade = chance.uniform(0.002, 0.007), chance.randint(20, 70)
        if ((x - 0.5) / wide) ** 2 + ((y - 0.62) / 0.42) ** 2 < 0.9 and not (healed and number % 2):
            pen.ellipse(
                box(x, y, size, size), fill=(SKIN[0] - shade // 3, SKIN[1] - shade, SKIN[2] - shade)
            )
    large = large.filter(ImageFilter.GaussianBlur(1.2))
    if camera is None:
        return large
    back = camera.as_similarity().inverse()
    a, b = back.scale * math.cos(back.rotation), back.scale * math.sin(back.rotation)
    # Pillow asks, for the middle of each pixel, where it comes from.
    seen = large.transform(
        (WIDTH, HEIGHT),
        Image.Transform.AFFINE,
        (a, -b, back.dx * WIDTH, b, a, back.dy * WIDTH),
        Image.Resampling.BICUBIC,
        fillcolor=GROUND,
    )
    if camera.blur:
        seen = seen.filter(ImageFilter.GaussianBlur(camera.blur * draw_at))
    red, green, blue = seen.split()
    light = camera.brightness
    return Image.merge(
        "RGB",
        (
            red.point(lambda value: min(255, value * light * camera.warmth)),
            green.point(lambda value: min(255, value * light)),
            blue.point(lambda value: min(255, value * light / camera.warmth)),
        ),
    )


def encoded(picture: Image.Image, form: str = "JPEG", **more: Any) -> bytes:
    """The bytes of a picture file."""
    content = io.BytesIO()
    if form == "HEIF":
        import pillow_heif

        pillow_heif.register_heif_opener()
        if "exif" in more:
            # As bytes the turn becomes a property of the picture, as phones write it.
            more["exif"] = more["exif"].tobytes()
    picture.save(content, form, **more)
    return content.getvalue()


def notes(
    taken: datetime | None = None, *, orientation: int = 1, offset: str = "", gps: bool = False
) -> Image.Exif:
    """What a camera writes beside the pixels."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = "Pocket camera"
    inner: dict[int, Any] = {}
    if taken is not None:
        inner[0x9003] = taken.strftime("%Y:%m:%d %H:%M:%S")
    if offset:
        inner[0x9011] = offset
    if inner:
        made._ifds[0x8769] = inner
        made[0x8769] = inner
    if gps:
        made[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0), 3: "W", 4: (0.0, 7.0, 0.0)}
    return made
