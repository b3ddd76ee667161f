"""Fields that hand over their text when they are left, and only when a person changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget

PAUSE_MS = 3000
"""How long nobody types before a text is saved while the cursor is still in it."""


class CommitLine(QLineEdit):
    """``committed`` carries the trimmed text after Enter or on leaving, if it was changed."""

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._shown = ""
        self.editingFinished.connect(self.commit)

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed stays."""
        if self.hasFocus() and self.text().strip() != self._shown:
            return
        self._shown = text
        if self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)  # a long name shows its beginning

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.setCursorPosition(0)

    def commit(self) -> None:
        """Hand over what was typed."""
        text = " ".join(self.text().split())
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)


class CommitText(QPlainTextEdit):
    """The same for text of several lines, and while it is typed after each pause.

    A long note would be lost with the power; each act is an entry of the trail, so not every word.
    """

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._shown = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.textChanged.connect(self._pause.start)

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed stays."""
        typed = self.toPlainText().strip()
        if self.hasFocus() and (typed != self._shown or typed == text):
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def commit(self) -> None:
        """Hand over what was typed."""
        self._pause.stop()
        text = self.toPlainText().strip()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field hands over its text."""
        super().focusOutEvent(event)
        self.commit()
