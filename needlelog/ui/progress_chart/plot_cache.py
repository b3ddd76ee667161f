"""The plot as one picture that is moved while the view is moved, and painted anew when it is not.

Two hundred sessions take longer to paint than a frame lasts; moving a picture takes no time.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QSizeF
from PySide6.QtGui import QPainter, QPixmap

from needlelog.ui.progress_chart.day_marks import DayScale
from needlelog.ui.progress_chart.painter import paint_plot

if TYPE_CHECKING:
    from collections.abc import Hashable

    from needlelog.ui.progress_chart.painter import Drawing

_BEYOND = 0.5
"""How much of a plot's width is painted beyond either edge."""


class PlotCache:
    """Paints the plot of one chart view."""

    def __init__(self) -> None:
        self._picture: QPixmap | None = None
        self._key: Hashable = None
        self._seen: Hashable = None
        self._first = 0.0

    def forget(self) -> None:
        """Something changed that the drawing does not tell: a small picture has arrived."""
        self._key = self._seen = None
        self._picture = None

    def paint(self, painter: QPainter, drawing: Drawing) -> None:
        """Paint the plot, from the picture while the view only moves."""
        scale = drawing.scale
        ratio = painter.device().devicePixelRatioF()
        # The same width of a day up to rounding means that the view was moved, not zoomed.
        day = f"{scale.pixels_a_day:.9g}"
        key = (id(drawing.chart), drawing.layout, drawing.look, drawing.width, drawing.chosen)
        key_now: Hashable = (*key, day, ratio)
        moved = key_now == self._seen
        self._seen = key_now
        if not moved:
            paint_plot(painter, drawing)
            return
        beyond = round(drawing.plot.width() * _BEYOND)
        shift = round((self._first - scale.first) * scale.pixels_a_day)
        if self._picture is None or self._key != key_now or abs(shift) > beyond:
            self._picture = _wide(drawing, beyond, ratio)
            self._key, self._first, shift = key_now, scale.first, 0
        painter.save()
        painter.setClipRect(drawing.clip)
        at = drawing.clip.left() - beyond + shift
        painter.drawPixmap(QPointF(round(at), 0), self._picture)
        painter.restore()


def _wide(drawing: Drawing, beyond: int, ratio: float) -> QPixmap:
    """The plot with what lies beyond its edges; its left edge is that of the clip."""
    days = beyond / drawing.scale.pixels_a_day
    width = drawing.width + 2 * beyond
    scale = DayScale(
        drawing.scale.first - days, drawing.scale.last + days, drawing.layout.names, width
    )
    wide = replace(drawing, width=width, scale=scale)
    size = QSizeF(wide.clip.width(), drawing.layout.height) * ratio
    picture = QPixmap(size.toSize())
    picture.setDevicePixelRatio(ratio)
    picture.fill(drawing.look.colour("surface"))
    painter = QPainter(picture)
    painter.translate(-round(wide.clip.left()), 0)
    paint_plot(painter, wide)
    painter.end()
    return picture
