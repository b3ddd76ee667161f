"""The sheets to ask a question about a record and to answer one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from needlelog.domain.begun_words import BegunKind
from needlelog.services import review
from needlelog.ui import formats
from needlelog.ui.begun_words import keep_begun_in
from needlelog.ui.context import Changes, Context
from needlelog.ui.entry_sheet import EntrySheet
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.services.review import Question

translate = QCoreApplication.translate


class _WordsField(QPlainTextEdit):
    """Several lines; Ctrl and Enter keep them, Tab goes on to the buttons."""

    def __init__(self, keep: Callable[[], object]) -> None:
        super().__init__()
        self._keep = keep
        self.setTabChangesFocus(True)
        self.setFixedHeight(metrics().text(110))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
        else:
            super().keyPressEvent(event)


class _WordsSheet(EntrySheet):
    """One field for words, kept while they are typed."""

    def begin(self, kind: BegunKind, about_uid: str, title: str, hint: str) -> None:
        """Add the field, with what was begun about this before."""
        self.words = _WordsField(self._try)
        self.row = self.add_row(title, self.words, hint)
        self.begun = keep_begun_in(self, self.context, (kind, about_uid), self.words)
        self.words.setFocus()

    def not_kept(self, error: Exception) -> None:
        """Say why, and go on keeping what is typed."""
        self.begun.go_on()
        super().not_kept(error)


class AskSheet(_WordsSheet):
    """A question about a session; it shows on the practitioner's Today."""

    def __init__(
        self,
        context: Context,
        session_uid: str,
        practitioner: str,
        parent: QWidget,
        on_asked: Callable[[Question], None] | None = None,
    ) -> None:
        super().__init__(
            context,
            translate("Questions", "Ask a question"),
            translate("Questions", "Ask"),
            parent,
            translate(
                "Questions",
                "{name} sees it on Today and answers with an addendum. "
                "The record itself stays as it was signed.",
            ).format(name=practitioner),
        )
        self._uid, self._on_asked = session_uid, on_asked
        self.begin(
            BegunKind.QUESTION,
            session_uid,
            translate("Questions", "Question"),
            translate("Questions", "Ctrl+Enter sends it."),
        )

    def submit(self) -> None:
        """Ask, where there are words."""
        text = self.words.toPlainText().strip()
        if not text:
            self.row.set_error(translate("Questions", "A question needs some words."))
            return
        clinic, uid = self.context.clinic, self._uid
        self.begun.rest()
        self.save(
            lambda: review.ask_question(clinic, uid, text),
            Changes.of("question", uid=uid),
            self._on_asked,
        )


class AnswerSheet(_WordsSheet):
    """The answer to a question: an addendum to the record."""

    def __init__(self, context: Context, question: Question, parent: QWidget) -> None:
        asked = translate("Questions", "{name} asks, {moment}").format(
            name=question.asked_by, moment=formats.moment(question.asked_at.astimezone())
        )
        super().__init__(
            context,
            translate("Questions", "Answer about {client}").format(client=question.client_name),
            translate("Questions", "Answer"),
            parent,
            translate("Questions", "The answer becomes an addendum to the record."),
        )
        self._question = question
        self.body.addWidget(label(asked, "small", wrap=True))
        self.body.addWidget(label(question.text, wrap=True))
        self.begin(
            BegunKind.ANSWER,
            question.uid,
            translate("Questions", "Answer"),
            translate("Questions", "Ctrl+Enter sends it."),
        )

    def submit(self) -> None:
        """Answer, where there are words."""
        text = self.words.toPlainText().strip()
        if not text:
            self.row.set_error(translate("Questions", "An answer needs some words."))
            return
        clinic, question = self.context.clinic, self._question
        self.begun.rest()
        self.save(
            lambda: review.answer_question(clinic, question.uid, text),
            Changes.of("question", "session", uid=question.session_uid),
            None,
        )
