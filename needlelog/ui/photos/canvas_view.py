"""What part of two pictures a canvas shows: one zoom and one place for both.

The frame is the left picture, in widths of it. The right picture lies in the frame as its
alignment says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from needlelog.domain.alignment import Similarity

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

CLOSEST = 12.0


@dataclass(frozen=True, slots=True)
class CanvasView:
    """``zoom`` 1 shows the whole left picture; ``x`` and ``y`` are the middle, in the frame."""

    aspect: float = 1.0
    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5

    @classmethod
    def whole(cls, image: QImage) -> CanvasView:
        """The whole of a picture."""
        aspect = image.height() / max(1, image.width())
        return cls(aspect, 1.0, 0.5, aspect / 2)

    def scale(self, place: QRectF) -> float:
        """Screen pixels for one width of the frame."""
        return min(place.width(), place.height() / max(self.aspect, 0.01)) * self.zoom

    def to_screen(self, place: QRectF) -> QTransform:
        """From the frame to the screen, where ``place`` shows it."""
        scale = self.scale(place)
        middle = place.center()
        return QTransform(
            scale, 0, 0, scale, middle.x() - self.x * scale, middle.y() - self.y * scale
        )

    def zoomed(self, factor: float, at: QPointF, place: QRectF) -> CanvasView:
        """Closer or farther, with what lies under ``at`` staying there."""
        zoom = min(max(self.zoom * factor, 1.0), CLOSEST)
        inverse, _ok = self.to_screen(place).inverted()
        spot = inverse.map(at)
        closer = replace(self, zoom=zoom)
        inverse, _ok = closer.to_screen(place).inverted()
        drifted = inverse.map(at)
        return replace(
            closer, x=self.x + spot.x() - drifted.x(), y=self.y + spot.y() - drifted.y()
        ).kept_inside()

    def moved(self, dx: float, dy: float, place: QRectF) -> CanvasView:
        """Moved by so many screen pixels."""
        scale = max(self.scale(place), 1e-6)
        return replace(self, x=self.x - dx / scale, y=self.y - dy / scale).kept_inside()

    def kept_inside(self) -> CanvasView:
        """The middle never leaves the picture; the whole picture stands in the middle."""
        slack_x, slack_y = 0.5 - 0.5 / self.zoom, self.aspect * (0.5 - 0.5 / self.zoom)
        return replace(
            self,
            x=min(max(self.x, 0.5 - slack_x), 0.5 + slack_x),
            y=min(max(self.y, self.aspect / 2 - slack_y), self.aspect / 2 + slack_y),
        )


def as_transform(similarity: Similarity) -> QTransform:
    """A similarity for painting."""
    a = similarity.scale * math.cos(similarity.rotation)
    b = similarity.scale * math.sin(similarity.rotation)
    return QTransform(a, b, -b, a, similarity.dx, similarity.dy)


def image_to_frame(image: QImage, similarity: Similarity) -> QTransform:
    """From the pixels of a picture to the frame."""
    share = 1 / max(1, image.width())
    return QTransform.fromScale(share, share) * as_transform(similarity)
