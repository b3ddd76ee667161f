"""A page that scrolls up and down, and sideways only where its content cannot be narrower."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)


class _Page(QWidget):
    """As high as its content is at the width it has, not at the least width it could have."""

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        layout = self.layout()
        if layout is not None and layout.hasHeightForWidth():
            least.setHeight(0)
        return least


class ScrollPage(QScrollArea):
    """Content goes into `body`; with `max_width` (pixels) it does not grow wider than that."""

    def __init__(self, max_width: int = 0, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A viewport of ours: asking Qt for its own makes PySide6 look at every class of widgets to
        # find out which one that is, 10 ms of the first page.
        viewport = QWidget()
        viewport.setAutoFillBackground(False)
        self.setViewport(viewport)
        page = _Page()
        page.setProperty("role", "page")
        page.setAutoFillBackground(False)
        across = QHBoxLayout(page)
        across.setContentsMargins(0, 0, 0, 0)
        self._column = QWidget()
        if max_width:
            self._column.setMaximumWidth(max_width)
        self.body = QVBoxLayout(self._column)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        across.addWidget(self._column, 100)
        if max_width:
            across.addStretch(0)
        self.setWidget(page)

    def keep_wheel_from(self, field: QWidget) -> None:
        """Let the wheel scroll the page even above this field, a combo box or a spin box."""
        if isinstance(field, QComboBox | QAbstractSpinBox):
            field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            field.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Wheel
            and isinstance(watched, QComboBox | QAbstractSpinBox)
            and not watched.hasFocus()
        ):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
