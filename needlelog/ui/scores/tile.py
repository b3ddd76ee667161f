"""A button with words that may run over several lines: a grade and its meaning, or a scale."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import KEYBOARD

_PADDING, _GAP = 12, 10
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading


class Tile(QAbstractButton):
    """A bold lead and plain words, beside each other or, when stacked, one under the other.

    A checked tile has a thicker outline and a tick, so that colour is not the only sign.
    """

    def __init__(
        self, lead: str, words: str, parent: QWidget | None = None, *, stacked: bool = False
    ) -> None:
        super().__init__(parent)
        self._lead, self._words, self._stacked, self._ring = lead, words, stacked, False
        self.setText(f"{lead} {words}".strip())
        self.setAccessibleName(f"{lead}. {words}".strip(". "))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        wanted = metrics().text(220)
        return QSize(wanted, self.heightForWidth(wanted))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(96), metrics().target)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        lead, words = self._places(width)
        return max(metrics().target, max(lead.bottom(), words.bottom()) + 1 + 10)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, chosen = theme(), self.isChecked()
        ground = "pressed" if self.isDown() else "hover" if self.underMouse() else "surface"
        painter.setBrush(colours.colour("accent_ground" if chosen else ground))
        width = 2 if chosen or self._ring else 1
        edge = "accent" if chosen else "focus" if self._ring else "line"
        painter.setPen(QPen(colours.colour(edge), width))
        inset = width / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 10, 10)
        if chosen and self._ring:
            painter.setPen(QPen(colours.colour("focus"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(3, 3, -3, -3), 7, 7)
        self._paint_words(painter)
        if chosen:
            side = metrics().text(16)
            mark = QRect(0, 0, side, side)
            mark.moveCenter(self.rect().center())
            mark.moveRight(self.width() - _PADDING)
            paint_icon(painter, self._visual(mark), "check-bold", colours.colour("accent"))

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)

    def _paint_words(self, painter: QPainter) -> None:
        colours = theme()
        lead, words = self._places(self.width())
        lower = max(lead.bottom(), words.bottom()) + 1 + 10
        down = max(0, (self.height() - lower) // 2)
        enabled = self.isEnabled()
        painter.setFont(_bold())
        painter.setPen(colours.colour("ink" if enabled else "disabled"))
        painter.drawText(self._visual(lead.translated(0, down)), _WRAP, self._lead)
        painter.setFont(_plain(small=self._stacked))
        quiet = "quiet" if self._stacked else "ink"
        painter.setPen(colours.colour(quiet if enabled else "disabled"))
        painter.drawText(self._visual(words.translated(0, down)), _WRAP, self._words)

    def _places(self, width: int) -> tuple[QRect, QRect]:
        """Where lead and words stand in a tile of this width, written from the left."""
        mark = metrics().text(16) + 6 if self.isCheckable() else 0
        room = max(40, width - 2 * _PADDING - mark)
        bold, plain = QFontMetrics(_bold()), QFontMetrics(_plain(small=self._stacked))
        most = QRect(0, 0, room, 10_000)
        if self._stacked:
            lead = bold.boundingRect(most, _WRAP, self._lead)
            lead = QRect(_PADDING, 8, room, lead.height())
            words = plain.boundingRect(most, _WRAP, self._words)
            return lead, QRect(_PADDING, lead.bottom() + 2, room, words.height())
        beside = max(bold.horizontalAdvance(self._lead), bold.horizontalAdvance("00"))
        lead = QRect(_PADDING, 10, beside + 2, bold.height())
        left = _PADDING + beside + _GAP
        most = QRect(0, 0, max(40, room - beside - _GAP), 10_000)
        words = plain.boundingRect(most, _WRAP, self._words)
        return lead, QRect(left, 10, most.width(), words.height())

    def _visual(self, place: QRect) -> QRect:
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            place = QRect(place)
            place.moveLeft(self.width() - place.right() - 1)
        return place


def _bold() -> QFont:
    return text_font(metrics().text(14), QFont.Weight.DemiBold)


def _plain(*, small: bool) -> QFont:
    return text_font(metrics().text(12 if small else 13))
