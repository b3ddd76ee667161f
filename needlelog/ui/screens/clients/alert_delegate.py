"""Paints the alerts of a client as tags in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from needlelog.domain.clients import HistoryItem
from needlelog.ui.client_words import alert_tone, alert_words
from needlelog.ui.screens.clients.list_model import ClientListModel
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QModelIndex, QPersistentModelIndex

_PADDING, _GAP, _HEIGHT, _SIGN = 9, 6, 24, 12


class AlertDelegate(QStyledItemDelegate):
    """Tags with a sign; those that do not fit are counted at the end."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Leave the text out, the tags say it."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the cell's ground, then its tags."""
        super().paint(painter, option, index)
        row = index.data(ClientListModel.RowRole)
        if row is None or not row.alerts:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = text_font(metrics().text(12), QFont.Weight.Medium)
        painter.setFont(font)
        cell: QRect = option.rect
        self._paint_tags(painter, cell.adjusted(8, 0, -8, 0), row.alerts, QFontMetrics(font))
        painter.restore()

    def _paint_tags(
        self, painter: QPainter, room: QRect, alerts: Sequence[HistoryItem], font: QFontMetrics
    ) -> None:
        height, left = metrics().text(_HEIGHT), room.left()
        for place, item in enumerate(alerts):
            alert, tone = alert_words(item), alert_tone(item)
            rest = len(alerts) - place - 1
            reserve = font.horizontalAdvance(f"+{rest}") + _GAP if rest else 0
            beside = 2 * _PADDING + _SIGN + 4
            width = min(beside + font.horizontalAdvance(alert), room.right() - left - reserve)
            if width < beside + font.horizontalAdvance("MM…"):
                painter.setPen(theme().colour(tone))
                box = QRect(left, room.top(), room.right() - left, room.height())
                painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, f"+{rest + 1}")
                return
            top = room.top() + (room.height() - height) / 2
            tag = QRectF(left, top, width, height)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme().colour(f"{tone}_ground"))
            painter.drawRoundedRect(tag, height / 2, height / 2)
            sign = QRect(left + _PADDING, round(tag.center().y()) - _SIGN // 2, _SIGN, _SIGN)
            paint_icon(
                painter, sign, "close" if tone == "stop" else "triangle", theme().colour(tone)
            )
            painter.setPen(theme().colour(tone))
            words = tag.toRect().adjusted(_PADDING + _SIGN + 4, 0, -_PADDING + 2, 0)
            shown = font.elidedText(alert, Qt.TextElideMode.ElideRight, words.width() + 1)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            left += round(width) + _GAP
