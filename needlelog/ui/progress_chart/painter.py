"""Paints the axis from back to front: on a widget, into a picture, on paper.

All lengths are pixels of the painter, so that cells and discs keep their shape at any zoom; only
the places along the axis come from the scale of days.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPen, QPixmap

from needlelog.ui.progress_chart import lanes, panels
from needlelog.ui.progress_chart.day_marks import DayScale, day_marks
from needlelog.ui.progress_chart.layout import RIGHT_MARGIN

if TYPE_CHECKING:
    from needlelog.ui.progress_chart.chart import Chart
    from needlelog.ui.progress_chart.layout import ChartLayout
    from needlelog.ui.progress_chart.look import Look

DISC = 22.0
_AROUND = 40.0

Thumbnail = Callable[[str], QPixmap | None]


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything a part of the chart is painted from.

    ``width`` is that of the whole chart; ``chosen`` is the place of the chosen session.
    ``thumbnail`` gives the small picture of a photo, where there is one to be had.
    """

    chart: Chart
    layout: ChartLayout
    scale: DayScale
    look: Look
    width: float
    chosen: int | None = None
    thumbnail: Thumbnail | None = None

    @property
    def plot(self) -> QRectF:
        """Where the days are, right of the names."""
        left = self.layout.names
        return QRectF(left, 0, self.width - left, self.layout.height)

    @property
    def clip(self) -> QRectF:
        """The plot, with room at its left for half a disc that stands at the very edge."""
        return self.plot.adjusted(-DISC / 2 * self.look.factor - 1, 0, 0, 0)

    def in_sight(self, x: float) -> bool:
        """Whether a place is on the plot or so near that part of it may be."""
        return self.layout.names - _AROUND <= x <= self.width + _AROUND


def whole_scale(chart: Chart, layout: ChartLayout, width: float) -> DayScale:
    """The scale that shows everything, with room for a cell and a label after the last day."""
    first, last = (day.toordinal() for day in chart.series.span)
    room = max((last - first) * 0.05, 8)
    left = layout.names + DISC / 2
    return DayScale(first, last + room, left, width - RIGHT_MARGIN)


def paint_chart(painter: QPainter, drawing: Drawing) -> None:
    """Paint the whole chart with its upper left corner at the painter's origin."""
    paint_plot(painter, drawing)
    paint_words(painter, drawing)


def paint_plot(painter: QPainter, drawing: Drawing) -> None:
    """Everything that moves along with the days and looks the same wherever it is moved to."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setClipRect(drawing.clip, Qt.ClipOperation.IntersectClip)
    _window(painter, drawing)
    panels.paint_grids(painter, drawing)
    _columns(painter, drawing)
    panels.paint_lines(painter, drawing)
    lanes.paint_photos(painter, drawing)
    lanes.paint_depths(painter, drawing)
    lanes.paint_topicals(painter, drawing)
    lanes.paint_signs(painter, drawing)
    lanes.paint_events(painter, drawing)
    _ticks(painter, drawing)
    painter.restore()


def paint_words(painter: QPainter, drawing: Drawing) -> None:
    """What keeps to the edges of the view: names, titles, days, and the labels of the lines."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    painter.setClipRect(drawing.clip, Qt.ClipOperation.IntersectClip)
    _head(painter, drawing)
    panels.paint_labels(painter, drawing)
    painter.restore()
    _days(painter, drawing)
    panels.paint_titles(painter, drawing)
    lanes.paint_names(painter, drawing)
    painter.restore()


def _band_top(drawing: Drawing) -> float:
    return drawing.layout.head_y


def _window(painter: QPainter, drawing: Drawing) -> None:
    window = drawing.chart.series.window
    if window is None:
        return
    top, bottom = _band_top(drawing), drawing.layout.ticks_y - DISC / 2 * drawing.look.factor - 4
    left, right = drawing.scale.x(window.first), drawing.scale.x(window.last)
    painter.fillRect(
        QRectF(left, top, right - left, bottom - top), drawing.look.colour("accent_ground")
    )


def _columns(painter: QPainter, drawing: Drawing) -> None:
    series, look = drawing.chart.series, drawing.look
    top, bottom = _band_top(drawing), drawing.layout.ticks_y
    quiet = look.colour("accent")
    quiet.setAlpha(120)
    # Where columns stand closer than their own width, a wash would hide what lies over them.
    if len(series.sessions) * 5 > max(drawing.plot.width(), 1):
        quiet.setAlpha(45)
    lines, last = [], float("-inf")
    for one in series.sessions:
        x = round(drawing.scale.x(one.on)) + 0.5
        if drawing.in_sight(x) and x - last >= 2:
            lines.append(QLineF(x, top, x, bottom))
            last = x
    painter.setPen(QPen(quiet, 1))
    painter.drawLines(lines)
    if drawing.chosen is not None:
        x = round(drawing.scale.x(series.sessions[drawing.chosen].on)) + 0.5
        painter.setPen(QPen(look.colour("accent"), 2))
        painter.drawLine(QLineF(x, top, x, bottom))
    painter.setPen(QPen(look.colour("line_strong"), 1, Qt.PenStyle.DotLine))
    for planned in series.planned:
        x = round(drawing.scale.x(planned.on)) + 0.5
        painter.drawLine(QLineF(x, top, x, bottom))


def _head(painter: QPainter, drawing: Drawing) -> None:
    """What is said of the days to come: the next date, and when results are expected."""
    look, series = drawing.look, drawing.chart.series
    font = look.font(11, QFont.Weight.DemiBold)
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    painter.setPen(look.colour("accent"))
    y, height = drawing.layout.head_y + look.px(3), look.px(18)
    free_from = drawing.layout.names
    if series.planned and drawing.chart.due:
        x = drawing.scale.x(series.planned[0].on) + look.px(5)
        wide = metrics.horizontalAdvance(drawing.chart.due)
        fits = series.window is None or x + wide + 10 <= drawing.scale.x(series.window.first)
        if drawing.layout.names <= x and x + wide <= drawing.width and fits:
            box = QRectF(x, y, wide + 2, height)
            painter.fillRect(box, look.colour("surface"))
            painter.drawText(
                box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, drawing.chart.due
            )
            free_from = x + wide + 10
    if series.window is not None:
        left = max(drawing.scale.x(series.window.first) + look.px(8), free_from)
        room = min(drawing.scale.x(series.window.last), drawing.width) - left - 6
        if room > look.px(60):
            text = metrics.elidedText(drawing.chart.window, Qt.TextElideMode.ElideRight, room)
            box = QRectF(left, y, room, height)
            painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _ticks(painter: QPainter, drawing: Drawing) -> None:
    series, look, y = drawing.chart.series, drawing.look, drawing.layout.ticks_y
    painter.setFont(look.font(12, QFont.Weight.DemiBold))
    disc = look.px(DISC)
    free_from = float("-inf")
    for place, one in enumerate(series.sessions):
        x = drawing.scale.x(one.on)
        if not drawing.in_sight(x) or (x < free_from and place != drawing.chosen):
            continue
        free_from = x + disc * 0.95
        box = QRectF(x - disc / 2, y - disc / 2, disc, disc)
        chosen = place == drawing.chosen
        painter.setPen(QPen(look.colour("ink"), 2) if chosen else Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(box)
        painter.setPen(look.colour("accent_ink"))
        text = "•" if one.number is None else str(one.number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    for place, planned in enumerate(series.planned):
        x = drawing.scale.x(planned.on)
        if not drawing.in_sight(x) or x < free_from:
            continue
        free_from = x + disc * 0.95
        box = QRectF(x - disc / 2, y - disc / 2, disc, disc)
        due = place == 0
        painter.setPen(QPen(look.colour("accent" if due else "line_strong"), 2 if due else 1))
        painter.setBrush(look.colour("surface"))
        painter.drawEllipse(box)
        painter.setPen(look.colour("accent" if due else "quiet"))
        text = "" if planned.number is None else str(planned.number)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def _days(painter: QPainter, drawing: Drawing) -> None:
    look = drawing.look
    font = look.font(12)
    painter.setFont(font)
    painter.setPen(look.colour("quiet"))
    metrics = QFontMetricsF(font)
    left = drawing.layout.names - look.px(24)
    scale = drawing.scale
    for day, words in day_marks(scale, look.factor):
        x, wide = scale.x(day), metrics.horizontalAdvance(words)
        if left <= x - wide / 2 and x + wide / 2 <= drawing.width:
            box = QRectF(x - wide / 2 - 2, drawing.layout.days_y, wide + 4, look.px(20))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
