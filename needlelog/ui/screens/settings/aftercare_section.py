"""Aftercare sheets: which are offered, in which version, and the telephone that stands on them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from needlelog.domain.clinic_settings import LONGEST_PHONE, ClinicSettings
from needlelog.services.aftercare import AftercareSheet, sheet_versions, sheets, switch_sheet
from needlelog.services.settings import save_settings, settings
from needlelog.ui import formats
from needlelog.ui.aftercare.aftercare_editor import AftercareEditor
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.record_words import joined
from needlelog.ui.screens.settings.limit_words import group_name
from needlelog.ui.screens.settings.section import Section
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class _Found:
    sheets: tuple[AftercareSheet, ...]
    versions: dict[str, tuple[AftercareSheet, ...]]
    settings: ClinicSettings


class AftercareSection(Section):
    """One row a sheet. A text in use is never changed: saving makes a new version."""

    managers_only = True

    def build(self) -> None:
        """The telephone, then the sheets."""
        self._found: _Found | None = None
        self.rows: dict[str, SheetRow] = {}
        self.body.addWidget(
            Note(
                "accent",
                self.tr(
                    "The shipped texts are proposals with their sources. Have them checked, and "
                    "save them as your own. A record keeps the version the client was given."
                ),
            )
        )
        self.phone = QLineEdit()
        self.phone.setMaxLength(LONGEST_PHONE)
        self.phone.editingFinished.connect(self._save_phone)
        phone = Card(padding=18)
        phone.add(
            FormRow(
                self.tr("Telephone of the clinic on the sheets"),
                self.phone,
                self.tr("Without it a line is left to write on."),
            )
        )
        self.body.addWidget(phone)
        self.add_button = Button(self.tr("New sheet"), "secondary", "plus")
        self.add_button.clicked.connect(lambda: self.edit(""))
        self.card = Card(self.tr("Sheets"), right=self.add_button)
        self.body.addWidget(self.card)

    def read(self) -> None:
        """Read the sheets and the telephone."""
        clinic = self.context.clinic
        self.context.read(lambda: _read(clinic), self._show, owner=self)

    def edit(self, sheet: str) -> AftercareEditor | None:
        """Open the editor of a sheet, or of a new one, once the sheets are read."""
        if self._found is None:
            return None
        versions = self._found.versions.get(sheet, ())
        page = AftercareEditor(self.context, versions, self._found.settings.clinic_phone, self)
        page.open()
        return page

    def _show(self, found: _Found) -> None:
        self._found = found
        may_change = self.may_change()
        if not self.phone.hasFocus() or not self.phone.isModified():
            blocker = QSignalBlocker(self.phone)
            self.phone.setText(found.settings.clinic_phone)
            blocker.unblock()
        self.phone.setReadOnly(not may_change)
        self.add_button.setVisible(may_change)
        while (item := self.card.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.rows = {}
        for number, sheet in enumerate(found.sheets):
            if number:
                self.card.add(rule())
            row = SheetRow(sheet, may_change=may_change)
            row.edit.clicked.connect(lambda _on=False, code=sheet.sheet: self.edit(code))
            row.switch.clicked.connect(lambda _on=False, sheet=sheet: self._switch(sheet))
            self.rows[sheet.sheet] = row
            self.card.add(row)

    def _switch(self, sheet: AftercareSheet) -> None:
        clinic = self.context.clinic
        self.context.write(
            lambda: switch_sheet(clinic, sheet, on=not sheet.active),
            Changes.of("aftercare", "settings"),
            owner=self,
        )

    def _save_phone(self) -> None:
        phone = self.phone.text().strip()
        if self._found is None or not self.may_change():
            return
        if phone == self._found.settings.clinic_phone:
            return
        self.phone.setModified(False)
        after = replace(self._found.settings, clinic_phone=phone)
        self._found = replace(self._found, settings=after)
        clinic = self.context.clinic
        self.context.write(
            lambda: save_settings(clinic, after),
            Changes.of("settings"),
            owner=self,
            on_done=lambda _kept: self.context.message.emit(self.tr("The telephone is saved.")),
        )


class SheetRow(QWidget):
    """Title, for what it is, its version, and the buttons."""

    def __init__(
        self, sheet: AftercareSheet, parent: QWidget | None = None, *, may_change: bool
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 16, 8)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(label(sheet.title, "strong", wrap=True))
        purpose = self._for_what(sheet)
        if purpose != sheet.title:  # a sheet for the hands is called so
            words.addWidget(label(purpose, "quiet", wrap=True))
        words.addWidget(label(self._version(sheet), "small", wrap=True))
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        if not sheet.active:
            row.addWidget(Pill(self.tr("not offered"), "neutral"))
        self.switch = Button(
            self.tr("Offer no more") if sheet.active else self.tr("Offer again"), "quiet"
        )
        self.switch.setAccessibleName(f"{self.switch.text()}: {sheet.title}")
        self.edit = Button(self.tr("Read and change…") if may_change else self.tr("Read…"))
        self.edit.setAccessibleName(self.tr("Read and change {title}").format(title=sheet.title))
        for button in (self.switch, self.edit):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        if not may_change:
            self.switch.hide()

    def _for_what(self, sheet: AftercareSheet) -> str:
        where = ", ".join(map(group_name, sheet.areas)) or self.tr("any part of the body")
        depth = ""
        if sheet.from_um is not None and sheet.to_um is not None:
            depth = self.tr("{least} to {most} mm").format(
                least=formats.depth(sheet.from_um), most=formats.depth(sheet.to_um)
            )
        elif sheet.to_um is not None:
            depth = self.tr("up to {depth} mm").format(depth=formats.depth(sheet.to_um))
        elif sheet.from_um is not None:
            # The stretch begins a hair above the end of the other one, which is what is meant.
            depth = self.tr("over {depth} mm").format(depth=formats.depth(sheet.from_um - 1))
        return joined(where, depth)

    def _version(self, sheet: AftercareSheet) -> str:
        version = self.tr("version {version}").format(version=sheet.version)
        if sheet.author and sheet.created_at is not None:
            day = formats.day(sheet.created_at.astimezone().date())
            return joined(version, day, sheet.author)
        return joined(version, self.tr("as shipped, proposed text"))


def _read(clinic: Clinic) -> _Found:
    found = sheets(clinic)
    versions = {each.sheet: sheet_versions(clinic, each.sheet) for each in found}
    return _Found(found, versions, settings(clinic))
