"""Open recalls: shown until nobody remains to be told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.recall.words import left_words, subject_words
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from needlelog.domain.recalls import OpenRecall, Recall
    from needlelog.ui.context import Context


class RecallsCard(ListCard):
    """One line for each recall with somebody left to be told; hidden when there is none."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self.buttons: list[Button] = []
        self.set_header(self.tr("Recalls"))
        self.hide()

    def show_recalls(self, found: tuple[OpenRecall, ...]) -> None:
        """List the recalls that are not finished."""
        self.clear_lines()
        self.buttons = []
        waiting = [each for each in found if each.counts.left]
        for each in waiting:
            self.add_line(self._line(each))
        self.setVisible(bool(waiting))

    def _line(self, open_one: OpenRecall) -> QWidget:
        line = QWidget()
        across = QHBoxLayout(line)
        across.setContentsMargins(18, 8, 18, 8)
        across.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(4)
        what = subject_words(open_one.recall.subject)
        words.addWidget(LinesLabel(what, "strong"))
        words.addWidget(Pill(left_words(open_one.counts), "warn"), 0, Qt.AlignmentFlag.AlignLeft)
        across.addLayout(words, 1)
        button = Button(self.tr("Open"), "chip")
        button.setAccessibleName(self.tr("Open the recall of {what}").format(what=what))
        button.clicked.connect(lambda: self._open(open_one.recall))
        across.addWidget(button)
        self.buttons.append(button)
        return line

    def _open(self, recall: Recall) -> None:
        from needlelog.ui.recall.open_recall import show_recall

        show_recall(self._context, self, recall)
