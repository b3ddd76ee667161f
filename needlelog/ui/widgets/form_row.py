"""A field of a form with its label above and its error below."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.typed_field import TypedField


class FormRow(QWidget):
    """Label, field, and one line for a hint or an error. The field keeps what was typed."""

    def __init__(
        self, text: str, field: QWidget, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._hint = hint
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._label = label(text, "field")
        self._label.setBuddy(field)
        self._line = label(hint, "small", wrap=True)
        column.addWidget(self._label)
        column.addWidget(field)
        column.addWidget(self._line)
        self._line.setVisible(bool(hint))
        column.addStretch(1)
        if not field.accessibleName():
            field.setAccessibleName(text)
        field.setAccessibleDescription(hint)

    def set_error(self, text: str | None) -> None:
        """Show a sentence below the field and mark the field; None takes both away."""
        mark(self.field, error=bool(text))
        mark(self._line, role="error" if text else "small")
        self._line.setText(text or self._hint)
        self._line.setVisible(bool(text or self._hint))
        self.field.setAccessibleDescription(text or self._hint)

    def error(self) -> str | None:
        """The error shown, if any."""
        return self._line.text() if self._line.property("role") == "error" else None

    def is_wrong(self) -> bool:
        """Whether an error stands here: the row's own, or that of a field which reads what is typed."""
        typed = isinstance(self.field, TypedField) and self.field.error() is not None
        return typed or self.error() is not None

    def set_label(self, text: str) -> None:
        """Change the words above the field."""
        self._label.setText(text)
        self.field.setAccessibleName(text)

    def set_hint(self, text: str) -> None:
        """Change the quiet line below the field."""
        shown = self.error()
        self._hint = text
        self.set_error(shown)
