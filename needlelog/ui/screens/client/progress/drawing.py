"""Paints the time axis: lines, heat lanes, product dots and session ticks.

All in pixels of the view, so that rounded cells and discs keep their shape at any zoom; only
the places along the axis come from the view.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsObject

from needlelog.ui import formats
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.depth_scale import depth_colour, ink_on
from needlelog.ui.theme.fonts import tabular, text_font

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from needlelog.ui.screens.client.progress.chart_data import ChartData
    from needlelog.ui.screens.client.progress.layout import ChartLayout

WIDEST_CELL = 38.0
NARROWEST_CELL = 6.0
NUMBER_NEEDS = 28.0
DISC = 20.0
FINGER = 22.0
PAIN_COLOUR = "accent"
REDNESS_COLOUR = "#C14B55"
REDNESS_COLOUR_DARK = "#F0A083"
_DOT_COLOURS = ("#2F7FB5", "#7A5BB5", "#2E8B6A", "#B5762F", "#B53F7A", "#5E6B78")


def redness_colour() -> QColor:
    """The line of redness, readable on the surface of the theme in force."""
    return QColor(REDNESS_COLOUR_DARK if theme().dark else REDNESS_COLOUR)


def dot_colour(lane: int) -> QColor:
    """The colour of a product's dots; the name beside the lane tells it apart as well."""
    return QColor(_DOT_COLOURS[lane % len(_DOT_COLOURS)])


class TimelineDrawing(QGraphicsObject):
    """The part of the axis that moves with zooming and panning."""

    def __init__(self, place: Callable[[date], float], area: Callable[[], QRectF]) -> None:
        super().__init__()
        self._place = place
        self._area = area
        self._data: ChartData | None = None
        self._layout: ChartLayout | None = None
        self.chosen: int | None = None

    def show_data(self, data: ChartData, layout: ChartLayout) -> None:
        """Take what is to be painted."""
        self.prepareGeometryChange()
        self._data, self._layout = data, layout
        self.update()

    def session_at(self, x: float) -> int | None:
        """The session whose column is under a finger at ``x``, the nearest if there are more."""
        if self._data is None:
            return None
        near = [
            (abs(self._place(session.on) + self._cell_width(number) / 3 - x), number)
            for number, session in enumerate(self._data.sessions)
            if -FINGER <= x - self._place(session.on) <= max(FINGER, self._cell_width(number))
        ]
        return min(near)[1] if near else None

    def boundingRect(self) -> QRectF:
        """The whole view."""
        return self._area()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paint from back to front."""
        data, layout = self._data, self._layout
        if data is None or layout is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_grid(painter, layout)
        self._paint_columns(painter, data, layout)
        self._paint_line(
            painter,
            [(s.on, layout.redness_y(s.erythema)) for s in data.sessions if s.erythema is not None],
            redness_colour(),
            square=True,
        )
        self._paint_line(
            painter,
            [(s.on, layout.pain_y(s.pain)) for s in data.sessions if s.pain is not None],
            theme().colour(PAIN_COLOUR),
            square=False,
        )
        self._paint_lanes(painter, data, layout)
        self._paint_products(painter, data, layout)
        self._paint_ticks(painter, data, layout)

    def _paint_grid(self, painter: QPainter, layout: ChartLayout) -> None:
        area = self._area()
        painter.setPen(QPen(theme().colour("line"), 1))
        for pain in (0, 2.5, 5, 7.5, 10):
            y = round(layout.pain_y(pain)) + 0.5
            painter.drawLine(QLineF(area.left(), y, area.right(), y))

    def _paint_columns(self, painter: QPainter, data: ChartData, layout: ChartLayout) -> None:
        top, bottom = layout.lines_top - 8, layout.ticks_y
        accent = theme().colour("accent")
        for number, session in enumerate(data.sessions):
            colour = QColor(accent)
            colour.setAlpha(255 if number == self.chosen else 120)
            painter.setPen(QPen(colour, 2 if number == self.chosen else 1))
            x = round(self._place(session.on)) + 0.5
            painter.drawLine(QLineF(x, top, x, bottom))
        painter.setPen(QPen(theme().colour("line_strong"), 1, Qt.PenStyle.DotLine))
        for planned in data.planned:
            x = round(self._place(planned.on)) + 0.5
            painter.drawLine(QLineF(x, top, x, bottom))

    def _paint_line(
        self,
        painter: QPainter,
        points: Sequence[tuple[date, float]],
        colour: QColor,
        *,
        square: bool,
    ) -> None:
        spots = [QPointF(self._place(day), y) for day, y in points]
        if not spots:
            return
        path = QPainterPath(spots[0])
        for spot in spots[1:]:
            path.lineTo(spot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 2.5, Qt.PenStyle.DashLine if square else Qt.PenStyle.SolidLine))
        painter.drawPath(path)
        painter.setPen(QPen(colour, 2.5))
        painter.setBrush(theme().colour("surface"))
        for spot in spots:
            if square:
                painter.drawRect(QRectF(spot.x() - 4, spot.y() - 4, 8, 8))
            else:
                painter.drawEllipse(spot, 5.5, 5.5)

    def _paint_lanes(self, painter: QPainter, data: ChartData, layout: ChartLayout) -> None:
        painter.setFont(tabular(text_font(metrics().text(12), QFont.Weight.Bold)))
        height = layout.depths.lane_height - 4
        for lane, top in zip(data.lanes, layout.depths.lane_tops, strict=True):
            for number, depth in lane.cells:
                if depth is None:
                    continue
                width = self._cell_width(number)
                box = QRectF(self._place(data.sessions[number].on), top + 2, width, height)
                colour = depth_colour(depth)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(colour)
                radius = min(6.0, width / 3)
                painter.drawRoundedRect(box, radius, radius)
                if width >= NUMBER_NEEDS:
                    painter.setPen(ink_on(colour))
                    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.depth_short(depth))

    def _paint_products(self, painter: QPainter, data: ChartData, layout: ChartLayout) -> None:
        if layout.products is None:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        for place, (lane, top) in enumerate(
            zip(data.products, layout.products.lane_tops, strict=True)
        ):
            painter.setBrush(dot_colour(place))
            for number, _ in lane.cells:
                x = self._place(data.sessions[number].on)
                painter.drawEllipse(QPointF(x, top + layout.products.lane_height / 2), 5.5, 5.5)

    def _paint_ticks(self, painter: QPainter, data: ChartData, layout: ChartLayout) -> None:
        colours = theme()
        painter.setFont(text_font(metrics().text(12), QFont.Weight.DemiBold))
        free_from = float("-inf")
        for place, session in enumerate(data.sessions):
            x = self._place(session.on)
            if x < free_from and place != self.chosen:
                continue
            free_from = x + DISC * 0.7
            ring = colours.colour("ink") if place == self.chosen else None
            text = "•" if session.number is None else str(session.number)
            self._paint_disc(painter, QPointF(x, layout.ticks_y), text, ring)
        for place, planned in enumerate(data.planned):
            x = self._place(planned.on)
            if x < free_from:
                continue
            free_from = x + DISC * 0.7
            text = "" if planned.number is None else str(planned.number)
            self._paint_circle(painter, QPointF(x, layout.ticks_y), text, due=place == 0)

    def _paint_disc(
        self, painter: QPainter, centre: QPointF, text: str, ring: QColor | None
    ) -> None:
        box = _disc_box(centre)
        painter.setPen(Qt.PenStyle.NoPen if ring is None else QPen(ring, 2))
        painter.setBrush(theme().colour("accent"))
        painter.drawEllipse(box)
        painter.setPen(theme().colour("accent_ink"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_circle(self, painter: QPainter, centre: QPointF, text: str, *, due: bool) -> None:
        box = _disc_box(centre)
        painter.setPen(QPen(theme().colour("accent" if due else "line_strong"), 2 if due else 1))
        painter.setBrush(theme().colour("surface"))
        painter.drawEllipse(box)
        painter.setPen(theme().colour("accent" if due else "quiet"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _cell_width(self, number: int) -> float:
        if self._data is None:
            return WIDEST_CELL
        days = [session.on for session in self._data.sessions]
        if number + 1 < len(days):
            gap = self._place(days[number + 1]) - self._place(days[number])
            return min(max(gap - 4, NARROWEST_CELL), WIDEST_CELL)
        return WIDEST_CELL


def _disc_box(centre: QPointF) -> QRectF:
    return QRectF(centre.x() - DISC / 2, centre.y() - DISC / 2, DISC, DISC)
