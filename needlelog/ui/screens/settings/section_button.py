"""One line of the list of sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.fonts import text_font
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import KEYBOARD

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent, QPaintEvent

_PADDING = 12


class SectionButton(QAbstractButton):
    """Icon and word; the current one on the ground of the accent."""

    def __init__(self, text: str, icon_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon_name = icon_name
        self._ring = False

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(150), metrics().target)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours = theme()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.colour("accent_ground" if self.isChecked() else "hover"))
            painter.drawRoundedRect(box, 10, 10)
        if self._ring:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.colour("focus"), 2))
            painter.drawRoundedRect(box, 10, 10)
        ink = colours.colour("accent" if self.isChecked() else "ink")
        side = metrics().text(20)
        place = QRect(_PADDING, (self.height() - side) // 2, side, side)
        paint_icon(painter, place, self._icon_name, ink)
        weight = QFont.Weight.DemiBold if self.isChecked() else QFont.Weight.Medium
        painter.setFont(text_font(metrics().text(14), weight))
        painter.setPen(ink)
        words = self.rect().adjusted(_PADDING + side + 10, 0, -_PADDING, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text()
        )

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() in KEYBOARD
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._ring = False
        super().focusOutEvent(event)
