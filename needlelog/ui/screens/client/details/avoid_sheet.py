"""The form for one spot that must not be needled."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit

from needlelog.domain.clients import AvoidKind
from needlelog.ui.labels import AVOID_KINDS, label
from needlelog.ui.screens.client.details.part_sheet import PartSheet
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from needlelog.domain.clients import AvoidMark


class AvoidSheet(PartSheet):
    """Gives the mark by ``kept``. ``where`` says in words where the point lies."""

    kept = Signal(object)

    def __init__(self, mark: AvoidMark, where: str, parent: QWidget | None = None) -> None:
        super().__init__(
            QCoreApplication.translate("AvoidSheet", "Do not needle here"), parent, where
        )
        self._mark = mark
        self.kind = ChoiceBox(
            self.tr("What it is"), [(one.value, label(AVOID_KINDS, one)) for one in AvoidKind]
        )
        self.since = DateField(self.tr("From"))
        self.until = DateField(self.tr("Until"))
        self.note = QLineEdit(mark.note)
        self.add_row(self.tr("What it is"), self.kind)
        self.add_row(self.tr("From"), self.since)
        self.add_row(
            self.tr("Until"), self.until, self.tr("The last day it holds; empty means always.")
        )
        self.add_row(self.tr("Note"), self.note)
        self.kind.set_current(mark.kind.value)
        self.since.set_value(mark.since)
        self.until.set_value(mark.until)

    def submit(self) -> None:
        """Hand the mark over; its end may not lie before its beginning."""
        if not (self.since.commit() and self.until.commit()):
            return
        since, until = self.since.value(), self.until.value()
        if since is not None and until is not None and until < since:
            self.until.set_error(self.tr("This day lies before the first day."))
            return
        self.kept.emit(
            replace(
                self._mark,
                kind=AvoidKind(self.kind.current()),
                since=since,
                until=until,
                note=self.note.text().strip(),
            )
        )
        self.accept()
