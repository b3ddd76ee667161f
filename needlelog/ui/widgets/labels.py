"""Labels by role, and one that shortens text that does not fit."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QStyleOption, QWidget

from needlelog.ui.widgets.fitting_words import as_written, cut_to, kept_together
from needlelog.ui.widgets.remembered_height import RememberedHeight


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """A plain-text label. Roles: title, heading, strong, section, quiet, small, value, number,
    field, accent, error, warn, good; none for body text."""
    result = WrappedLabel(text) if wrap else QLabel(text)
    result.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        result.setProperty("role", role)
    return result


class WrappedLabel(RememberedHeight):
    """Plain text on as many lines as it needs; no line ends between a figure and its unit."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setText(text)

    def setText(self, text: str) -> None:
        super().setText(kept_together(text))

    def text(self) -> str:
        """What was written, with plain spaces."""
        return as_written(super().text())


class ElidedLabel(QLabel):
    """A one-line label that ends in … when there is no room; the whole text is its tooltip."""

    def __init__(self, text: str = "", role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        if role:
            self.setProperty("role", role)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell_whole_text()

    def minimumSizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance("MMM…")
        return QSize(min(width, super().sizeHint().width()), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell_whole_text()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        option = QStyleOption()
        option.initFrom(self)
        shown = cut_to(self.text(), self.fontMetrics(), self.contentsRect().width())
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            QStyle.visualAlignment(self.layoutDirection(), self.alignment()).value
            | Qt.TextFlag.TextSingleLine.value,
            option.palette,
            self.isEnabled(),
            shown,
            QPalette.ColorRole.WindowText,
        )

    def _tell_whole_text(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")
