"""Today: who is due, what is unfinished, what runs out, and the quick way to a client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, Qt
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.backups.keeper import keeper_of
from needlelog.ui.backups.words import day_line_words
from needlelog.ui.reading_only import writers_only
from needlelog.ui.screens.today.ask_card import AskCard
from needlelog.ui.screens.today.backup_cards import BackupTroubleCard, SecondPlaceCard
from needlelog.ui.screens.today.clock_note import ClockNote
from needlelog.ui.screens.today.deferred_card import DeferredCard
from needlelog.ui.screens.today.due_card import DueCard
from needlelog.ui.screens.today.exchange_card import ExchangeCard
from needlelog.ui.screens.today.finder import ClientFinder
from needlelog.ui.screens.today.questions_card import AnswersCard, QuestionsCard
from needlelog.ui.screens.today.recalls_card import RecallsCard
from needlelog.ui.screens.today.side_cards import StockCard, ToFinishCard
from needlelog.ui.screens.today.view import TodayView, read_today
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.banner import Banner
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.zone_words import merged, zones_in_words

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from needlelog.services.backup_places import BackupStatus
    from needlelog.services.sessions import DraftRow
    from needlelog.ui.context import Changes, Context

_NARROW, _ABOVE = 1060, 640
_CONCERNS = frozenset(
    {"client", "session", "draft", "plan", "stock", "follow_up", "question", "recall", "exchange"}
)
_MORNING_ENDS, _AFTERNOON_ENDS = 12, 18
_BANNERS = 2
_NAMED_ZONES = 2


class TodayScreen(QWidget):
    """The first screen after signing in."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._navigator = context.navigator
        self._stale = True
        self.view: TodayView | None = None
        self.header = HeaderBar(self._greeting())
        self.finder = ClientFinder(context)
        self.finder.setMinimumWidth(180)
        self.finder.setMaximumWidth(300)
        self.new_button = Button(self.tr("New client"), "primary", "plus")
        self.header.add_right(self.finder, self.new_button)
        writers_only(context, self.new_button)
        self.clock_note = ClockNote(context)
        self._banners = QVBoxLayout()
        self._banners.setSpacing(10)
        self.due = DueCard(context)
        self._build_side()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._columns.setSpacing(16)
        self._columns.addWidget(self.due, 3)
        self._columns.addWidget(self.side, 2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self.clock_note)
        layout.addLayout(self._banners)
        layout.addLayout(self._columns, 1)
        self._connect()

    def activate(self) -> None:
        """Bring the screen up to date; the day may have changed meanwhile."""
        self._read()
        self._keeper.look()
        self.exchange.read()

    def find_client(self) -> None:
        """Put the cursor into the search for a client."""
        self.finder.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.finder.selectAll()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side column less where there is little room; it goes below where there is none."""
        super().resizeEvent(event)
        narrow = self.width() < metrics().text(_NARROW)
        self.finder.setMinimumWidth(metrics().text(200 if narrow else 300))
        above = self.width() < metrics().text(_ABOVE)
        way = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)
        side = self.width() if above else metrics().text(252 if narrow else 344)
        self.side.setFixedWidth(side)

    def _build_side(self) -> None:
        """The narrow column: what waits, the most pressing first."""
        self.deferred = DeferredCard(self._context)
        self.questions = QuestionsCard(self._context)
        self.answers = AnswersCard(self._context)
        self.recalls = RecallsCard(self._context)
        self.ask = AskCard(self._context)
        self.to_finish = ToFinishCard(self._context)
        self.stock = StockCard(self._context)
        self._keeper = keeper_of(self._context)
        self.backup_trouble = BackupTroubleCard(self._context)
        self.second_place = SecondPlaceCard(self._context)
        self.exchange = ExchangeCard(self._context)
        self._stay = (self.backup_trouble, self.second_place, self.exchange)
        self.side = ScrollPage()
        side = self.side.body
        side.setSpacing(16)
        for card in (
            self.backup_trouble,
            self.recalls,
            self.questions,
            self.answers,
            self.deferred,
            self.ask,
            self.to_finish,
            self.exchange,
            self.stock,
            self.second_place,
        ):
            side.addWidget(card)
        side.addStretch(1)

    def _connect(self) -> None:
        self.finder.client_chosen.connect(
            lambda uid: self._navigator.client_requested.emit(uid, "record")
        )
        self.finder.new_client_wanted.connect(self._navigator.new_client_requested)
        self.new_button.clicked.connect(self._navigator.new_client_requested)
        self._context.changed.connect(self._on_changed)
        self._keeper.looked.connect(self._show_backups)

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS and self.isVisible():
            self._read()
            self.exchange.read()

    def _read(self) -> None:
        clinic, today = self._context.clinic, self._context.today()
        self._context.worker.submit_latest(
            "today", lambda: read_today(clinic, today), self._show, self._context.report, owner=self
        )

    def _show(self, view: TodayView) -> None:
        self.view = view
        today = self._context.today()
        self.header.set_title(self._greeting(), self._day_words(view))
        self.clock_note.show_last(view.last_entry)
        self._keep_focus_from_wandering()
        self._show_banners(view)
        self.due.show_view(view, today)
        self.ask.show_due(view.to_ask)
        self.to_finish.show_view(view)
        self.deferred.show_rows(view.deferred)
        self.questions.show_questions(view.questions)
        self.answers.show_questions(view.answers)
        self.recalls.show_recalls(view.recalls)
        self.stock.show_view(view, today)

    def _keep_focus_from_wandering(self) -> None:
        """Take the focus from a line that goes away; else it is handed from one to the next of
        those that go, each is scrolled into sight, and it ends anywhere."""
        focus: QWidget | None = self.window().focusWidget()
        stay = (self.header, self.clock_note, self.due.choice, *self._stay)
        if focus is None or not self.isAncestorOf(focus):
            return
        if not any(each is focus or each.isAncestorOf(focus) for each in stay):
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_backups(self, status: BackupStatus) -> None:
        self.backup_trouble.show_status(status)
        self.second_place.show_status(status)
        if self.view is not None:
            self.header.set_title(self._greeting(), self._day_words(self.view))

    def _show_banners(self, view: TodayView) -> None:
        while (item := self._banners.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for draft in view.drafts[:_BANNERS]:
            saved = formats.clock_time(draft.saved_at.astimezone())
            words = [
                draft.client_name,
                *self._zones_in_words(draft),
                self.tr("saved {time}").format(time=saved),
            ]
            if draft.saved_at.astimezone().date() != self._context.today():
                words[-1] = self.tr("saved {moment}").format(
                    moment=formats.moment(draft.saved_at.astimezone())
                )
            banner = Banner(self.tr("Unfinished session"), " · ".join(words), self.tr("Continue"))
            banner.button.setAccessibleName(
                self.tr("Continue the session of {name}").format(name=draft.client_name)
            )
            uid = draft.uid
            banner.acted.connect(lambda uid=uid: self._navigator.draft_requested.emit(uid))
            writers_only(self._context, banner.button)
            self._banners.addWidget(banner)

    def _zones_in_words(self, draft: DraftRow) -> list[str]:
        if not draft.zones:
            return [self.tr("no zone yet")]
        named = zones_in_words(self._context.zones, merged(draft.zones)[:_NAMED_ZONES])
        return [named, self.tr("%n zone(s)", "", len(draft.zones))]

    def _greeting(self) -> str:
        hour = self._context.now().hour
        name = self._context.clinic.person.name
        first = name.split()[0] if name.split() else ""
        if first.endswith("."):
            first = name
        if hour < _MORNING_ENDS:
            words = self.tr("Good morning, {name}")
        elif hour < _AFTERNOON_ENDS:
            words = self.tr("Good afternoon, {name}")
        else:
            words = self.tr("Good evening, {name}")
        return words.format(name=first).rstrip(", ")

    def _day_words(self, view: TodayView) -> str:
        today = self._context.today()
        day = QLocale().toString(QDate(today.year, today.month, today.day), "dddd d MMMM")
        late = view.late(today)
        due = len(view.due_days) - late
        parts = [
            day,
            self.tr("%n client(s) due this week", "", due)
            if due
            else self.tr("nobody is due this week"),
        ]
        if late:
            parts.append(self.tr("{count} late").format(count=late))
        if unfinished := len(view.drafts):
            parts.append(self.tr("%n unfinished session(s)", "", unfinished))
        if self._keeper.status is not None:
            parts.append(day_line_words(self._keeper.status, self._context.now()))
        return " · ".join(parts)
