"""A number with a minus and a plus beside it, that can also be typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class StepperRules:
    """How a stepper reads, writes and steps its whole number.

    `parse` raises ValueError for text that is no such number; `step` gets the present value (None
    when nothing is set) and −1 or +1, and returns the next value (the same one at an end).
    """

    parse: Callable[[str], int]
    format: Callable[[int], str]
    step: Callable[[int | None, int], int]
    swatch: Callable[[int], QColor] | None = None


class Stepper(QFrame):
    """− value + as one control; arrows up and down step, Enter or leaving the field commits.

    Its parts are as high as the control with its margin, so that a finger has the whole of it.
    `valueCommitted` carries the new value, or None when the field was emptied and may be empty.
    Text that is no number stays as typed, the control is marked, and `refused` carries the text.
    """

    valueCommitted = Signal(object)
    refused = Signal(str)

    def __init__(
        self,
        rules: StepperRules,
        name: str,
        value: int | None = None,
        *,
        may_be_empty: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "stepper")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._rules = rules
        self._value = value
        self._may_be_empty = may_be_empty
        self.setAttribute(Qt.WidgetAttribute.WA_LayoutOnEntireRect)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.minus = self._step_button("−", -1)
        self.plus = self._step_button("+", 1)
        self._swatch = _Swatch()
        self.field = _Field()
        self.field.setProperty("role", "stepper")
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.field.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self.field.stepped.connect(self._step)
        self.field.left.connect(self.commit)
        self.field.focused.connect(lambda on: mark(self, ring=on))
        self.field.textEdited.connect(lambda _text: mark(self, error=False))
        for part in (self.minus, self._swatch, self.field, self.plus):
            row.addWidget(part)
        if rules.swatch is None:
            self._swatch.hide()
        self.setFocusProxy(self.field)
        self.set_name(name)
        self._fit()
        self._show()

    def value(self) -> int | None:
        """The last committed value."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show a value without telling anybody; drops text that was refused."""
        self._value = value
        mark(self, error=False)
        self._show()

    def set_name(self, name: str) -> None:
        """What a screen reader calls the number, for example "Depth, cheek lateral"."""
        self.field.setAccessibleName(name)
        self.setAccessibleName(name)
        self.minus.setAccessibleName(self.tr("{name}: less").format(name=name))
        self.plus.setAccessibleName(self.tr("{name}: more").format(name=name))

    def set_error(self, on: bool) -> None:
        """Mark the control, for a value that was read but is not allowed."""
        mark(self, error=on)

    def set_read_only(self, on: bool) -> None:
        """Show the value only."""
        self.field.setReadOnly(on)
        self.minus.setDisabled(on)
        self.plus.setDisabled(on)

    def commit(self) -> None:
        """Take over what was typed, as Enter does."""
        text = self.field.text().strip()
        if text == self._text_of(self._value):
            mark(self, error=False)
            return
        if not text and self._may_be_empty:
            self._take(None)
            return
        try:
            value = self._rules.parse(text)
        except ValueError:
            mark(self, error=True)
            self.refused.emit(text)
            return
        self._take(value)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), metrics().target + 4)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _step(self, direction: int) -> None:
        self.commit()
        if self.property("error"):
            return
        value = self._rules.step(self._value, direction)
        if value != self._value:
            self._take(value)

    def _take(self, value: int | None) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.valueCommitted.emit(value)

    def _show(self) -> None:
        self.field.setText(self._text_of(self._value))
        if self._rules.swatch is not None:
            self._swatch.colour = None if self._value is None else self._rules.swatch(self._value)
            self._swatch.update()

    def _text_of(self, value: int | None) -> str:
        return "" if value is None else self._rules.format(value)

    def _fit(self) -> None:
        width = self.field.fontMetrics().horizontalAdvance("00.00") + 6
        self.field.setFixedWidth(max(width, int(metrics().touch)))

    def _step_button(self, text: str, direction: int) -> Button:
        button = Button(text, "step")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setAutoRepeat(True)
        button.setAutoRepeatDelay(450)
        button.setAutoRepeatInterval(140)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        button.clicked.connect(lambda: self._step(direction))
        return button


class _Field(QLineEdit):
    """The number's line: arrows step, Enter and leaving commit, the wheel does nothing."""

    stepped = Signal(int)
    left = Signal()
    focused = Signal(bool)

    def event(self, event: QEvent) -> bool:
        """Where no number is being typed, a letter and undo are left to the shortcuts.

        No number begins with a letter, and a number that was taken is undone where all is undone.
        """
        begins = not self.text() or self.selectedText() == self.text()
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and begins
            and (event.text().isalpha() or _undoes(event))
        ):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not self.isReadOnly():
            self.stepped.emit(1 if key == Qt.Key.Key_Up else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
            self.selectAll()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.selectAll()
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.deselect()
        self.focused.emit(False)
        self.left.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


def _undoes(event: QKeyEvent) -> bool:
    """Whether the keys are those that undo or redo."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(
        QKeySequence.StandardKey.Redo
    )


class _Swatch(QWidget):
    """A small bar in the colour of the value."""

    def __init__(self) -> None:
        super().__init__()
        self.colour: QColor | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(metrics().text(7), metrics().text(19))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.colour is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.colour)
        painter.drawRoundedRect(self.rect(), 2, 2)
