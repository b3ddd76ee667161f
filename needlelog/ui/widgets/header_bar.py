"""The head of a screen: title, subtitle, pills, and buttons at the right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from needlelog.ui.widgets.labels import ElidedLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence


class HeaderBar(QWidget):
    """Title in bold, quiet subtitle under it; long ones are shortened and whole in the tooltip.

    Pills stand beside the title, what the screen adds with `add_right` at the right end.
    """

    def __init__(self, title: str = "", subtitle: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(1)
        self._title = ElidedLabel(title, "title")
        self._subtitle = ElidedLabel(subtitle, "quiet")
        words.addStretch(1)
        words.addWidget(self._title)
        words.addWidget(self._subtitle)
        words.addStretch(1)
        row.addLayout(words)
        self._pills = QHBoxLayout()
        self._pills.setSpacing(12)
        row.addLayout(self._pills)
        row.addStretch(1)
        self._right = QHBoxLayout()
        self._right.setSpacing(12)
        row.addLayout(self._right)
        self.set_title(title, subtitle)

    def set_title(self, title: str, subtitle: str = "") -> None:
        """Change the words."""
        self._title.setText(title)
        self._subtitle.setText(subtitle)
        self._subtitle.setVisible(bool(subtitle))

    def set_pills(self, pills: Sequence[tuple[str, str]]) -> None:
        """Show pills of (text, tone) instead of the former ones."""
        while (item := self._pills.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for text, tone in pills:
            self._pills.addWidget(Pill(text, tone))

    def add_right(self, *widgets: QWidget) -> None:
        """Append widgets at the right end, in the order given."""
        for widget in widgets:
            self._right.addWidget(widget)
