"""A client or a pair of entries in a list, with one thing to do."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill


class EntryLine(QWidget):
    """Names and what tells them apart, a tag, and a button."""

    asked = Signal()

    def __init__(
        self,
        lines: tuple[tuple[str, str], ...],
        tag: str,
        button: str,
        spoken: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(18, 8, 18, 8)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        for place, (name, facts) in enumerate(lines):
            if place:
                words.addSpacing(8)  # two people, not four lines
            words.addWidget(ElidedLabel(name, "strong"))
            words.addWidget(LinesLabel(facts, "small", lines=4))
        words.insertStretch(0, 1)
        words.addStretch(1)
        across.addLayout(words, 1)
        if tag:
            across.addWidget(Pill(tag, "neutral"), 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = Button(button, "chip")
        self.button.setAccessibleName(spoken)
        self.button.clicked.connect(self.asked)
        across.addWidget(self.button)
