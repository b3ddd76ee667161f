"""All recalls: those that are open, and those that are over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.services import recalls
from needlelog.ui.recall.open_recall import show_recall
from needlelog.ui.recall.words import opened_words, subject_words, told_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from needlelog.domain.recalls import OpenRecall, Recall, RecallCounts
    from needlelog.ui.context import Context

_SIZE = (680, 480)


class RecallLine(QWidget):
    """What is called back, how far the telling is, and the way to it."""

    asked = Signal()

    def __init__(
        self, recall: Recall, counts: RecallCounts | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        across = QHBoxLayout(self)
        across.setContentsMargins(16, 8, 16, 8)
        across.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        what = subject_words(recall.subject)
        words.addWidget(LinesLabel(what, "strong"))
        words.addWidget(LinesLabel(recall.reason, "quiet", lines=3))
        words.addWidget(LinesLabel(opened_words(recall), "small"))
        words.insertStretch(0, 1)
        words.addStretch(1)
        across.addLayout(words, 1)
        if counts is not None:
            tone = "good" if not counts.left else "warn" if recall.is_open else "neutral"
            across.addWidget(Pill(told_words(counts), tone), 0, Qt.AlignmentFlag.AlignVCenter)
        self.button = Button(self.tr("Open"), "chip")
        self.button.setAccessibleName(self.tr("Open the recall of {what}").format(what=what))
        self.button.clicked.connect(self.asked)
        across.addWidget(self.button)


class RecallsSheet(SheetDialog):
    """Open recalls first, each with what remains."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Recalls"),
            self.tr("A recall begins at a lot, a product or a device of the stock."),
        )
        self._context = context
        self._over = parent
        self.lines: list[RecallLine] = []
        self._card = Card()
        page = ScrollPage()
        page.body.addWidget(self._card)
        page.body.addStretch(1)
        self.body.addWidget(page, 1)
        self.add_button(self.tr("Close"))
        self.resize(*_SIZE)
        clinic = context.clinic
        context.read(
            lambda: (recalls.open_recalls(clinic), recalls.recalls(clinic)),
            lambda found: self._show(*found),
            owner=self,
        )

    def _show(self, open_ones: tuple[OpenRecall, ...], everything: tuple[Recall, ...]) -> None:
        rows: list[tuple[Recall, RecallCounts | None]] = [
            *((one.recall, one.counts) for one in open_ones),
            *((one, one.counts) for one in everything if not one.is_open),
        ]
        if not rows:
            words = label(self.tr("Nothing was ever called back."), "quiet", wrap=True)
            words.setContentsMargins(16, 14, 16, 14)
            self._card.add(words)
        for recall, counts in rows:
            if self.lines:
                self._card.add(rule())
            line = RecallLine(recall, counts)
            line.asked.connect(lambda recall=recall: self._open(recall))
            self.lines.append(line)
            self._card.add(line)

    def _open(self, recall: Recall) -> None:
        self.accept()
        if self._over is not None:
            show_recall(self._context, self._over, recall)
