"""Insights: what was done in a period, what stands out, and what it did for the clients."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.dashboard import of_flag, of_week
from needlelog.domain.people import Role
from needlelog.domain.review import Flag
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side
from needlelog.services import insights, review
from needlelog.services.cohorts import cohort_sessions
from needlelog.ui.insights.behind_sheet import Behind, BehindSheet
from needlelog.ui.insights.charts import PeopleLegend, WeekChart
from needlelog.ui.insights.figure_button import StatCard
from needlelog.ui.insights.output import ask_pdf, ask_print
from needlelog.ui.insights.words import (
    adherence_words,
    counted_words,
    event_words,
    growth_words,
    number,
    over_words,
    override_words,
    people_words,
    per_100,
    period_words,
    share,
    waiting_words,
)
from needlelog.ui.places import STOCK, TODAY
from needlelog.ui.screens.insights.filter_chips import FilterChips
from needlelog.ui.screens.insights.lists import (
    ConcernCard,
    DepthCard,
    OverrideCard,
    ToDoCard,
    UseCard,
)
from needlelog.ui.screens.insights.outcome_card import OutcomeCard
from needlelog.ui.screens.insights.work import Part, Work
from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.header_bar import HeaderBar
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from needlelog.domain.dashboard import Override, Use
    from needlelog.domain.session_filter import SessionFilter
    from needlelog.ui.context import Changes, Context
    from needlelog.ui.printing.insights_report import InsightsReport
    from needlelog.ui.screens.insights.reading import Figures, Outcomes

_NARROW, _SLIM = 820, 700
_CONCERNS = frozenset(
    {"session", "client", "plan", "score", "adverse_event", "follow_up", "stock", "lot", "draft"}
)


class InsightsScreen(QWidget):
    """Figures that lead to their sessions: cards on top, charts at the left, lists at the right."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.figures: Figures | None = None
        self.outcomes: Outcomes | None = None
        self._work = Work(context, self)
        self.header = HeaderBar(self.tr("Insights"))
        self.chips = FilterChips(context)
        self.print_button = icon_button("printer-outline", self.tr("Print"), self._print)
        self.pdf_button = icon_button("file-pdf-box", self.tr("Save as PDF"), self._pdf)
        self.header.add_right(self.print_button, self.pdf_button)
        self._make_cards()
        self.outcome = OutcomeCard(context)
        self.weeks = WeekChart()
        self.weeks_card = Card(" ", " ", header_rule=False)
        self.weeks_card.body.setContentsMargins(18, 0, 18, 14)
        self.legend = PeopleLegend()
        self.weeks_card.add(self.legend)
        self.weeks_card.add(self.weeks, 1)
        self.depths = DepthCard(context.zones)
        self.overrides = OverrideCard()
        self.concerns = ConcernCard(context.zones)
        self.uses = UseCard()
        self.to_do = ToDoCard()
        self._lay_out()
        self._connect()

    def _make_cards(self) -> None:
        self.cards: dict[str, StatCard] = {
            "sessions": StatCard(self.tr("Sessions")),
            "plan": StatCard(self.tr("On plan")),
            "over": StatCard(self.tr("Over advice")),
            "events": StatCard(self.tr("Adverse events")),
            "waiting": StatCard(self.tr("Waiting for review")),
        }

    def _lay_out(self) -> None:
        self._stats = QGridLayout()
        self._stats.setSpacing(12)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (self._left, (self.outcome, self.weeks_card, self.uses)),
            (self._right, (self.depths, self.overrides, self.concerns, self.to_do)),
        ):
            column.setSpacing(12)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        self._across = QHBoxLayout()
        self._across.setSpacing(12)
        self._across.addLayout(self._left, 64)
        self._across.addLayout(self._right, 36)
        self.page = page = ScrollPage()
        page.body.addLayout(self._stats)
        page.body.addLayout(self._across)
        page.body.addStretch(1)
        for box in (self.outcome.scale, self.outcome.axis, self.outcome.shown, self.outcome.split):
            page.keep_wheel_from(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.header)
        layout.addWidget(self.chips)
        layout.addWidget(page, 1)
        self._arrange(wide=True, slim=False)

    def _arrange(self, *, wide: bool, slim: bool) -> None:
        across = 5 if wide else (2 if slim else 3)
        for place, card in enumerate(self.cards.values()):
            self._stats.addWidget(card, place // across, place % across)
        for column in range(5):
            self._stats.setColumnStretch(column, int(column < across))
        direction = QHBoxLayout.Direction.TopToBottom if slim else QHBoxLayout.Direction.LeftToRight
        self._across.setDirection(direction)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer cards side by side where there is little room."""
        super().resizeEvent(event)
        width = self.width()
        self._arrange(wide=width >= metrics().text(_NARROW), slim=width < metrics().text(_SLIM))

    def _connect(self) -> None:
        context = self._context
        context.filter.changed.connect(self._on_filter)
        context.changed.connect(self._on_changed)
        self.chips.changed.connect(self.refresh)
        self._work.figures.connect(self._show_figures)
        self._work.outcomes.connect(self._show_outcomes)
        self._work.slow.connect(self._say_slow)
        self._work.failed.connect(self._say_failed)
        self.outcome.asked_changed.connect(self._read_outcomes)
        self.outcome.clients_asked.connect(self._open_clients)
        self.concerns.asked.connect(self._open_clients)
        self.weeks.asked.connect(self._open_week)
        self.depths.asked.connect(self._open_zone)
        self.overrides.asked.connect(self._open_override)
        self.uses.asked.connect(self._open_use)
        self.to_do.asked.connect(self._go)
        openers: dict[str, Callable[[], None]] = {
            "sessions": lambda: self._open_filter(self.tr("Sessions"), self._wanted()),
            "plan": self._open_plan,
            "over": lambda: self._open_flag(self.tr("Over advice"), Flag.OVER_ADVICE),
            "events": lambda: self._open_flag(self.tr("Adverse events"), Flag.ADVERSE_EVENT),
            "waiting": self._open_waiting,
        }
        for key, opener in openers.items():
            self.cards[key].clicked.connect(lambda _checked=False, act=opener: act())

    # --- reading -------------------------------------------------------------------------------

    def activate(self) -> None:
        """Count anew."""
        self.refresh()

    def refresh(self) -> None:
        """Work out the figures, then the outcomes; what was being worked out is given up."""
        self._work.begin(self._wanted(), self.outcome.asked)

    def give_up(self) -> None:
        """Nobody waits for the figures any more."""
        self._work.give_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who leaves waits for nothing; a window made small is still open."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.give_up()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin again what was given up, such as when the program was locked."""
        super().showEvent(event)
        if self._work.given_up:
            self.refresh()

    def _read_outcomes(self) -> None:
        self._work.begin_outcomes(self._wanted(), self.outcome.asked)

    def _say_slow(self, part: Part) -> None:
        if part is Part.OUTCOMES:
            self.outcome.say_slow()
        elif self.figures is None:
            self.header.set_title(self.tr("Insights"), self.tr("Being worked out…"))
        else:
            words = self.tr("Being worked out… Until then the figures of before stand here.")
            self.header.set_title(self.tr("Insights"), words)

    def _say_failed(self, part: Part) -> None:
        if part is Part.FIGURES:
            self.header.set_title(self.tr("Insights"), self._head())
        else:
            self.outcome.show_cohort(self.outcome.found)

    def _wanted(self) -> SessionFilter:
        return self.chips.wanted()

    def _on_filter(self) -> None:
        if self.isVisible():
            self.refresh()

    def _on_changed(self, changes: Changes) -> None:
        if changes.kinds & _CONCERNS and self.isVisible():
            self.refresh()

    def _show_figures(self, found: Figures) -> None:
        self.figures = found
        board, today = found.board, self._context.today()
        self.chips.show_choices(found.choices)
        self.header.set_title(self.tr("Insights"), self._head())
        adherence = board.adherence
        shown = {
            "sessions": (number(board.sessions), growth_words(board)),
            "plan": (share(adherence.done, adherence.planned), adherence_words(adherence)),
            "over": (share(board.over_advice, board.sessions), over_words(board)),
            "events": (per_100(board), event_words(board)),
            "waiting": (number(board.waiting), waiting_words(board, today)),
        }
        for key, (value, detail) in shown.items():
            self.cards[key].show_figure(value, detail)
        self._show_weeks(board.people)
        self.weeks.show_weeks(board.weeks, board.people)
        self.weeks.setVisible(bool(board.weeks))
        self.depths.show_zones(board.zones)
        self.overrides.show_overrides(board.overrides)
        self.uses.show_uses(board.uses)
        self.to_do.show_waiting(board, today)

    def _head(self) -> str:
        """Period, people and counts in a line."""
        if self.figures is None:
            return ""
        board = self.figures.board
        own = self._context.clinic.person.role is Role.PRACTITIONER
        parts = (
            period_words(board.first, board.last),
            people_words(board, own=own),
            counted_words(board),
        )
        return " · ".join(part for part in parts if part)

    def _show_weeks(self, people: Sequence[str]) -> None:
        by = self.tr("by practitioner") if people else ""
        if not people:
            by = self.tr("no session yet; sign one, or choose other days above")
        self.legend.show_people(people)
        self.weeks_card.set_header(self.tr("Sessions a week"), by)

    def _show_outcomes(self, found: Outcomes) -> None:
        self.outcomes = found
        self.outcome.show_cohort(found.shown)
        self.concerns.show_lines(found.by_concern)

    # --- what is behind ------------------------------------------------------------------------

    def _open(self, title: str, *lists: Behind) -> None:
        BehindSheet(self._context, title, lists, self.window()).open()

    def _listed(self, name: str, wanted: SessionFilter) -> Behind:
        clinic, counted = self._context.clinic, insights.counted(wanted)
        return Behind(name, lambda: review.find_sessions(clinic, counted), counted)

    def _open_filter(self, title: str, wanted: SessionFilter) -> None:
        self._open(title, self._listed(title, wanted))

    def _open_flag(self, title: str, flag: Flag) -> None:
        self._open_filter(title, of_flag(self._wanted(), flag))

    def _open_waiting(self) -> None:
        waiting = replace(self._wanted(), states=(SessionState.SIGNED,))
        self._open_filter(self.tr("Waiting for review"), waiting)

    def _open_week(self, week: date) -> None:
        wanted = of_week(self._wanted(), week)
        self._open_filter(self.tr("Sessions of a week"), wanted)

    def _open_zone(self, zone: str) -> None:
        wanted = replace(self._wanted(), zone=zone)
        self._open_filter(zone_name(self._context.zones, zone, Side.MID), wanted)

    def _open_plan(self) -> None:
        clinic, wanted = self._context.clinic, self._wanted()
        late = Behind(self.tr("Came late"), lambda: insights.late_sessions(clinic, wanted))
        missed = Behind(
            self.tr("Missed: the last session"), lambda: insights.missed_sessions(clinic, wanted)
        )
        any_late = self.figures is None or self.figures.board.adherence.late
        self._open(self.tr("Not on plan"), *((late, missed) if any_late else (missed, late)))

    def _open_override(self, each: Override) -> None:
        clinic, wanted = self._context.clinic, self._wanted()
        words = override_words(each)
        find = Behind(
            words, lambda: insights.override_sessions(clinic, wanted, each.rule, each.reason)
        )
        self._open(words, find)

    def _open_use(self, use: Use) -> None:
        clinic, wanted = self._context.clinic, self._wanted()
        find = Behind(
            use.name, lambda: insights.product_sessions(clinic, wanted, use.about, use.name)
        )
        self._open(use.name, find)

    def _open_clients(self, numbers: tuple[int, ...], words: str) -> None:
        clinic, wanted = self._context.clinic, self._wanted()
        self._open(words, Behind(words, lambda: cohort_sessions(clinic, wanted, numbers)))

    def _go(self, key: str) -> None:
        place = STOCK if key in ("expiring", "expired") else TODAY
        self._context.navigator.screen_requested.emit(place)

    # --- paper ---------------------------------------------------------------------------------

    def _pdf(self) -> None:
        if (report := self.report()) is not None:
            ask_pdf(self._context, report, self)

    def _print(self) -> None:
        if (report := self.report()) is not None:
            ask_print(self._context, report, self)

    def report(self) -> InsightsReport | None:
        """What is shown now, for paper; ``None`` while a part of it answers a question of before."""
        from needlelog.ui.screens.insights.paper import report_of

        if self.figures is None or self._work.busy:
            self._context.message.emit(
                self.tr("The figures are still being worked out. Please try again in a moment.")
            )
            return None
        return report_of(
            self._context, self._head(), self.cards.values(), self.figures, self.outcome
        )
