"""Keyboard movement inside a row of buttons that belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QAbstractButton, QWidget

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}


class ArrowRow(QObject):
    """Makes a row of buttons one stop of the Tab key; arrows, Home and End press the others.

    Left and right are swapped where the language is written from the right.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._buttons: list[QAbstractButton] = []

    def take(self, buttons: Sequence[QAbstractButton]) -> None:
        """Look after these buttons instead of the former ones."""
        self._buttons = list(buttons)
        for button in self._buttons:
            button.installEventFilter(self)
        self.set_stop(0)

    def set_stop(self, index: int) -> None:
        """The button that Tab comes to."""
        for place, button in enumerate(self._buttons):
            here = place == index
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if here else Qt.FocusPolicy.ClickFocus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            place = self._place_after(watched, Qt.Key(event.key()))
            if place is not None:
                button = self._buttons[place]
                button.setFocus(Qt.FocusReason.TabFocusReason)
                button.click()
                return True
        return super().eventFilter(watched, event)

    def _place_after(self, watched: QObject, key: Qt.Key) -> int | None:
        places = [i for i, button in enumerate(self._buttons) if button.isEnabled()]
        here = next((i for i, button in enumerate(self._buttons) if button is watched), None)
        if here not in places:
            return None
        if key == Qt.Key.Key_Home:
            return places[0]
        if key == Qt.Key.Key_End:
            return places[-1]
        step = _STEPS.get(key)
        if step is None:
            return None
        turned = self._buttons[here].layoutDirection() == Qt.LayoutDirection.RightToLeft
        if turned and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = -step
        target = places.index(here) + step
        return places[target] if 0 <= target < len(places) else None
