"""Letters about a recall: the text is written once and printed for each client."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QTextBrowser

from needlelog.domain.recall_letters import PLACEHOLDERS, unknown_words
from needlelog.services.settings import settings
from needlelog.ui.file_dialogs import ask_where_to_save, in_documents
from needlelog.ui.gate.note import Note
from needlelog.ui.sentences import error_sentence
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from needlelog.domain.recalls import Recall
    from needlelog.ui.context import Context

translate = QCoreApplication.translate
_SIZE = (940, 620)


def usual_letter() -> str:
    """The text that is offered, in the language of the window."""
    return translate(
        "RecallLetter",
        "{{clinic}}\n\n{{client}}\n{{address}}\n\n{{date}}\n\n"
        "# Important notice about your treatment\n\n"
        "Dear {{client}},\n\n"
        "On {{last}} you were treated in our clinic. Something that was used then has been "
        "recalled: **{{subject}}** {{lot}}.\n\n"
        "The reason that was given: {{reason}}\n\n"
        "Please call us on {{phone}}, also if you feel well. If you notice anything unusual on "
        "the treated skin, tell us or see a doctor, and take this letter with you.\n\n"
        "{{sender}}\n",
    )


class LettersSheet(SheetDialog):
    """The text at the left, the first letter at the right; saved as one PDF, a page a client.

    ``text`` is what was written before; without it the usual letter stands there.
    """

    def __init__(
        self,
        context: Context,
        recall: Recall,
        clients: Sequence[int],
        parent: QWidget | None = None,
        text: str = "",
    ) -> None:
        super().__init__(translate("LettersSheet", "%n letter(s)", "", len(clients)), parent)
        self.context = context
        self.recall = recall
        self._clients = tuple(clients)
        self._phone_known = True
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Text of the letter"))
        self.text.setPlainText(text or usual_letter())
        self.preview = QTextBrowser()
        self.preview.setProperty("role", "paper")
        self.preview.document().setDocumentMargin(14)
        self.preview.setAccessibleName(self.tr("The first letter"))
        self.hint = label(
            self.tr("Filled in for each client: {words}").format(
                words=" ".join(f"{{{{{word}}}}}" for word in PLACEHOLDERS)
            ),
            "small",
            wrap=True,
        )
        self.trouble = Note("warn")
        self.body.addWidget(self.hint)
        halves = QSplitter()
        halves.addWidget(self.text)
        halves.addWidget(self.preview)
        halves.setChildrenCollapsible(False)
        halves.setSizes([1, 1])
        self.body.addWidget(halves, 1)
        self.body.addWidget(self.trouble)
        self.add_button(self.tr("Close"))
        self.save_button = self.add_button(self.tr("Save as PDF"), "primary", self._ask_place)
        self.save_button.setEnabled(bool(clients))
        self.resize(*_SIZE)
        self.text.textChanged.connect(self._preview)
        self._preview()
        clinic = context.clinic
        context.read(lambda: settings(clinic).clinic_phone, self._take_phone, owner=self)

    def save_pdf(self, path: Path) -> None:
        """Write all letters where the person said."""
        from needlelog.ui.printing.recall_papers import write_letters_pdf

        clinic, uid, text, clients = (
            self.context.clinic,
            self.recall.uid,
            self.text.toPlainText(),
            self._clients,
        )
        said = self.tr("Saved as {name}. The file is not encrypted.").format(name=path.name)
        self.context.read(
            lambda: write_letters_pdf(clinic, uid, clients, text, path),
            lambda _none: self.trouble.say(said, "good"),
            owner=self,
            on_error=lambda error: self.trouble.say(error_sentence(error), "stop"),
            beside=True,
        )

    def _take_phone(self, phone: str) -> None:
        self._phone_known = bool(phone)
        self._preview()

    def _preview(self) -> None:
        from needlelog.ui.printing.recall_papers import first_letter

        text = self.text.toPlainText()
        unknown = unknown_words(text)
        said = []
        if unknown:
            words = self.tr("These words mean nothing and stay as they are: {words}.")
            said.append(words.format(words=", ".join(unknown)))
        if not self._phone_known and "{{phone}}" in text:
            words = self.tr(
                "The clinic has no phone number yet: write it here instead of {word}, "
                "or in the settings under Aftercare sheets."
            )
            said.append(words.format(word="{{phone}}"))
        self.trouble.say(" ".join(said), "warn")
        if not self._clients:
            return
        clinic, uid, number = self.context.clinic, self.recall.uid, self._clients[0]
        self.context.worker.submit_latest(
            "recall-letter",
            lambda: first_letter(clinic, uid, number, text),
            self._show_preview,
            self.context.report,
            owner=self,
        )

    def _show_preview(self, markdown: str) -> None:
        from needlelog.ui.consent.consent_text import set_markdown, space_out

        set_markdown(self.preview.document(), markdown)
        space_out(self.preview.document(), self.preview.font().pixelSize() or 14)

    def _ask_place(self) -> None:
        place = in_documents("letters.pdf")
        ask_where_to_save(self, self.tr("Save the letters"), place, "PDF (*.pdf)", self.save_pdf)
