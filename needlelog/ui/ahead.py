"""The screens that are opened next are loaded while Today is looked at."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from needlelog.ui.places import CLIENT, CLIENTS, RECORD, REVIEW, SESSION, existing_places

if TYPE_CHECKING:
    from needlelog.ui.window import MainWindow
    from needlelog.ui.worker import Worker

_AFTER_MS = 1500
"""By then Today is drawn and has read what it shows."""
_IN_ORDER = (CLIENT, SESSION, CLIENTS, RECORD, REVIEW)


class LoadedAhead(QObject):
    """Loads them one after the other in the background, once, after somebody has signed in.

    The first client would else be waited for half a second longer, the first session another
    sixth: some four hundred files are read for them.
    """

    def __init__(self, window: MainWindow, worker: Worker) -> None:
        super().__init__(window)
        self._worker = worker
        modules = {place.key: place.module for place in existing_places()}
        self._left = [modules[key] for key in _IN_ORDER if key in modules]
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_MS)
        self._wait.timeout.connect(self._go_on)
        window.entered.connect(self._wait.start)

    def _go_on(self, _loaded: object = None) -> None:
        if self._left:
            module = self._left.pop(0)
            self._worker.background.submit(
                lambda: import_module(module), self._go_on, self._leave, owner=self
            )

    def _leave(self, _error: Exception) -> None:
        """What cannot be loaded is told when somebody opens it."""
        self._left.clear()
