"""The sheet on which it is written that a client takes a consent back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLineEdit

from needlelog.services.consents import withdraw_consent
from needlelog.ui.consent.consent_words import decision_words
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.clients import Consent


class WithdrawSheet(EntrySheet):
    """A day and a note. What was signed stays readable, marked as withdrawn."""

    def __init__(
        self, context: Context, client_uid: str, consent: Consent, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            context,
            QCoreApplication.translate("WithdrawSheet", "Withdraw the consent “{kind}”?").format(
                kind=label(CONSENT_KINDS, consent.kind)
            ),
            QCoreApplication.translate("WithdrawSheet", "Withdraw"),
            parent,
            decision_words(consent),
        )
        self.setMinimumWidth(480)
        self._client_uid = client_uid
        self._consent = consent
        self.day = DateField(self.tr("Withdrawn on"))
        self.day.set_value(context.today())
        self.day_row = self.add_row(self.tr("Withdrawn on"), self.day)
        self.note = QLineEdit()
        self.note.setMaxLength(300)
        self.add_row(
            self.tr("Note"), self.note, self.tr("For example how it was said. It may stay empty.")
        )

    def submit(self) -> None:
        """Write the withdrawal; it needs a day."""
        if not self.day.commit():
            return
        day = self.day.value()
        if day is None:
            self.day.set_error(self.tr("Write the day of the withdrawal."))
            return
        clinic, uid, note = self.context.clinic, self._consent.uid, self.note.text()
        self.save(
            lambda: withdraw_consent(clinic, uid, day, note),
            Changes.of("client", "consent", uid=self._client_uid),
            lambda _kept: self.context.message.emit(
                self.tr("Withdrawn. What was signed stays readable.")
            ),
        )
