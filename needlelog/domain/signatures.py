"""Drawn signatures: the strokes of a finger, pen or mouse, as whole numbers."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from needlelog.domain.errors import InvalidValue

Point = tuple[int, int, int]
"""x, y and milliseconds since the first touch. Both lengths are ten-thousandths of the *width* of
the drawing ground, so that a signature keeps its shape."""
Stroke = tuple[Point, ...]
"""One line, from putting the pen down to lifting it."""

GROUND_WIDTH = 10_000
MOST_POINTS = 20_000
_LEAST_INK = 600
"""A dot or a slip of the finger is no signature."""


def ink_length(strokes: tuple[Stroke, ...]) -> int:
    """How long all lines are together, in ten-thousandths of the width of the ground."""
    return round(
        sum(hypot(x - a, y - b) for stroke in strokes for (a, b, _), (x, y, _) in pairwise(stroke))
    )


def is_signature(strokes: tuple[Stroke, ...]) -> bool:
    """Whether enough was drawn to be meant as a signature."""
    return ink_length(strokes) >= _LEAST_INK


def checked_strokes(strokes: tuple[Stroke, ...]) -> tuple[Stroke, ...]:
    """Strokes that can be kept as a signature.

    Reasons: ``signature_missing`` (nothing or too little is drawn), ``signature_long``.
    """
    drawn = tuple(stroke for stroke in strokes if stroke)
    if not is_signature(drawn):
        raise InvalidValue("signature_missing", text="")
    points = sum(map(len, drawn))
    if points > MOST_POINTS:
        raise InvalidValue("signature_long", text=str(points))
    return drawn
