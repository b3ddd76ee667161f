"""Bars: sessions of weeks stacked by practitioner, depths of a zone side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from needlelog.ui import formats
from needlelog.ui.insights.palette import chart_font, group_colour, paint_text
from needlelog.ui.theme.depth_scale import depth_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.dashboard import WeekBar, ZoneDepths
    from needlelog.ui.theme.colours import Theme

_LABELS, _TOP = 22.0, 20.0
_GAP, _WIDEST, _ROUND = 0.18, 64.0, 3.0


def week_boxes(weeks: Sequence[WeekBar], place: QRectF, factor: float) -> list[QRectF]:
    """Where each week stands, from the ground to its full height, the whole width of its part."""
    if not weeks:
        return []
    ground = place.bottom() - _LABELS * factor
    room = ground - place.top() - _TOP * factor
    most = max(week.total for week in weeks) or 1
    part = min(place.width() / len(weeks), _WIDEST * factor)
    return [
        QRectF(
            place.left() + number * part,
            ground - room * week.total / most,
            part,
            room * week.total / most,
        )
        for number, week in enumerate(weeks)
    ]


def paint_weeks(
    painter: QPainter,
    place: QRectF,
    weeks: Sequence[WeekBar],
    theme: Theme,
    factor: float = 1.0,
    chosen: int | None = None,
) -> None:
    """Draw one bar a week; each week's day where there is room, and the count above its bar."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    boxes = week_boxes(weeks, place, factor)
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    last_label = -1e9
    painter.setFont(chart_font(factor, 11))
    for number, (week, box) in enumerate(zip(weeks, boxes, strict=True)):
        inner = box.adjusted(box.width() * _GAP / 2, 0, -box.width() * _GAP / 2, 0)
        _paint_stack(painter, inner, week, theme, factor)
        if box.width() >= 22 * factor and week.total:
            above = QRectF(box.left(), box.top() - 17 * factor, box.width(), 16 * factor)
            paint_text(painter, above, str(week.total), middle, theme.colour("quiet"))
        centre = box.center().x()
        wide = 50 * factor
        inside = place.left() <= centre - wide / 2 and centre + wide / 2 <= place.right() + 4
        if centre - last_label >= wide and inside:
            below = QRectF(centre - wide / 2, box.bottom() + 3 * factor, wide, 18 * factor)
            words = formats.day_short(week.week)
            paint_text(painter, below, words, middle, theme.colour("quiet"))
            last_label = centre
        if number == chosen:
            painter.setPen(QPen(theme.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)
    painter.setPen(QPen(theme.colour("line"), 1))
    ground = place.bottom() - _LABELS * factor
    painter.drawLine(QPointF(place.left(), ground), QPointF(place.right(), ground))


def _paint_stack(
    painter: QPainter, box: QRectF, week: WeekBar, theme: Theme, factor: float
) -> None:
    if not week.total or box.height() <= 0:
        return
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, _ROUND * factor, _ROUND * factor)
    painter.setClipPath(outline)
    bottom = box.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    for place, count in enumerate(week.counts):
        height = box.height() * count / week.total
        painter.setBrush(group_colour(theme, place))
        painter.drawRect(QRectF(box.left(), bottom - height, box.width(), height))
        bottom -= height
        if 0 < count < week.total:
            painter.fillRect(QRectF(box.left(), bottom, box.width(), 1), theme.colour("surface"))
    painter.restore()


def paint_depths(
    painter: QPainter, box: QRectF, zone: ZoneDepths, theme: Theme, factor: float = 1.0
) -> None:
    """One bar: the shares of the clinic's depth classes, shallow to deep from the left.

    Rows without a depth are drawn hollow at the right end.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, _ROUND * factor, _ROUND * factor)
    painter.setClipPath(outline)
    painter.setPen(Qt.PenStyle.NoPen)
    left = box.left()
    for colour, count in shares(zone, theme):
        width = box.width() * count / zone.total
        painter.fillRect(QRectF(left, box.top(), width + 0.5, box.height()), colour)
        left += width
    painter.restore()
    painter.setPen(QPen(theme.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, _ROUND * factor, _ROUND * factor)


def shares(zone: ZoneDepths, theme: Theme) -> list[tuple[QColor, int]]:
    """Colour and count of each depth class, shallow first; without a depth last."""
    known = [(depth_colour(depth).name(), count) for depth, count in zone.rows if depth]
    found = [
        (QColor(colour), sum(count for _colour, count in group))
        for colour, group in groupby(known, key=lambda each: each[0])
    ]
    unknown = sum(count for depth, count in zone.rows if not depth)
    return [*found, (theme.colour("surface"), unknown)] if unknown else found
