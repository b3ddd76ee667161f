"""Choosing a passphrase: typed twice, with a hint on its strength."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.gate.strength_hint import StrengthHint
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable


class NewPassphrase(QWidget):
    """Two fields and the hint; ``entered`` on Enter. `own_words` are what is guessed first."""

    entered = Signal()

    def __init__(
        self, own_words: Callable[[], tuple[str, ...]] = tuple, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._own_words = own_words
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.first = PassphraseField(self.tr("Passphrase"))
        self.second = PassphraseField(self.tr("The same passphrase again"))
        self._first_row = FormRow(self.tr("Passphrase"), self.first)
        self._second_row = FormRow(self.tr("The same passphrase again"), self.second)
        self.hint = StrengthHint()
        column.addWidget(self._first_row)
        column.addWidget(self.hint)
        column.addSpacing(8)
        column.addWidget(self._second_row)
        self._order_tab_stops()
        self.first.textChanged.connect(self._judge)
        self.first.textEdited.connect(lambda _text: self._first_row.set_error(None))
        self.second.textEdited.connect(lambda _text: self._second_row.set_error(None))
        self.first.returnPressed.connect(self._on_to_second)
        self.second.returnPressed.connect(self.entered)

    def passphrase(self) -> str:
        """What was chosen."""
        return self.first.text()

    def is_complete(self) -> bool:
        """Whether something was chosen and typed twice alike; says in words what is missing."""
        if not self.first.text().strip():
            self._first_row.set_error(self.tr("Please choose a passphrase; it cannot be empty."))
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
            return False
        if self.second.text() != self.first.text():
            self._second_row.set_error(
                self.tr("The two passphrases differ. Please type the second one again.")
                if self.second.text()
                else self.tr("Please type the passphrase a second time.")
            )
            self.second.setFocus(Qt.FocusReason.OtherFocusReason)
            self.second.selectAll()
            return False
        return True

    def clear(self) -> None:
        """Forget what was typed."""
        for field in (self.first, self.second):
            field.clear()
            field.hide_text()

    def _judge(self, text: str) -> None:
        self.hint.judge(text, self._own_words())

    def _order_tab_stops(self) -> None:
        """Tab goes from the one field to the other at once; the eyes come after both."""
        stops = (self.first, self.second, self.first.eye, self.second.eye)
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    def _on_to_second(self) -> None:
        if self.second.text() == self.first.text():
            self.entered.emit()
        else:
            self.second.setFocus(Qt.FocusReason.TabFocusReason)
