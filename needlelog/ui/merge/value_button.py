"""A value to choose, whole on as many lines as it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QSizePolicy

from needlelog.ui.widgets.broken_button import BrokenButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget


class ValueButton(BrokenButton):
    """Stays down when it is chosen. A number that lost its last digit would be another number."""

    def __init__(self, value: str, parent: QWidget | None = None) -> None:
        super().__init__(value, "filter", parent=parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._show_chosen)

    def _show_chosen(self, on: bool) -> None:
        """The chosen value carries a tick: its colour is not the only sign."""
        if on:
            self.set_icon("check")
        else:
            self.setIcon(QIcon())
        self.break_lines()
