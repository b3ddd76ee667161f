"""What was added after signing, right under the part of the record that it changes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from needlelog.domain.sessions import Addendum, SessionRecord
from needlelog.ui.addendum_words import addendum_title
from needlelog.ui.widgets.labels import label


class AddendumNotes(QWidget):
    """The addenda to one part, hidden when there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_addenda(self, record: SessionRecord, addenda: Iterable[Addendum]) -> None:
        """Show these addenda instead of the former ones."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for addendum in addenda:
            self._column.addWidget(note(addendum_title(record, addendum), addendum.text))
        self.setVisible(self._column.count() > 0)


def note(title: str, text: str, tone: str = "warn") -> QFrame:
    """A few words that nobody shall overlook."""
    frame = QFrame()
    frame.setProperty("role", "note")
    frame.setProperty("tone", tone)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 10, 14, 10)
    column.setSpacing(4)
    if title:
        column.addWidget(label(title, "section", wrap=True))
    words = label(text, wrap=True)
    words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    column.addWidget(words)
    frame.setAccessibleName(f"{title}: {text}" if title else text)
    return frame
