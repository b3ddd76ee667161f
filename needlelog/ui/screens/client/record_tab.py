"""The record: every session, newest first, with what must not be missed beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.follow_up.session_outcomes import ask_event, ask_follow_up
from needlelog.ui.reading_only import writers_only
from needlelog.ui.screens.client.session_list import SESSIONS_OF_A_PAGE, SessionList
from needlelog.ui.screens.client.side_column import SideColumn
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.empty_state import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.services.sessions import DraftRow
    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.session_line import SessionLine
    from needlelog.ui.screens.client.view import ClientView, PlanState

_NARROW, _ABOVE = 960, 620


class RecordTab(QWidget):
    """Unfinished sessions on top, then the signed ones with their addenda."""

    more_asked = Signal()
    """More of the sessions are to be read, see `wanted`."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ClientView | None = None
        self._wanted = SESSIONS_OF_A_PAGE
        self._banners = QVBoxLayout()
        self._banners.setSpacing(10)
        self.card = Card()
        self.sessions = SessionList(context)
        self.sessions.more_asked.connect(self._ask_more)
        self._empty = EmptyState(
            "clipboard-text-outline",
            self.tr("No session yet"),
            self.tr("Start the first session; everything you enter is saved at once."),
            self.tr("New session"),
        )
        self._empty.asked.connect(self._start)
        self.event_button = Button(self.tr("Adverse event…"), "chip", "plus")
        self.event_button.clicked.connect(self._ask_event)
        self.follow_up_button = Button(self.tr("Follow-up…"), "chip", "plus")
        self.follow_up_button.clicked.connect(self._ask_follow_up)
        for button in (self.event_button, self.follow_up_button):
            self.card.add_to_header(button)
        writers_only(context, self.event_button, self.follow_up_button)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.sessions)
        self._pages.addWidget(self._empty)
        self.card.add(self._pages, 1)
        self.side = SideColumn(context)
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addLayout(self._banners)
        left.addWidget(self.card, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(16)
        self._row.addLayout(left, 3)
        self._row.addWidget(self.side, 2)

    def show_view(self, view: ClientView) -> None:
        """Show a client; another client starts at the top again."""
        if self._view is None or self._view.client.uid != view.client.uid:
            self._wanted = SESSIONS_OF_A_PAGE
            self.sessions.verticalScrollBar().setValue(0)
        self._view = view
        self.card.set_header(self.tr("Sessions"), self._plan_words(view.active_plan))
        self._show_drafts(view.drafts)
        self._pages.setCurrentWidget(self.sessions if view.records else self._empty)
        self.sessions.show_sessions(view.records, view.outcomes, view.signed, view.apart)
        self.side.show_client(view.client, view.outcomes.events)
        may_ask = view.last is not None and self._context.clinic.person.may_write
        for button in (self.event_button, self.follow_up_button):
            button.setVisible(may_ask)

    def wanted(self, uid: str) -> int:
        """How many of the newest sessions of a client are to be read."""
        known = self._view is not None and self._view.client.uid == uid
        return self._wanted if known else SESSIONS_OF_A_PAGE

    def lines(self) -> list[SessionLine]:
        """The sessions shown, newest first."""
        return self.sessions.lines()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side column less where there is little room; it goes below where there is none."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        above = self.width() < metrics().text(_ABOVE)
        way = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        self._row.setDirection(way)
        side = self.width() if above else metrics().text(256 if narrow else 308)
        self.side.setFixedWidth(side)

    def _start(self) -> None:
        if self._view is not None:
            self._context.navigator.new_session_requested.emit(self._view.client.uid, False)

    def _ask_follow_up(self) -> None:
        if self._view is not None and self._view.last is not None:
            ask_follow_up(self._context, self._view.last, self._view.client, self.window())

    def _ask_event(self) -> None:
        if self._view is not None and self._view.last is not None:
            ask_event(self._context, self._view.last, self.window())

    def _show_drafts(self, drafts: tuple[DraftRow, ...]) -> None:
        _clear(self._banners)
        for draft in drafts:
            saved = draft.saved_at.astimezone()
            words = " · ".join(
                (
                    self.tr("%n zone(s)", "", len(draft.zones)),
                    self.tr("saved {moment}").format(moment=formats.moment(saved)),
                    draft.practitioner_name,
                )
            )
            banner = Banner(self.tr("Unfinished session"), words, self.tr("Continue"))
            uid = draft.uid
            banner.acted.connect(lambda uid=uid: self._context.navigator.draft_requested.emit(uid))
            writers_only(self._context, banner.button)
            self._banners.addWidget(banner)

    def _ask_more(self) -> None:
        self._wanted += SESSIONS_OF_A_PAGE
        self.more_asked.emit()

    def _plan_words(self, state: PlanState | None) -> str:
        if state is None:
            count = self._view.signed if self._view is not None else 0
            return self.tr("%n session(s)", "", count) if count else ""
        words = []
        if state.progress.planned:
            words.append(
                self.tr("{done} of {planned} in this series").format(
                    done=state.progress.done, planned=state.progress.planned
                )
            )
        if state.plan.interval_days:
            words.append(self.tr("every %n day(s)", "", state.plan.interval_days))
        if state.progress.due_on is not None:
            words.append(self.tr("next due {day}").format(day=formats.day(state.progress.due_on)))
        return " · ".join(words)


def _clear(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
