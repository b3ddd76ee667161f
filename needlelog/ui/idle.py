"""Notices when nobody has touched the program for a while."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK_EVERY_MS = 5_000

_TOUCHES = frozenset(
    {
        QEvent.Type.ShortcutOverride,
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
    and does not reset the watch. Touches are taken where they come in, at the windows of the
    system, and what an input method writes at the field it writes into: a filter of the whole
    program would be called for each event of each widget, a tenth of what the window works.
    """

    idle = Signal()

    def __init__(self, clock: Callable[[], datetime], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._limit: timedelta | None = None
        self._last = clock()
        self._field: QObject | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(CHECK_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def start(self, minutes: int) -> None:
        """Watch from now on; 0 minutes means never."""
        self.stop()
        if minutes <= 0:
            return
        self._limit = timedelta(minutes=minutes)
        self._last = self._clock()
        self._timer.start()
        application = _application()
        application.focusWindowChanged.connect(self._watch_windows)
        application.focusObjectChanged.connect(self._watch_field)
        self._watch_windows()
        self._watch_field(application.focusObject())

    def stop(self) -> None:
        """Watch no longer."""
        if self._limit is None:
            return
        self._limit = None
        self._timer.stop()
        application = _application()
        application.focusWindowChanged.disconnect(self._watch_windows)
        application.focusObjectChanged.disconnect(self._watch_field)
        for window in application.topLevelWindows():
            window.removeEventFilter(self)
        self._watch_field(None)

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
        if event.type() not in _TOUCHES or self._limit is None:
            return False
        now = self._clock()
        if now - self._last < self._limit:
            self._last = now
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # the key comes again as a key and does nothing either
        else:
            self.check()
        return True

    def _look(self) -> None:
        self._watch_windows()
        self.check()

    def _watch_windows(self) -> None:
        for window in _application().topLevelWindows():
            window.installEventFilter(self)

    def _watch_field(self, field: QObject | None) -> None:
        if self._field is not None and isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = field
        if field is not None:
            field.installEventFilter(self)


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication), "the watch needs a running program"  # noqa: S101
    return application
