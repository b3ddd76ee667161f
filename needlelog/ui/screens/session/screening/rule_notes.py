"""What the rules found about one row, in the row itself, with what was decided or the way there."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.severity_marks import TONES
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.ends_row import EndsRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill


class RuleNotes(QWidget):
    """One line for each finding; hidden when there is none."""

    asked = Signal(str)
    """The rule whose card the practitioner wants to see."""
    seen = Signal(str)
    """The rule whose warning was seen, or whose former reason counts here too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self._views: tuple[FindingView, ...] = ()
        self.hide()

    def show_views(self, views: Sequence[FindingView]) -> None:
        """Show these findings instead of the former ones."""
        if tuple(views) == self._views:
            return
        self._views = tuple(views)
        while (item := self._column.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for view in views:
            self._column.addWidget(self._line(view))
        self.setVisible(bool(views))

    def _line(self, view: FindingView) -> QWidget:
        pill = Pill(view.title, TONES[view.severity])
        pill.setAccessibleName(f"{view.word}: {view.title}")
        decided = self._decided(view)
        if not decided:
            return EndsRow(pill, self._button(view))
        holder = QWidget()
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(pill)
        line.addWidget(label(decided, "small", wrap=True), 1)
        line.addWidget(self._button(view))
        return holder

    def _decided(self, view: FindingView) -> str:
        if view.open_need:
            return view.before
        if view.reason.strip():
            return self.tr("reason: {reason}").format(reason=view.reason.strip())
        if view.seen:
            return self.tr("seen")
        return ""

    def _button(self, view: FindingView) -> Button:
        if view.open_need and (view.asks_seen or view.before):
            words = self.tr("Seen") if view.asks_seen else self.tr("Same reason")
            if view.waiting > 1:
                words = self.tr("{act}, all {n}").format(act=words, n=view.waiting)
            button = Button(words, "chip")
            button.setAccessibleName(f"{words}: {view.title}")
            button.clicked.connect(lambda: self.seen.emit(view.rule))
            return button
        words = self.tr("Give the reason ›") if view.open_need else self.tr("More ›")
        button = Button(words, "link")
        button.setAccessibleName(f"{view.title}: {words}")
        button.clicked.connect(lambda: self.asked.emit(view.rule))
        return button
