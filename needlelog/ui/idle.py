"""Notices when nobody has touched the program for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK_EVERY_MS = 5_000

_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
        QEvent.Type.TabletPress,
        QEvent.Type.TabletMove,
        QEvent.Type.InputMethod,
    }
)


class IdleWatch(QObject):
    """Emits ``idle`` once the limit has passed since the last touch, by the wall clock.

    The wall clock counts the hours a computer sleeps; the touch that wakes it comes too late
    and does not reset the watch.
    """

    idle = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit: timedelta | None = None
        self._last = clock()
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY_MS)
        self._timer.timeout.connect(self.check)

    def start(self, minutes: int) -> None:
        """Watch from now on; 0 minutes means never."""
        self.stop()
        if minutes <= 0:
            return
        self._limit = timedelta(minutes=minutes)
        self._last = self._clock()
        self._timer.start()
        application = QCoreApplication.instance()
        assert application is not None, "the watch needs a running program"  # noqa: S101
        application.installEventFilter(self)

    def stop(self) -> None:
        """Watch no longer."""
        self._limit = None
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)

    def untouched(self) -> timedelta:
        """How long ago the last touch was; very long while nothing is watched."""
        return timedelta.max if self._limit is None else self._clock() - self._last

    def check(self) -> None:
        """Emit ``idle`` where the limit has passed, and stop watching."""
        if self._limit is not None and self._clock() - self._last >= self._limit:
            self.stop()
            self.idle.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take each touch as a sign of life."""
        if event.type() in _TOUCHES and self._limit is not None:
            now = self._clock()
            if now - self._last >= self._limit:
                self.check()
                return True
            self._last = now
        return False
