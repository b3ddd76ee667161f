"""How groups are told apart in a chart: a colour and, beside it, a sign of another shape."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen, QPolygonF

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import LIGHT
from needlelog.ui.theme.fonts import tabular, text_font

if TYPE_CHECKING:
    from needlelog.ui.theme.colours import Theme

_LIGHT = ("#B5622F", "#6A55B0", "#2F74A8", "#8A7A1F", "#A8447E")
_TINTS = (1.0, 0.55, 0.28, 0.75, 0.42, 0.16)
_DARK = ("#E8A06C", "#B5A2EE", "#7DBBE6", "#D3C25C", "#EA93C0")


def group_colour(colours: Theme, place: int) -> QColor:
    """The colour of a group; the first is the accent."""
    if place == 0:
        return colours.colour("accent")
    others = _DARK if colours.dark else _LIGHT
    return QColor(others[(place - 1) % len(others)])


def person_colour(colours: Theme, place: int) -> QColor:
    """The tint of a practitioner in a stacked bar; the first is the accent itself."""
    share = _TINTS[min(place, len(_TINTS) - 1)]
    full, ground = colours.colour("accent"), colours.colour("surface")
    parts = [
        round(ink * share + under * (1 - share))
        for ink, under in (
            (full.red(), ground.red()),
            (full.green(), ground.green()),
            (full.blue(), ground.blue()),
        )
    ]
    return QColor(*parts)


@dataclass(frozen=True, slots=True)
class ChartLook:
    """Colours and letters of a chart; all lengths grow with ``factor``, the text size.

    On paper the letters are plain: forms that Inter chooses by context, and its figures of one
    width, cannot be copied out of a PDF.
    """

    colours: Theme
    factor: float = 1.0
    paper: bool = False

    def colour(self, name: str) -> QColor:
        """A named colour of the theme."""
        return self.colours.colour(name)

    def font(self, pixels: float, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The typeface of charts."""
        font = text_font(max(1, round(pixels * self.factor)), weight)
        if not self.paper:
            return tabular(font)
        font.setFeature(QFont.Tag("calt"), 0)
        return font


def screen_look() -> ChartLook:
    """The look of the window in force. Ask while painting, never keep it."""
    return ChartLook(theme(), metrics().text_factor)


PAPER = ChartLook(LIGHT, paper=True)
"""Dark on white, whatever the window looks like."""


def paint_sign(painter: QPainter, look: ChartLook, at: QPointF, radius: float, place: int) -> None:
    """The sign of a group: circle, square, triangle, diamond."""
    painter.setPen(QPen(group_colour(look.colours, place), radius * 0.45))
    painter.setBrush(look.colour("surface"))
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
