"""Telling a letter that a person strikes from the first letter of a scan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QElapsedTimer, QEvent, QObject, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from needlelog.ui.scanning.scan_keys import MODIFIER_KEYS
from needlelog.ui.scanning.wedge_listener import LONGEST_PAUSE_MS

if TYPE_CHECKING:
    from collections.abc import Callable

WAIT_MS = LONGEST_PAUSE_MS + 15
"""How long a letter waits for a next one; nobody notices it."""
_HELD_UP_MS = 2 * WAIT_MS


class LoneKey(QObject):
    """Acts once no other key has followed within a moment that no scanner leaves.

    A scanner types its code as a keyboard would, and the first sign of a code may be the letter of
    an act. What follows at once takes the act back; the key itself, held down, acts once.
    """

    def __init__(self, act: Callable[[], object], place: QWidget) -> None:
        super().__init__(place)
        self._act = act
        self._place = place
        self._since = QElapsedTimer()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._end)

    @property
    def waits(self) -> bool:
        """Whether the letter was struck and neither acted yet nor was taken back."""
        return self._timer.isActive()

    def struck(self) -> None:
        """The letter was struck."""
        application = QCoreApplication.instance()
        if application is not None:
            # Only for this moment: a filter on the program is asked about every event.
            application.installEventFilter(self)
        self._wait()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Look for another key; it goes on to whom it is meant for."""
        if (
            event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
            and isinstance(event, QKeyEvent)
            and event.key() not in MODIFIER_KEYS
            and not event.isAutoRepeat()
        ):
            self._forget()
        return False

    def _wait(self) -> None:
        self._since.start()
        self._timer.start()

    def _end(self) -> None:
        if self._since.elapsed() > _HELD_UP_MS:
            # The program was busy, keys may still wait to be delivered.
            self._wait()
            return
        self._forget()
        if self._place.isVisible():
            self._act()

    def _forget(self) -> None:
        self._timer.stop()
        application = QCoreApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
