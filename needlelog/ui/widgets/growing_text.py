"""A field for several lines that takes no more of the page than its words."""

from __future__ import annotations

import math

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from needlelog.ui.theme.active import metrics

_LEAST, _MOST = 64, 288


class GrowingText(QPlainTextEdit):
    """As high as what is written in it, between a finger's field and about fourteen lines.

    Longer words scroll within. Tab goes on to the next field.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower field breaks its lines anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def _grow(self) -> None:
        lines = max(1, round(self.document().size().height()))
        words = lines * self.blockBoundingRect(self.document().firstBlock()).height()
        words /= max(1, self.document().firstBlock().lineCount())
        margins = 2 * self.document().documentMargin()
        frame = self.height() - self.viewport().height()
        needed = math.ceil(words + margins) + frame
        least, most = metrics().text(_LEAST), metrics().text(_MOST)
        self.setFixedHeight(min(max(needed, least), most))
