"""Where the cursor was before the window was covered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid


class KeptFocus:
    """The widget that has the focus now, and the cursor in its line.

    A sheet that is shown again selects the whole line with the cursor as if one came there by Tab:
    the next key would take the place of what was typed.
    """

    def __init__(self) -> None:
        self._widget: QWidget | None = QApplication.focusWidget()
        self._cursor = 0
        self._selected: tuple[int, int] | None = None
        if isinstance(self._widget, QLineEdit):
            self._cursor = self._widget.cursorPosition()
            if self._widget.hasSelectedText():
                self._selected = (self._widget.selectionStart(), self._widget.selectionLength())

    def give_back(self) -> None:
        """Put the focus where it was, unless that is gone."""
        widget, self._widget = self._widget, None
        if widget is None or not isValid(widget):
            return
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        if not isinstance(widget, QLineEdit):
            return
        if self._selected is not None:
            widget.setSelection(*self._selected)
        else:
            widget.deselect()
            widget.setCursorPosition(self._cursor)
