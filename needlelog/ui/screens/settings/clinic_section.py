"""What the clinic is called and where its records lie."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLineEdit

from needlelog.services.clinic import rename_clinic
from needlelog.ui.context import Changes
from needlelog.ui.screens.settings.section import Section, SettingRow
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.form_row import FormRow

_NAME_WIDTH = 320


class ClinicSection(Section):
    """The name saves when the field is left or Enter is pressed."""

    managers_only = True

    def build(self) -> None:
        """Two cards: the clinic, its folder."""
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.name.editingFinished.connect(self._rename)
        self.name_row = FormRow(self.tr("Name of the clinic"), self.name)
        self.name.textEdited.connect(lambda _text: self.name_row.set_error(None))
        clinic = Card(self.tr("Clinic"), padding=18)
        clinic.add(self.name_row)
        self.body.addWidget(clinic)
        data = Card(self.tr("Data folder"))
        self.open_folder = Button(self.tr("Open folder"), icon_name="folder-outline")
        self.open_folder.clicked.connect(self._open_folder)
        self.place = SettingRow(
            self.tr("The records of this clinic"),
            str(self.context.clinic.folder.path),
            self.open_folder,
        )
        data.add(self.place)
        self.body.addWidget(data)

    def read(self) -> None:
        """Show the name that holds."""
        if not self.name.hasFocus() or not self.name.isModified():
            blocker = QSignalBlocker(self.name)
            self.name.setText(self.context.clinic.name)
            blocker.unblock()
        self.name.setReadOnly(not self.may_change())

    def _rename(self) -> None:
        name = " ".join(self.name.text().split())
        clinic = self.context.clinic
        if not self.name.isModified() or name == clinic.name or not self.may_change():
            return
        if not name:
            self.name_row.set_error(self.tr("A clinic needs a name. The one before is kept."))
            return
        self.name.setModified(False)
        self.context.write(
            lambda: rename_clinic(clinic, name),
            Changes.of("clinic"),
            owner=self,
            on_done=lambda _none: self.context.message.emit(self.tr("The name is saved.")),
            on_error=lambda error: self.name_row.set_error(error_sentence(error)),
        )

    def _open_folder(self) -> None:
        folder = self.context.clinic.folder.path
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder))):
            self.context.message.emit(
                self.tr("No file manager answered. The folder is {folder}.").format(folder=folder)
            )
