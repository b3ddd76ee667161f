"""Questions about one's own records that wait for an answer, and the answers a manager got."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.services.review import Question
    from needlelog.ui.context import Context

translate = QCoreApplication.translate
_MOST = 5


class _QuestionLines(ListCard):
    """One line a question, with one way on; hidden when there is none."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.buttons: list[Button] = []
        self.set_header(title)
        self.hide()

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """List the questions, the oldest first."""
        self.clear_lines()
        self.buttons = []
        for question in questions[:_MOST]:
            self.add_line(self._line(question))
        if len(questions) > _MOST:
            self.say(
                translate("QuestionsCard", "and %n more", "", len(questions) - _MOST),
            )
        self.setVisible(bool(questions))

    def words_of(self, question: Question) -> tuple[str, str, datetime]:
        """What is said, by whom, when."""
        raise NotImplementedError

    def way_on(self, question: Question) -> Button:
        """What can be done about it."""
        raise NotImplementedError

    def _line(self, question: Question) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(10)
        text, name, moment = self.words_of(question)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(LinesLabel(question.client_name, "strong"))
        words.addWidget(label(text, "value", wrap=True))
        day = formats.day_short(moment.astimezone().date())
        words.addWidget(LinesLabel(f"{name}, {day}", "small"))
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        button = self.way_on(question)
        self.buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder


class QuestionsCard(_QuestionLines):
    """The questions for oneself, with the way to answer."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, translate("QuestionsCard", "Questions for you"), parent)

    def words_of(self, question: Question) -> tuple[str, str, datetime]:
        """The question."""
        return question.text, question.asked_by, question.asked_at

    def way_on(self, question: Question) -> Button:
        """A button that asks for the answer."""
        button = Button(self.tr("Answer"), "chip")
        button.setAccessibleName(
            self.tr("Answer about {name}: {text}").format(
                name=question.client_name, text=question.text
            )
        )
        button.setEnabled(self._context.clinic.person.may_write)
        button.clicked.connect(lambda: self._answer(question))
        return button

    def _answer(self, question: Question) -> None:
        from needlelog.ui.questions.sheets import AnswerSheet

        AnswerSheet(self._context, question, self.window()).open()


class AnswersCard(_QuestionLines):
    """What the managers were answered, with the way to the record, where it is closed."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, translate("AnswersCard", "Answers to read"), parent)

    def words_of(self, question: Question) -> tuple[str, str, datetime]:
        """The answer; what was asked stands with the record."""
        return question.answer, question.answered_by, question.answered_at or question.asked_at

    def way_on(self, question: Question) -> Button:
        """A button that opens the record."""
        button = Button(self.tr("Read"), "chip")
        button.setAccessibleName(
            self.tr("Read the answer about {name}: {text}").format(
                name=question.client_name, text=question.answer
            )
        )
        button.clicked.connect(
            lambda: self._context.navigator.record_requested.emit(question.session_uid)
        )
        return button
