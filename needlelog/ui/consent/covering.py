"""A page that covers the window while it is open, and follows the window's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

if TYPE_CHECKING:
    from collections.abc import Iterator


class CoveringPage(QDialog):
    """Open it with `open()`; Escape closes it. It deletes itself when it is closed.

    The keyboard goes back to where it was; where that is gone, as a stop that was answered here,
    to what it stood in, so that the keys of the screen go on working.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.FramelessWindowHint)
        self._before = tuple(_outwards(QApplication.focusWidget() or parent))
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "screen")
        self._window = parent.window()
        self._window.installEventFilter(self)
        self.setGeometry(self._window.geometry())

    def done(self, result: int) -> None:
        """Close it and give the keyboard back."""
        super().done(result)
        for place in self._before:
            if isValid(place) and place.isVisible():
                place.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on covering the window when it is moved or turned."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.setGeometry(self._window.geometry())
        return super().eventFilter(watched, event)


def _outwards(widget: QWidget | None) -> Iterator[QWidget]:
    """A widget and all it stands in, up to its window."""
    while widget is not None:
        yield widget
        widget = None if widget.isWindow() else widget.parentWidget()
