"""Paints a row of the stock: words, what is left as bar and words, tags."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from needlelog.ui.screens.stock.list_model import StockListModel
from needlelog.ui.screens.stock.rows import RowKind, StockRow
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import tone_colours
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

_HEIGHTS = {RowKind.GROUP: 38, RowKind.PRODUCT: 60, RowKind.LOT: 50, RowKind.DEVICE: 60}
_EDGE, _INDENT, _GAP = 18, 34, 12
_ROUND = 13  # the corners of the card, inside its line
_LEFT_WIDTH, _BAR_WIDTH, _BAR = 122, 78, 6
_TAG, _TAG_PADDING, _SIGN = 24, 10, 12
_NARROW = 600
_SIGNS = {"warn": "triangle", "stop": "close", "good": "check"}


class StockRowDelegate(QStyledItemDelegate):
    """One look for groups, products, lots and devices; the bar gives way first."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Rows a finger can hit; group titles are only read."""
        row: StockRow = index.data(StockListModel.RowRole)
        height = metrics().text(_HEIGHTS[row.kind])
        return QSize(0, height if row.kind is RowKind.GROUP else max(height, metrics().target))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground, words, bar and tags."""
        row: StockRow = index.data(StockListModel.RowRole)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell: QRect = option.rect
        self._keep_inside_the_card(painter, cell, option)
        if row.kind is RowKind.GROUP:
            self._paint_group(painter, cell, row)
        else:
            self._paint_ground(painter, cell, option, row)
            self._paint_row(painter, cell, row)
        painter.restore()

    def _keep_inside_the_card(
        self, painter: QPainter, cell: QRect, option: QStyleOptionViewItem
    ) -> None:
        """The grounds of the uppermost and lowest row end where the card is round."""
        card = option.widget.rect()
        if cell.top() < _ROUND or cell.bottom() > card.bottom() - _ROUND:
            path = QPainterPath()
            path.addRoundedRect(QRectF(card), _ROUND, _ROUND)
            painter.setClipPath(path)

    def _paint_group(self, painter: QPainter, cell: QRect, row: StockRow) -> None:
        painter.fillRect(cell, theme().colour("hover"))
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme().colour("line"))
        painter.setPen(theme().colour("quiet"))
        painter.setFont(text_font(metrics().text(12), QFont.Weight.DemiBold))
        painter.drawText(
            cell.adjusted(_EDGE, 0, -_EDGE, 0), Qt.AlignmentFlag.AlignVCenter, row.title
        )

    def _paint_ground(
        self, painter: QPainter, cell: QRect, option: QStyleOptionViewItem, row: StockRow
    ) -> None:
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme().colour("accent_ground"))
            painter.fillRect(cell.left(), cell.top(), 3, cell.height(), theme().colour("accent"))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(cell, theme().colour("hover"))
        inset = _INDENT if row.kind is RowKind.LOT else 0
        painter.fillRect(
            cell.left() + inset, cell.bottom(), cell.width() - inset, 1, theme().colour("line")
        )

    def _paint_row(self, painter: QPainter, cell: QRect, row: StockRow) -> None:
        inset = _INDENT if row.kind is RowKind.LOT else _EDGE
        room = cell.adjusted(inset, 0, -_EDGE, 0)
        ink = theme().colour("ink" if row.active else "quiet")
        narrow = cell.width() < metrics().text(_NARROW)
        if row.left:
            room = self._paint_left(painter, room, row, narrow=narrow)
        room = self._paint_tags(painter, room, row)
        self._paint_words(painter, room, row, ink)

    def _paint_left(self, painter: QPainter, room: QRect, row: StockRow, *, narrow: bool) -> QRect:
        """What is left at the right end; returns the room that remains."""
        font = text_font(metrics().text(13), QFont.Weight.Medium)
        width = metrics().text(_LEFT_WIDTH)
        place = QRect(room.right() - width, room.top(), width, room.height())
        painter.setFont(font)
        painter.setPen(theme().colour("ink" if row.percent is not None else "quiet"))
        shown = QFontMetrics(font).elidedText(row.left, Qt.TextElideMode.ElideRight, width)
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, shown)
        taken = width + _GAP
        if not narrow:
            bar_width = metrics().text(_BAR_WIDTH)
            if row.percent is not None:
                left = room.right() - taken - bar_width
                self._paint_bar(painter, left, room, bar_width, row)
            taken += bar_width + _GAP
        return room.adjusted(0, 0, -taken, 0)

    def _paint_bar(
        self, painter: QPainter, left: int, room: QRect, width: int, row: StockRow
    ) -> None:
        height = metrics().text(_BAR)
        top = room.center().y() - height / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(QRectF(left, top, width, height), height / 2, height / 2)
        painter.setBrush(theme().colour("warn" if row.low else "accent"))
        filled = max(height, width * (row.percent or 0) / 100)
        painter.drawRoundedRect(QRectF(left, top, filled, height), height / 2, height / 2)

    def _paint_tags(self, painter: QPainter, room: QRect, row: StockRow) -> QRect:
        font = text_font(metrics().text(12), QFont.Weight.Medium)
        painter.setFont(font)
        widths = QFontMetrics(font)
        height, sign = metrics().text(_TAG), metrics().text(_SIGN)
        for text, tone in reversed(row.tags):
            beside = 2 * _TAG_PADDING + (sign + 4 if tone in _SIGNS else 0)
            wanted = beside + widths.horizontalAdvance(text)
            width = min(wanted, room.width() // 2)
            if width < min(wanted, beside + widths.horizontalAdvance("MM…")):
                # The sign alone: that a lot has expired must be seen in the narrowest list.
                width = 2 * _TAG_PADDING + sign
                if tone not in _SIGNS or width > room.width() // 2:
                    break
            left = room.right() - width
            top = room.center().y() - height / 2
            ink, ground = (QColor(colour) for colour in tone_colours(theme(), tone))
            self._paint_tag(painter, QRectF(left, top, width, height), ground, tone)
            words = QRect(left, room.top(), width, room.height())
            words.adjust(_TAG_PADDING, 0, -_TAG_PADDING + 1, 0)
            if tone in _SIGNS:
                place = QRect(words.left(), words.center().y() - sign // 2, sign, sign)
                paint_icon(painter, place, _SIGNS[tone], theme().colour(tone))
                words.setLeft(place.right() + 4)
            painter.setPen(ink)
            if words.width() > 0:
                shown = widths.elidedText(text, Qt.TextElideMode.ElideRight, words.width() + 1)
                painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, shown)
            room = room.adjusted(0, 0, -(width + 6), 0)
        return room.adjusted(0, 0, -_GAP // 2, 0)

    def _paint_tag(self, painter: QPainter, box: QRectF, ground: QColor, tone: str) -> None:
        painter.setPen(theme().colour("line") if tone == "neutral" else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)

    def _paint_words(self, painter: QPainter, room: QRect, row: StockRow, ink: QColor) -> None:
        strong = text_font(metrics().text(14), QFont.Weight.DemiBold)
        quiet = text_font(metrics().text(13))
        upper, lower = QFontMetrics(strong), QFontMetrics(quiet)
        height = upper.height() + (lower.height() + 1 if row.facts else 0)
        top = room.top() + (room.height() - height) // 2
        painter.setFont(strong)
        painter.setPen(ink)
        painter.drawText(
            QRect(room.left(), top, room.width(), upper.height()),
            Qt.AlignmentFlag.AlignVCenter,
            upper.elidedText(row.title, Qt.TextElideMode.ElideRight, room.width()),
        )
        if not row.facts:
            return
        painter.setFont(quiet)
        painter.setPen(theme().colour("quiet"))
        painter.drawText(
            QRect(room.left(), top + upper.height() + 1, room.width(), lower.height()),
            Qt.AlignmentFlag.AlignVCenter,
            lower.elidedText(row.facts, Qt.TextElideMode.ElideRight, room.width()),
        )
