"""Draws what is no text in the list: the box to tick, the six ticks, the tags."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPen

from needlelog.domain.review import Tick
from needlelog.ui.review_words import TICKS, tick_short
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import tone_colours
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

_INSET = 8
_HEAD_INSET = 11
"""What the style sheet leaves free on either side of a column's title."""
_BETWEEN = "\u2009·\u2009"


def ticks_title() -> str:
    """The heads of the six ticks."""
    return _BETWEEN.join(tick_short(tick) for tick in TICKS)


def ticks_width() -> int:
    """How wide the column of the six ticks is, in pixels: as wide as its title."""
    return 2 * _HEAD_INSET + ceil(_head_sizes().horizontalAdvance(ticks_title())) + 2


def _head_sizes() -> QFontMetricsF:
    return QFontMetricsF(text_font(metrics().text(12), QFont.Weight.DemiBold))


def _middles() -> Iterator[float]:
    """The middle of each tick, which is that of its word in the title, in pixels."""
    sizes, left = _head_sizes(), float(_HEAD_INSET)
    for tick in TICKS:
        word = sizes.horizontalAdvance(tick_short(tick))
        yield left + word / 2
        left += word + sizes.horizontalAdvance(_BETWEEN)


def paint_box(painter: QPainter, cell: QRect, *, ticked: bool) -> None:
    """The box to tick, in the middle of its cell."""
    side = metrics().text(20)
    box = QRectF(0, 0, side, side)
    box.moveCenter(QRectF(cell).center())
    colours = theme()
    painter.setPen(QPen(colours.colour("accent" if ticked else "line_strong"), 1))
    painter.setBrush(colours.colour("accent" if ticked else "surface"))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    if ticked:
        inner = box.toRect().adjusted(3, 3, -3, -3)
        paint_icon(painter, inner, "check-bold", colours.colour("accent_ink"))


def paint_ticks(painter: QPainter, cell: QRect, ticks: Tick) -> None:
    """The six ticks: what is there, and what is missing."""
    side = metrics().text(20)
    for tick, middle in zip(TICKS, _middles(), strict=True):
        there = tick in ticks
        # Photos are no condition of a complete record, so their absence is only mentioned.
        tone = "good" if there else "warn" if tick is Tick.PHOTOS else "stop"
        left = round(cell.left() + middle - side / 2)
        circle = QRectF(left, cell.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(f"{tone}_ground"))
        painter.drawEllipse(circle)
        inset = side // 5
        sign = circle.toRect().adjusted(inset, inset, -inset, -inset)
        name = "check-bold" if there else "close-thick"
        paint_icon(painter, sign, name, theme().colour(tone))


def paint_tags(painter: QPainter, cell: QRect, tags: Sequence[tuple[str, str]]) -> None:
    """The tags that fit, words and tones; how many do not is told by a number."""
    room = cell.adjusted(_INSET, 0, -_INSET, 0)
    font = text_font(metrics().text(12), QFont.Weight.Medium)
    sizes, height, left = QFontMetrics(font), metrics().text(24), room.left()
    painter.setFont(font)
    for place, (words, tone) in enumerate(tags):
        rest = len(tags) - place - 1
        reserve = sizes.horizontalAdvance(f"+{rest}") + 6 if rest else 0
        width = min(20 + sizes.horizontalAdvance(words), room.right() - left - reserve)
        if width < 20 + sizes.horizontalAdvance("MMM…"):
            if not place:
                left = _paint_sign(painter, room, tone)
            painter.setPen(theme().colour("quiet"))
            box = QRect(left, room.top(), room.right() - left, room.height())
            count = f"+{rest + 1}" if place else str(rest + 1)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, count)
            return
        ink, ground = tone_colours(theme(), tone)
        tag = QRectF(left, room.center().y() - height / 2 + 0.5, width, height)
        # These two grounds are those of a list and of its row in front: an edge sets them
        # apart.
        edge = {"neutral": "line", "accent": "accent"}.get(tone)
        painter.setPen(QPen(theme().colour(edge)) if edge else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(tag, height / 2, height / 2)
        painter.setPen(QColor(ink))
        shown = sizes.elidedText(words, Qt.TextElideMode.ElideRight, round(width) - 19)
        painter.drawText(tag, Qt.AlignmentFlag.AlignCenter, shown)
        left += round(width) + 6


def _paint_sign(painter: QPainter, room: QRect, tone: str) -> int:
    """The sign of the most pressing flag, where no words fit; returns where the next thing goes."""
    side = metrics().text(16)
    place = QRect(room.left(), room.center().y() - side // 2, side, side)
    name = {"stop": "close", "warn": "triangle"}.get(tone, "circle-small")
    paint_icon(painter, place, name, QColor(tone_colours(theme(), tone)[0]))
    return place.right() + 6
