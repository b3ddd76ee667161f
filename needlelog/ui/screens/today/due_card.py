"""The list of clients who are due by their plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from needlelog.services.today import DAYS_AHEAD, MOST_DUE, SHOWN_AT_ONCE, due_until
from needlelog.ui.reading_only import writers_only
from needlelog.ui.screens.today.due_row import DueLine
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card, rule
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from datetime import date

    from needlelog.services.today import DueRow
    from needlelog.ui.context import Context
    from needlelog.ui.screens.today.view import TodayView

_WEEK = timedelta(days=DAYS_AHEAD)
_ALL = timedelta(days=365)
_MOST = 2000


class DueCard(Card):
    """Due this week, late, or all. Who is late stands in each, after those of today and later."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._view: TodayView | None = None
        self._today: date | None = None
        self._read: tuple[DueRow, ...] | None = None
        self._shown = SHOWN_AT_ONCE
        self.choice = SegmentedControl(
            [("week", self.tr("This week")), ("late", self.tr("Late")), ("all", self.tr("All"))]
        )
        self.choice.setAccessibleName(self.tr("Which due clients"))
        self.set_header(self.tr("Due"), self.tr("by each client’s plan"))
        self.add_to_header(self.choice)
        self.page = ScrollPage()
        self.page.body.setSpacing(0)
        self.new_clinic = EmptyState(
            "account-plus-outline",
            self.tr("No client yet"),
            self.tr(
                "Add the first one, then start a session or plan a series: who is due stands here."
            ),
            self.tr("Add your first client"),
        )
        self.nobody = EmptyState(
            "calendar-check-outline",
            self.tr("Nobody is due this week"),
            self.tr(
                "Find a client above to start a session, or plan a series in the client’s Plan."
            ),
        )
        self._pages = QStackedWidget()
        for page in (self.page, self.new_clinic, self.nobody):
            self._pages.addWidget(page)
        self.add(self._pages, 1)
        self.choice.chosen.connect(lambda _key: self._choose())
        self.new_clinic.asked.connect(context.navigator.new_client_requested)

    def lines(self) -> list[DueLine]:
        """The clients shown, top to bottom."""
        return [
            widget
            for place in range(self.page.body.count())
            if (item := self.page.body.itemAt(place)) is not None
            and isinstance(widget := item.widget(), DueLine)
        ]

    def show_view(self, view: TodayView, today: date) -> None:
        """Show who is due."""
        self._view, self._today = view, today
        late = view.late(today)
        self.choice.button("late").setText(
            self.tr("Late · {count}").format(count=late) if late else self.tr("Late")
        )
        self._show()

    def _choose(self) -> None:
        self._shown = SHOWN_AT_ONCE
        self._read = None
        self._show()

    def _show(self) -> None:
        if self._needs_more():
            self._read_whole()
        else:
            self._read = None
            self._fill()

    def _needs_more(self) -> bool:
        """Whether the choice asks for more than what came with Today, where the late stand last."""
        view, choice = self._view, self.choice.current()
        cut = view is not None and len(view.due) < len(view.due_days)
        return choice == "all" or self._shown > SHOWN_AT_ONCE or (choice == "late" and cut)

    def _read_whole(self) -> None:
        clinic, today, choice = self._context.clinic, self._context.today(), self.choice.current()
        everybody = choice == "all"
        until = today + (_ALL if everybody else _WEEK)
        self._context.worker.submit_latest(
            "due-all",
            lambda: due_until(clinic, today, until, _MOST if everybody else MOST_DUE),
            lambda rows: self._take(choice, rows),
            self._context.report,
            owner=self,
        )

    def _take(self, choice: str, rows: tuple[DueRow, ...]) -> None:
        if choice == self.choice.current():
            self._read = rows
            self._fill()

    def _rows(self) -> tuple[tuple[DueRow, ...], int]:
        """What is read of the choice, and how many there are of it."""
        view, today = self._view, self._today
        if view is None or today is None:
            return (), 0
        rows = view.due if self._read is None else self._read
        if self.choice.current() == "late":
            return tuple(row for row in rows if row.due_on < today), view.late(today)
        return rows, len(view.due_days) if self._read is None else len(rows)

    def _fill(self) -> None:
        if self._view is None or self._today is None:
            return
        self._clear()
        rows, count = self._rows()
        self.choice.setVisible(self._view.any_client)
        if not rows:
            self._show_empty()
            return
        for row in rows[: self._shown]:
            self.page.body.addWidget(self._line(row, self._today))
            self.page.body.addWidget(rule())
        if count > self._shown:
            more = Button(
                self.tr("Show %n more", "", min(count - self._shown, SHOWN_AT_ONCE)), "quiet"
            )
            more.clicked.connect(self._show_more)
            self.page.body.addWidget(more)
        self.page.body.addStretch(1)
        self._pages.setCurrentWidget(self.page)

    def _line(self, row: DueRow, today: date) -> DueLine:
        line = DueLine(row, today)
        navigator, uid, has_last = self._context.navigator, row.client_uid, row.last_on is not None
        line.opened.connect(lambda: navigator.client_requested.emit(uid, "record"))
        writers_only(self._context, line.button)
        line.repeated.connect(lambda: navigator.new_session_requested.emit(uid, has_last))
        return line

    def _show_empty(self) -> None:
        if self._view is not None and not self._view.any_client:
            self._pages.setCurrentWidget(self.new_clinic)
            return
        words = {
            "week": self.tr("Nobody is due this week"),
            "late": self.tr("Nobody is late"),
            "all": self.tr("No client has a plan with a due day"),
        }
        self.nobody.set_words(
            words[self.choice.current()],
            self.tr(
                "Find a client above to start a session, or plan a series in the client’s Plan."
            ),
        )
        self._pages.setCurrentWidget(self.nobody)

    def _show_more(self) -> None:
        self._shown += SHOWN_AT_ONCE
        if self._read is None:
            self._read_whole()
        else:
            self._fill()

    def _clear(self) -> None:
        while (item := self.page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
