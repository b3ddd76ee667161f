"""What is drawn on a photo: a layer of shapes beside the picture, which itself never changes."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from needlelog.domain.alignment import Point, Similarity


class ShapeKind(StrEnum):
    """The three things one can draw."""

    PEN = "pen"
    ARROW = "arrow"
    RING = "ring"


@dataclass(frozen=True, slots=True)
class Shape:
    """One stroke; points in widths of the picture.

    A pen has all its points, an arrow its tail and its tip, a ring two opposite corners of the
    box around it.
    """

    kind: ShapeKind
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """All shapes on one photo, in the order they were drawn."""

    shapes: tuple[Shape, ...] = ()

    def with_shape(self, shape: Shape) -> Markup:
        """One shape more."""
        return Markup((*self.shapes, shape))

    def without_last(self) -> Markup:
        """The last shape taken away."""
        return Markup(self.shapes[:-1])

    def moved(self, similarity: Similarity) -> Markup:
        """The same shapes where another photo shows them; a ring stays upright."""
        return Markup(
            tuple(
                Shape(shape.kind, tuple(similarity.apply(point) for point in shape.points))
                for shape in self.shapes
            )
        )


NO_MARKUP = Markup()
"""A photo on which nothing was drawn."""
