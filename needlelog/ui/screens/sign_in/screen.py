"""Sign-in: who, and the passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError, SignInRefused
from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.note import Note
from needlelog.ui.gate.page import GatePage
from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.gate.people_list import PeopleList
from needlelog.ui.gate.waiting import Waiting
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.files.key_slots import SlotOwner
    from needlelog.services.clinic import Clinic
    from needlelog.ui.door import Door
    from needlelog.ui.worker import Worker


class SignInScreen(QWidget):
    """``opened`` carries the clinic, ``recovery_requested`` the person who forgot.

    ``refused`` carries an error that no other passphrase can mend: a damaged file, a newer one,
    a folder in use. ``rejected`` carries the refusal of a passphrase, which is also shown.
    """

    opened = Signal(object)
    recovery_requested = Signal(str)
    refused = Signal(object)
    rejected = Signal(object)

    def __init__(
        self,
        door: Door,
        worker: Worker,
        people: tuple[SlotOwner, ...],
        *,
        last_person: str = "",
        said: str = "",
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._door = door
        self._worker = worker
        self._on_fault = on_fault
        page = GatePage(self.tr("Sign in"))
        self.said = Note("good", said)
        page.body.addWidget(self.said)
        self.people = PeopleList()
        self.people.show_people(people, last_person)
        self.people.chosen.connect(self._person_chosen)
        self.people.typed.connect(self._type)
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.passphrase.returnPressed.connect(self._sign_in)
        self.passphrase.textEdited.connect(self._forget_error)
        self.row = FormRow(self.tr("Passphrase"), self.passphrase)
        self.button = BusyButton(self.tr("Sign in"), self.tr("Opening…"))
        self.button.clicked.connect(self._sign_in)
        self.forgotten = Button(self.tr("Forgotten passphrase"), "quiet")
        self.forgotten.clicked.connect(lambda: self.recovery_requested.emit(self.people.current()))
        page.body.addWidget(self.people)
        page.body.addWidget(self.row)
        page.footer.addWidget(self.forgotten)
        page.footer.addStretch(1)
        page.footer.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._waiting = Waiting(self)
        self._waiting.ticked.connect(self._show_wait)
        self._look_at_wait()

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def sign_in(self, person_uid: str, passphrase: str) -> None:
        """Do what a person does here: choose a name, type a passphrase, press the button."""
        self.people.tile(person_uid).click()
        self.passphrase.setText(passphrase)
        self._sign_in()

    def _person_chosen(self) -> None:
        self.passphrase.clear()
        self.passphrase.hide_text()
        self.row.set_error(None)
        self._look_at_wait()
        if not self.people.led_by_keys():
            self.take_focus()

    def _type(self, letters: str) -> None:
        """Who is chosen by the keys goes on with the passphrase."""
        self.take_focus()
        if letters and self.passphrase.isEnabled():
            self._forget_error()
            self.passphrase.insert(letters)

    def _look_at_wait(self) -> None:
        if self.people.current():
            self._waiting.start(self._door.seconds_to_wait(self.people.current()))

    def _sign_in(self) -> None:
        if self.button.is_busy() or self._waiting.seconds_left():
            return
        if not self.passphrase.text():
            self.row.set_error(self.tr("Please type your passphrase."))
            self.take_focus()
            return
        person_uid, passphrase = self.people.current(), self.passphrase.text()
        self.row.set_error(None)
        self._set_busy(True)
        self._worker.submit(
            lambda: self._door.sign_in(person_uid, passphrase),
            self._signed_in,
            self._not_signed_in,
            owner=self,
        )

    def _signed_in(self, clinic: Clinic) -> None:
        self._set_busy(False)
        self.passphrase.clear()
        self.opened.emit(clinic)

    def _not_signed_in(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, SignInRefused):
            self.rejected.emit(error)
            self.passphrase.selectAll()
            self._waiting.start(error.retry_after_seconds)
            if not error.retry_after_seconds:
                self.row.set_error(self.tr("That passphrase is not right."))
            self.take_focus()
        elif isinstance(error, KnownError):
            self.refused.emit(error)
        else:
            from needlelog.ui.sentences import error_sentence

            self.row.set_error(error_sentence(error))
            self._on_fault(error)

    def _show_wait(self, seconds: int) -> None:
        self.button.setEnabled(seconds == 0)
        if seconds:
            self.row.set_error(
                self.tr("That passphrase is not right. Next try in {seconds} s.").format(
                    seconds=seconds
                )
            )
        else:
            self.row.set_error(None)

    def _forget_error(self) -> None:
        if not self._waiting.seconds_left():
            self.row.set_error(None)

    def _set_busy(self, busy: bool) -> None:
        self.button.set_busy(busy)
        self.passphrase.setEnabled(not busy)
        self.people.setEnabled(not busy)
        self.forgotten.setEnabled(not busy)
