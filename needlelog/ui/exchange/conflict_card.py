"""One edit made differently on two computers: both values side by side, and the choice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from needlelog.ui.exchange.conflict_words import (
    field_title,
    reason_words,
    said_words,
    side_words,
    subject_words,
)
from needlelog.ui.exchange.words import apart
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.domain.exchange.fields import Conflict, Side
    from needlelog.domain.zones import ZoneCatalogue

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -2, Qt.Key.Key_Down: 2}
_ACROSS = 2


class ConflictCard(Card):
    """``chosen`` carries the version of a side. With ``may_choose`` off it only tells.

    Where the choice is ``kept`` the pressed side stays pressed and another can be pressed instead;
    pressing it again takes the choice back, which sends an empty version.
    """

    chosen = Signal(str)

    def __init__(
        self,
        conflict: Conflict,
        zones: ZoneCatalogue,
        parent: QWidget | None = None,
        *,
        may_choose: bool,
        kept: bool,
    ) -> None:
        super().__init__(parent=parent, padding=14)
        self.conflict = conflict
        self._kept = kept
        self.body.setSpacing(8)
        subject = label(apart(subject_words(conflict)), "strong", wrap=True)
        self.add(subject)
        title = field_title(conflict)
        if conflict.before is not None:
            before = side_words(conflict, conflict.before, zones)
            title = self.tr("{field} · before: {value}").format(field=title, value=before)
        self.add(label(title, "quiet", wrap=True))
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(10)
        self.sides: dict[str, SideBox] = {}
        for place, side in enumerate(conflict.sides):
            box = SideBox(conflict, side, zones, may_choose=may_choose)
            box.button.clicked.connect(lambda _on, version=side.version: self._press(version))
            box.button.installEventFilter(self)
            grid.addWidget(box, place // _ACROSS, place % _ACROSS)
            self.sides[side.version] = box
        for column in range(_ACROSS):
            grid.setColumnStretch(column, 1)
        self.body.addLayout(grid)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows go to the other side; Enter and Space choose it."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            step = _STEPS.get(Qt.Key(event.key()))
            buttons = [box.button for box in self.sides.values()]
            here = next((n for n, button in enumerate(buttons) if button is watched), None)
            if step is not None and here is not None:
                if self.layoutDirection() == Qt.LayoutDirection.RightToLeft and abs(step) == 1:
                    step = -step
                if 0 <= here + step < len(buttons):
                    buttons[here + step].setFocus(Qt.FocusReason.TabFocusReason)
                    return True
            if here is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                buttons[here].click()
                return True
        return super().eventFilter(watched, event)

    def set_choice(self, version: str) -> None:
        """Show which side was chosen; an empty version means none."""
        for each, box in self.sides.items():
            box.set_chosen(on=each == version)

    def set_busy(self, *, on: bool) -> None:
        """While a choice is being kept no other can be made."""
        for box in self.sides.values():
            box.button.setEnabled(not on)

    def _press(self, version: str) -> None:
        if self._kept:
            if not self.sides[version].button.isChecked():
                version = ""
            self.set_choice(version)
        self.chosen.emit(version)


class SideBox(QFrame):
    """What one computer says, who wrote it, and the button that lets it hold."""

    def __init__(
        self,
        conflict: Conflict,
        side: Side,
        zones: ZoneCatalogue,
        parent: QWidget | None = None,
        *,
        may_choose: bool,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(4)
        words = side_words(conflict, side.values, zones)
        value = label(words, "strong", wrap=True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(value)
        who = label(said_words(side), "small", wrap=True)
        who.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column.addWidget(who)
        self.holds = side.version == conflict.holds
        spoken = f"{field_title(conflict)}: {words}, {said_words(side)}"
        if self.holds:
            line = QHBoxLayout()
            line.setContentsMargins(0, 4, 0, 0)
            line.addWidget(Pill(self.tr("holds for now"), "good"))
            line.addStretch(1)
            column.addLayout(line)
            why = label(self.tr("because {reason}").format(reason=reason_words(conflict)), "small")
            why.setWordWrap(True)
            why.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column.addWidget(why)
            spoken = self.tr("{side}, holds for now because {reason}").format(
                side=spoken, reason=reason_words(conflict)
            )
        column.addStretch(1)
        self.button = Button(self.tr("Keep this one"), "filter")
        self.button.setCheckable(True)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.setAccessibleName(self.tr("Keep {side}").format(side=spoken))
        if not may_choose:
            self.button.hide()
        column.addWidget(self.button)

    def set_chosen(self, *, on: bool) -> None:
        """The chosen side carries a tick: its colour is not the only sign."""
        self.button.setChecked(on)
        if on:
            self.button.set_icon("check")
            self.button.setText(self.tr("Kept"))
        else:
            self.button.setIcon(QIcon())
            self.button.setText(self.tr("Keep this one"))
