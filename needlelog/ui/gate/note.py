"""A sentence on a coloured ground with its sign: a warning, a refusal, a success."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.labels import label

_SIGNS = {
    "warn": "triangle",
    "stop": "close-circle",
    "good": "check-circle",
    "accent": "information",
}


class Note(QFrame):
    """Tones: warn, stop, good, accent. Hidden while it has nothing to say."""

    def __init__(self, tone: str = "warn", text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 10, 14, 10)
        row.setSpacing(10)
        self._sign = _Sign()
        self._words = label("", "quiet", wrap=True)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)
        self._take_words(text, tone)
        # Only ever hidden here: shown without a parent it would flash up as a window.
        if not text:
            self.hide()

    def say(self, text: str, tone: str = "") -> None:
        """Show a sentence; an empty one hides the note."""
        self._take_words(text, tone)
        self.setVisible(bool(text))

    def _take_words(self, text: str, tone: str) -> None:
        if tone:
            mark(self, tone=tone)
            mark(self._words, tone=tone)  # the colour of the words hangs on the note's tone
            self._sign.tone = tone
        self._words.setText(text)
        self.setAccessibleName(text)

    def text(self) -> str:
        """The sentence shown; empty while hidden."""
        return self._words.text()


class _Sign(QLabel):
    def __init__(self) -> None:
        super().__init__()
        self.tone = "warn"
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = metrics().text(18)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_icon(painter, self.rect(), _SIGNS[self.tone], theme().colour(self.tone))
