"""One sheet for every way out: what is meant, in which format, where to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from needlelog.domain.exports.request import (
    EVERY_SESSION,
    ExportFormat,
    ExportRequest,
    ExportResult,
)
from needlelog.domain.people import Role
from needlelog.services.exports.preview import ExportPreview, preview
from needlelog.services.exports.run import export
from needlelog.ui.context import Changes
from needlelog.ui.export.export_words import (
    file_kinds,
    file_name,
    format_hint,
    format_name,
    result_sentence,
)
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.choice_box import ChoiceBox
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.exports.run import Paper
    from needlelog.ui.context import Context

_ORDER = (
    ExportFormat.CSV,
    ExportFormat.XLSX,
    ExportFormat.PDF,
    ExportFormat.FHIR,
    ExportFormat.JSON,
    ExportFormat.CLINIC,
)
_WITH_PHOTOS = (ExportFormat.FHIR, ExportFormat.CLINIC)
_WIDTH = 560


class _Stopped(Exception):
    """The sheet was closed while a file was being written."""


class ExportSheet(SheetDialog):
    """Exports what a filter means; ``words`` say the filter. The person's role is respected."""

    exported = Signal(object)
    """The `ExportResult`, once the file is in its place."""
    _progressed = Signal(int, int)

    def __init__(
        self,
        context: Context,
        wanted: SessionFilter = EVERY_SESSION,
        words: str = "",
        parent: QWidget | None = None,
        kind: ExportFormat = ExportFormat.CSV,
    ) -> None:
        super().__init__(self.tr("Export"), parent)
        self._context = context
        self._wanted = wanted
        self._words = words
        self._stopped = False
        person = context.clinic.person
        formats = [each for each in _ORDER if person.may_manage or not each.everything]
        self.format = ChoiceBox(
            self.tr("Format"), [(each.value, format_name(each)) for each in formats]
        )
        self.format_row = FormRow(self.tr("Format"), self.format)
        self.first = DateField(self.tr("First day"))
        self.last = DateField(self.tr("Last day"))
        self.first_row = FormRow(self.tr("From"), self.first)
        self.last_row = FormRow(self.tr("To"), self.last)
        self.what = label("", "strong", wrap=True)
        self.bare = TickBox(self.tr("Leave identities out (names, contacts, notes)"))
        self.exact = TickBox(self.tr("Exact texts, even if a spreadsheet runs them"))
        self.photos = TickBox(
            self.tr("With the photos, decrypted, with all their cameras wrote, such as the place")
        )
        self.bar = QProgressBar()
        self.bar.setAccessibleName(self.tr("Progress of the export"))
        self.note = Note("warn")
        self._lay_out()
        self.cancel = self.add_button(self.tr("Cancel"))
        self.save = self.add_button(self.tr("Choose where to save…"), "primary", self._ask_place)
        self.first.set_value(wanted.first)
        self.last.set_value(wanted.last)
        self.format.set_current(kind.value if kind in formats else formats[0].value)
        self._connect()
        self.setMinimumWidth(_WIDTH)
        self._show_format()

    # --- what is asked for -----------------------------------------------------------------------

    def request(self) -> ExportRequest:
        """What the sheet asks for as it stands."""
        kind = ExportFormat(self.format.current())
        wanted = EVERY_SESSION
        if not kind.everything:
            wanted = replace(self._wanted, first=self.first.value(), last=self.last.value())
        return ExportRequest(
            kind,
            wanted,
            "" if kind.everything else self._words,
            pseudonymised=self.bare.isEnabled() and self.bare.isChecked(),
            exact=kind in (ExportFormat.CSV, ExportFormat.CLINIC) and self.exact.isChecked(),
            photos=self.photos.isEnabled() and self.photos.isChecked(),
        )

    def write_to(self, path: Path) -> None:
        """Write what is asked for to a file."""
        clinic, request = self._context.clinic, self.request()
        if path.resolve().is_relative_to(clinic.folder.path.resolve()):
            refusal = self.tr(
                "Files that are not encrypted do not belong in the clinic folder. "
                "Please choose another one."
            )
            self.note.say(refusal, "stop")
            return
        self._wait(waiting=True)
        self._context.write(
            lambda: export(clinic, request, path, self._tell, _paper(request)),
            Changes.of("export", initiator=self),
            owner=self,
            on_done=lambda result: self._done(path, request.format, result),
            on_error=self._failed,
            beside=True,
        )

    def done(self, code: int) -> None:
        """Close; a file that is being written is given up, and nothing of it is left."""
        self._stopped = True
        super().done(code)

    # --- inside ----------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        days = QGridLayout()
        days.setSpacing(12)
        days.addWidget(self.first_row, 0, 0)
        days.addWidget(self.last_row, 0, 1)
        self.body.addWidget(self.format_row)
        self.body.addWidget(self.what)
        self.body.addLayout(days)
        for box in (self.bare, self.exact, self.photos):
            self.body.addWidget(box)
        self.body.addWidget(self.bar)
        self.body.addWidget(self.note)
        self.body.addStretch(1)
        self.bar.hide()

    def _connect(self) -> None:
        self.format.chosen.connect(lambda _key: self._show_format())
        for field in (self.first, self.last):
            field.dateCommitted.connect(lambda _day: self._count())
        self.bare.clicked.connect(lambda _on: self._show_format())
        self._progressed.connect(self._show_progress)

    def _show_format(self) -> None:
        kind = ExportFormat(self.format.current())
        self.format_row.set_hint(format_hint(kind))
        for row in (self.first_row, self.last_row):
            row.setVisible(not kind.everything)
        tables = kind in (ExportFormat.CSV, ExportFormat.CLINIC)
        self.exact.setVisible(tables)
        self.bare.setEnabled(kind is not ExportFormat.JSON)
        bare = self.bare.isEnabled() and self.bare.isChecked()
        self.photos.setVisible(kind in _WITH_PHOTOS)
        self.photos.setEnabled(kind in _WITH_PHOTOS and not bare)
        self._count()

    def _count(self) -> None:
        if self._days_are_turned():
            self.what.setText("")
            self.save.setEnabled(False)
            self.note.say(self.tr("The last day lies before the first."), "stop")
            return
        clinic, request = self._context.clinic, self.request()
        self._context.background.submit_latest(
            "export preview",
            lambda: preview(clinic, request),
            self._show_preview,
            self._not_counted,
            owner=self,
        )

    def _days_are_turned(self) -> bool:
        wanted = self.request().wanted
        return bool(wanted.first and wanted.last and wanted.last < wanted.first)

    def _show_preview(self, found: ExportPreview) -> None:
        if self._days_are_turned():
            return
        kind = ExportFormat(self.format.current())
        person = self._context.clinic.person
        if kind.everything:
            which = self.tr("The whole clinic")
        elif self._words:
            which = self._words
        elif person.role is Role.PRACTITIONER:
            which = self.tr("Your own sessions")
        else:
            which = self.tr("All sessions")
        count = self.tr("%n session(s)", "", found.sessions)
        self.what.setText(f"{which} · {count}")
        self.save.setEnabled(True)
        plain = self.tr("The file will not be encrypted: whoever has it can read it.")
        if found.pseudonymised and not self.bare.isChecked():
            plain = (
                self.tr("Identities are left out: the clinic’s settings ask for it.") + f" {plain}"
            )
        self.note.say(plain, "warn")

    def _not_counted(self, error: Exception) -> None:
        self.what.setText("")
        self.save.setEnabled(False)
        self.note.say(error_sentence(error), "stop")

    def _ask_place(self) -> None:
        kind = ExportFormat(self.format.current())
        suggestion = in_documents(file_name(kind, self._context.today()))
        ask_where_to_save(self, self.tr("Export"), suggestion, file_kinds(kind), self.write_to)

    def _tell(self, done: int, total: int) -> None:
        """Called in the worker’s thread. What is finished is in the trail and stays."""
        if self._stopped and done < total:
            raise _Stopped
        self._progressed.emit(done, total)

    def _show_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _done(self, path: Path, kind: ExportFormat, result: ExportResult) -> None:
        self._wait(waiting=False)
        self.note.say(result_sentence(kind, path.name, result), "good")
        self.cancel.setText(self.tr("Close"))
        self.exported.emit(result)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, _Stopped):
            return
        self._wait(waiting=False)
        self.note.say(error_sentence(error), "stop")

    def _wait(self, *, waiting: bool) -> None:
        self.bar.setVisible(waiting)
        for widget in (self.format, self.first, self.last, self.bare, self.exact, self.photos):
            widget.setEnabled(not waiting)
        self.save.setEnabled(not waiting)
        if not waiting:
            self.bar.reset()
            kind = ExportFormat(self.format.current())
            self.bare.setEnabled(kind is not ExportFormat.JSON)


def _paper(request: ExportRequest) -> Paper | None:
    if request.format is not ExportFormat.PDF:
        return None
    from needlelog.ui.printing.inspector_report import write_report

    return write_report
