"""The form for one decision that a client made on paper."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.clients import Consent, ConsentKind, ConsentStatus
from needlelog.ui.labels import CONSENT_KINDS, CONSENT_STATUS, label
from needlelog.ui.screens.client.details.part_sheet import PartSheet
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtWidgets import QWidget


class ConsentSheet(PartSheet):
    """Gives the decision by ``kept``. A later decision is added; the former one stays listed.

    What is signed in the program goes another way, see `ConsentSigningPage`.
    """

    kept = Signal(object)

    def __init__(self, consent: Consent, today: date, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("ConsentSheet", "Consent on paper"), parent)
        self._consent = consent
        self._today = today
        self.kind = SegmentedControl(
            [(one.value, label(CONSENT_KINDS, one)) for one in ConsentKind]
        )
        self.status = SegmentedControl(
            [(one.value, label(CONSENT_STATUS, one)) for one in ConsentStatus]
        )
        self.version = QLineEdit(consent.version)
        self.version.setPlaceholderText("v3")
        self.day = DateField(self.tr("Decided on"))
        self.note = QLineEdit(consent.note)
        self.add_row(self.tr("For"), self.kind)
        self.add_row(self.tr("Decision"), self.status)
        self.add_row(self.tr("Version of the text"), self.version)
        self.add_row(self.tr("Decided on"), self.day)
        self.add_row(self.tr("Note"), self.note)
        self.kind.set_current(consent.kind.value)
        self.status.set_current(consent.status.value)
        self.day.set_value(consent.decided_on)

    def submit(self) -> None:
        """Hand the decision over; it needs a day that has come."""
        if not self.day.commit():
            return
        day = self.day.value()
        if day is None or day > self._today:
            self.day.set_error(
                self.tr("Write the day of the decision.")
                if day is None
                else self.tr("This day has not come yet.")
            )
            return
        self.kept.emit(
            replace(
                self._consent,
                kind=ConsentKind(self.kind.current()),
                status=ConsentStatus(self.status.current()),
                version=self.version.text().strip(),
                decided_on=day,
                note=self.note.text().strip(),
            )
        )
        self.accept()
