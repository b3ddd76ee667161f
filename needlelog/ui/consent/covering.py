"""A page that covers the window while it is open, and follows the window's size."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class CoveringPage(QDialog):
    """Open it with `open()`; Escape closes it. It deletes itself when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent.window(), Qt.WindowType.FramelessWindowHint)
        self.setModal(True)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("role", "screen")
        self._window = parent.window()
        self._window.installEventFilter(self)
        self.setGeometry(self._window.geometry())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go on covering the window when it is moved or turned."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.setGeometry(self._window.geometry())
        return super().eventFilter(watched, event)
