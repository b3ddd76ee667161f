"""One sign of the diary with its grades as buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.expected_course import CourseFinding, Level
from needlelog.domain.follow_up import HIGHEST_GRADE, Sign
from needlelog.files.reference_data import expected_course
from needlelog.ui.follow_up.signs import SIGNS, level_words, word
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.grade_picker import GradePicker
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.ui.widgets.button import Button

_ROLES = {Level.EXPECTED: "small", Level.WATCH: "warn", Level.RED_FLAG: "error"}


class SignRow(QWidget):
    """Name, how it is judged, and 0 to 4. ``graded`` tells that the grade changed."""

    graded = Signal()

    def __init__(self, sign: Sign, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sign = sign
        name = word(SIGNS, sign)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(label(name, "field"))
        self._judged = label("", "small")
        words.addWidget(self._judged)
        words.addStretch(1)
        self.grades = GradePicker(HIGHEST_GRADE, "", name)
        self.grades.chosen.connect(self.graded)
        self.grades.cleared.connect(self.graded)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addLayout(words, 1)
        row.addWidget(self.grades)
        self.show_finding(None)

    def grade(self) -> int | None:
        """The grade, ``None`` while it was not asked for."""
        return self.grades.value()

    def button(self, grade: int) -> Button:
        """The button of a grade."""
        return self.grades.button(grade)

    def judgement(self) -> str:
        """How the sign is judged, in words."""
        return self._judged.text()

    def show_finding(self, finding: CourseFinding | None) -> None:
        """Say how the grade is judged; without one, until when the sign would be expected."""
        self._judged.setText(level_words(expected_course(), self.sign, finding))
        mark(self._judged, role="small" if finding is None else _ROLES[finding.level])
