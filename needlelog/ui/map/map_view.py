"""How far a map is zoomed and where it is moved to."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from needlelog.ui.map.geometry import fit

LARGEST_ZOOM = 6.0


class MapView:
    """Zoom 1 shows the whole drawing; the drawing never leaves the widget."""

    def __init__(self) -> None:
        self.zoom = 1.0
        self._shift = QPointF()

    @property
    def zoomed(self) -> bool:
        """Whether less than the whole drawing is shown."""
        return self.zoom > 1.001

    def reset(self) -> None:
        """Show the whole drawing again."""
        self.zoom = 1.0
        self._shift = QPointF()

    def transform(self, view_box: QRectF, rect: QRectF) -> QTransform:
        """Return the way from drawing units to widget pixels."""
        centre = rect.center()
        zoomed = QTransform.fromTranslate(
            centre.x() + self._shift.x(), centre.y() + self._shift.y()
        )
        zoomed.scale(self.zoom, self.zoom)
        zoomed.translate(-centre.x(), -centre.y())
        return fit(view_box, rect) * zoomed

    def zoom_at(self, point: QPointF, factor: float, rect: QRectF) -> None:
        """Zoom by a factor so that the skin under `point` stays there."""
        zoom = min(max(self.zoom * factor, 1.0), LARGEST_ZOOM)
        away = point - rect.center()
        self._shift = away - (away - self._shift) * (zoom / self.zoom)
        self.zoom = zoom
        self._keep_inside(rect)

    def move(self, by: QPointF, rect: QRectF) -> None:
        """Move the zoomed drawing."""
        self._shift += by
        self._keep_inside(rect)

    def show_point(self, point: QPointF, rect: QRectF) -> None:
        """Move as little as needed so that a point in widget pixels is seen."""
        inner = rect.adjusted(24, 24, -24, -24)
        x = min(max(point.x(), inner.left()), inner.right())
        y = min(max(point.y(), inner.top()), inner.bottom())
        self.move(QPointF(x, y) - point, rect)

    def _keep_inside(self, rect: QRectF) -> None:
        free_x = rect.width() * (self.zoom - 1) / 2
        free_y = rect.height() * (self.zoom - 1) / 2
        self._shift = QPointF(
            min(max(self._shift.x(), -free_x), free_x),
            min(max(self._shift.y(), -free_y), free_y),
        )
