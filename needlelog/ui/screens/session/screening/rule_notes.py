"""What the rules found about one row, in the row itself, with what was decided or the way there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.severity_marks import TONES
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.ends_row import EndsRow
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

_GAP = 10


class DecidedLine(QWidget):
    """A finding, what was decided, the button; the decision below them where the line is short."""

    def __init__(self, pill: Pill, decided: str, button: Button) -> None:
        super().__init__()
        self._pill, self._button = pill, button
        self.beside = label(decided, "small")
        self.below = label(decided, "small", wrap=True)
        self.below.hide()
        first = QWidget()
        row = QHBoxLayout(first)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(pill)
        row.addWidget(self.beside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(EndsRow(first, button))
        column.addWidget(self.below)

    def minimumSizeHint(self) -> QSize:
        """The decision never keeps the line from being narrow."""
        least = super().minimumSizeHint()
        needed = max(self._pill.minimumSizeHint().width(), self._button.minimumSizeHint().width())
        return QSize(needed, least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        parts = (self._pill, self.beside, self._button)
        needed = sum(part.sizeHint().width() for part in parts) + 2 * _GAP
        fits = needed <= self.width()
        self.beside.setVisible(fits)
        self.below.setVisible(not fits)


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
        button = self._button(view)
        return DecidedLine(pill, decided, button) if decided else EndsRow(pill, button)

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
