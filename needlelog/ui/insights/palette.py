"""How groups are told apart in a chart: a colour and, beside it, a sign of another shape."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from needlelog.ui.theme.fonts import tabular, text_font

if TYPE_CHECKING:
    from needlelog.ui.theme.colours import Theme

_LIGHT = ("#B5622F", "#6A55B0", "#2F74A8", "#8A7A1F", "#A8447E")
_DARK = ("#E8A06C", "#B5A2EE", "#7DBBE6", "#D3C25C", "#EA93C0")


def group_colour(theme: Theme, place: int) -> QColor:
    """The colour of a group; the first is the accent."""
    if place == 0:
        return theme.colour("accent")
    others = _DARK if theme.dark else _LIGHT
    return QColor(others[(place - 1) % len(others)])


def chart_font(factor: float, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """The typeface of charts, with figures of one width."""
    return tabular(text_font(max(1, round(pixels * factor)), weight))


def paint_sign(painter: QPainter, theme: Theme, at: QPointF, radius: float, place: int) -> None:
    """The sign of a group: circle, square, triangle, diamond."""
    painter.setPen(QPen(group_colour(theme, place), radius * 0.45))
    painter.setBrush(theme.colour("surface"))
    shapes: dict[int, list[tuple[float, float]]] = {
        1: [(-1, -1), (1, -1), (1, 1), (-1, 1)],
        2: [(0, -1.25), (1.15, 0.9), (-1.15, 0.9)],
        3: [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    }
    corners = shapes.get(place % 4)
    if corners is None:
        painter.drawEllipse(at, radius, radius)
        return
    painter.drawPolygon(
        QPolygonF([QPointF(at.x() + x * radius, at.y() + y * radius) for x, y in corners])
    )


def paint_text(
    painter: QPainter, place: QRectF, words: str, align: Qt.AlignmentFlag, colour: QColor
) -> None:
    """Words in a box."""
    painter.setPen(colour)
    painter.drawText(place, align | Qt.TextFlag.TextSingleLine, words)
