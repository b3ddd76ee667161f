"""The page before the treatment: the questions at the left, what the answers mean at the right."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.screens.session.screening.findings_column import FindingsColumn
from needlelog.ui.screens.session.screening.question_row import QuestionRow
from needlelog.ui.screens.session.screening.question_views import QuestionView
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.scroll_page import ScrollPage

_WIDE = 800
_FINDINGS_WIDTH = 470


class ScreeningPage(QWidget):
    """Shows questions and findings; what is pressed goes out as signals of its rows and cards."""

    unchanged_pressed = Signal()
    said_no = Signal(str)
    said_yes = Signal(str)
    item_toggled = Signal(str, str, bool)
    item_changed = Signal(str, dict)
    item_typed = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: dict[str, QuestionRow] = {}
        self._today: date | None = None
        self._kept_shown = False
        self._wide: bool | None = None
        self.card = Card()
        self.unchanged = Button(self.tr("No change since last time"), "secondary", "check-all")
        self.unchanged.clicked.connect(self.unchanged_pressed)
        self.card.add_to_header(self.unchanged)
        self.questions = ScrollPage()
        self.questions.body.setSpacing(0)
        self._place = QVBoxLayout()
        self._place.setSpacing(0)
        self.questions.body.addLayout(self._place)
        self.kept = Button("", "row", "chevron-down")
        self.kept.clicked.connect(self._toggle_kept)
        self.questions.body.addWidget(self.kept)
        self.questions.body.addStretch(1)
        self.card.add(self.questions, 1)
        self.findings = FindingsColumn()
        self._findings_page = ScrollPage()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(16)
        columns.addWidget(self.card, 1)
        columns.addWidget(self._findings_page)

    # --- showing -------------------------------------------------------------------------------

    def begin(self, today: date) -> None:
        """Start with another session: rows of the former one are dropped."""
        self._today = today
        self._kept_shown = False
        for row in self._rows.values():
            self._place.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {}

    def turn_day(self, today: date) -> None:
        """Count “today” and “yesterday” from another day where a session lay open overnight."""
        if today != self._today:
            self.begin(today)

    def show_questions(self, views: Sequence[QuestionView], *, may_confirm: bool) -> None:
        """Show the questions; those that need no answer today are folded away."""
        if self._today is None:
            return
        for view in views:
            row = self._rows.get(view.code)
            if row is None:
                row = self._new_row(view, self._today)
            elif row.view != view:
                row.show_view(view)
        asked = [view for view in views if view.due or view.answered or view.changed]
        kept = [view for view in views if view not in asked]
        for view in views:
            self._rows[view.code].setVisible(view in asked or self._kept_shown)
        self._tell_kept(len(kept))
        done = sum(view.answered for view in asked)
        self.card.set_header(
            self.tr("Before we begin"), self._subtitle(len(asked), done, again=may_confirm)
        )
        self.unchanged.setVisible(may_confirm)

    def _subtitle(self, asked: int, done: int, *, again: bool) -> str:
        count = QCoreApplication.translate("ScreeningPage", "%n question(s)", "", asked)
        if not asked:
            return self.tr("all of it was answered today")
        if done == asked:
            return self.tr("{questions} · all answered").format(questions=count)
        if done:
            return self.tr("{questions} · {n} answered").format(questions=count, n=done)
        if again:
            return self.tr("{questions} · only what can have changed").format(questions=count)
        return self.tr(
            "{questions} · answers are kept and asked again only when they can have changed"
        ).format(questions=count)

    def _tell_kept(self, count: int) -> None:
        words = QCoreApplication.translate(
            "ScreeningPage", "%n question(s) answered before and still good", "", count
        )
        self.kept.setText(words)
        self.kept.setAccessibleName(words)
        self.kept.set_icon("chevron-up" if self._kept_shown else "chevron-down")
        self.kept.setVisible(count > 0)

    def _toggle_kept(self) -> None:
        self._kept_shown = not self._kept_shown
        for row in self._rows.values():
            view = row.view
            row.setVisible(self._kept_shown or view.due or view.answered or view.changed)
        self.kept.set_icon("chevron-up" if self._kept_shown else "chevron-down")

    def _new_row(self, view: QuestionView, today: date) -> QuestionRow:
        row = QuestionRow(view, today)
        row.said_no.connect(self.said_no)
        row.said_yes.connect(self.said_yes)
        row.item_toggled.connect(self.item_toggled)
        row.item_changed.connect(self.item_changed)
        row.item_typed.connect(self.item_typed)
        row.opened.connect(self._only_open)
        # Only then the page knows how far it can be scrolled.
        row.grew.connect(lambda code: QTimer.singleShot(0, self, lambda: self._reveal(code)))
        self._rows[view.code] = row
        self._place.addWidget(row)
        return row

    def _only_open(self, code: str) -> None:
        for other, row in self._rows.items():
            if other != code:
                row.set_open(False)

    def _reveal(self, code: str) -> None:
        """Scroll no further than it takes to see all that a question asks, its words first."""
        row, page = self._rows.get(code), self.questions.widget()
        if row is None or page is None or row.isHidden():
            return
        bar = self.questions.verticalScrollBar()
        top = row.mapTo(page, QPoint()).y()
        lowest = top + row.height() - self.questions.viewport().height()
        bar.setValue(min(max(bar.value(), lowest), top))

    def show_findings(self, views: Sequence[FindingView], nothing: str) -> None:
        """Show what the answers mean."""
        self.findings.show_findings(views, nothing)

    def row(self, code: str) -> QuestionRow:
        """The row of a question."""
        return self._rows[code]

    def reveal_rule(self, rule: str) -> None:
        """Scroll to the card of a rule and put the cursor where something is needed."""
        card = self.findings.card(rule)
        if card is not None:
            page = self._findings_page if self._wide else self.questions
            page.ensureWidgetVisible(card, 0, 40)
            card.focus_open()

    def focus_first(self) -> None:
        """Put the keyboard before the first answer: Tab leads to it.

        Not on it: who opened the session with the space bar and struck it twice would have said
        “never” to a question nobody asked.
        """
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # --- room ----------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= metrics().text(_WIDE)
        share = min(metrics().text(_FINDINGS_WIDTH), self.width() * 41 // 100)
        self._findings_page.setFixedWidth(share)
        if wide == self._wide:
            return
        self._wide = wide
        self._findings_page.setVisible(wide)
        source, target = (
            (self.questions, self._findings_page) if wide else (self._findings_page, self.questions)
        )
        source.body.removeWidget(self.findings)
        if wide:
            self.findings.setContentsMargins(0, 0, 0, 0)
            target.body.insertWidget(0, self.findings)
        else:
            self.findings.setContentsMargins(14, 14, 14, 14)
            target.body.insertWidget(target.body.count() - 1, self.findings)
