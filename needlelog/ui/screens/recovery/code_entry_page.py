"""Recovery code and new passphrase of the person who forgot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.errors import KnownError, SignInRefused
from needlelog.files.recovery_code import RecoveryCode, parse_recovery_code
from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.new_passphrase import NewPassphrase
from needlelog.ui.gate.page import GatePage
from needlelog.ui.gate.people_list import PeopleList
from needlelog.ui.gate.waiting import Waiting
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.files.key_slots import SlotOwner

_LONGEST = 200


class CodeEntryPage(GatePage):
    """``completed`` carries person, code and passphrase; ``cancelled`` goes back to sign-in."""

    completed = Signal(str, RecoveryCode, str)
    cancelled = Signal()

    def __init__(
        self, people: Sequence[SlotOwner], person_uid: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent=parent)
        self.set_words(
            self.tr("Forgotten passphrase"),
            self.tr(
                "The recovery code was printed or saved when the clinic was set up. "
                "It opens the records and lets you choose a new passphrase."
            ),
        )
        self.people = PeopleList()
        self.people.show_people(people, person_uid)
        self.code = QLineEdit()
        self.code.setMaxLength(_LONGEST)
        self.code.setPlaceholderText("XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX")
        self.code_row = FormRow(self.tr("Recovery code"), self.code)
        self.secret = NewPassphrase(self._own_words)
        self.button = BusyButton(self.tr("Set new passphrase"), self.tr("Opening…"))
        self._cancel = Button(self.tr("Back"))
        for widget in (self.people, self.code_row, self.secret):
            self.body.addWidget(widget)
        self.people.setVisible(len(people) > 1)
        self.footer.addWidget(self._cancel)
        self.footer.addStretch(1)
        self.footer.addWidget(self.button)
        self.code.textEdited.connect(self._forget_error)
        self.code.returnPressed.connect(self._on_to_passphrase)
        self.secret.entered.connect(self._go_on)
        self.button.clicked.connect(self._go_on)
        self._cancel.clicked.connect(self.cancelled)
        self._waiting = Waiting(self)
        self._waiting.ticked.connect(self._show_wait)

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.code.setFocus(Qt.FocusReason.OtherFocusReason)

    def wait(self, seconds: int) -> None:
        """Count the seconds before the next try down."""
        self._waiting.start(seconds)

    def set_busy(self, busy: bool) -> None:
        """While the records are opened nothing can be pressed."""
        self.button.set_busy(busy)
        for widget in (self.people, self.code, self.secret, self._cancel):
            widget.setEnabled(not busy)

    def tell(self, error: Exception) -> None:
        """Say why the code did not open."""
        if isinstance(error, SignInRefused):
            self.wait(error.retry_after_seconds)
            if error.retry_after_seconds:
                return
            self.code_row.set_error(self.tr("That recovery code does not open this clinic."))
        else:
            self.code_row.set_error(error_sentence(error))
        self.take_focus()

    def _own_words(self) -> tuple[str, ...]:
        person = self.people.current()
        return (self.people.name_of(person),) if person else ()

    def _on_to_passphrase(self) -> None:
        if self._code() is not None:
            self.secret.first.setFocus(Qt.FocusReason.TabFocusReason)

    def _go_on(self) -> None:
        if self.button.is_busy() or self._waiting.seconds_left():
            return
        code = self._code()
        if code is not None and self.secret.is_complete():
            self.completed.emit(self.people.current(), code, self.secret.passphrase())

    def _code(self) -> RecoveryCode | None:
        if not self.code.text().strip():
            self.code_row.set_error(self.tr("Please type the recovery code from your sheet."))
            self.take_focus()
            return None
        try:
            code = parse_recovery_code(self.code.text())
        except KnownError as error:
            self.code_row.set_error(error_sentence(error))
            self.take_focus()
            return None
        self.code_row.set_error(None)
        return code

    def _show_wait(self, seconds: int) -> None:
        self.button.setEnabled(seconds == 0)
        words = self.tr("That recovery code does not open this clinic. Next try in {seconds} s.")
        self.code_row.set_error(words.format(seconds=seconds) if seconds else None)

    def _forget_error(self) -> None:
        if not self._waiting.seconds_left():
            self.code_row.set_error(None)
