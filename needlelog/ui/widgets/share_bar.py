"""A share of a whole as a bar; the words beside it say the same."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme

_HEIGHT, _WIDTH, _LEAST = 8, 120, 40


class ShareBar(QLabel):
    """A share from 0 to 1 in a colour of the theme."""

    def __init__(
        self, share: float = 0.0, colour: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._share = share
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, colour: str) -> None:
        """Show another share."""
        self._share, self._colour = share, colour
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(_WIDTH), metrics().text(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(metrics().text(_LEAST), metrics().text(_HEIGHT))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = self.height()
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(self.rect(), height / 2, height / 2)
        if self._share:
            painter.setBrush(theme().colour(self._colour))
            width = max(height, self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, width, height), height / 2, height / 2)
