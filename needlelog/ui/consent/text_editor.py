"""Writing a consent text: Markdown at the left, what the client will see at the right."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QSignalBlocker, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from needlelog.domain.consents import (
    GUARDIAN_CLOSES,
    GUARDIAN_OPENS,
    PLACEHOLDERS,
    ConsentTemplate,
    filled,
    next_version,
)
from needlelog.domain.errors import InvalidValue
from needlelog.services.consent_texts import save_template
from needlelog.ui import formats
from needlelog.ui.consent.consent_text import ConsentText
from needlelog.ui.consent.consent_words import LANGUAGES, language_name, version_words
from needlelog.ui.consent.covering import CoveringPage
from needlelog.ui.context import Changes
from needlelog.ui.gate.note import Note
from needlelog.ui.labels import CONSENT_KINDS, label
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.form_row import FormRow
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.list_box import ListBox
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from needlelog.ui.context import Context


class ConsentTextEditor(CoveringPage):
    """Saving makes a new version; `saved` carries it. Without the right to save it only shows.

    ``versions`` are all there are of the kind, oldest first; any of them can be looked at and
    taken as the beginning of the next one.
    """

    saved = Signal(object)

    def __init__(
        self,
        context: Context,
        current: ConsentTemplate,
        versions: Sequence[ConsentTemplate],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._versions = list(versions)
        self._begun_with = current
        self._may_save = context.clinic.person.may_manage
        self.setWindowTitle(self.tr("Consent text"))
        self.header = HeaderBar(label(CONSENT_KINDS, current.kind), self.tr("Consent text"))
        self.choice = ListBox()
        self.choice.setAccessibleName(self.tr("Version to look at"))
        for one in self._versions:
            self.choice.addItem(self._version_line(one))
        self.cancel_button = Button(self.tr("Close"), "secondary", "close")
        self.save_button = Button("", "primary", "check")
        self.header.add_right(self.choice, self.cancel_button, self.save_button)
        self.title, self.version = QLineEdit(), QLineEdit()
        self.language = ListBox()
        for code in dict.fromkeys((*LANGUAGES, QLocale().name()[:2], current.language)):
            self.language.addItem(language_name(code), code)
        self.body = QPlainTextEdit()
        self.body.setAccessibleName(self.tr("Text, in Markdown"))
        self.body.setTabChangesFocus(True)
        self.guardian = TickBox(self.tr("As a guardian sees it"))
        self.preview = ConsentText()
        self.trouble = Note("stop")
        self._lay_out()
        self._connect()
        self._begin(current)

    def template(self) -> ConsentTemplate:
        """The text as it is written now."""
        return replace(
            self._begun_with,
            version=self.version.text(),
            language=str(self.language.currentData()),
            title=self.title.text(),
            body=self.body.toPlainText(),
        )

    def reject(self) -> None:
        """Close; what was written and not saved is asked about."""
        if not self._may_save or not self._changed():
            super().reject()
            return
        sheet = SheetDialog(
            self.tr("Throw away what you wrote?"),
            self,
            self.tr("The text was changed and is not saved as a version yet."),
        )
        sheet.add_button(self.tr("Go on writing"))
        sheet.add_button(self.tr("Throw away"), "danger")
        sheet.accepted.connect(lambda: self.done(QDialog.DialogCode.Rejected))
        self.leave_sheet = sheet
        sheet.open()

    def _lay_out(self) -> None:
        writing = Card(padding=16)
        top = QHBoxLayout()
        top.setSpacing(12)
        self.title_row = FormRow(self.tr("Title"), self.title)
        self.version_row = FormRow(self.tr("New version"), self.version)
        top.addWidget(FormRow(self.tr("Language"), self.language), 1)
        top.addWidget(self.version_row, 1)
        writing.add(self.title_row)
        writing.body.addLayout(top)
        chips = QWidget()
        line = FlowLayout(chips, 6)
        for word in PLACEHOLDERS:
            line.addWidget(self._chip(f"{{{word}}}", f"{{{word}}}"))
        part = f"\n{GUARDIAN_OPENS}\n\n{GUARDIAN_CLOSES}\n"
        line.addWidget(self._chip(self.tr("part for a guardian"), part))
        self._chips = chips
        writing.add(chips)
        writing.add(self.body, 1)
        writing.add(self.trouble)
        seen = Card(self.tr("What the client sees"), right=self.guardian)
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
        for field in (self.title, self.version, self.body):
            field.setReadOnly(not self._may_save)
        self.language.setEnabled(self._may_save)
        self._chips.setVisible(self._may_save)
        self.save_button.setVisible(self._may_save)

    def _chip(self, words: str, text: str) -> Button:
        button = Button(words, "chip", "plus")
        button.setAccessibleName(self.tr("Insert {words}").format(words=words))
        button.clicked.connect(lambda: self._insert(text))
        return button

    def _connect(self) -> None:
        self.choice.activated.connect(lambda place: self._begin(self._versions[place]))
        self.cancel_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self._save)
        self.body.textChanged.connect(self._show_preview)
        self.guardian.toggled.connect(lambda _on: self._show_preview())
        self.language.activated.connect(lambda _place: self._propose_version())
        self.version.textChanged.connect(lambda _text: self._name_button())

    def _begin(self, template: ConsentTemplate) -> None:
        self._begun_with = template
        blockers = [QSignalBlocker(one) for one in (self.choice, self.body, self.language)]
        self.choice.setCurrentIndex(self._versions.index(template))
        self.title.setText(template.title)
        self.body.setPlainText(template.body)
        self.language.setCurrentIndex(self.language.findData(template.language))
        for blocker in blockers:
            blocker.unblock()
        self._propose_version()
        self.trouble.say("")
        self._show_preview()

    def _propose_version(self) -> None:
        """A language that the version in use does not have yet joins it; else the next number."""
        newest = self._versions[-1]
        language = str(self.language.currentData())
        there = {one.language for one in self._versions if one.version == newest.version}
        joins = not newest.proposed and language not in there
        numbers = [one.version for one in self._versions]
        self.version.setText(newest.version if joins else next_version(numbers))
        self._name_button()

    def _name_button(self) -> None:
        self.save_button.setText(
            self.tr("Save as {version}").format(version=version_words(self.version.text().strip()))
        )

    def _show_preview(self) -> None:
        values = {
            "client": self.tr("Name of the client"),
            "clinic": self._context.clinic.name,
            "date": formats.day(self._context.today()),
            "practitioner": self._context.clinic.person.name,
        }
        text = filled(self.body.toPlainText(), values, guardian=self.guardian.isChecked())
        self.preview.show_text(text)

    def _insert(self, text: str) -> None:
        self.body.insertPlainText(text)
        self.body.setFocus()

    def _changed(self) -> bool:
        begun = self._begun_with
        return (self.title.text(), self.body.toPlainText()) != (begun.title, begun.body)

    def _version_line(self, template: ConsentTemplate) -> str:
        parts = [version_words(template.version), language_name(template.language)]
        if template.proposed:
            parts.append(self.tr("proposed text"))
        elif template.created_at:
            parts.append(formats.day(template.created_at.astimezone().date()))
        return " · ".join(parts)

    def _save(self) -> None:
        for row in (self.title_row, self.version_row):
            row.set_error(None)
        self.trouble.say("")
        clinic, template = self._context.clinic, self.template()
        self.save_button.setEnabled(False)
        self._context.write(
            lambda: save_template(clinic, template),
            Changes.of("consent", "settings"),
            owner=self,
            on_done=self._kept,
            on_error=self._not_kept,
        )

    def _kept(self, template: ConsentTemplate) -> None:
        self.saved.emit(template)
        self._context.message.emit(
            self.tr("Saved. Clients who signed an older version are asked again.")
        )
        self.accept()

    def _not_kept(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        sentence = error_sentence(error)
        reason = error.reason if isinstance(error, InvalidValue) else ""
        row = {
            "consent_title": self.title_row,
            "consent_version": self.version_row,
            "consent_version_taken": self.version_row,
        }.get(reason)
        if row is None:
            self.trouble.say(sentence)
        else:
            row.set_error(sentence)
            row.field.setFocus()
