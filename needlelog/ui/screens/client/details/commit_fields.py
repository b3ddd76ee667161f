"""Fields that hand over their text when they are left, and only when a person changed it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtGui import QFocusEvent
    from PySide6.QtWidgets import QWidget


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
    """The same for text of several lines."""

    committed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self._shown = ""

    def show_text(self, text: str) -> None:
        """Show a text without telling anybody; what is being typed stays."""
        if self.hasFocus() and self.toPlainText().strip() != self._shown:
            return
        self._shown = text
        if self.toPlainText() != text:
            self.setPlainText(text)

    def commit(self) -> None:
        """Hand over what was typed."""
        text = self.toPlainText().strip()
        if text != self._shown:
            self._shown = text
            self.committed.emit(text)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field hands over its text."""
        super().focusOutEvent(event)
        self.commit()
