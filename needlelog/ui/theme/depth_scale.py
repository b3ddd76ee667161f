"""Needle depth as colour: one scale for the map, the grid, the charts and print."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache

from PySide6.QtGui import QColor

from needlelog.ui.theme.colours import contrast

DEPTH_SCALE: tuple[tuple[int, str], ...] = (
    (250, "#FBDCCB"),
    (500, "#F6BC9F"),
    (750, "#F0A083"),
    (1000, "#E6826C"),
    (1250, "#D7655D"),
    (1500, "#C14B55"),
    (2000, "#97314F"),
    (2500, "#661F47"),
)
"""Stops of the scale, shallow to deep: depth in micrometres and its colour."""

_STOPS = tuple(depth for depth, _ in DEPTH_SCALE)
_INKS = ("#1C1714", "#FFFFFF")


def depth_colour(micrometres: int) -> QColor:
    """The band a depth falls into: the colour of the nearest stop at or above it.

    Depths above the last stop keep its colour.
    """
    band = min(bisect_left(_STOPS, micrometres), len(_STOPS) - 1)
    return QColor(DEPTH_SCALE[band][1])


def ink_on(colour: QColor | str) -> QColor:
    """Dark or white, whichever reads better on the given colour (4.5:1 on every depth)."""
    return QColor(_better_ink(QColor(colour).name()))


@cache
def _better_ink(colour: str) -> str:
    return max(_INKS, key=lambda ink: contrast(ink, colour))
