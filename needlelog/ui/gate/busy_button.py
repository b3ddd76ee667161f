"""The button that goes on and shows that work is being done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_TURN_MS = 40
_TURN_DEGREES = 18


class BusyButton(Button):
    """A button, primary unless said otherwise; while busy it is disabled, says what is done, and a ring turns in it."""

    def __init__(
        self, text: str, busy_text: str, parent: QWidget | None = None, *, kind: str = "primary"
    ) -> None:
        super().__init__(text, kind, parent=parent)
        self._ring_colour = "accent_ink" if kind == "primary" else "accent"
        self._idle_text = text
        self._busy_text = busy_text
        self._angle = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MS)
        self._timer.timeout.connect(self._turn)

    def is_busy(self) -> bool:
        """Whether work is being done."""
        return self._timer.isActive()

    def set_words(self, text: str) -> None:
        """Change the words of the idle button."""
        self._idle_text = text
        if not self.is_busy():
            self.setText(text)

    def set_busy(self, busy: bool) -> None:
        """Start or stop showing work."""
        self.setEnabled(not busy)
        if busy:
            self.setText(f"      {self._busy_text}")
            self._timer.start()
        else:
            self._timer.stop()
            self.setText(self._idle_text)

    def hideEvent(self, event: QHideEvent) -> None:
        self.set_busy(False)
        super().hideEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.is_busy():
            return
        side = metrics().text(14)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour(self._ring_colour), 2, c=Qt.PenCapStyle.RoundCap))
        place = QRectF(16, (self.height() - side) / 2, side, side)
        painter.drawArc(place, -self._angle * 16, 270 * 16)

    def _turn(self) -> None:
        self._angle = (self._angle + _TURN_DEGREES) % 360
        self.update()
