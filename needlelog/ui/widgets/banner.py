"""A line across the page that asks for something, such as going on with an unfinished session."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import ElidedLabel, label


class Banner(QFrame):
    """Bold title, text, and one button; `acted` is sent when it is pressed."""

    acted = Signal()

    def __init__(
        self, title: str, text: str, button_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "banner")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 12, 18, 12)
        row.setSpacing(10)
        self._title = label(title, "strong")
        self._text = ElidedLabel(text, "quiet")
        row.addWidget(self._title)
        row.addWidget(self._text)
        row.addStretch(1)
        self.button = Button(button_text, "primary")
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button)
        if not button_text:
            self.button.hide()

    def set_words(self, title: str, text: str) -> None:
        """Change title and text."""
        self._title.setText(title)
        self._text.setText(text)
