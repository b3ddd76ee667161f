"""Two entries side by side: which one knows better, field by field, then one client of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QWidget

from needlelog.services import client_merge
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.merge.value_button import ValueButton
from needlelog.ui.merge.words import field_words, sessions_words, value_words
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from needlelog.services.client_merge import ClientMerge, Pair
    from needlelog.ui.context import Context

_SIZE = (820, 640)
_NAME_COLUMN = 130


class CompareSheet(SheetDialog):
    """The entry at the left stays; what the right one knows better is taken from there."""

    merged = Signal(object)
    """The merge that was made."""

    def __init__(
        self, context: Context, keep_uid: str, duplicate_uid: str, parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("CompareSheet", "Merge two entries into one client"),
            parent,
            translate(
                "CompareSheet",
                "Both histories are read as one from then on. What was signed stays exactly as it "
                "was signed, and the two can be parted again.",
            ),
        )
        self.context = context
        self.pair: Pair | None = None
        self.choices: dict[str, tuple[Button, Button]] = {}
        self._uids = (keep_uid, duplicate_uid)
        self._groups: list[QButtonGroup] = []
        self._card = Card()
        page = ScrollPage()
        page.body.addWidget(self._card)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        self.trouble = Note("stop")
        self.body.addWidget(self.trouble)
        self.swap = self.add_button(self.tr("Keep the other entry"), "quiet", self._swap)
        self.swap.set_icon("swap-horizontal")
        self.add_button(self.tr("Cancel"))
        self.merge_button = self.add_button(self.tr("Merge"), "primary", self._merge)
        self.merge_button.setEnabled(False)
        self.resize(*_SIZE)
        self._read()

    def taken(self) -> frozenset[str]:
        """The fields that are taken from the entry at the right."""
        return frozenset(name for name, (_, right) in self.choices.items() if right.isChecked())

    def _read(self) -> None:
        clinic, (keep, duplicate) = self.context.clinic, self._uids
        self.context.read(
            lambda: client_merge.compare(clinic, keep, duplicate),
            self._show,
            owner=self,
            on_error=self._refuse,
        )

    def _swap(self) -> None:
        self._uids = (self._uids[1], self._uids[0])
        self._read()

    def _show(self, pair: Pair) -> None:
        self.pair = pair
        self._groups, self.choices = [], {}
        while (item := self._card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(18, 12, 18, 16)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnMinimumWidth(0, _NAME_COLUMN)
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        titles = (self.tr("Entry that stays"), self.tr("Duplicate"))
        for column, (title, count) in enumerate(zip(titles, pair.sessions, strict=True), 1):
            grid.addWidget(label(title, "section"), 0, column)
            grid.addWidget(label(sessions_words(count), "quiet"), 1, column)
        row = 2
        for name in client_merge.FIELDS:
            left, right = (value_words(one, name) for one in (pair.keep, pair.duplicate))
            if left or right:
                grid.addWidget(
                    label(field_words(name), "field"), row, 0, Qt.AlignmentFlag.AlignVCenter
                )
                self._add_values(grid, row, name, left, right)
                row += 1
        self._card.add(holder)
        self.merge_button.setEnabled(True)

    def _add_values(self, grid: QGridLayout, row: int, name: str, left: str, right: str) -> None:
        if left == right:
            for column in (1, 2):
                grid.addWidget(label(left, wrap=True), row, column, Qt.AlignmentFlag.AlignVCenter)
            return
        group = QButtonGroup(self)
        self._groups.append(group)
        buttons = []
        for column, value in enumerate((left, right), 1):
            button = ValueButton(value or self.tr("not known"))
            button.setAccessibleName(f"{field_words(name)}: {value or self.tr('not known')}")
            group.addButton(button)
            grid.addWidget(button, row, column)
            buttons.append(button)
        buttons[0 if left else 1].setChecked(True)
        self.choices[name] = (buttons[0], buttons[1])

    def _merge(self) -> None:
        clinic, (keep, duplicate), taken = self.context.clinic, self._uids, self.taken()
        self.merge_button.setEnabled(False)
        self.context.write(
            lambda: client_merge.merge(clinic, keep, duplicate, taken),
            Changes.of("client", "session", "draft"),
            owner=self,
            on_done=self._done,
            on_error=self._refuse,
        )

    def _done(self, made: ClientMerge) -> None:
        self.accept()
        self.context.message.emit(
            self.tr("The two entries of {name} are one client now.").format(name=made.kept_name)
        )
        self.merged.emit(made)

    def _refuse(self, error: Exception) -> None:
        self.merge_button.setEnabled(self.pair is not None)
        self.trouble.say(error_sentence(error))
