"""What a reviewer asked about the record, and what was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from needlelog.services import review
from needlelog.ui.questions.thread import QuestionThread
from needlelog.ui.widgets.card import Card

if TYPE_CHECKING:
    from needlelog.services.review import Question
    from needlelog.ui.context import Changes, Context


class QuestionsCard(Card):
    """The thread of one record; it reads by itself and hides while nothing was asked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._uid = ""
        self.set_header(self.tr("Questions"))
        self.body.setContentsMargins(18, 12, 18, 14)
        self.thread_of_questions = QuestionThread(context)
        self.body.addWidget(self.thread_of_questions)
        context.changed.connect(self._hear)
        self.hide()

    def show_session(self, uid: str) -> None:
        """Show what was asked about another session, or about the same one anew."""
        if uid != self._uid:
            self.hide()
        self._uid = uid
        clinic = self._context.clinic
        self._context.worker.submit_latest(
            "questions",
            lambda: review.questions_of(clinic, uid),
            self._show,
            self._context.report,
            owner=self,
        )

    def _show(self, questions: tuple[Question, ...]) -> None:
        self.thread_of_questions.show_questions(questions)
        self.setVisible(bool(questions))

    def _hear(self, changes: Changes) -> None:
        if "question" in changes.kinds and self._uid in changes.uids:
            self.show_session(self._uid)
