"""Drawn signatures as lines, on the screen and on paper."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from needlelog.domain.signatures import GROUND_WIDTH, Stroke

_PEN = 0.0055
"""Width of the line as a part of the width of the ground."""


def stroke_path(stroke: Stroke, width: float) -> QPainterPath:
    """One stroke as a smooth line on a ground so many pixels wide."""
    points = [QPointF(x, y) * (width / GROUND_WIDTH) for x, y, _ms in stroke]
    path = QPainterPath()
    if not points:
        return path
    path.moveTo(points[0])
    if len(points) == 1:
        path.lineTo(points[0] + QPointF(0.01, 0))
        return path
    path.lineTo((points[0] + points[1]) / 2)
    for before, after in pairwise(points[1:]):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(points[-1])
    return path


def paint_signature(
    painter: QPainter, strokes: tuple[Stroke, ...], width: float, ink: QColor
) -> None:
    """Paint strokes from the painter's origin on a ground so many units wide."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(ink, max(width * _PEN, 0.7))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for stroke in strokes:
        painter.drawPath(stroke_path(stroke, width))
    painter.restore()


def signature_box(strokes: tuple[Stroke, ...]) -> QRectF:
    """What the strokes cover, in ten-thousandths of the width of the ground."""
    xs = [x for stroke in strokes for x, _y, _ms in stroke]
    ys = [y for stroke in strokes for _x, y, _ms in stroke]
    if not xs:
        return QRectF()
    return QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
