"""Measuring a picture: how bright, how balanced, how sharp. It is said, never corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.photos import PhotoQuality

if TYPE_CHECKING:
    from PIL import Image

_EDGE = 512


def measured(picture: Image.Image, width: int, height: int) -> PhotoQuality:
    """The figures of a picture in red, green and blue whose original has this size.

    All are taken at one size, so that pictures of different cameras can be compared.
    """
    import numpy as np

    small = picture.copy()
    small.thumbnail((_EDGE, _EDGE))
    pixels = np.asarray(small, dtype=np.float32)
    red, green, blue = (float(mean) for mean in pixels.reshape(-1, 3).mean(axis=0))
    grey = pixels @ np.array([0.299, 0.587, 0.114], dtype=np.float32)
    edges = (
        grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:] - 4 * grey[1:-1, 1:-1]
    )
    return PhotoQuality(
        brightness=round(float(grey.mean()), 2),
        red_green=round((red + 1) / (green + 1), 4),
        blue_green=round((blue + 1) / (green + 1), 4),
        sharpness=round(float(edges.var()), 2) if edges.size else 0.0,
        width=width,
        height=height,
    )
