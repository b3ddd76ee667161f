"""The locked window: nothing of the clinic is seen until the person proves who they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.errors import KnownError, PinForgotten, SignInRefused, WrongPin
from needlelog.ui.gate.busy_button import BusyButton
from needlelog.ui.gate.page import GatePage, at_left
from needlelog.ui.gate.passphrase_field import PassphraseField
from needlelog.ui.gate.waiting import Waiting
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.files.quick_unlock import QuickUnlock
    from needlelog.services.clinic import Clinic
    from needlelog.ui.worker import Worker

_LONGEST_PIN = 8


class LockScreen(QWidget):
    """Takes the place of everything else. ``unlocked`` gives the same place back, ``switch_requested``
    asks for the sign-in of another person."""

    unlocked = Signal()
    switch_requested = Signal()

    def __init__(
        self,
        clinic: Clinic,
        worker: Worker,
        quick: QuickUnlock,
        *,
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clinic = clinic
        self._worker = worker
        self._quick = quick
        self._on_fault = on_fault
        self.setAccessibleName(self.tr("Locked"))
        page = GatePage(
            self.tr("Locked"),
            self.tr("{name} is signed in. Everything is as you left it.").format(
                name=clinic.person.name
            ),
        )
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setMaxLength(_LONGEST_PIN)
        self.pin.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        self.pin_row = FormRow(self.tr("PIN"), self.pin)
        self.passphrase = PassphraseField(self.tr("Passphrase"))
        self.row = FormRow(self.tr("Passphrase"), self.passphrase)
        self.button = BusyButton(self.tr("Unlock"), self.tr("Checking…"))
        self.switch = Button(self.tr("Sign in as another person"), "quiet")
        self.by_passphrase = Button(self.tr("Use the passphrase"), "quiet")
        self._other_way = at_left(self.by_passphrase)
        for widget in (self.pin_row, self.row):
            page.body.addWidget(widget)
        page.body.addWidget(self._other_way)
        page.footer.addWidget(self.switch)
        page.footer.addStretch(1)
        page.footer.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(page)
        self._waiting = Waiting(self)
        self._connect()
        self._ask_for_pin(quick.person_uid == clinic.person.uid)

    def take_focus(self) -> None:
        """Put the cursor where typing begins."""
        field = self.pin if self.asks_for_pin() else self.passphrase
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def asks_for_pin(self) -> bool:
        """Whether the PIN is enough."""
        return not self.pin_row.isHidden()

    def _connect(self) -> None:
        self._waiting.ticked.connect(self._show_wait)
        self.pin.returnPressed.connect(self._unlock)
        self.pin.textEdited.connect(lambda _text: self.pin_row.set_error(None))
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textEdited.connect(self._forget_error)
        self.button.clicked.connect(self._unlock)
        self.switch.clicked.connect(self.switch_requested)
        self.by_passphrase.clicked.connect(lambda: self._ask_for_pin(False))

    def _ask_for_pin(self, on: bool) -> None:
        self.pin_row.setVisible(on)
        self._other_way.setVisible(on)
        self.row.setVisible(not on)
        self.pin.clear()
        if not on:
            self._waiting.start(self._clinic.keys.seconds_to_wait(self._clinic.person.uid))
        self.take_focus()

    def _unlock(self) -> None:
        if self.button.is_busy():
            return
        if self.asks_for_pin():
            self._try_pin(self.pin.text())
        elif not self._waiting.seconds_left():
            self._try_passphrase(self.passphrase.text())

    def _try_pin(self, pin: str) -> None:
        if not pin:
            self.pin_row.set_error(self.tr("Please type your PIN."))
            return
        self._set_busy(True)
        self._worker.submit(
            lambda: self._quick.open(pin), lambda _key: self._open(), self._refused, owner=self
        )

    def _try_passphrase(self, passphrase: str) -> None:
        if not passphrase:
            self.row.set_error(self.tr("Please type your passphrase."))
            return
        person_uid = self._clinic.person.uid
        self._set_busy(True)
        self._worker.submit(
            lambda: self._clinic.keys.unlock(person_uid, passphrase),
            lambda _key: self._open(),
            self._refused,
            owner=self,
        )

    def _open(self) -> None:
        self._set_busy(False)
        self.pin.clear()
        self.passphrase.clear()
        self.unlocked.emit()

    def _refused(self, error: Exception) -> None:
        self._set_busy(False)
        if isinstance(error, WrongPin):
            words = self.tr("That PIN is not right. Tries left: {count}.")
            self.pin_row.set_error(words.format(count=error.tries_left))
            self.pin.clear()
        elif isinstance(error, PinForgotten):
            self._ask_for_pin(False)
            words = self.tr("Five wrong PINs: please unlock with your passphrase.")
            self.row.set_error(words)
        elif isinstance(error, SignInRefused):
            self._waiting.start(error.retry_after_seconds)
            if not error.retry_after_seconds:
                self.row.set_error(self.tr("That passphrase is not right."))
            self.passphrase.selectAll()
        else:
            self.row.set_error(error_sentence(error))
            if not isinstance(error, KnownError):
                self._on_fault(error)
        self.take_focus()

    def _show_wait(self, seconds: int) -> None:
        self.button.setEnabled(seconds == 0)
        words = self.tr("That passphrase is not right. Next try in {seconds} s.")
        self.row.set_error(words.format(seconds=seconds) if seconds else None)

    def _forget_error(self) -> None:
        if not self._waiting.seconds_left():
            self.row.set_error(None)

    def _set_busy(self, busy: bool) -> None:
        self.button.set_busy(busy)
        for widget in (self.pin, self.passphrase, self.switch, self.by_passphrase):
            widget.setEnabled(not busy)
