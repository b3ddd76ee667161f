"""The outcome of groups along sessions or days: middle, band, and n under each place."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from needlelog.domain.cohort import Axis, Spread, band
from needlelog.domain.scales import UNIT, Direction
from needlelog.ui.insights.palette import ChartLook, group_colour, paint_sign, paint_text

if TYPE_CHECKING:
    from needlelog.domain.cohort import CohortPoint
    from needlelog.domain.scales import Scale
    from needlelog.services.cohorts import CohortLine

MOST_LINES = 4
_LEFT, _RIGHT, _TOP, _TICK_ROW, _N_ROW = 52.0, 24.0, 12.0, 22.0, 18.0
_RADIUS = 4.6
_TICKS = 4
_BAND_ALPHA = 40


@dataclass(frozen=True, slots=True)
class OutcomeDrawing:
    """What is drawn: at most four groups on one scale."""

    lines: tuple[CohortLine, ...]
    scale: Scale
    axis: Axis
    spread: Spread

    @property
    def places(self) -> tuple[int, ...]:
        """All places of the axis, in order."""
        return tuple(sorted({point.place for line in self.lines for point in line.points}))


@dataclass(frozen=True, slots=True)
class Spot:
    """A point where it is drawn."""

    at: QPointF
    line: int
    point: CohortPoint


def foot_height(drawing: OutcomeDrawing, factor: float) -> float:
    """How much room the axis with its rows of n takes."""
    return (_TICK_ROW + _N_ROW * len(drawing.lines)) * factor


def spots(drawing: OutcomeDrawing, place: QRectF, factor: float) -> tuple[Spot, ...]:
    """Where the points lie in a rectangle, group by group."""
    frame = _frame(drawing, place, factor)
    return tuple(
        Spot(
            QPointF(frame.across(point.place), frame.up(band(point, drawing.spread)[1])),
            number,
            point,
        )
        for number, line in enumerate(drawing.lines)
        for point in line.points
    )


def paint_outcome(
    painter: QPainter,
    place: QRectF,
    drawing: OutcomeDrawing,
    look: ChartLook,
    chosen: Spot | None = None,
) -> None:
    """Draw the groups. A better outcome is always up."""
    factor = look.factor
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    frame = _frame(drawing, place, factor)
    plot = frame.plot
    painter.setFont(look.font(12))
    for tick in ticks(drawing):
        height = frame.up(tick)
        painter.setPen(QPen(look.colour("line"), 1))
        painter.drawLine(QPointF(plot.left(), height), QPointF(plot.right(), height))
        words = QRectF(place.left(), height - 10 * factor, (_LEFT - 14) * factor, 20 * factor)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, words, f"{tick:g}", right, look.colour("quiet"))
    for number, line in enumerate(drawing.lines):
        _paint_line(painter, line, number, drawing, look, frame)
    for spot in spots(drawing, place, factor):
        paint_sign(painter, look, spot.at, _RADIUS * factor, spot.line)
    if chosen is not None:
        painter.setPen(QPen(look.colour("focus"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(chosen.at, 2.4 * _RADIUS * factor, 2.4 * _RADIUS * factor)
    _paint_foot(painter, drawing, look, frame)


def ticks(drawing: OutcomeDrawing) -> list[float]:
    """Round values for the lines across, as many as can be read."""
    low, high = _range(drawing)
    rough = (high - low) / _TICKS
    size = 10.0 ** math.floor(math.log10(rough))
    step = next(each * size for each in (1, 2, 2.5, 5, 10) if each * size >= rough * 0.999)
    first = math.ceil(round(low / step, 6))
    found = []
    while first * step <= high + step * 1e-6:
        found.append(round(first * step, 6))
        first += 1
    return found


def _range(drawing: OutcomeDrawing) -> tuple[float, float]:
    bands = [band(point, drawing.spread) for line in drawing.lines for point in line.points]
    low = max(min(each[0] for each in bands), drawing.scale.least / UNIT)
    high = min(max(each[2] for each in bands), drawing.scale.most / UNIT)
    room = (high - low) * 0.08
    if high <= low:
        room = max((drawing.scale.most - drawing.scale.least) / UNIT * 0.05, 0.5)
    return low - room, high + room


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where places and values lie."""

    plot: QRectF
    places: tuple[int, ...]
    low: float
    high: float
    falling: bool
    inset: float

    def across(self, value: int) -> float:
        """The middle of a place of the axis."""
        first, last = self.places[0], self.places[-1]
        width = max(self.plot.width() - 2 * self.inset, 1)
        return self.plot.left() + self.inset + width * (value - first) / max(last - first, 1)

    def up(self, value: float) -> float:
        """The height of a value; the better one is higher."""
        share = (min(max(value, self.low), self.high) - self.low) / (self.high - self.low)
        return self.plot.bottom() - (1 - share if self.falling else share) * self.plot.height()


def _frame(drawing: OutcomeDrawing, place: QRectF, factor: float) -> _Frame:
    plot = QRectF(place).adjusted(
        _LEFT * factor, _TOP * factor, -_RIGHT * factor, -foot_height(drawing, factor)
    )
    falling = drawing.scale.direction is Direction.LOWER_BETTER
    return _Frame(plot, drawing.places, *_range(drawing), falling, 10 * factor)


def _paint_line(
    painter: QPainter,
    line: CohortLine,
    number: int,
    drawing: OutcomeDrawing,
    look: ChartLook,
    frame: _Frame,
) -> None:
    colour = group_colour(look.colours, number)
    bands = [(point, band(point, drawing.spread)) for point in line.points]
    there = [(frame.across(point.place), ends) for point, ends in bands]
    painter.setPen(Qt.PenStyle.NoPen)
    ground = QColor(colour)
    ground.setAlpha(_BAND_ALPHA)
    painter.setBrush(ground)
    if len(there) > 1 and len(drawing.lines) == 1:
        upper = [QPointF(x, frame.up(high)) for x, (_low, _middle, high) in there]
        lower = [QPointF(x, frame.up(low)) for x, (low, _middle, _high) in reversed(there)]
        painter.drawPolygon(QPolygonF(upper + lower))
    else:
        painter.setPen(QPen(colour, 1.2))
        for x, (low, _middle, high) in there:
            painter.drawLine(QPointF(x, frame.up(low)), QPointF(x, frame.up(high)))
    painter.setPen(QPen(colour, 2.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF([QPointF(x, frame.up(middle)) for x, (_l, middle, _h) in there]))


def _paint_foot(painter: QPainter, drawing: OutcomeDrawing, look: ChartLook, frame: _Frame) -> None:
    plot, factor = frame.plot, look.factor
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    quiet = look.colour("quiet")
    last = -math.inf
    shown = []
    wide = 46 * factor
    for value in drawing.places:
        if frame.across(value) - last >= wide:
            shown.append(value)
            last = frame.across(value)
    for value in shown:
        box = QRectF(
            frame.across(value) - wide / 2, plot.bottom() + 4 * factor, wide, _TICK_ROW * factor
        )
        painter.setFont(look.font(12))
        paint_text(painter, box, str(value), middle, look.colour("ink"))
    painter.setFont(look.font(11))
    for number, line in enumerate(drawing.lines):
        top = plot.bottom() + (_TICK_ROW + _N_ROW * number) * factor
        if len(drawing.lines) > 1:
            at = QPointF(plot.left() - 22 * factor, top + _N_ROW * factor / 2 + 2)
            paint_sign(painter, look, at, _RADIUS * factor * 0.9, number)
        counts = {point.place: point.n for point in line.points}
        for value in shown:
            if value in counts:
                box = QRectF(frame.across(value) - wide / 2, top + 2, wide, _N_ROW * factor)
                paint_text(painter, box, f"n {counts[value]}", middle, quiet)
