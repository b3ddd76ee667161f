"""A grade from 0 up, which may also not be recorded."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label


class GradePicker(QWidget):
    """Buttons 0 to `maximum` in a row. Pressing the current one again means: not recorded.

    `chosen` carries the grade, `cleared` says that it was taken back. `none_label` stands at the
    end while nothing is recorded.
    """

    chosen = Signal(int)
    cleared = Signal()

    def __init__(
        self, maximum: int, none_label: str, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)
        self._value: int | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._buttons = [Button(str(grade), "grade") for grade in range(maximum + 1)]
        for grade, button in enumerate(self._buttons):
            button.setCheckable(True)
            button.setAccessibleName(f"{name} {grade}".strip())
            button.clicked.connect(lambda _checked=False, grade=grade: self._press(grade))
            row.addWidget(button)
        self._none = label(none_label, "small")
        keeps = self._none.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self._none.setSizePolicy(keeps)
        row.addSpacing(4)
        row.addWidget(self._none)
        self._arrows = ArrowRow(self)
        self._arrows.take(self._buttons)

    def value(self) -> int | None:
        """The grade, or None when it is not recorded."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a grade without telling anybody."""
        self._value = value
        for grade, button in enumerate(self._buttons):
            button.setChecked(grade == value)
        self._none.setVisible(value is None)
        self._arrows.set_stop(value or 0)

    def button(self, grade: int) -> Button:
        """The button of a grade."""
        return self._buttons[grade]

    def _press(self, grade: int) -> None:
        if grade == self._value:
            self.set_value(None)
            self.cleared.emit()
        else:
            self.set_value(grade)
            self.chosen.emit(grade)
