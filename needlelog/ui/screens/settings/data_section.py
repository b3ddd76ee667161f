"""What comes in from elsewhere, and what goes out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker

from needlelog.services import imports
from needlelog.services.settings import ClinicSettings, save_settings, settings
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.export.check_sheet import CheckSheet
from needlelog.ui.export.export_sheet import ExportSheet
from needlelog.ui.file_dialogs import ask_for_file
from needlelog.ui.import_assistant.assistant import CHANGED, ImportAssistant
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from pathlib import Path

    from needlelog.services.imports import ImportBatch


class DataSection(Section):
    """Everybody exports what is theirs; managers bring in old logs and take an import back."""

    managers_only = True

    def build(self) -> None:
        """The way out, and the way in with the imports made so far."""
        self.body.addWidget(self._export_card())
        self.card = Card(self.tr("Old logs"))
        self.bring_in = Button(self.tr("Choose a file…"))
        self.bring_in.clicked.connect(self.ask_file)
        self.card.add(
            SettingRow(
                self.tr("Bring in an old log"),
                self.tr(
                    "A spreadsheet as CSV or Excel file. You see what becomes of each row before "
                    "anything is brought in, and can take the whole import back."
                ),
                self.bring_in,
            )
        )
        self.body.addWidget(self.card)
        self.rows: list[SettingRow] = []
        self.take_back: dict[str, Button] = {}
        self.assistant: ImportAssistant | None = None

    def _export_card(self) -> Card:
        card = Card(self.tr("Export"))
        self.take_out = Button(self.tr("Export…"))
        self.take_out.clicked.connect(self.open_export)
        card.add(
            SettingRow(
                self.tr("Take records along"),
                self.tr(
                    "As CSV tables, Excel file, PDF report, FHIR bundle or JSON, or the whole clinic "
                    "at once. Every export can be checked later and is in the trail."
                ),
                self.take_out,
            )
        )
        card.add_rule()
        self.check = Button(self.tr("Choose a file…"))
        self.check.clicked.connect(self._ask_export)
        card.add(
            SettingRow(
                self.tr("Check an export"),
                self.tr(
                    "Was the file changed since, and does this clinic still hold what it says? "
                    "Tells a clinic that was put back to an older state."
                ),
                self.check,
            )
        )
        card.add_rule()
        self.identities = TickBox(self.tr("Allow"))
        self.identities.setAccessibleName(self.tr("Inspectors may take names along"))
        self.identities.clicked.connect(self._allow_identities)
        card.add(
            SettingRow(
                self.tr("Inspectors may take names along"),
                self.tr(
                    "Without it, what an inspector exports has stand-ins for names, and no "
                    "contacts and notes."
                ),
                self.identities,
            )
        )
        return card

    def refusal(self) -> str:
        """What somebody who is no manager can do here."""
        return self.tr(
            "You are signed in as {name}: you can export what your role allows. Only a manager "
            "brings records in or changes who may export."
        ).format(name=self.context.clinic.person.name)

    def open_export(self) -> ExportSheet:
        """Ask what is to be exported."""
        sheet = ExportSheet(self.context, parent=self.window())
        sheet.open()
        return sheet

    def _ask_export(self) -> None:
        kinds = self.tr("Exports (*.zip *.json *.xlsx *.pdf)")
        ask_for_file(self, self.tr("Check an export"), kinds, self._open_check)

    def _open_check(self, path: Path) -> None:
        self.check_export(path)

    def check_export(self, path: Path) -> CheckSheet:
        """Check a file and say what was found."""
        sheet = CheckSheet(self.context, path, self.window())
        sheet.open()
        return sheet

    def _allow_identities(self, on: bool) -> None:
        clinic = self.context.clinic

        def keep() -> ClinicSettings:
            return save_settings(clinic, replace(settings(clinic), inspector_identities=on))

        self.context.write(
            keep,
            Changes.of("setting", initiator=self),
            owner=self,
            on_error=self._not_allowed,
        )

    def _not_allowed(self, error: Exception) -> None:
        self.context.report(error)
        self.read()

    def _show_settings(self, kept: ClinicSettings) -> None:
        with QSignalBlocker(self.identities):
            self.identities.setChecked(kept.inspector_identities)

    def read(self) -> None:
        """Read the imports made so far and who may export."""
        clinic = self.context.clinic
        self.bring_in.setEnabled(self.may_change())
        self.identities.setEnabled(self.may_change())
        self.context.read(lambda: settings(clinic), self._show_settings, owner=self)
        self.context.read(lambda: imports.imports(clinic), self._show, owner=self)

    def ask_file(self) -> None:
        """Ask for the file and open the assistant."""
        kinds = self.tr("Spreadsheets (*.csv *.tsv *.txt *.xlsx)")
        ask_for_file(self, self.tr("Bring in an old log"), kinds, self._open)

    def _open(self, path: Path) -> None:
        self.open_assistant(path)

    def open_assistant(self, path: Path) -> ImportAssistant:
        """Open the assistant on a file."""
        self.assistant = ImportAssistant(self.context, path, self.window())
        self.assistant.brought_in.connect(lambda _batch: self.read())
        self.assistant.open()
        return self.assistant

    def ask_undo(self, batch: ImportBatch) -> SheetDialog:
        """Ask before an import is taken back."""
        sheet = SheetDialog(
            self.tr("Take the import back?"),
            self.window(),
            self.tr(
                "The {n} sessions of {file} become void and its clients inactive. Nothing else "
                "is touched, and the file can be brought in again."
            ).format(n=batch.counts["new"], file=batch.file_name),
        )
        sheet.add_button(self.tr("Keep it"))
        sheet.add_button(self.tr("Take it back"), "danger")
        sheet.accepted.connect(lambda: self._undo(batch))
        sheet.open()
        return sheet

    def _undo(self, batch: ImportBatch) -> None:
        clinic = self.context.clinic
        for button in (self.bring_in, *self.take_back.values()):
            button.setEnabled(False)
        self.take_back[batch.uid].setText(self.tr("Taking it back…"))
        self.context.write(
            lambda: imports.undo_import(clinic, batch.uid),
            Changes.of(*CHANGED, initiator=self),
            owner=self,
            on_done=self._undone,
            on_error=self._not_allowed,
        )

    def _undone(self, batch: ImportBatch) -> None:
        words = self.tr("The import of {file} was taken back.")
        self.context.message.emit(words.format(file=batch.file_name))
        self.read()

    def _show(self, batches: tuple[ImportBatch, ...]) -> None:
        for row in self.rows:
            row.deleteLater()
        self.rows = []
        self.take_back = {}
        for batch in batches:
            button = Button(self.tr("Take back…"))
            button.setAccessibleName(self.tr("Take back {file}").format(file=batch.file_name))
            button.clicked.connect(lambda _checked, batch=batch: self.ask_undo(batch))
            button.setEnabled(batch.undone_at is None and self.may_change())
            row = SettingRow(batch.file_name, self._words(batch), button)
            self.card.add(row)
            self.rows.append(row)
            self.take_back[batch.uid] = button

    def _words(self, batch: ImportBatch) -> str:
        made = self.tr("{day} by {person}").format(
            day=formats.day(batch.made_at.astimezone().date()), person=batch.person
        )
        sessions = self.tr("%n session(s)", "", batch.counts["new"])
        clients = self.tr("%n new client(s)", "", batch.counts["clients"])
        words = f"{made} · {sessions}, {clients}"
        if refused := batch.counts.get("refused", 0):
            words += " · " + self.tr("%n row(s) not taken", "", refused)
        if batch.undone_at is None:
            return words
        day = formats.day(batch.undone_at.astimezone().date())
        taken = self.tr("taken back {day} by {person}").format(day=day, person=batch.undone_by)
        return f"{words} · {taken}"
