"""A button whose words stand whole, on as many lines as they need."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy

from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QWidget


class BrokenButton(Button):
    """On one line where there is room, else on several; a word that is longer is broken.

    The words are its accessible name, unless another one is set.
    """

    def __init__(
        self,
        words: str,
        kind: str = "secondary",
        icon_name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", kind, icon_name, parent)
        self._words = ""
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set_words(words)

    @property
    def words(self) -> str:
        """What it says, as if on one line."""
        return self._words

    def set_words(self, words: str) -> None:
        """Say something else."""
        self._words = words
        self.setAccessibleName(words)
        self.setText(_plain(words))
        if self.isVisible():
            self.break_lines()

    def sizeHint(self) -> QSize:
        """All on one line; as high as it is now."""
        shown = super().sizeHint()
        whole = _width(self.fontMetrics(), _plain(self._words))
        return QSize(shown.width() - self._written() + whole, shown.height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        shown = super().sizeHint()
        few = min(self.fontMetrics().horizontalAdvance("M" * 6), self._written())
        return QSize(shown.width() - self._written() + few, shown.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew where the width is another one."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.break_lines()

    def break_lines(self) -> None:
        """Set the words in lines that fit."""
        room = self.width() - (super().sizeHint().width() - self._written())
        lines = _lines(self._words, self.font(), max(room, 1))
        self.setText(_plain("\n".join(lines)))

    def _written(self) -> int:
        return _width(self.fontMetrics(), self.text())


def _plain(words: str) -> str:
    """No letter of it is underlined or pressed with Alt."""
    return words.replace("&", "&&")


def _width(sizes: QFontMetrics, text: str) -> int:
    return sizes.size(Qt.TextFlag.TextShowMnemonic, text).width()


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
