"""What the keyboard comes to is scrolled into sight."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

_AROUND = 24


class FocusInSight(QObject):
    """Scrolls pages to the widget that got the focus, where nothing of it is to be seen.

    Qt does so only while Tab moves within a page, not when it comes into one from outside. What
    is partly seen stays where it is, so that nothing moves under a finger that presses it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._show)

    def _show(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or not now.isVisible() or not now.visibleRegion().isEmpty():
            return
        above = now.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.widget() is not None:
                above.ensureWidgetVisible(now, _AROUND, _AROUND)
            above = above.parentWidget()
