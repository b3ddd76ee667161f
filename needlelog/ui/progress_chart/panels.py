"""Paints the outcome lines: one panel a scale, better upwards, nothing smoothed.

Each rater and each version of a scale is a line of its own; they never touch.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPolygonF

if TYPE_CHECKING:
    from needlelog.ui.progress_chart.chart import Panel
    from needlelog.ui.progress_chart.layout import PanelPlace
    from needlelog.ui.progress_chart.painter import Drawing

_INDENT = 12.0
_POINT = 5.5
_DENSE = 60
"""More points than this in sight are drawn small and without a hollow."""
_LABEL_HEIGHT = 20.0
_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotLine,
)


def value_y(panel: Panel, place: PanelPlace, value: int) -> float:
    """The height of a value; the best one stands highest."""
    share = panel.outcome.height_of(value)
    return place.bottom + (place.top - place.bottom) * share


def paint_grids(painter: QPainter, drawing: Drawing) -> None:
    """A line for each grade."""
    painter.setPen(QPen(drawing.look.colour("line"), 1))
    plot = drawing.plot
    for panel, place in zip(drawing.chart.panels, drawing.layout.panels, strict=True):
        for value, _words in panel.grades:
            y = round(value_y(panel, place, value)) + 0.5
            painter.drawLine(QLineF(plot.left(), y, plot.right(), y))


def paint_titles(painter: QPainter, drawing: Drawing) -> None:
    """The title of each scale, and the words of its grades left of the plot."""
    look = drawing.look
    bold, small = look.font(13, QFont.Weight.Bold), look.font(12)
    bold_metrics, small_metrics = QFontMetricsF(bold), QFontMetricsF(small)
    middle = Qt.AlignmentFlag.AlignVCenter
    shown = zip(drawing.chart.panels, drawing.layout.panels, strict=True)
    for number, (panel, place) in enumerate(shown):
        painter.setFont(bold)
        painter.setPen(look.colour("ink"))
        height = look.px(22)
        title = bold_metrics.elidedText(
            panel.title, Qt.TextElideMode.ElideRight, drawing.width * 0.5
        )
        wide = bold_metrics.horizontalAdvance(title)
        if number:
            # Sessions' lines run through all panels, but not through words.
            whole = wide + small_metrics.horizontalAdvance(f" · {panel.details}")
            ground = QRectF(0, place.title_y, min(whole + 6, drawing.width), height)
            painter.fillRect(ground, look.colour("surface"))
        painter.drawText(QRectF(0, place.title_y, wide + 2, height), middle, title)
        painter.setFont(small)
        painter.setPen(look.colour("quiet"))
        room = drawing.width - wide - 8
        details = small_metrics.elidedText(f" · {panel.details}", Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(wide, place.title_y, room, height), middle, details)
        room = drawing.layout.names - look.px(_INDENT) - DISC_ROOM * look.factor
        heights = sorted(value_y(panel, place, value) for value, _words in panel.grades)
        step = min((below - above for above, below in pairwise(heights)), default=0.0)
        for value, words in panel.grades:
            y = value_y(panel, place, value)
            box = QRectF(0, y - step / 2, room, step)
            on_lines = Qt.AlignmentFlag.AlignRight | middle | Qt.TextFlag.TextWordWrap
            needed = small_metrics.boundingRect(box, on_lines, words)
            if needed.width() <= room and needed.height() <= step:
                painter.drawText(box, on_lines, words)
                continue
            text = small_metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            box = QRectF(0, y - look.px(9), room, look.px(18))
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, text)


DISC_ROOM = 4.0
"""Room between the words and a disc that stands at the very beginning of the plot."""


def paint_lines(painter: QPainter, drawing: Drawing) -> None:
    """Every series of every scale."""
    for panel, place in zip(drawing.chart.panels, drawing.layout.panels, strict=True):
        for number, line in enumerate(panel.outcome.lines):
            heights = {point.total for point in line.points}
            y = {value: value_y(panel, place, value) for value in heights}
            x = drawing.scale.x
            spots = [QPointF(x(point.on), y[point.total]) for point in line.points]
            _line(painter, drawing, spots, number)


def paint_labels(painter: QPainter, drawing: Drawing) -> None:
    """What each series has come to, beside its newest point."""
    for panel, place in zip(drawing.chart.panels, drawing.layout.panels, strict=True):
        taken: list[QRectF] = []
        for words, line in zip(panel.labels, panel.outcome.lines, strict=True):
            last = line.points[-1]
            spot = QPointF(drawing.scale.x(last.on), value_y(panel, place, last.total))
            _label(painter, drawing, words, spot, taken)


def _line(painter: QPainter, drawing: Drawing, spots: list[QPointF], number: int) -> None:
    look = drawing.look
    colour = look.colour("accent") if number == 0 else look.dot(number)
    thick = look.px(2.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    seen = [spot for spot in spots if drawing.in_sight(spot.x())]
    if not seen and not _crosses(spots, drawing):
        return
    around = _around(spots, drawing)
    style = _STYLES[number % len(_STYLES)]
    if len(seen) > _DENSE:
        # One after the other: Qt takes fifty times as long for the same line in one piece.
        painter.setPen(QPen(colour, look.px(1.5), style, Qt.PenCapStyle.FlatCap))
        painter.drawLines([QLineF(one, following) for one, following in pairwise(around)])
        side = look.px(4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRects(
            [QRectF(spot.x() - side / 2, spot.y() - side / 2, side, side) for spot in seen]
        )
        return
    painter.setPen(QPen(colour, thick, style, j=Qt.PenJoinStyle.RoundJoin))
    painter.drawPolyline(QPolygonF(around))
    painter.setPen(QPen(colour, thick))
    painter.setBrush(look.colour("surface"))
    half = look.px(_POINT)
    for spot in seen:
        if number % 2:
            painter.drawRect(
                QRectF(spot.x() - half + 1, spot.y() - half + 1, 2 * half - 2, 2 * half - 2)
            )
        else:
            painter.drawEllipse(spot, half, half)


def _crosses(spots: list[QPointF], drawing: Drawing) -> bool:
    """Whether a line without a point in sight runs through the plot."""
    return spots[0].x() < drawing.layout.names and spots[-1].x() > drawing.width


def _around(spots: list[QPointF], drawing: Drawing) -> list[QPointF]:
    """The points in sight and one beyond either edge, so that the line runs out of the plot."""
    left, right = drawing.layout.names, drawing.width
    first = max((n for n, spot in enumerate(spots) if spot.x() < left), default=0)
    last = min((n for n, spot in enumerate(spots) if spot.x() > right), default=len(spots) - 1)
    return spots[first : last + 1]


def _label(
    painter: QPainter,
    drawing: Drawing,
    words: str,
    spot: QPointF,
    taken: list[QRectF],
) -> None:
    look = drawing.look
    if not drawing.layout.names <= spot.x() <= drawing.width:
        return
    font = look.font(12, QFont.Weight.Bold)
    wide = QFontMetricsF(font).horizontalAdvance(words) + 4
    height = look.px(_LABEL_HEIGHT)
    box = QRectF(spot.x() + look.px(11), spot.y() - height / 2, wide, height)
    if box.right() > drawing.width:
        box.moveRight(min(spot.x() + look.px(8), drawing.width))
        box.moveBottom(spot.y() - look.px(7))
        if box.top() < drawing.layout.head_y + look.px(4):
            box.moveTop(spot.y() + look.px(7))
    for other in taken:
        if box.intersects(other):
            box.moveTop(other.bottom())
    taken.append(QRectF(box))
    ground = look.colour("surface")
    ground.setAlpha(200)
    painter.fillRect(box.adjusted(-2, 2, -2, -2), ground)
    painter.setFont(font)
    painter.setPen(look.colour("ink"))
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
