"""Drawn faces with known shift, turn, scale and light: found again within 2 px and half a degree."""

from __future__ import annotations

import math

import pytest
from PIL import Image

from needlelog.domain.alignment import similarity_from_points
from needlelog.domain.photos import Pixels
from needlelog.files.photos.alignment import RELIABLE, found_alignment
from tests.files.photos.faces import HEIGHT, PUPILS_AND_CHIN, WIDTH, Camera, face

CAMERAS = (
    Camera(),
    Camera(dx=0.03, dy=-0.02),
    Camera(scale=1.08, degrees=-6, dx=0.04, dy=0.03, brightness=0.8, warmth=1.1),
    Camera(scale=0.85, degrees=10, dx=-0.05, dy=0.04, brightness=1.15),
    Camera(scale=1.2, degrees=-12, dx=0.06, dy=-0.05, brightness=0.7, blur=1),
    Camera(scale=1.05, degrees=3, dx=0.02, dy=0.01, brightness=0.6, warmth=1.15, blur=3),
)


def pixels(picture: Image.Image) -> Pixels:
    return Pixels(*picture.size, picture.tobytes(), *picture.size)


@pytest.mark.parametrize("camera", CAMERAS)
def test_a_face_is_brought_back_by_itself(camera: Camera) -> None:
    found = found_alignment(pixels(face(camera, healed=True)), pixels(face()))
    wanted = camera.as_similarity().inverse()
    assert found.reliable
    assert abs(found.similarity.degrees - wanted.degrees) < 0.5
    for landmark in (*PUPILS_AND_CHIN, (0.3, 0.4), (0.7, 0.9)):
        brought = found.similarity.apply(camera.seen(landmark))
        assert math.dist(brought, landmark) * WIDTH < 2


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("count", [2, 3])
def test_two_or_three_tapped_points_bring_a_face_back(camera: Camera, count: int) -> None:
    fixed = PUPILS_AND_CHIN[:count]
    # A finger hits a pixel, not a point.
    tapped = [
        (round(x * WIDTH) / WIDTH, round(y * WIDTH) / WIDTH)
        for x, y in (camera.seen(landmark) for landmark in fixed)
    ]
    found = similarity_from_points(tapped, fixed)
    assert abs(found.degrees - camera.as_similarity().inverse().degrees) < 0.5
    for landmark in fixed:
        assert math.dist(found.apply(camera.seen(landmark)), landmark) * WIDTH < 2


def test_pictures_that_do_not_belong_together_are_not_offered() -> None:
    baseline = pixels(face())
    strangers = (
        Image.effect_noise((WIDTH, HEIGHT), 60).convert("RGB"),
        Image.new("RGB", (WIDTH, HEIGHT), "grey"),
        face().transpose(Image.Transpose.ROTATE_180),
        face().transpose(Image.Transpose.ROTATE_90),
    )
    for stranger in strangers:
        found = found_alignment(pixels(stranger), baseline)
        assert found.sureness < RELIABLE
        assert not found.reliable


def test_pictures_of_different_sizes_are_compared_in_widths() -> None:
    half = face(Camera(dx=0.05)).resize((WIDTH // 2, HEIGHT // 2))
    found = found_alignment(pixels(half), pixels(face()))
    assert found.reliable
    assert found.similarity.scale == pytest.approx(1, abs=0.005)
    assert found.similarity.dx == pytest.approx(-0.05, abs=0.003)
