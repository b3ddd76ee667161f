"""Who opens a backup or a packed clinic, with a passphrase or with the recovery code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError
from needlelog.files.recovery_code import RecoveryCode, parse_recovery_code
from needlelog.ui.gate.page import at_left
from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.gate.people_list import PeopleList
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.files.key_slots import SlotOwner

_LONGEST_CODE = 200


class SecretPanel(QWidget):
    """``entered`` is sent when Return is pressed in the field."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people = PeopleList()
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST_CODE)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.by_words = FormRow(self.tr("Passphrase"), self.passphrase)
        self.by_code = FormRow(self.tr("Recovery code"), self.code)
        self.other_way = Button("", "quiet")
        self.other_way.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        for widget in (self.people, self.by_words, self.by_code, at_left(self.other_way)):
            column.addWidget(widget)
        column.addStretch(1)
        self._codes = False
        self._show_way()
        self.people.chosen.connect(lambda _uid: self._forget())
        for field in (self.passphrase, self.code):
            field.textEdited.connect(lambda _text: self._forget())
            field.returnPressed.connect(self.entered)

    def show_people(self, people: Sequence[SlotOwner]) -> None:
        """Show who can open it, and forget what was typed."""
        self.people.show_people(people, self.people.current())
        self.passphrase.clear()
        self.passphrase.hide_text()
        self.code.clear()
        self._forget()

    def person(self) -> str:
        """The uid of the person chosen."""
        return self.people.current()

    def secret(self) -> str | RecoveryCode | None:
        """What was typed; None where it can be nothing, which is then said."""
        if not self._codes:
            if not self.passphrase.text():
                self.by_words.set_error(self.tr("Please type your passphrase."))
                self.take_focus()
                return None
            return self.passphrase.text()
        try:
            return parse_recovery_code(self.code.text())
        except KnownError as error:
            self.tell(error)
            return None

    def tell(self, error: Exception) -> None:
        """Say why it did not open."""
        row = self.by_code if self._codes else self.by_words
        row.set_error(error_sentence(error))
        self.take_focus()

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        field = self.code if self._codes else self.passphrase
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _turn(self) -> None:
        self._codes = not self._codes
        self._show_way()
        self.take_focus()

    def _show_way(self) -> None:
        # Only ever hidden without a parent: shown so, a row would flash up as a window.
        self.by_words.setHidden(self._codes)
        self.by_code.setHidden(not self._codes)
        self.other_way.setText(
            self.tr("Use a passphrase instead")
            if self._codes
            else self.tr("Use the recovery code instead")
        )

    def _forget(self) -> None:
        self.by_words.set_error(None)
        self.by_code.set_error(None)
