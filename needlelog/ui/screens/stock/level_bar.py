"""What is left of a lot as a bar; the words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme

_HEIGHT = 8


class LevelBar(QLabel):
    """A share from 0 to 100 per cent."""

    def __init__(self, percent: int, *, low: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._percent = percent
        self._low = low
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(120), metrics().text(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(40), metrics().text(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self.height()
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        if self._percent:
            painter.setBrush(theme().colour("warn" if self._low else "accent"))
            width = max(height, self.width() * self._percent / 100)
            painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
