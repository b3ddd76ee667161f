"""Boxes to tick and rounds to choose, as high to the finger as they stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QCheckBox, QRadioButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton


class TickBox(QCheckBox):
    """A box with words; a press above or below the words counts as one on them."""

    def hitButton(self, pos: QPoint) -> bool:
        return super().hitButton(_on_the_line(self, pos))


class RoundChoice(QRadioButton):
    """One of several with words; a press above or below the words counts as one on them."""

    def hitButton(self, pos: QPoint) -> bool:
        return super().hitButton(_on_the_line(self, pos))


def _on_the_line(button: QAbstractButton, pos: QPoint) -> QPoint:
    """The same place, half way down: Qt takes presses on the line of the words alone."""
    return QPoint(pos.x(), button.height() // 2) if button.rect().contains(pos) else pos
