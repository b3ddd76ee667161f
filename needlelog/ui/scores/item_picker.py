"""One item of a scale, answered by touch."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.scales import ScaleItem
from needlelog.domain.scores import parse_points
from needlelog.ui.scores.tile import Tile
from needlelog.ui.scores.words import points
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.arrow_row import ArrowRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import ElidedLabel, label
from needlelog.ui.widgets.stepper import Stepper, StepperRules

MOST_BUTTONS = 13
_SHORT_WORDS, _LONG_WORDS = 22, 52
_COMPACT = 268


class ItemPicker(QWidget):
    """Name and former value above; below a button a value, or a field where there are too many.

    With ``compact`` the buttons are numbers in one row and the words of the chosen value stand
    beside the name. Otherwise, where every value has words, each stands on its button.
    `answered` carries the value.
    """

    answered = Signal(int)

    def __init__(
        self,
        item: ScaleItem,
        name: str,
        *,
        compact: bool = False,
        single: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.item = item
        self._compact = compact
        self._value: int | None = None
        self._buttons: dict[int, QAbstractButton] = {}
        self.stepper: Stepper | None = None
        self._arrows = ArrowRow(self)
        self.setAccessibleName(name)
        if compact:
            self.setMinimumWidth(metrics().text(_COMPACT))
        self._meaning = ElidedLabel("", "small")
        self._former = label("", "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        # Of a scale with one item the total below says the same.
        if not single:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(label(item.name, "small" if compact else "section"))
            head.addWidget(self._meaning, 1)
            head.addWidget(self._former)
            column.addLayout(head)
        column.addWidget(self._field(name, single=single))
        hints = ""
        if not compact and not self._words_on_buttons():
            hints = " · ".join(f"{points(each.value)} {each.words}" for each in item.anchors)
        if hints:
            column.addWidget(label(hints, "small", wrap=True))

    def value(self) -> int | None:
        """The answer, in thousandths."""
        return self._value

    def set_value(self, value: int | None) -> None:
        """Show an answer without telling anybody."""
        self._value = value
        for place, (each, button) in enumerate(self._buttons.items()):
            button.setChecked(each == value)
            if each == value:
                self._arrows.set_stop(place)
        if self.stepper is not None:
            self.stepper.set_value(value)
        if self._compact:
            self._meaning.setText("" if value is None else self.item.words_of(value))

    def commit(self) -> bool:
        """Take over what is being typed; False when it is no value of the item."""
        if self.stepper is None:
            return True
        self.stepper.commit()
        return not self.stepper.property("error")

    def set_former(self, words: str) -> None:
        """Say what the answer was last time."""
        self._former.setText(words)

    def button(self, value: int) -> QAbstractButton:
        """The button of a value."""
        return self._buttons[value]

    def _field(self, name: str, *, single: bool) -> QWidget:
        values = self.item.values
        if len(values) > MOST_BUTTONS:
            return self._make_stepper(name)
        holder = QWidget()
        if self._words_on_buttons():
            self._lay_tiles(holder, single=single)
        else:
            flow = FlowLayout(holder, spacing=4)
            for value in values:
                number = Button(points(value), "score")
                self._buttons[value] = number
                flow.addWidget(number)
        for value, button in self._buttons.items():
            button.setCheckable(True)
            words = self.item.words_of(value)
            button.setAccessibleName(f"{name} {points(value)} {words}".strip())
            button.clicked.connect(lambda _on=False, value=value: self._press(value))
        self._arrows.take(list(self._buttons.values()))
        return holder

    def _lay_tiles(self, holder: QWidget, *, single: bool) -> None:
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(6)
        longest = max(len(anchor.words) for anchor in self.item.anchors)
        columns = 4 if longest <= _SHORT_WORDS else 2 if longest <= _LONG_WORDS else 1
        if single:
            columns = 1
        for place, value in enumerate(self.item.values):
            tile = Tile(points(value), self.item.words_of(value))
            tile.setCheckable(True)
            self._buttons[value] = tile
            grid.addWidget(tile, place // columns, place % columns)
        for column in range(columns):
            grid.setColumnStretch(column, 1)

    def _make_stepper(self, name: str) -> Stepper:
        item = self.item
        rules = StepperRules(
            parse=self._read,
            format=points,
            step=lambda value, way: min(
                max((item.least if value is None else value + way * item.step), item.least),
                item.most,
            ),
        )
        self.stepper = Stepper(rules, name, may_be_empty=True)
        self.stepper.valueCommitted.connect(self._typed)
        return self.stepper

    def _read(self, text: str) -> int:
        value = parse_points(text)
        item = self.item
        if not item.least <= value <= item.most or (value - item.least) % item.step:
            raise ValueError(text)
        return value

    def _words_on_buttons(self) -> bool:
        few = len(self.item.anchors) < len(self.item.values)
        return not self._compact and not few and bool(self.item.anchors)

    def _press(self, value: int) -> None:
        self.set_value(value)
        self.answered.emit(value)

    def _typed(self, value: int | None) -> None:
        self._value = value
        if value is not None:
            self.answered.emit(value)
