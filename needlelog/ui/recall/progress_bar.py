"""How many of all were told, as a bar; the words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme

_HEIGHT = 8


class ToldBar(QLabel):
    """A share of a whole; green once it is all."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, done: int, total: int) -> None:
        """Show so many of all."""
        self._share = done / total if total else 1.0
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(160), metrics().text(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(60), metrics().text(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self.height()
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        if self._share:
            painter.setBrush(theme().colour("good" if self._share >= 1 else "accent"))
            width = max(height, self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
