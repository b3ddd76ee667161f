"""What somebody has typed into a form and would have to type once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


def holds_typed_words(form: QWidget) -> bool:
    """Whether a field in sight holds what was typed by hand; secrets are typed anew anyway."""
    lines = (
        line.isModified() and bool(line.text().strip())
        for line in form.findChildren(QLineEdit)
        if line.isVisible() and line.echoMode() is QLineEdit.EchoMode.Normal
    )
    texts = (
        text.document().isModified() and bool(text.toPlainText().strip())
        for text in form.findChildren(QPlainTextEdit)
        if text.isVisible() and not text.isReadOnly()
    )
    return any(lines) or any(texts)
