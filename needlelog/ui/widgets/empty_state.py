"""What stands where nothing is yet: what this place is for and what to do next."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.icons import paint_icon
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

_WIDEST = 560
"""A longer line leaves one or two words alone on the next."""


class EmptyState(QWidget):
    """Icon, a sentence, what to do, and if given a button; `asked` is sent when it is pressed."""

    asked = Signal()

    def __init__(
        self,
        icon_name: str,
        sentence: str,
        advice: str = "",
        button_text: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 32, 24, 32)
        column.setSpacing(6)
        column.addStretch(1)
        column.addWidget(_Emblem(icon_name), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(6)
        self._sentence = label(sentence, "heading", wrap=True)
        self._advice = label(advice, "quiet", wrap=True)
        for line in (self._sentence, self._advice):
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            line.setMaximumWidth(metrics().text(_WIDEST))
            across = QHBoxLayout()
            across.addStretch(1)
            across.addWidget(line, 1000)
            across.addStretch(1)
            column.addLayout(across)
        if not advice:
            self._advice.hide()
        self.button = Button(button_text, "primary")
        self.button.clicked.connect(self.asked)
        column.addSpacing(10)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        # Only ever hidden here: shown without a parent it would flash up as a window.
        if not button_text:
            self.button.hide()
        column.addStretch(2)

    def set_words(self, sentence: str, advice: str = "") -> None:
        """Change what is said."""
        self._sentence.setText(sentence)
        self._advice.setText(advice)
        self._advice.setVisible(bool(advice))


class _Emblem(QLabel):
    def __init__(self, icon_name: str) -> None:
        super().__init__()
        self._icon_name = icon_name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(56), metrics().text(56))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().colour("accent_ground"))
        painter.drawEllipse(self.rect())
        inset = self.width() // 4
        inner = self.rect().adjusted(inset, inset, -inset, -inset)
        paint_icon(painter, inner, self._icon_name, theme().colour("accent"))
