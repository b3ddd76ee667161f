"""A value to choose, whole on as many lines as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget


class ValueButton(Button):
    """Stays down when it is chosen. A number that lost its last digit would be another number."""

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(value.replace("&", "&&"), "filter", parent=parent)
        self._value = value
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._show_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the value anew where the width is another one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._break_lines()

    def _show_chosen(self, on: bool) -> None:
        """The chosen value carries a tick: its colour is not the only sign."""
        if on:
            self.set_icon("check")
        else:
            self.setIcon(QIcon())
        self._break_lines()

    def _break_lines(self) -> None:
        written = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text()).width()
        room = self.width() - (self.sizeHint().width() - written)
        lines = _lines(self._value, self.font(), max(room, 1))
        self.setText("\n".join(lines).replace("&", "&&"))


def _lines(text: str, font: QFont, width: int) -> list[str]:
    """The text in lines of at most so many pixels; a word that is longer is broken."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    found = []
    for paragraph in text.splitlines():
        layout = QTextLayout(paragraph, font)
        layout.setTextOption(option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            start = line.textStart()
            found.append(paragraph[start : start + line.textLength()].strip())
        layout.endLayout()
    return found
