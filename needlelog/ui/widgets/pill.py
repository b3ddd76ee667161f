"""A short fact with a tone: sign, words and colour together."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import tone_colours
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon

_SIGNS = {"warn": "triangle", "stop": "close", "good": "check", "neutral": "", "accent": ""}
_PADDING, _GAP = 12, 5


class Pill(QLabel):
    """A rounded tag. Tones warn, stop and good carry a sign, so colour is never alone."""

    def __init__(
        self, text: str, tone: str = "neutral", parent: QWidget | None = None, *, sign: bool = True
    ) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self._sign = sign

    def tone(self) -> str:
        """The tone in use."""
        return self._tone

    def set_state(self, text: str, tone: str) -> None:
        """Change words and tone together."""
        self._tone = tone
        self.setText(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(
            self._beside_text() + self._metrics().horizontalAdvance(self.text()) + 1, self._height()
        )

    def minimumSizeHint(self) -> QSize:
        least = self._beside_text() + self._metrics().horizontalAdvance("MMM…")
        return QSize(min(least, self.sizeHint().width()), self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        ink, ground = (QColor(c) for c in tone_colours(theme(), self._tone))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(0, (self.height() - self._height()) / 2, self.width(), self._height())
        outline = theme().colour("line") if self._tone == "neutral" else ground
        painter.setPen(QPen(outline, 1))
        painter.setBrush(ground)
        box.adjust(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        words = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        sign = self._sign_name()
        if sign:
            side = self._sign_side()
            place = QRect(words.left(), (self.height() - side) // 2, side, side)
            if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
                place.moveRight(words.right())
                words.setRight(place.left() - _GAP)
            else:
                words.setLeft(place.right() + _GAP)
            paint_icon(painter, place, sign, ink)
        painter.setPen(ink)
        painter.setFont(self._text_font())
        shown = self._metrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, words.width() + 1
        )
        self.setToolTip(self.text() if shown != self.text() else "")
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, shown
        )

    def _text_font(self) -> QFont:
        return text_font(metrics().text(13), QFont.Weight.Medium)

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._text_font())

    def _height(self) -> int:
        return metrics().text(27)

    def _sign_name(self) -> str:
        return _SIGNS[self._tone] if self._sign else ""

    def _sign_side(self) -> int:
        return metrics().text(13)

    def _beside_text(self) -> int:
        return 2 * _PADDING + (self._sign_side() + _GAP if self._sign_name() else 0)
