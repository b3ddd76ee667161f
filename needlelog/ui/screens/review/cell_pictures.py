"""Pictures of what is no text in the list: the box to tick, the six ticks, the tags.

Few of them differ, so each is drawn once for a look and then laid into every row that wants it.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap

from needlelog.domain.review import Tick
from needlelog.ui.review_words import TICKS
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import tone_colours
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

Tags = tuple[tuple[str, str], ...]
"""Words and their tones, the most pressing first."""

_INSET = 8
_KEPT = 96
"""So many pictures are kept, of some 20 kB each; a clinic rarely shows more than thirty."""


class CellPictures:
    """The pictures of one look, for a screen of so many pixels a point."""

    def __init__(self, ratio: float) -> None:
        self._ratio = ratio
        self._font = text_font(metrics().text(12), QFont.Weight.Medium)
        self._sizes = QFontMetrics(self._font)
        self._kept: dict[Hashable, QPixmap] = {}

    def box(self, width: int, height: int, *, ticked: bool) -> QPixmap:
        """The box to tick, in the middle of its cell."""
        return self._picture(
            ("box", width, height, ticked),
            width,
            height,
            lambda painter, cell: _paint_box(painter, cell, ticked=ticked),
        )

    def ticks(self, height: int, ticks: Tick) -> QPixmap:
        """The six ticks, as wide as they are."""
        width = 2 * _INSET + len(TICKS) * (metrics().text(20) + metrics().text(5))
        return self._picture(
            ("ticks", height, ticks.value),
            width,
            height,
            lambda painter, cell: _paint_ticks(painter, cell, ticks),
        )

    def tags(self, width: int, height: int, tags: Tags) -> QPixmap:
        """The tags that fit into a cell; how many do not is told by a number."""
        return self._picture(
            ("tags", width, height, tags),
            width,
            height,
            lambda painter, cell: self._paint_tags(painter, cell, tags),
        )

    def _picture(
        self, key: Hashable, width: int, height: int, paint: Callable[[QPainter, QRect], None]
    ) -> QPixmap:
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            found = QPixmap(round(width * self._ratio), round(height * self._ratio))
            found.setDevicePixelRatio(self._ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint(painter, QRect(0, 0, width, height))
            painter.end()
            self._kept[key] = found
        return found

    def _paint_tags(self, painter: QPainter, cell: QRect, tags: Sequence[tuple[str, str]]) -> None:
        room = cell.adjusted(_INSET, 0, -_INSET, 0)
        sizes, height, left = self._sizes, metrics().text(24), room.left()
        painter.setFont(self._font)
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


def _paint_box(painter: QPainter, cell: QRect, *, ticked: bool) -> None:
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


def _paint_ticks(painter: QPainter, cell: QRect, ticks: Tick) -> None:
    side, gap = metrics().text(20), metrics().text(5)
    left = cell.left() + _INSET
    for tick in TICKS:
        there = tick in ticks
        # Photos are no condition of a complete record, so their absence is only mentioned.
        tone = "good" if there else "warn" if tick is Tick.PHOTOS else "stop"
        circle = QRectF(left, cell.center().y() - side / 2 + 0.5, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour(f"{tone}_ground"))
        painter.drawEllipse(circle)
        inset = side // 5
        sign = circle.toRect().adjusted(inset, inset, -inset, -inset)
        name = "check-bold" if there else "close-thick"
        paint_icon(painter, sign, name, theme().colour(tone))
        left += side + gap


def _paint_sign(painter: QPainter, room: QRect, tone: str) -> int:
    """The sign of the most pressing flag, where no words fit; returns where the next thing goes."""
    side = metrics().text(16)
    place = QRect(room.left(), room.center().y() - side // 2, side, side)
    name = {"stop": "close", "warn": "triangle"}.get(tone, "circle-small")
    paint_icon(painter, place, name, QColor(tone_colours(theme(), tone)[0]))
    return place.right() + 6
