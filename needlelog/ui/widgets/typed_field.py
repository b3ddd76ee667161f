"""A field for text that stands for a value, with its error below it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import label


class TypedField(QWidget):
    """Line edit and error line. What was typed stays until it is corrected.

    Subclasses say how to `take_text`: read it, and return whether it was understood.
    `refused` carries text that was not.
    """

    refused = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = QLineEdit()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._row = QHBoxLayout()
        self._row.setSpacing(6)
        self._row.addWidget(self.line, 1)
        self._column.addLayout(self._row)
        self._error = label("", "error", wrap=True)
        self._error.hide()
        self._column.addWidget(self._error)
        self._column.addStretch(1)
        self._committed = ""
        self.setFocusProxy(self.line)
        self.line.setAccessibleName(name)
        self.setAccessibleName(name)
        self.line.editingFinished.connect(self.commit)
        self.line.textEdited.connect(lambda _text: self.set_error(None))

    def commit(self) -> bool:
        """Take over what was typed, as Enter does. False when it was not understood.

        Those who are told of the value may set an error; it stays until other text is typed.
        """
        text = self.line.text().strip()
        if text == self._committed:
            return self.error() is None
        complained = self.error() is not None
        self.set_error(None)
        if self.take_text(text):
            return self.error() is None
        self.set_error(self.complaint(text))
        if not complained:
            self.refused.emit(text)
        return False

    def set_error(self, text: str | None) -> None:
        """Show a sentence below the line and mark it; None takes both away."""
        mark(self.line, error=bool(text))
        self._error.setText(text or "")
        self._error.setVisible(bool(text))
        self.line.setAccessibleDescription(text or "")

    def error(self) -> str | None:
        """The sentence shown, if any."""
        return self._error.text() or None

    def set_read_only(self, on: bool) -> None:
        """Show the value only."""
        self.line.setReadOnly(on)

    def take_text(self, text: str) -> bool:
        """Read and announce a value; False when the text is none."""
        raise NotImplementedError

    def complaint(self, text: str) -> str:
        """The sentence for text that was not understood."""
        raise NotImplementedError

    def show_text(self, text: str) -> None:
        """Put text into the line as the committed state."""
        self._committed = text
        self.line.setText(text)
        self.set_error(None)
