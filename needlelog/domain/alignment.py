"""Bringing two pictures into line: one scale, one rotation and one shift for the whole picture.

Points are in widths of their own picture, so an alignment holds at whatever size it is shown.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_LEAST_SPREAD = 0.01


class PointsTooClose(ValueError):
    """Fewer than two pairs, or points so close to each other that nothing follows from them."""


@dataclass(frozen=True, slots=True)
class Similarity:
    """Scales, then turns by ``rotation`` (radians, from x towards y), then shifts."""

    scale: float = 1.0
    rotation: float = 0.0
    dx: float = 0.0
    dy: float = 0.0

    def apply(self, point: Point) -> Point:
        """Where a point comes to lie."""
        moved = self._factor() * complex(*point) + complex(self.dx, self.dy)
        return moved.real, moved.imag

    def inverse(self) -> Similarity:
        """The way back."""
        factor = 1 / self._factor()
        shift = -factor * complex(self.dx, self.dy)
        return _from_complex(factor, shift)

    def after(self, first: Similarity) -> Similarity:
        """``first``, and then this one."""
        factor = self._factor()
        shift = factor * complex(first.dx, first.dy) + complex(self.dx, self.dy)
        return _from_complex(factor * first._factor(), shift)

    @property
    def degrees(self) -> float:
        """The rotation in degrees, from -180 to 180."""
        return math.degrees(self.rotation)

    def _factor(self) -> complex:
        return cmath.rect(self.scale, self.rotation)


def similarity_from_points(moving: Sequence[Point], fixed: Sequence[Point]) -> Similarity:
    """The similarity that brings points onto their partners with the least squared distance.

    Raises:
        PointsTooClose: there are fewer than two pairs, or they lie on one spot.
        ValueError: the two rows differ in length.
    """
    if len(moving) != len(fixed):
        raise ValueError("every point needs its partner")
    if len(moving) < 2:
        raise PointsTooClose("two pairs of points are needed")
    here = [complex(*point) for point in moving]
    there = [complex(*point) for point in fixed]
    middle, target = sum(here) / len(here), sum(there) / len(there)
    spread = sum(abs(point - middle) ** 2 for point in here)
    wanted = sum(abs(point - target) ** 2 for point in there)
    if min(spread, wanted) < len(here) * _LEAST_SPREAD**2:
        raise PointsTooClose("the points lie too close to each other")
    together = sum(
        (one - middle).conjugate() * (other - target)
        for one, other in zip(here, there, strict=True)
    )
    factor = together / spread
    if abs(factor) < _LEAST_SPREAD:
        raise PointsTooClose("the points do not belong together")
    return _from_complex(factor, target - factor * middle)


def _from_complex(factor: complex, shift: complex) -> Similarity:
    return Similarity(abs(factor), cmath.phase(factor), shift.real, shift.imag)
