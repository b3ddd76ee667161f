"""Painting what was drawn on a photo: pen strokes, arrows and rings over the picture."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from needlelog.domain.photo_markup import Markup, Shape, ShapeKind

if TYPE_CHECKING:
    from PySide6.QtGui import QTransform

_INK, _EDGE = "#FFD54A", "#2B2300"
_WIDTH, _HEAD = 3.0, 16.0


def paint_markup(
    painter: QPainter, markup: Markup, to_screen: QTransform, factor: float = 1.0
) -> None:
    """Draw the shapes; a dark edge keeps them visible on any skin. ``factor`` scales lines."""
    for colour, more in ((_EDGE, 2.0), (_INK, 0.0)):
        pen = QPen(QColor(colour), (_WIDTH + more) * factor)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for shape in markup.shapes:
            painter.drawPath(_path(shape, to_screen, factor))


def _path(shape: Shape, to_screen: QTransform, factor: float) -> QPainterPath:
    points = [to_screen.map(QPointF(x, y)) for x, y in shape.points]
    path = QPainterPath()
    if not points:
        return path
    if shape.kind is ShapeKind.RING and len(points) > 1:
        path.addEllipse(QRectF(points[0], points[1]).normalized())
    elif shape.kind is ShapeKind.ARROW and len(points) > 1:
        tail, tip = points[0], points[1]
        path.moveTo(tail)
        path.lineTo(tip)
        angle = math.atan2(tip.y() - tail.y(), tip.x() - tail.x())
        for turn in (2.6, -2.6):
            path.moveTo(tip)
            reach = _HEAD * factor
            path.lineTo(
                tip + QPointF(math.cos(angle + turn) * reach, math.sin(angle + turn) * reach)
            )
    elif len(points) == 1:
        path.addEllipse(points[0], 1.0, 1.0)
    else:
        path.addPolygon(QPolygonF(points))
    return path
