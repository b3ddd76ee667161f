"""One of a few: a row of joined buttons, exactly one of them pressed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QWidget

from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from collections.abc import Sequence


_SHORT = 3
"""Labels of so few letters would make a segment that a finger cannot hit."""


class SegmentedControl(QFrame):
    """Shows the labels of `options` (key, label) side by side; the first is current at first.

    `chosen` carries the key and is sent only when the person chooses another one.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "segmented")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._buttons: dict[str, Button] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(3, 0, 3, 0)
        row.setSpacing(0)
        for key, text in options:
            button = Button(text, "segment")
            button.setCheckable(True)
            button.setProperty("short", len(text) <= _SHORT)
            button.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            button.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            self._buttons[key] = button
            row.addWidget(button)
        self._current = ""
        self._arrows = ArrowRow(self)
        self._arrows.take(list(self._buttons.values()))
        if options:
            self.set_current(options[0][0])

    def current(self) -> str:
        """The key of the pressed segment."""
        return self._current

    def set_current(self, key: str) -> None:
        """Press a segment without telling anybody. Raises KeyError for an unknown key."""
        if key not in self._buttons:
            raise KeyError(key)
        self._current = key
        keyboard = next((each for each in self._buttons.values() if each.hasFocus()), None)
        if keyboard is not None and keyboard is not self._buttons[key]:
            seen = keyboard.property("ring") is True
            reason = Qt.FocusReason.OtherFocusReason if seen else Qt.FocusReason.MouseFocusReason
            self._buttons[key].setFocus(reason)
        for place, (name, button) in enumerate(self._buttons.items()):
            button.setChecked(name == key)
            if name == key:
                self._arrows.set_stop(place)

    def clear_current(self) -> None:
        """Press no segment, for a choice that was not made yet."""
        self._current = ""
        for button in self._buttons.values():
            button.setChecked(False)

    def button(self, key: str) -> Button:
        """The button of a segment, to disable it or to set its tooltip."""
        return self._buttons[key]

    def set_tight(self, *, on: bool) -> None:
        """Smaller words with less room beside them, where they would be cut otherwise."""
        for button in self._buttons.values():
            mark(button, tight=on)

    def fit(self, room: int) -> None:
        """Get tighter where there are fewer pixels than the words need, and wide again."""
        self.setMinimumWidth(1)
        self.set_tight(on=False)
        self.set_tight(on=self.sizeHint().width() > room)

    def _choose(self, key: str) -> None:
        changed = key != self._current
        self.set_current(key)
        if changed:
            self.chosen.emit(key)
