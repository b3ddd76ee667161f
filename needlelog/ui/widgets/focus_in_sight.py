"""What the keyboard comes to is scrolled into sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QRect
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
        if now is None or not now.isVisible():
            return
        above = now.parentWidget()
        while above is not None:
            # Not by its visible region: what is covered by children of its own has none.
            if isinstance(above, QScrollArea) and above.widget() is not None:
                page = above.viewport()
                if not page.rect().intersects(QRect(now.mapTo(page, QPoint()), now.size())):
                    above.ensureWidgetVisible(now, _AROUND, _AROUND)
            # A sheet lies over its parent and not in it: what scrolls there is another window's.
            above = None if above.isWindow() else above.parentWidget()
