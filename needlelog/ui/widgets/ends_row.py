"""Two widgets at the two ends of a line, one below the other where the line is too short."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_MIDDLE = 1


class EndsRow(QWidget):
    """Shows ``first`` and ``last`` whole: beside each other, or ``last`` below ``first``."""

    def __init__(
        self,
        first: QWidget,
        last: QWidget,
        parent: QWidget | None = None,
        *,
        spacing: int = 10,
        below: int = 0,
    ) -> None:
        super().__init__(parent)
        self._first, self._last, self._spacing = first, last, spacing
        self._spacing_below = below
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._box.addWidget(first)
        self._box.addStretch(1)
        self._box.addWidget(last)

    def is_below(self) -> bool:
        """Whether ``last`` stands below ``first``."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """As narrow as the wider of the two can get, since they need not share a line."""
        shown = [w.minimumSizeHint() for w in (self._first, self._last) if not w.isHidden()]
        width = max((size.width() for size in shown), default=0)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # the words of one of them changed
            self._arrange()
        return super().event(event)

    def _arrange(self) -> None:
        both = not (self._first.isHidden() or self._last.isHidden())
        needed = self._first.sizeHint().width() + self._spacing + self._last.sizeHint().width()
        below = both and needed > self.width()
        if below == self.is_below():
            return
        way = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)
        self._box.setSpacing(self._spacing_below if below else self._spacing)
        self._box.setStretch(_MIDDLE, 0 if below else 1)
        at_start = Qt.AlignmentFlag.AlignLeading if below else Qt.AlignmentFlag(0)
        for widget in (self._first, self._last):
            self._box.setAlignment(widget, at_start)
