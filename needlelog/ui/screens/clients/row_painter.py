"""What stands in the cells of the list of clients, as it is painted."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPixmap

from needlelog.ui.client_words import alert_tone, alert_words
from needlelog.ui.screens.clients.cells import cell_text
from needlelog.ui.screens.clients.list_model import ClientListModel, Column
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.row_painter import ColumnPlace, Pictures, RowPainter, TextStyle

if TYPE_CHECKING:
    from needlelog.services.clients import ClientRow

Tags = tuple[tuple[str, str], ...]
"""Words and their tones."""

_INSET = 8
_PADDING, _GAP, _HEIGHT, _SIGN = 9, 6, 24, 12


class ClientPainter(RowPainter["ClientRow"]):
    """Words in every column but that of the alerts, which are tags with a sign."""

    def __init__(self, model: ClientListModel) -> None:
        super().__init__(model.row_or_ask, Column.NAME)

    def styles(self) -> Mapping[int, TextStyle]:
        """The name stands out, the number of sessions stands at the right."""
        plain = text_font(metrics().text(14))
        styles: dict[int, TextStyle] = {
            column: TextStyle(plain)
            for column in (Column.BORN, Column.PHONE, Column.PHOTOTYPE, Column.LAST)
        }
        styles[Column.SESSIONS] = TextStyle(plain, at_the_right=True)
        styles[Column.NAME] = TextStyle(
            text_font(metrics().text(14), QFont.Weight.DemiBold), lines=2
        )
        return styles

    def texts(self, row: ClientRow) -> Mapping[int, str]:
        """As the model says them."""
        return {column: cell_text(row, column) for column in range(Column.ALERTS)}

    def picture(
        self, pictures: Pictures, place: int, row: ClientRow | None, cell: ColumnPlace, height: int
    ) -> QPixmap | None:
        """The alerts of a client who has any."""
        if row is None or not row.alerts:
            return None
        tags = tuple((alert_words(item), alert_tone(item)) for item in row.alerts)
        return pictures.get(tags, cell.width, height, partial(paint_alerts, tags=tags))


def paint_alerts(painter: QPainter, cell: QRect, tags: Tags) -> None:
    """Tags with a sign; those that do not fit are counted at the end."""
    font = text_font(metrics().text(12), QFont.Weight.Medium)
    painter.setFont(font)
    sizes, room = QFontMetrics(font), cell.adjusted(_INSET, 0, -_INSET, 0)
    height, left = metrics().text(_HEIGHT), room.left()
    for place, (words, tone) in enumerate(tags):
        rest = len(tags) - place - 1
        reserve = sizes.horizontalAdvance(f"+{rest}") + _GAP if rest else 0
        beside = 2 * _PADDING + _SIGN + 4
        width = min(beside + sizes.horizontalAdvance(words), room.right() - left - reserve)
        if width < beside + sizes.horizontalAdvance("MM…"):
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
        paint_icon(painter, sign, "close" if tone == "stop" else "triangle", theme().colour(tone))
        painter.setPen(theme().colour(tone))
        inside = tag.toRect().adjusted(_PADDING + _SIGN + 4, 0, -_PADDING + 2, 0)
        shown = sizes.elidedText(words, Qt.TextElideMode.ElideRight, inside.width() + 1)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, shown)
        left += round(width) + _GAP
