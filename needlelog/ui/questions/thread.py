"""The questions about one record with their answers, and the ways to answer and to close."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.services import review
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.questions.sheets import AnswerSheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.services.review import Question


class QuestionThread(QWidget):
    """One note a question, the oldest first; hidden while there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.close_buttons: list[Button] = []
        self.answer_buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.hide()

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """Show these instead of the former ones."""
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.close_buttons, self.answer_buttons = [], []
        for question in questions:
            self._column.addWidget(self._note(question))
        self.setVisible(bool(questions))

    def _note(self, question: Question) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "note")
        frame.setProperty("tone", "neutral" if question.closed_at else "accent")
        row = QHBoxLayout(frame)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(2)
        asked = self.tr("{name} asked, {moment}")
        self._say(words, asked, question.asked_by, question.asked_at, question.text)
        if question.answered_at is not None:
            answered = self.tr("{name} answered, {moment}")
            self._say(words, answered, question.answered_by, question.answered_at, question.answer)
        if question.closed_at is not None:
            closed = self.tr("Closed by {name}, {moment}")
            self._say(words, closed, question.closed_by, question.closed_at, "")
        row.addLayout(words, 1)
        if question.closed_at is None:
            self._add_ways(row, question)
        frame.setAccessibleName(self.tr("Question: {text}").format(text=question.text))
        return frame

    def _say(
        self, column: QVBoxLayout, pattern: str, name: str, moment: datetime, text: str
    ) -> None:
        told = pattern.format(name=name, moment=formats.moment(moment.astimezone()))
        column.addWidget(label(told, "small", wrap=True))
        if text:
            words = label(text, "value", wrap=True)
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(words)

    def _add_ways(self, row: QHBoxLayout, question: Question) -> None:
        person = self._context.clinic.person
        hers = person.uid == question.practitioner_uid
        if question.answered_at is None and person.may_write and hers:
            answer = Button(self.tr("Answer"), "chip")
            answer.setAccessibleName(
                self.tr("Answer the question {text}").format(text=question.text)
            )
            answer.clicked.connect(
                lambda: AnswerSheet(self._context, question, self.window()).open()
            )
            self.answer_buttons.append(answer)
            row.addWidget(answer, 0, Qt.AlignmentFlag.AlignTop)
        if person.may_manage:
            close = Button(self.tr("Close"), "chip")
            close.setAccessibleName(self.tr("Close the question {text}").format(text=question.text))
            close.clicked.connect(lambda: self.close_question(question))
            self.close_buttons.append(close)
            row.addWidget(close, 0, Qt.AlignmentFlag.AlignTop)

    def close_question(self, question: Question) -> None:
        """Say that a question is settled."""
        clinic = self._context.clinic
        self._context.write(
            lambda: review.close_question(clinic, question.uid),
            Changes.of("question", uid=question.session_uid),
            owner=self,
        )
