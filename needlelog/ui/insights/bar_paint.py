"""Bars: sessions of weeks stacked by practitioner, depths of a zone side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from needlelog.ui import formats
from needlelog.ui.insights.palette import ChartLook, paint_text, person_colour
from needlelog.ui.theme.depth_scale import DEPTH_SCALE, depth_colour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.dashboard import WeekBar, ZoneDepths

_LABELS, _TOP = 22.0, 20.0
_READABLE = 30.0
_FIELD, _BESIDE, _APART, _PEOPLE_LINE = 11.0, 6.0, 16.0, 20.0
_DAY, _MONTH = 50.0, 64.0
_WEEKS_OF_A_YEAR = 52
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
    look: ChartLook,
    chosen: int | None = None,
) -> None:
    """Draw one bar a week; each week's day where there is room, and the count above its bar.

    Over more than a year months and years stand below, since a day alone could be of any year.
    """
    factor = look.factor
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    boxes = week_boxes(weeks, place, factor)
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
    last_label = -1e9
    years = len(weeks) > _WEEKS_OF_A_YEAR
    painter.setFont(look.font(11))
    for number, (week, box) in enumerate(zip(weeks, boxes, strict=True)):
        inner = box.adjusted(box.width() * _GAP / 2, 0, -box.width() * _GAP / 2, 0)
        _paint_stack(painter, inner, week, look)
        if box.width() >= 22 * factor and week.total:
            above = QRectF(box.left(), box.top() - 17 * factor, box.width(), 16 * factor)
            paint_text(painter, above, str(week.total), middle, look.colour("quiet"))
        centre = box.center().x()
        wide = (_MONTH if years else _DAY) * factor
        inside = place.left() <= centre - wide / 2 and centre + wide / 2 <= place.right() + 4
        if centre - last_label >= wide and inside:
            below = QRectF(centre - wide / 2, box.bottom() + 3 * factor, wide, 18 * factor)
            words = formats.month(week.week) if years else formats.day_short(week.week)
            paint_text(painter, below, words, middle, look.colour("quiet"))
            last_label = centre
        if number == chosen:
            painter.setPen(QPen(look.colour("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(-2, -2, 2, 2), _ROUND, _ROUND)
    painter.setPen(QPen(look.colour("line"), 1))
    ground = place.bottom() - _LABELS * factor
    painter.drawLine(QPointF(place.left(), ground), QPointF(place.right(), ground))


def _paint_stack(painter: QPainter, box: QRectF, week: WeekBar, look: ChartLook) -> None:
    if not week.total or box.height() <= 0:
        return
    painter.save()
    outline = QPainterPath()
    round_by = min(_ROUND * look.factor, box.height() / 2)
    outline.addRoundedRect(box, round_by, round_by)
    painter.setClipPath(outline)
    bottom = box.bottom()
    painter.setPen(Qt.PenStyle.NoPen)
    for place, count in enumerate(week.counts):
        height = box.height() * count / week.total
        painter.setBrush(person_colour(look.colours, place))
        painter.drawRect(QRectF(box.left(), bottom - height, box.width(), height))
        bottom -= height
        if 0 < count < week.total:
            painter.fillRect(QRectF(box.left(), bottom, box.width(), 1), look.colour("surface"))
    painter.restore()


def people_places(people: Sequence[str], width: float, look: ChartLook) -> list[QRectF]:
    """Where the field and name of each stand, from the top left; what has no room goes below."""
    letters = QFontMetricsF(look.font(12))
    line = _PEOPLE_LINE * look.factor
    found: list[QRectF] = []
    left = top = 0.0
    for name in people:
        needed = (_FIELD + _BESIDE) * look.factor + letters.horizontalAdvance(name) + 2
        if left and left + needed > width:
            left, top = 0.0, top + line
        found.append(QRectF(left, top, min(needed, width), line))
        left += needed + _APART * look.factor
    return found


def paint_people(painter: QPainter, box: QRectF, people: Sequence[str], look: ChartLook) -> None:
    """What the tints of the weeks mean: a field and a name each."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(look.font(12))
    side = _FIELD * look.factor
    places = people_places(people, box.width(), look)
    for number, (name, place) in enumerate(zip(people, places, strict=True)):
        whole = place.translated(box.topLeft())
        field = QRectF(whole.left(), whole.center().y() - side / 2, side, side)
        painter.setPen(QPen(look.colour("accent"), 1))
        painter.setBrush(person_colour(look.colours, number))
        painter.drawRoundedRect(field, 2, 2)
        words = whole.adjusted(side + _BESIDE * look.factor, 0, 0, 0)
        start = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        paint_text(painter, words, name, start, look.colour("quiet"))


def paint_depths(painter: QPainter, box: QRectF, zone: ZoneDepths, look: ChartLook) -> None:
    """One bar: the shares of the clinic's depth classes, shallow to deep from the left.

    Rows without a depth are drawn hollow at the right end.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.save()
    outline = QPainterPath()
    outline.addRoundedRect(box, _ROUND * look.factor, _ROUND * look.factor)
    painter.setClipPath(outline)
    painter.setPen(Qt.PenStyle.NoPen)
    left = box.left()
    for colour, count in shares(zone, look):
        width = box.width() * count / zone.total
        painter.fillRect(QRectF(left, box.top(), width + 0.5, box.height()), colour)
        left += width
    painter.restore()
    painter.setPen(QPen(look.colour("line"), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box, _ROUND * look.factor, _ROUND * look.factor)


def shares(zone: ZoneDepths, look: ChartLook) -> list[tuple[QColor, int]]:
    """Colour and count of each depth class, shallow first; without a depth last."""
    known = [(depth_colour(depth).name(), count) for depth, count in zone.rows if depth]
    found = [
        (QColor(colour), sum(count for _colour, count in group))
        for colour, group in groupby(known, key=lambda each: each[0])
    ]
    unknown = sum(count for depth, count in zone.rows if not depth)
    return [*found, (look.colour("surface"), unknown)] if unknown else found


def paint_depth_scale(painter: QPainter, box: QRectF, look: ChartLook) -> None:
    """What the colours mean: one field a class, the deepest depth of each under it in mm."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = box.width() / len(DEPTH_SCALE)
    painter.setFont(look.font(11))
    middle = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
    for place, (depth, colour) in enumerate(DEPTH_SCALE):
        left = box.left() + place * width
        painter.fillRect(QRectF(left, box.top(), width, 8 * look.factor), QColor(colour))
        # Where the fields are narrow only the last depth and every third before it are named.
        if width < _READABLE * look.factor and (len(DEPTH_SCALE) - 1 - place) % 3:
            continue
        centre = left + width / 2
        wide = max(width, _READABLE * look.factor)
        below = QRectF(centre - wide / 2, box.top() + 10 * look.factor, wide, 16 * look.factor)
        paint_text(painter, below, formats.depth_short(depth), middle, look.colour("quiet"))
