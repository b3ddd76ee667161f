"""Paints the cells of the list that are no text: the box to tick, the six ticks, the tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from needlelog.domain.review import Tick
from needlelog.ui.review_words import TICKS, pills
from needlelog.ui.screens.review.columns import Column
from needlelog.ui.screens.review.list_model import SessionListModel
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import tone_colours
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

    from needlelog.services.review import SessionRow

_INSET = 8


class SessionDelegate(QStyledItemDelegate):
    """One delegate for the whole list; the text cells are painted as Qt does."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The row in front is marked, never a single cell; quiet columns in quiet ink."""
        super().initStyleOption(option, index)
        option.state &= ~QStyle.StateFlag.State_HasFocus
        if index.column() in (Column.WHEN, Column.PRACTITIONER, Column.STATE, Column.NUMBER):
            quiet = theme().colour("quiet")
            option.palette.setColor(option.palette.ColorRole.Text, quiet)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the ground of the cell, then what belongs into it."""
        super().paint(painter, option, index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell: QRect = option.rect
        if index.column() == Column.TICKED:
            _paint_box(painter, cell, ticked=bool(index.data(SessionListModel.TickedRole)))
        elif index.column() in (Column.COMPLETE, Column.FLAGS):
            row = index.data(SessionListModel.RowRole)
            if row is not None and index.column() == Column.COMPLETE:
                _paint_ticks(painter, cell, row.ticks)
            elif row is not None:
                _paint_tags(painter, cell.adjusted(_INSET, 0, -_INSET, 0), row)
        painter.restore()


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


def _paint_tags(painter: QPainter, room: QRect, row: SessionRow) -> None:
    font = text_font(metrics().text(12), QFont.Weight.Medium)
    sizes, height = QFontMetrics(font), metrics().text(24)
    painter.setFont(font)
    tags, left = pills(row), room.left()
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
        # These two grounds are those of a list and of its row in front: an edge sets them apart.
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
