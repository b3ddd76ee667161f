"""Paints the lanes under the outcome lines: photos, depths, products, reactions, adverse events."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)

from needlelog.domain.adverse_events import AdverseEvent
from needlelog.ui import formats
from needlelog.ui.progress_chart.chart import days_words
from needlelog.ui.theme.depth_scale import depth_colour, ink_on

if TYPE_CHECKING:
    from needlelog.ui.progress_chart.layout import Section
    from needlelog.ui.progress_chart.painter import Drawing

WIDEST_CELL = 38.0
_NUMBER_NEEDS = 27.0
_ROUNDED_FROM = 9.0
_DOT = 6.0
_ROUND_FROM = 3.0
"""Dots smaller than this are drawn square, which nobody sees and which is much faster."""
_AROUND_THUMBNAIL = 6.0
_INDENT = 12.0
_BAR = 11.0
_LABEL_NEEDS = 46.0


def cell_width(drawing: Drawing, place: int) -> float:
    """How wide the cells of a session are: up to the next session, planned ones too."""
    series = drawing.chart.series
    days = [one.on for one in series.sessions[place : place + 2]]
    if len(days) < 2 and place:
        # The newest cell is as wide as the one before, or it would look like more.
        return cell_width(drawing, place - 1)
    if len(days) < 2:
        if not series.planned:
            return drawing.look.px(WIDEST_CELL)
        days.append(series.planned[0].on)
    return _width(drawing, drawing.scale.x(days[1]) - drawing.scale.x(days[0]))


def _width(drawing: Drawing, gap: float) -> float:
    return max(min(gap - min(4.0, gap / 5), drawing.look.px(WIDEST_CELL)), 2.0)


def _columns(drawing: Drawing) -> list[tuple[int, float, float]]:
    """The sessions in sight: place, left edge and width of their cells."""
    series = drawing.chart.series
    edges = [drawing.scale.x(one.on) for one in series.sessions]
    columns = []
    for place, (x, following) in enumerate(pairwise(edges)):
        if drawing.in_sight(x):
            columns.append((place, x, _width(drawing, following - x)))
    if edges and drawing.in_sight(edges[-1]):
        place = len(edges) - 1
        columns.append((place, edges[-1], cell_width(drawing, place)))
    return columns


def paint_depths(painter: QPainter, drawing: Drawing) -> None:
    """One heat lane a zone, in the colours of the depth scale."""
    section, series = drawing.layout.depths, drawing.chart.series
    if section is None:
        return
    columns = _columns(drawing)
    plain: defaultdict[int, list[QRectF]] = defaultdict(list)
    numbers: list[tuple[QRectF, int]] = []
    height = section.lane - drawing.look.px(3)
    painter.setPen(Qt.PenStyle.NoPen)
    for lane, top in zip(series.depths, section.tops, strict=True):
        y = top + drawing.look.px(1.5)
        for place, x, width in columns:
            depth = lane.depths_um[place]
            if depth is None:
                continue
            box = QRectF(x, y, width, height)
            if width < _ROUNDED_FROM:
                plain[depth].append(box)
                continue
            painter.setBrush(depth_colour(depth))
            painter.drawRoundedRect(box, 6, 6)
            if width >= drawing.look.px(_NUMBER_NEEDS):
                numbers.append((box, depth))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    for depth, boxes in plain.items():
        painter.setBrush(depth_colour(depth))
        painter.drawRects(boxes)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(drawing.look.font(12, QFont.Weight.Bold))
    for box, depth in numbers:
        painter.setPen(ink_on(depth_colour(depth)))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, formats.depth_short(depth))


def paint_topicals(painter: QPainter, drawing: Drawing) -> None:
    """One dot for each session in which a product was used."""
    section, series = drawing.layout.topicals, drawing.chart.series
    if section is None:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    columns = {place: (x, width) for place, x, width in _columns(drawing)}
    largest = drawing.look.px(_DOT)
    for number, (lane, top) in enumerate(zip(series.topicals, section.tops, strict=True)):
        painter.setBrush(drawing.look.dot(number))
        y = top + section.lane / 2
        dots = [
            (columns[place][0], min(largest, max(columns[place][1] * 0.6, 2.0)))
            for place in lane.places
            if place in columns
        ]
        small = [(x, radius) for x, radius in dots if radius < _ROUND_FROM]
        painter.drawRects([QRectF(x - r, y - r, 2 * r, 2 * r) for x, r in small])
        for x, radius in dots:
            if radius >= _ROUND_FROM:
                painter.drawEllipse(QPointF(x, y), radius, radius)


def paint_signs(painter: QPainter, drawing: Drawing) -> None:
    """A bar from the session over the days on which a sign was seen, with its days in words.

    Days of which nobody knows are drawn pale.
    """
    section, series, look = drawing.layout.signs, drawing.chart.series, drawing.look
    if section is None:
        return
    painter.setFont(look.font(11))
    pale = QColor(look.sign())
    pale.setAlpha(90)
    height = look.px(_BAR)
    for lane, top in zip(series.signs, section.tops, strict=True):
        ends = [drawing.scale.x(span.on) for span in lane.spans[1:]]
        y = top + (section.lane - height) / 2
        for span, end in zip(lane.spans, [*ends, drawing.width], strict=True):
            x = drawing.scale.x(span.on)
            if not drawing.in_sight(x):
                continue
            day = drawing.scale.pixels_a_day
            wide = max(span.last_day * day, look.px(7))
            painter.setPen(Qt.PenStyle.NoPen)
            if span.gone_day is not None and span.gone_day - span.last_day > 1:
                painter.setBrush(pale)
                whole = max(span.gone_day * day, wide)
                painter.drawRoundedRect(QRectF(x, y, whole, height), 4, 4)
            else:
                whole = wide
            painter.setBrush(look.sign())
            painter.drawRoundedRect(QRectF(x, y, wide, height), 4, 4)
            words = days_words(span)
            needs = painter.fontMetrics().horizontalAdvance(words) + look.px(10)
            if x + whole + needs <= end:
                painter.setPen(look.colour("quiet"))
                box = QRectF(x + whole + look.px(5), top, needs, section.lane)
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


def event_box(drawing: Drawing, event: AdverseEvent) -> QRectF:
    """Where an adverse event is drawn: from the day it was noticed to the day it was over."""
    section = drawing.layout.events
    if section is None:
        return QRectF()
    side = drawing.look.px(16)
    x = drawing.scale.x(event.noticed_on)
    end = drawing.scale.x(event.resolved_on) if event.resolved_on else x
    return QRectF(x - side / 2, section.tops[0], max(end - x, 0) + side, section.lane)


def paint_events(painter: QPainter, drawing: Drawing) -> None:
    """A triangle where an adverse event was noticed, a line to the day it was over, its name."""
    section, look = drawing.layout.events, drawing.look
    if section is None:
        return
    stop = look.colour("stop")
    painter.setFont(look.font(11))
    events = drawing.chart.series.events
    for place, event in enumerate(events):
        box = event_box(drawing, event)
        middle, half = QPointF(box.left() + look.px(8), box.center().y()), look.px(6.5)
        if not drawing.in_sight(middle.x()):
            continue
        painter.setPen(QPen(stop, look.px(2)))
        if event.resolved_on is not None:
            painter.drawLine(middle, QPointF(box.right() - look.px(8), middle.y()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(stop)
        painter.drawPolygon(
            QPolygonF(
                [
                    middle + QPointF(0, -half),
                    middle + QPointF(half, half * 0.8),
                    middle + QPointF(-half, half * 0.8),
                ]
            )
        )
        words = drawing.chart.events[place]
        room = drawing.width - box.right()
        if place + 1 < len(events):
            room = event_box(drawing, events[place + 1]).left() - box.right()
        if room > look.px(_LABEL_NEEDS):
            painter.setPen(look.colour("quiet"))
            text = QFontMetricsF(painter.font()).elidedText(
                words, Qt.TextElideMode.ElideRight, room - 4
            )
            place_of_words = QRectF(box.right(), box.top(), room, box.height())
            painter.drawText(place_of_words, Qt.AlignmentFlag.AlignVCenter, text)


def photo_box(drawing: Drawing, place: int) -> QRectF:
    """Where the small picture of a day with photos is drawn."""
    section = drawing.layout.photos
    if section is None:
        return QRectF()
    side = section.lane - drawing.look.px(_AROUND_THUMBNAIL)
    x = drawing.scale.x(drawing.chart.series.photos[place].on)
    return QRectF(x - drawing.look.px(10), section.tops[0] + (section.lane - side) / 2, side, side)


def paint_photos(painter: QPainter, drawing: Drawing) -> None:
    """The first photo of each day, small; where the next one follows too close, a dot."""
    if drawing.layout.photos is None:
        return
    look, days = drawing.look, drawing.chart.series.photos
    free_from = float("-inf")
    for place, day in enumerate(days):
        box = photo_box(drawing, place)
        if not drawing.in_sight(box.center().x()):
            continue
        # On paper there are no small pictures; an empty frame would say nothing.
        if box.left() < free_from or drawing.thumbnail is None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent"))
            x = drawing.scale.x(day.on)
            y = box.center().y() if drawing.thumbnail is None else box.bottom() + look.px(2)
            radius = look.px(5 if drawing.thumbnail is None else 3)
            painter.drawEllipse(QPointF(x, y), radius, radius)
            continue
        free_from = box.right() + look.px(3)
        _photo(painter, drawing, box, drawing.thumbnail(day.photos[0].uid), len(day.photos))


def _photo(
    painter: QPainter, drawing: Drawing, box: QRectF, picture: QPixmap | None, count: int
) -> None:
    look = drawing.look
    shape = QPainterPath()
    shape.addRoundedRect(box, 7, 7)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    if picture is None:
        painter.fillRect(box, look.colour("pressed"))
    else:
        side = min(picture.width(), picture.height())
        part = QRectF((picture.width() - side) / 2, (picture.height() - side) / 2, side, side)
        painter.drawPixmap(box, picture, part)
    painter.restore()
    painter.setPen(QPen(look.colour("line_strong"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(shape)
    if count > 1:
        badge = QRectF(
            box.right() - look.px(13), box.bottom() - look.px(13), look.px(15), look.px(15)
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(badge)
        painter.setPen(look.colour("accent_ink"))
        painter.setFont(look.font(10, QFont.Weight.Bold))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(count))


def paint_names(painter: QPainter, drawing: Drawing) -> None:
    """What each lane is, left of the plot."""
    translate = QCoreApplication.translate
    layout, chart = drawing.layout, drawing.chart
    _section(
        painter,
        drawing,
        layout.depths,
        translate("ProgressChart", "Depth by zone"),
        "mm",
        chart.zones,
    )
    _section(
        painter,
        drawing,
        layout.topicals,
        translate("ProgressChart", "Serums"),
        "",
        tuple(lane.name for lane in chart.series.topicals),
    )
    for section, names in (
        (layout.photos, (translate("ProgressChart", "Photos"),)),
        (layout.signs, chart.signs),
        (layout.events, (translate("ProgressChart", "Adverse events"),)),
    ):
        for words, top in zip(names, section.tops if section else (), strict=section is not None):
            painter.setFont(drawing.look.font(13, QFont.Weight.Bold))
            painter.setPen(drawing.look.colour("ink"))
            lane = section.lane if section else 0.0
            box = QRectF(0, top, layout.names - drawing.look.px(_INDENT), lane)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, words)


def _section(
    painter: QPainter,
    drawing: Drawing,
    section: Section | None,
    title: str,
    unit: str,
    names: tuple[str, ...],
) -> None:
    if section is None:
        return
    look = drawing.look
    bold, small = look.font(13, QFont.Weight.Bold), look.font(12)
    middle = Qt.AlignmentFlag.AlignVCenter
    painter.setFont(bold)
    painter.setPen(look.colour("ink"))
    wide = QFontMetricsF(bold).horizontalAdvance(title)
    painter.drawText(QRectF(0, section.title_y, wide + 2, look.px(22)), middle, title)
    painter.setFont(small)
    painter.setPen(look.colour("quiet"))
    if unit:
        painter.drawText(
            QRectF(wide, section.title_y, look.px(90), look.px(22)), middle, f" · {unit}"
        )
    metrics = QFontMetricsF(small)
    room = drawing.layout.names - look.px(_INDENT + 4)
    for name, top in zip(names, section.tops, strict=True):
        text = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        box = QRectF(0, top, room, section.lane)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | middle, text)
