"""The tags of the filter in the head of Insights; the filter itself is shared with the review."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from needlelog.domain.people import Role
from needlelog.domain.session_filter import Period, SessionFilter
from needlelog.services.filter_choices import FilterChoices
from needlelog.services.review import QUEUE
from needlelog.ui.filter_words import CONDITIONS, condition_name, condition_words, set_conditions
from needlelog.ui.session_filter.filter_sheet import ClientSheet, ConditionSheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from needlelog.ui.context import Context

USUAL = SessionFilter(period=Period.QUARTER)
"""What is counted until somebody says otherwise."""
_AT_HAND = ("days", "concern", "phototype", "practitioner")
_LEFT_OUT = ("text", "states", "incomplete")


class FilterChips(QWidget):
    """Shows the conditions and changes them.

    A filter that is empty, or the review's own list of what waits, means the last three months
    here; all days are counted once the days were taken away.
    """

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._choices = FilterChoices()
        self._all_days = False
        self.chips: dict[str, Button] = {}
        self._flow = FlowLayout(self, spacing=8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.add_button = Button(self.tr("Filter"), "filter", "plus")
        self.add_button.setAccessibleName(self.tr("Add a condition"))
        self.add_button.clicked.connect(lambda _checked: self._offer())
        self._fill()

    def wanted(self) -> SessionFilter:
        """The filter that is counted."""
        shared = self._context.filter.wanted
        if shared == QUEUE or not shared.set_fields():
            return SessionFilter() if self._all_days else USUAL
        return shared

    def show_choices(self, choices: FilterChoices) -> None:
        """Show the tags with the names they need."""
        self._choices = choices
        self._fill()

    def ask(self, condition: str) -> None:
        """Open the sheet of a condition."""
        if condition == "client":
            ClientSheet(self._context, self.wanted(), self.window(), self._want).open()
            return
        ConditionSheet(
            self._context, condition, self.wanted(), self._choices, self.window(), self._want
        ).open()

    def _fill(self) -> None:
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), None)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add_button)
        self.chips = {}
        wanted = self.wanted()
        there = set_conditions(wanted)
        for key in (*there, *(key for key in _AT_HAND if key not in there)):
            if key == "practitioner" and self._own():
                continue
            self.chips[key] = self._set_chip(key, wanted) if key in there else self._open_chip(key)
            self._flow.addWidget(self.chips[key])
        self._flow.addWidget(self.add_button)
        if focused is not None:
            self.chips.get(focused, self.add_button).setFocus()

    def _set_chip(self, key: str, wanted: SessionFilter) -> Button:
        words = condition_words(wanted, key, self._choices, self._context.zones)
        if key == "practitioner" and self._nameless():
            words = self.tr("One practitioner")
        if key == "client" and self._nameless():
            words = self.tr("One client")
        chip = Button(f"{words}  ×", "filter")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setAccessibleName(self.tr("Remove the condition {words}").format(words=words))
        chip.setToolTip(self.tr("Remove this condition"))
        chip.clicked.connect(lambda: self._want(wanted.without(*CONDITIONS[key])))
        return chip

    def _open_chip(self, key: str) -> Button:
        words = self.tr("All days") if key == "days" else condition_name(key)
        chip = Button(words, "filter")
        chip.clicked.connect(lambda: self.ask(key))
        return chip

    def _want(self, wanted: SessionFilter) -> None:
        days = set(CONDITIONS["days"])
        self._all_days = not days & set(wanted.set_fields())
        if wanted == self._context.filter.wanted:
            self.changed.emit()
        else:
            self._context.filter.want(wanted)
        self._fill()

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for condition in CONDITIONS:
            hidden = condition == "client" and self._nameless()
            if condition in _LEFT_OUT or hidden or (condition == "practitioner" and self._own()):
                continue
            entry = menu.addAction(condition_name(condition))
            entry.triggered.connect(lambda _checked=False, key=condition: self.ask(key))
        every = menu.addAction(self.tr("The last three months, nothing else"))
        every.triggered.connect(lambda _checked=False: self._want(replace(USUAL)))
        menu.popup(self.add_button.mapToGlobal(self.add_button.rect().bottomLeft()))

    def _own(self) -> bool:
        """Whether there is no choice of practitioners: her own sessions, or nobody's names."""
        return self._context.clinic.person.role is not Role.MANAGER

    def _nameless(self) -> bool:
        return self._context.clinic.person.role is Role.INSPECTOR
