"""Questions about one's own records that wait for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel

if TYPE_CHECKING:
    from needlelog.services.review import Question
    from needlelog.ui.context import Context

_MOST = 5


class QuestionsCard(ListCard):
    """One line a question, with the way to answer it; hidden when there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.buttons: list[Button] = []
        self.set_header(self.tr("Questions for you"))
        self.hide()

    def show_questions(self, questions: tuple[Question, ...]) -> None:
        """List the questions, the oldest first."""
        self.clear_lines()
        self.buttons = []
        for question in questions[:_MOST]:
            self.add_line(self._line(question))
        if len(questions) > _MOST:
            self.say(self.tr("and %n more", "", len(questions) - _MOST))
        self.setVisible(bool(questions))

    def _line(self, question: Question) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(LinesLabel(question.client_name, "strong"))
        words.addWidget(label(question.text, "value", wrap=True))
        asked = formats.day_short(question.asked_at.astimezone().date())
        words.addWidget(LinesLabel(f"{question.asked_by}, {asked}", "small"))
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        button = Button(self.tr("Answer"), "chip")
        button.setAccessibleName(
            self.tr("Answer about {name}: {text}").format(
                name=question.client_name, text=question.text
            )
        )
        button.setEnabled(self._context.clinic.person.may_write)
        button.clicked.connect(lambda: self._answer(question))
        self.buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _answer(self, question: Question) -> None:
        from needlelog.ui.questions.sheets import AnswerSheet

        AnswerSheet(self._context, question, self.window()).open()
