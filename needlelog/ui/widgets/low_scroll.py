"""A part of a sheet that is as high as what stands in it, and from a height on scrolls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget


class LowScroll(ScrollPage):
    """Takes no more than ``most`` pixels of height, so that the buttons of a sheet stay in sight."""

    def __init__(self, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._most = most
        if (content := self.widget()) is not None:
            content.installEventFilter(self)

    def set_most(self, most: int) -> None:
        """Take up to so many pixels."""
        if most != self._most:
            self._most = most
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands in it grew or shrank."""
        if event.type() == event.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        width = self.viewport().width()
        needed = self.body.totalHeightForWidth(width)
        if needed < 0:
            needed = self.body.totalSizeHint().height()
        self.setFixedHeight(max(1, min(needed, self._most)))
