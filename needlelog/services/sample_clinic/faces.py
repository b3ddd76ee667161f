"""Drawn faces for the sample clinic: nobody's photo, yet something to compare.

Each later picture has fewer spots and was taken a little otherwise, as it happens with a camera.
"""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

from needlelog.domain.photos import PhotoPhase
from needlelog.domain.session_gaps import treatment_day
from needlelog.services.photos import NewPhoto, add_photo
from needlelog.services.sessions import records

if TYPE_CHECKING:
    from PIL import Image, ImageDraw

    from needlelog.services.sample_clinic.cases import Course
    from needlelog.services.sample_clinic.stage import Stage

VIEW = "face_front"
_WIDTH, _HEIGHT = 720, 900
_GROUND, _HAIR, _SKIN = (116, 112, 108), (52, 38, 32), (150, 104, 78)
_SPOTS, _PERSON = 90, 7
_HOUR, _MINUTE = 9, 5
_TURNS = (0.0, 1.2, -0.8, 0.6)
_JPEG_QUALITY = 88


def take_photos(stage: Stage, course: Course, client_uid: str) -> None:
    """Take a front view on each of the days that the course names, before a session of that day."""
    held = {
        treatment_day(each.content): each.content.uid for each in records(stage.clinic, client_uid)
    }
    for number, days_ago in enumerate(course.faces):
        at = stage.instant(days_ago, _HOUR, _MINUTE)
        session_uid = held.get(stage.day(days_ago))
        phase = PhotoPhase.FOLLOW_UP if session_uid is None else PhotoPhase.BEFORE
        clinic = stage.on(at, course.person)
        content = _encoded(_face(number, len(course.faces)))
        add_photo(clinic, client_uid, content, NewPhoto(VIEW, phase, session_uid, taken_at=at))


def _face(number: int, of: int) -> Image.Image:
    from PIL import Image, ImageDraw, ImageFilter

    picture = Image.new("RGB", (_WIDTH, _HEIGHT), _GROUND)
    pen = ImageDraw.Draw(picture)
    _oval(pen, 0.5, 0.54, 0.35, 0.46, _HAIR)
    _oval(pen, 0.5, 1.16, 0.13, 0.3, tuple(part - 14 for part in _SKIN))
    _oval(pen, 0.5, 0.62, 0.29, 0.41, _SKIN)
    _skin(pen, number, of)
    for x in (0.385, 0.615):
        _oval(pen, x, 0.53, 0.05, 0.021, (236, 230, 224))
        _oval(pen, x, 0.53, 0.02, 0.02, (58, 40, 30))
        pen.arc(_box(x, 0.485, 0.07, 0.028), 200, 340, fill=_HAIR, width=9)
    pen.line(_places((0.5, 0.56), (0.475, 0.69), (0.53, 0.695)), fill=(122, 82, 62), width=5)
    _oval(pen, 0.5, 0.8, 0.085, 0.026, (132, 66, 64))
    pen.line(_places((0.415, 0.8), (0.585, 0.8)), fill=(92, 44, 44), width=3)
    picture = picture.filter(ImageFilter.GaussianBlur(1.1))
    return picture.rotate(_TURNS[number % len(_TURNS)], Image.Resampling.BICUBIC, fillcolor=_GROUND)


def _skin(pen: ImageDraw.ImageDraw, number: int, of: int) -> None:
    """Spots on both cheeks; each picture has fewer and paler ones than the one before."""
    chance = random.Random(_PERSON)  # noqa: S311  a drawing, not a secret
    fading = number / max(of, 1)
    for _spot in range(_SPOTS):
        side = chance.choice((-1, 1))
        x = 0.5 + side * chance.uniform(0.07, 0.23)
        y, size = chance.uniform(0.58, 0.86), chance.uniform(0.003, 0.009)
        if chance.random() < fading * 0.75:
            continue
        dark = round(34 * (1 - 0.6 * fading))
        _oval(pen, x, y, size, size, (_SKIN[0] - dark // 2, _SKIN[1] - dark, _SKIN[2] - dark))


def _box(x: float, y: float, rx: float, ry: float) -> tuple[float, float, float, float]:
    return ((x - rx) * _WIDTH, (y - ry) * _WIDTH, (x + rx) * _WIDTH, (y + ry) * _WIDTH)


def _places(*points: tuple[float, float]) -> list[tuple[float, float]]:
    return [(x * _WIDTH, y * _WIDTH) for x, y in points]


def _oval(
    pen: ImageDraw.ImageDraw, x: float, y: float, rx: float, ry: float, colour: tuple[int, ...]
) -> None:
    pen.ellipse(_box(x, y, rx, ry), fill=colour)


def _encoded(picture: Image.Image) -> bytes:
    content = io.BytesIO()
    picture.save(content, "JPEG", quality=_JPEG_QUALITY)
    return content.getvalue()
