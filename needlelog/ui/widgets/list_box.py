"""Lists that fall open below a field, with lines that a finger can hit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QListView, QStyledItemDelegate, QWidget

from needlelog.ui.theme.dress import dress

if TYPE_CHECKING:
    from PySide6.QtGui import QWheelEvent


class ListBox(QComboBox):
    """A box that opens a list. The wheel never changes it, it scrolls the page around it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        # Qt's own delegate for combo boxes does not ask the style sheet how high a line is.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def make_lines_high(completer: QCompleter) -> None:
    """Give the words that are offered while somebody types the height of a finger."""
    offers = QListView()
    offers.setProperty("role", "offers")
    offers.setItemDelegate(QStyledItemDelegate(offers))
    completer.setPopup(offers)
    dress(offers)  # it has no parent
