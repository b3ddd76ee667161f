"""The filter above the list: words, a tag for each condition, what can be added, kept filters."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from needlelog.domain.people import Role
from needlelog.domain.session_filter import SessionFilter
from needlelog.services import review
from needlelog.services.filter_choices import FilterChoices
from needlelog.ui.context import Changes, Context
from needlelog.ui.filter_words import (
    CONDITIONS,
    condition_name,
    condition_words,
    set_conditions,
)
from needlelog.ui.session_filter.filter_sheet import ClientSheet, ConditionSheet, NameSheet
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.broken_button import BrokenButton
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from needlelog.services.review import SavedFilter

_AT_HAND = ("practitioner", "zone", "depth", "product", "flags")
"""Conditions that stand ready to be pressed while they are not set and there is room."""


_CROWDED = 34
"""So many letters on the tags leave no room for conditions that are not set."""


class FilterBar(QWidget):
    """Shows the shared filter and changes it. The filter itself lives in the context."""

    left_downwards = Signal()
    """The Down key in the words: the list is meant."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._choices = FilterChoices()
        self._saved: tuple[SavedFilter, ...] = ()
        self._roomy = True
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        holder = QWidget()
        self._flow = FlowLayout(holder, spacing=8)
        self.search = SearchField(self.tr("Name, lot, zone, note…"))
        self._flow.addWidget(self.search)
        self.chips: dict[str, Button] = {}
        self.add_button = Button(self.tr("Filter"), "filter", "plus")
        self.add_button.setAccessibleName(self.tr("Add a condition"))
        self.add_button.clicked.connect(lambda _checked: self._offer())
        self._flow.addWidget(self.add_button)
        row.addWidget(holder, 1)
        self._count = label("", "quiet")
        row.addWidget(self._count, 0, Qt.AlignmentFlag.AlignTop)
        self._count.setMinimumHeight(metrics().target)
        self.saved_button = Button(self.tr("Saved filters"), "filter", "star-outline")
        self.saved_button.clicked.connect(lambda _checked: self._offer_saved())
        row.addWidget(self.saved_button, 0, Qt.AlignmentFlag.AlignTop)
        self.search.searched.connect(self._search)
        self.search.left_downwards.connect(self.left_downwards)
        self.set_roomy(True)

    def show_filter(self, choices: FilterChoices, saved: tuple[SavedFilter, ...]) -> None:
        """Show the shared filter with the names it needs, and the filters that are kept."""
        self._choices, self._saved = choices, saved
        wanted = self._context.filter.wanted
        if self.search.text().strip() != wanted.text:
            self.search.setText(wanted.text)
        self._fill(wanted)
        name = self._context.filter.name
        words = self.tr("Saved: {name}").format(name=name) if name else self.tr("Saved filters")
        self.saved_button.setText(words)
        self.saved_button.set_icon("star" if name else "star-outline")

    def show_count(self, shown: int, total: int) -> None:
        """Tell how many sessions are meant, of how many."""
        self._count.setText(
            self.tr("{shown} of {total}").format(
                shown=self.locale().toString(shown), total=self.locale().toString(total)
            )
        )

    def set_roomy(self, on: bool) -> None:
        """Whether there is room for conditions that are not set."""
        self._roomy = on
        self.search.setFixedWidth(metrics().text(260 if on else 200))
        self._fill(self._context.filter.wanted)

    # --- tags ----------------------------------------------------------------------------------

    def _fill(self, wanted: SessionFilter) -> None:
        focused = next((key for key, chip in self.chips.items() if chip.hasFocus()), None)
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add_button)
        self.chips = {}
        there = [key for key in set_conditions(wanted) if key != "text"]
        letters = sum(self._add_chip(key, wanted) for key in there)
        for key in self._at_hand() if self._roomy and letters < _CROWDED else ():
            if key not in there:
                self._add_open_chip(key)
        self._flow.addWidget(self.add_button)
        if focused is not None:
            self.chips.get(focused, self.add_button).setFocus()

    def _at_hand(self) -> tuple[str, ...]:
        return tuple(key for key in _AT_HAND if key != "practitioner" or not self._own())

    def _own(self) -> bool:
        """Whether nothing but the person's own sessions is listed anyway."""
        return self._context.clinic.person.role is Role.PRACTITIONER

    def _add_chip(self, condition: str, wanted: SessionFilter) -> int:
        """Add the tag of a condition that is set; returns how many letters it has."""
        words = condition_words(wanted, condition, self._choices, self._context.zones)
        chip = BrokenButton(f"{words}\u00a0\u00a0×", "filter")
        chip.setCheckable(True)
        chip.setChecked(True)
        chip.setAccessibleName(self.tr("Remove the condition {words}").format(words=words))
        chip.setToolTip(self.tr("Remove this condition"))
        chip.clicked.connect(lambda: self._want(wanted.without(*CONDITIONS[condition])))
        self._place(condition, chip)
        return len(words)

    def _add_open_chip(self, condition: str) -> None:
        chip = Button(condition_name(condition), "filter")
        chip.clicked.connect(lambda: self.ask(condition))
        self._place(condition, chip)

    def _place(self, condition: str, chip: Button) -> None:
        self.chips[condition] = chip
        self._flow.addWidget(chip)

    # --- changing ------------------------------------------------------------------------------

    def ask(self, condition: str) -> None:
        """Open the sheet of a condition; one that is only on or off is set at once."""
        wanted = self._context.filter.wanted
        if condition == "incomplete":
            self._want(replace(wanted, incomplete=not wanted.incomplete))
        elif condition == "client":
            ClientSheet(self._context, wanted, self.window(), self._want).open()
        elif condition == "text":
            self.search.setFocus()
        else:
            ConditionSheet(
                self._context, condition, wanted, self._choices, self.window(), self._want
            ).open()

    def _want(self, wanted: SessionFilter) -> None:
        self._context.filter.want(wanted)

    def _search(self, text: str) -> None:
        self._want(replace(self._context.filter.wanted, text=text.strip()))

    def _offer(self) -> None:
        menu = _menu(self)
        for condition in CONDITIONS:
            if condition == "text" or (condition == "practitioner" and self._own()):
                continue
            entry = menu.addAction(condition_name(condition))
            entry.triggered.connect(lambda _checked=False, key=condition: self.ask(key))
        _open_below(menu, self.add_button)

    # --- kept filters --------------------------------------------------------------------------

    def _offer_saved(self) -> None:
        menu, shared = _menu(self), self._context.filter
        queue = menu.addAction(self.tr("Waiting for a countersignature"))
        queue.triggered.connect(lambda _checked=False: shared.want(review.QUEUE))
        every = menu.addAction(self.tr("All sessions"))
        every.triggered.connect(lambda _checked=False: shared.want(SessionFilter()))
        menu.addSeparator()
        for each in self._saved:
            entry = menu.addAction(each.name)
            entry.triggered.connect(
                lambda _checked=False, each=each: shared.want(each.wanted, each.name)
            )
        if self._context.clinic.person.may_manage:
            self._offer_keeping(menu)
        _open_below(menu, self.saved_button)

    def _offer_keeping(self, menu: QMenu) -> None:
        menu.addSeparator()
        shared = self._context.filter
        keep = menu.addAction(self.tr("Keep this filter…"))
        keep.setEnabled(bool(shared.wanted.set_fields()))
        keep.triggered.connect(lambda _checked=False: self.ask_name())
        current = next((each for each in self._saved if each.name == shared.name), None)
        if current is not None:
            drop = menu.addAction(self.tr("Drop “{name}”").format(name=current.name))
            drop.triggered.connect(lambda _checked=False: self._drop(current))

    def ask_name(self) -> None:
        """Ask for the name under which the filter is kept."""
        shared = self._context.filter
        wanted = shared.wanted

        def kept(name: str) -> None:
            shared.want(wanted, name)

        NameSheet(self._context, wanted, shared.name, self.window(), kept).open()

    def _drop(self, saved: SavedFilter) -> None:
        clinic, shared = self._context.clinic, self._context.filter

        def dropped(_none: None) -> None:
            shared.want(shared.wanted)

        self._context.write(
            lambda: review.drop_filter(clinic, saved.uid),
            Changes.of("saved_filter"),
            owner=self,
            on_done=dropped,
        )


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _open_below(menu: QMenu, button: Button) -> None:
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
