"""A red flag at once where it is entered: what it can be, what to do, one way on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.follow_up.signs import what_to_do
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.domain.expected_course import CourseFinding


class RedFlagNote(QFrame):
    """The sentences of red flags. ``event_wanted`` asks for an adverse event."""

    event_wanted = Signal()

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        self.setProperty("tone", "stop")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setSpacing(6)
        words.addWidget(label(title or self.tr("Red flag"), "strong"))
        self._words = label("", wrap=True)
        words.addWidget(self._words)
        row.addLayout(words, 1)
        self.record = Button(self.tr("Record as adverse event"), "danger")
        self.record.clicked.connect(self.event_wanted)
        row.addWidget(self.record, 0, Qt.AlignmentFlag.AlignVCenter)

    def say_flags(self, flags: Sequence[CourseFinding]) -> None:
        """Say what each red flag can be; where there are several the sources give way."""
        self.say("\n".join(what_to_do(flag, with_source=len(flags) == 1) for flag in flags))

    def say(self, text: str) -> None:
        """Show these words."""
        self._words.setText(text)
        self.setAccessibleName(text)

    def show_flags(self, flags: Sequence[CourseFinding]) -> None:
        """Say what each red flag can be; none hides the note."""
        self.say_flags(flags)
        self.setVisible(bool(flags))

    def text(self) -> str:
        """The sentences shown; empty while there is no red flag."""
        return self._words.text()
