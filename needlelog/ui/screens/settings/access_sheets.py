"""The sheets in which a person changes passphrase or PIN."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.errors import SignInRefused
from needlelog.services.people import change_passphrase
from needlelog.services.quick_pin import save_quick_pin
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.gate.new_passphrase import NewPassphrase
from needlelog.ui.gate.passphrase_field import PassphraseField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_SHORTEST_PIN, _LONGEST_PIN = 4, 8


class PassphraseSheet(EntrySheet):
    """The present passphrase, and the new one twice."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("PassphraseSheet", "Change your passphrase"),
            translate("PassphraseSheet", "Change"),
            parent,
        )
        self.setMinimumWidth(480)
        self.present = PassphraseField(self.tr("Present passphrase"))
        self.present_row = self.add_row(self.tr("Present passphrase"), self.present)
        person = context.clinic.person
        self.secret = NewPassphrase(lambda: (person.name, context.clinic.name))
        self.body.addWidget(self.secret)
        self.present.setFocus()

    def submit(self) -> None:
        """Change it when the present one is right."""
        if not self.present.text():
            self.present_row.set_error(self.tr("Please type your present passphrase."))
            return
        if not self.secret.is_complete():
            return
        clinic, old, new = self.context.clinic, self.present.text(), self.secret.passphrase()
        self.save(lambda: change_passphrase(clinic, old, new), Changes.of("access"), self._tell)

    def not_kept(self, error: Exception) -> None:
        """A wrong present passphrase is told at its field."""
        if isinstance(error, SignInRefused):
            self.save_button.setEnabled(True)
            seconds = error.retry_after_seconds
            words = self.tr("That is not your present passphrase.")
            if seconds:
                words += " " + self.tr("Next try in {seconds} s.").format(seconds=seconds)
            self.present_row.set_error(words)
            self.present.setFocus(Qt.FocusReason.OtherFocusReason)
            self.present.selectAll()
            return
        super().not_kept(error)

    def _tell(self, _done: object) -> None:
        self.context.message.emit(self.tr("Your passphrase is changed."))


class PinSheet(EntrySheet):
    """A PIN, typed twice."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            context,
            translate("PinSheet", "Your PIN"),
            translate("PinSheet", "Keep"),
            parent,
            translate(
                "PinSheet",
                "4 to 8 digits that unlock after a lock. Five wrong tries, or a start of the "
                "program, ask for the passphrase.",
            ),
        )
        self.first, self.second = self._field(), self._field()
        self.first_row = self.add_row(self.tr("PIN"), self.first)
        self.second_row = self.add_row(self.tr("The same PIN again"), self.second)
        self.first.setFocus()

    def submit(self) -> None:
        """Keep it when it is one and was typed twice alike."""
        pin = self.first.text()
        if not (pin.isdecimal() and _SHORTEST_PIN <= len(pin) <= _LONGEST_PIN):
            self.first_row.set_error(self.tr("A PIN has 4 to 8 digits."))
            return
        if self.second.text() != pin:
            self.second_row.set_error(self.tr("The two PINs differ."))
            return
        clinic = self.context.clinic
        self.save(lambda: save_quick_pin(clinic, pin), Changes.of("settings"), self._tell)

    def _field(self) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setMaxLength(_LONGEST_PIN)
        field.setInputMethodHints(
            Qt.InputMethodHint.ImhDigitsOnly | Qt.InputMethodHint.ImhSensitiveData
        )
        return field

    def _tell(self, _done: object) -> None:
        self.context.message.emit(self.tr("Your PIN is kept. It works from the next lock on."))
