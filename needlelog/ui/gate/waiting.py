"""The seconds that must pass after wrong tries, counted down where everybody sees them."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

_SECOND_MS = 1_000


class Waiting(QObject):
    """``ticked`` carries the seconds left, down to 0."""

    ticked = Signal(int)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_SECOND_MS)
        self._timer.timeout.connect(self._tick)

    def seconds_left(self) -> int:
        """Seconds until the next try is let through."""
        return self._left

    def start(self, seconds: int) -> None:
        """Count down from so many seconds; 0 ends the waiting."""
        self._left = max(0, seconds)
        if self._left:
            self._timer.start()
        else:
            self._timer.stop()
        self.ticked.emit(self._left)

    def _tick(self) -> None:
        self.start(self._left - 1)
