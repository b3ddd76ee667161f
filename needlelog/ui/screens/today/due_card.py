"""The list of clients who are due by their plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from needlelog.services.today import due_until
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

_SHOWN = 40
_ALL = timedelta(days=365)
_MOST = 2000


class DueCard(Card):
    """Due this week, late, or all; the longest overdue are never hidden by the choice."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._view: TodayView | None = None
        self._today: date | None = None
        self._everybody: tuple[DueRow, ...] = ()
        self._shown = _SHOWN
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
            self.tr("Add your first client"),
            self.tr("Then start a session, or plan a series to see here who is due."),
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
        late = len(view.late(today))
        self.choice.button("late").setText(
            self.tr("Late · {count}").format(count=late) if late else self.tr("Late")
        )
        if self.choice.current() == "all":
            self._read_all()
        else:
            self._fill()

    def _choose(self) -> None:
        self._shown = _SHOWN
        if self.choice.current() == "all":
            self._read_all()
        else:
            self._fill()

    def _read_all(self) -> None:
        clinic, until = self._context.clinic, self._context.today() + _ALL
        self._context.worker.submit_latest(
            "due-all",
            lambda: due_until(clinic, until, _MOST),
            self._take_all,
            self._context.report,
            owner=self,
        )

    def _take_all(self, rows: tuple[DueRow, ...]) -> None:
        self._everybody = rows
        self._fill()

    def _rows(self) -> tuple[DueRow, ...]:
        if self._view is None or self._today is None:
            return ()
        if self.choice.current() == "late":
            return self._view.late(self._today)
        if self.choice.current() == "all":
            return self._everybody
        return self._view.due

    def _fill(self) -> None:
        if self._view is None or self._today is None:
            return
        self._clear()
        rows = self._rows()
        self.choice.setVisible(self._view.any_client)
        if not rows:
            self._show_empty()
            return
        for row in rows[: self._shown]:
            self.page.body.addWidget(self._line(row, self._today))
            self.page.body.addWidget(rule())
        if len(rows) > self._shown:
            more = Button(
                self.tr("Show %n more", "", min(len(rows) - self._shown, _SHOWN)), "quiet"
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
        self._shown += _SHOWN
        self._fill()

    def _clear(self) -> None:
        while (item := self.page.body.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
