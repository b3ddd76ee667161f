"""The form for one concern with its zones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout

from needlelog.ui.screens.client.concern_field import ConcernField
from needlelog.ui.screens.client.details.part_sheet import PartSheet
from needlelog.ui.screens.client.zone_picker import ZonePicker
from needlelog.ui.widgets.form_row import FormRow

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.clients import ClientConcern
    from needlelog.domain.zones import ZoneCatalogue


class ConcernSheet(PartSheet):
    """Gives the concern by ``kept``."""

    kept = Signal(object)

    def __init__(
        self, concern: ClientConcern, zones: ZoneCatalogue, parent: QWidget | None = None
    ) -> None:
        title = concern.concern or QCoreApplication.translate("ConcernSheet", "New concern")
        super().__init__(title, parent)
        self._concern = concern
        self.concern = ConcernField(concern.concern)
        self.severity = QLineEdit(concern.severity)
        self.severity.setPlaceholderText(self.tr("grade 3, shallow, since 2019 …"))
        self.zones = ZonePicker(zones, concern.zones)
        self.setMinimumWidth(800)
        self._concern_row = FormRow(self.tr("Concern"), self.concern)
        fields = QVBoxLayout()
        fields.setSpacing(12)
        fields.addWidget(self._concern_row)
        fields.addWidget(FormRow(self.tr("How marked"), self.severity))
        fields.addStretch(1)
        columns = QHBoxLayout()
        columns.setSpacing(20)
        columns.addLayout(fields, 1)
        columns.addWidget(self.zones, 1)
        self.body.addLayout(columns, 1)
        self.concern.setFocus()

    def submit(self) -> None:
        """Hand the concern over; it needs words."""
        words = " ".join(self.concern.text().split())
        if not words:
            self._concern_row.set_error(self.tr("Say what the client wants treated."))
            return
        self.kept.emit(
            replace(
                self._concern,
                concern=words,
                severity=self.severity.text().strip(),
                zones=self.zones.zones(),
            )
        )
        self.accept()
