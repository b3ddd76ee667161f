"""Writing an aftercare sheet: Markdown at the left, the sheet as the client sees it at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.aftercare import filled_in
from needlelog.domain.errors import InvalidValue
from needlelog.services.aftercare import AftercareSheet, save_sheet
from needlelog.ui import formats
from needlelog.ui.aftercare.aftercare_output import ask_pdf, ask_print
from needlelog.ui.consent.consent_text import ConsentText
from needlelog.ui.consent.covering import CoveringPage
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.record_words import joined
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button, icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.list_box import ListBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.ui.context import Context

_PLACES = ("{clinic}", "{phone}")


class AftercareEditor(CoveringPage):
    """Saving makes the next version, `saved` carries it; the versions before stay to be read.

    ``versions`` are all there are of the sheet, the newest first; none for a new sheet.
    """

    saved = Signal(object)

    def __init__(
        self,
        context: Context,
        versions: Sequence[AftercareSheet],
        phone: str,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._phone = phone
        self._versions = list(versions) or [AftercareSheet("", "", "", "", "")]
        self._shown = self._versions[0]
        self._may_save = context.clinic.person.may_manage
        self.setWindowTitle(self.tr("Aftercare sheet"))
        self.header = HeaderBar(self.tr("Aftercare sheet"))
        self.choice = ListBox()
        self.choice.setAccessibleName(self.tr("Version to look at"))
        for one in versions:
            self.choice.addItem(self._version_line(one))
        self.print_button = icon_button(
            "printer-outline", self.tr("Print"), lambda: ask_print(context, self.sheet(), self)
        )
        self.pdf_button = icon_button(
            "file-pdf-box", self.tr("Save as PDF"), lambda: ask_pdf(context, self.sheet(), self)
        )
        self.close_button = Button(self.tr("Close"), "secondary", "close")
        self.save_button = Button(self.tr("Save as new version"), "primary", "check")
        self.header.add_right(
            self.choice, self.print_button, self.pdf_button, self.close_button, self.save_button
        )
        if not versions:
            self.choice.hide()
        self.title = QLineEdit()
        self.title.setMaxLength(120)
        self.body = QPlainTextEdit()
        self.body.setAccessibleName(self.tr("Text, in Markdown"))
        self.body.setTabChangesFocus(True)
        self.preview = ConsentText()
        self.preview.setAccessibleName(self.tr("What the client sees"))
        self.trouble = Note("stop")
        self._lay_out()
        self.choice.activated.connect(lambda place: self._begin(self._versions[place]))
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self.body.textChanged.connect(self._show_preview)
        self._begin(self._shown)

    def sheet(self) -> AftercareSheet:
        """The sheet as it is written now."""
        return replace(self._shown, title=self.title.text(), body=self.body.toPlainText())

    def reject(self) -> None:
        """Close; what was written and not saved is asked about."""
        written = self.sheet()
        changed = (written.title, written.body) != (self._shown.title, self._shown.body)
        if not self._may_save or not changed:
            super().reject()
            return
        sheet = SheetDialog(
            self.tr("Throw away what you wrote?"),
            self,
            self.tr("The text was changed and is not saved as a version yet."),
        )
        sheet.add_button(self.tr("Go on writing"))
        sheet.add_button(self.tr("Throw away"), "danger")
        # Connected itself, the method of the class above would be found again as this one.
        sheet.accepted.connect(lambda: CoveringPage.reject(self))
        self.leave_sheet = sheet
        sheet.open()

    def _lay_out(self) -> None:
        writing = Card(padding=16)
        self.title_row = FormRow(self.tr("Title"), self.title)
        writing.add(self.title_row)
        places = QWidget()
        line = QHBoxLayout(places)
        line.setContentsMargins(0, 0, 0, 0)
        for word in _PLACES:
            chip = Button(word, "chip", "plus")
            chip.setAccessibleName(self.tr("Insert {words}").format(words=word))
            chip.clicked.connect(lambda _on=False, word=word: self._insert(word))
            line.addWidget(chip)
        line.addStretch(1)
        writing.add(places)
        if not self._may_save:
            places.hide()
        writing.add(self.body, 1)
        writing.add(self.trouble)
        seen = Card(self.tr("What the client sees"))
        seen.body.setContentsMargins(24, 14, 8, 14)
        seen.add(self.preview, 1)
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(writing, 1)
        across.addWidget(seen, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 16, 24, 20)
        outer.setSpacing(12)
        outer.addWidget(self.header)
        outer.addLayout(across, 1)
        for field in (self.title, self.body):
            field.setReadOnly(not self._may_save)
        self.save_button.setVisible(self._may_save)

    def _begin(self, sheet: AftercareSheet) -> None:
        self._shown = sheet
        blocker = QSignalBlocker(self.body)
        self.title.setText(sheet.title)
        self.body.setPlainText(sheet.body)
        blocker.unblock()
        self.trouble.say("")
        self.header.set_title(sheet.title or self.tr("New aftercare sheet"), "")
        self.title_row.set_hint(sheet.source)
        self._show_preview()

    def _show_preview(self) -> None:
        self.preview.show_text(
            filled_in(self.body.toPlainText(), self._context.clinic.name, self._phone)
        )

    def _insert(self, text: str) -> None:
        self.body.insertPlainText(text)
        self.body.setFocus()

    def _version_line(self, sheet: AftercareSheet) -> str:
        parts = [self.tr("version {version}").format(version=sheet.version)]
        if sheet.author and sheet.created_at is not None:
            parts += [formats.day(sheet.created_at.astimezone().date()), sheet.author]
        else:
            parts.append(self.tr("as shipped"))
        return joined(*parts)

    def _save(self) -> None:
        self.title_row.set_error(None)
        self.trouble.say("")
        clinic, sheet = self._context.clinic, self.sheet()
        self.save_button.setEnabled(False)
        self._context.write(
            lambda: save_sheet(clinic, sheet),
            Changes.of("aftercare", "settings"),
            owner=self,
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def _kept(self, sheet: AftercareSheet) -> None:
        self.saved.emit(sheet)
        words = self.tr("Saved as version {version}. Records keep the version that was given.")
        self._context.message.emit(words.format(version=sheet.version))
        self.accept()

    def _not_kept(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        reason = error.reason if isinstance(error, InvalidValue) else ""
        if reason in ("sheet_title", "sheet_twice"):
            self.title_row.set_error(error_sentence(error))
            self.title.setFocus()
        else:
            self.trouble.say(error_sentence(error))
