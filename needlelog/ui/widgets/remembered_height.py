"""A label that is as high as its words need, and knows it when it is asked again."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QWidget

_CHANGES_HEIGHT = frozenset(
    {QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.ContentsRectChange}
)


class RememberedHeight(QLabel):
    """Works out its height once for each width.

    A page that is laid out asks each label some six times, and each time the words would be set
    anew: half of what it took to open a record.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._heights: dict[int, int] = {}

    def setText(self, text: str) -> None:
        self._heights.clear()
        super().setText(text)

    def heightForWidth(self, width: int) -> int:
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self.needed_height(width)
        return height

    def needed_height(self, width: int) -> int:
        """How high the words are in this many pixels."""
        return super().heightForWidth(width)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in _CHANGES_HEIGHT:
            self._heights.clear()
        super().changeEvent(event)
