"""The client's plans: one in force, those that ended below it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.plans import Phase, Plan
from needlelog.domain.timeline import planned_sessions
from needlelog.services import plans
from needlelog.ui import formats
from needlelog.ui.context import Changes
from needlelog.ui.labels import PHASES, label
from needlelog.ui.reading_only import writers_only
from needlelog.ui.screens.client.plan_sheet import PlanSheet
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.empty_state import EmptyState
from needlelog.ui.widgets.flow_layout import FlowLayout
from needlelog.ui.widgets.labels import label as text_label
from needlelog.ui.widgets.pill import Pill
from needlelog.ui.widgets.scroll_page import ScrollPage
from needlelog.ui.widgets.side_row import SideRow
from needlelog.ui.zone_thumbnail import ZoneThumbnail
from needlelog.ui.zone_words import zones_in_words

if TYPE_CHECKING:
    from needlelog.ui.context import Context
    from needlelog.ui.screens.client.view import ClientView, PlanState

_AHEAD_YEARS = 2


class PlanTab(QWidget):
    """A card a plan, and the button for a new one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._view: ClientView | None = None
        self._way_on: dict[str, Button] = {}
        self._acted_on = ""
        self.new_button = Button(self.tr("New plan"), "secondary", "plus")
        self.new_button.clicked.connect(lambda _on: self.ask_new_plan())
        self.new_button.setEnabled(context.clinic.person.may_write)
        self.page = ScrollPage(max_width=980)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.page)

    def show_view(self, view: ClientView) -> None:
        """Show the plans."""
        self._view = view
        self._way_on = {}
        while (item := self.page.body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is self.new_button:
                widget.setParent(None)
            elif widget is not None:
                widget.hide()
                widget.deleteLater()
        if not view.plans:
            card = Card()
            empty = EmptyState(
                "calendar-clock-outline",
                self.tr("No plan yet"),
                self.tr(
                    "Plan a series: how many sessions, how far apart. Today then shows who is due."
                ),
                self.tr("New plan"),
            )
            empty.asked.connect(self.ask_new_plan)
            card.add(empty)
            self.page.body.addWidget(card)
        for state in view.plans:
            self.page.body.addWidget(self._card(state))
        if view.plans:
            self.page.body.addWidget(self.new_button)
            self.new_button.show()
        self.page.body.addStretch(1)
        self._give_focus_back()

    def _give_focus_back(self) -> None:
        """To the card whose button was pressed and is gone, else it wanders to the rail."""
        way_on = self._way_on.get(self._acted_on)
        if way_on is not None and self.isVisible():
            way_on.setFocus(Qt.FocusReason.OtherFocusReason)
        self._acted_on = ""

    def ask_new_plan(self) -> PlanSheet | None:
        """Open the form for a new plan, starting today with the client's first concern."""
        if self._view is None:
            return None
        client = self._view.client
        first = client.concerns[0] if client.concerns else None
        plan = Plan(
            uid="",
            client_uid=client.uid,
            concern=first.concern if first else "",
            zones=first.zones if first else (),
            started_on=self._context.today(),
        )
        in_force = self._view.active_plan
        sheet = PlanSheet(self._context, plan, in_force.plan if in_force else None, self)
        sheet.open()
        return sheet

    def _card(self, state: PlanState) -> Card:
        plan = state.plan
        card = Card(plan.concern, label(PHASES, plan.phase))
        card.add_to_header(
            Pill(self.tr("in force"), "good", sign=False)
            if plan.active
            else Pill(self.tr("ended"), "neutral")
        )
        if plan.active:
            self._add_buttons(card, plan)
        else:
            again = Button(self.tr("Bring back"))
            again.setAccessibleName(
                self.tr("Bring the plan “{concern}” back").format(concern=plan.concern)
            )
            again.clicked.connect(lambda: self._bring_back(plan))
            card.add_to_header(again)
            self._way_on[plan.uid] = again
            writers_only(self._context, again)
        row = QHBoxLayout()
        row.setContentsMargins(18, 16, 18, 16)
        row.setSpacing(20)
        if plan.zones:
            row.addWidget(
                ZoneThumbnail([(code, side, None) for code, side in plan.zones], QSize(72, 100))
            )
        facts = QVBoxLayout()
        facts.setSpacing(2)
        for name, value in plan_facts(state, self._context):
            facts.addWidget(SideRow(name, value))
        facts.addStretch(1)
        row.addLayout(facts, 1)
        card.body.addLayout(row)
        if plan.active:
            self._add_dates(card, state)
        return card

    def _add_buttons(self, card: Card, plan: Plan) -> None:
        change = Button(self.tr("Change"))
        change.clicked.connect(lambda: PlanSheet(self._context, plan, None, self).open())
        end = Button(self.tr("End plan"), "danger")
        end.clicked.connect(lambda: self._end(plan))
        card.add_to_header(change)
        card.add_to_header(end)
        self._way_on[plan.uid] = end
        writers_only(self._context, change, end)

    def _add_dates(self, card: Card, state: PlanState) -> None:
        today = self._context.today()
        latest = date(today.year + _AHEAD_YEARS, today.month, 1)
        planned = planned_sessions(state.plan, state.progress.done, state.progress.last_on, latest)
        if not planned:
            return
        card.add_rule()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(18, 12, 18, 14)
        column.addWidget(text_label(self.tr("Planned"), "section"))
        dates = QWidget()
        flow = FlowLayout(dates, spacing=8)
        for place, session in enumerate(planned):
            day = formats.day(session.on)
            words = f"{session.number} · {day}" if session.number is not None else day
            flow.addWidget(Pill(words, "accent" if place == 0 else "neutral"))
        column.addWidget(dates)
        card.add(holder)

    def _end(self, plan: Plan) -> None:
        clinic, self._acted_on = self._context.clinic, plan.uid
        self._context.write(
            lambda: plans.save_plan(clinic, replace(plan, active=False)),
            Changes.of("plan", "client", uid=plan.client_uid),
            owner=self,
            on_done=lambda _plan: self._context.message.emit(
                self.tr("The plan has ended. Its sessions stay in the record.")
            ),
        )

    def _bring_back(self, plan: Plan) -> None:
        in_force = self._view.active_plan if self._view is not None else None
        if in_force is None:
            self._put_into_force(plan)
            return
        sheet = SheetDialog(
            self.tr("Bring this plan back?"),
            self,
            self.tr("The plan “{concern}” ends with it; its sessions stay.").format(
                concern=in_force.plan.concern
            ),
        )
        sheet.add_button(self.tr("Leave it as it is"))
        sheet.add_button(self.tr("Bring back"), "primary")
        sheet.accepted.connect(lambda: self._put_into_force(plan))
        sheet.open()

    def _put_into_force(self, plan: Plan) -> None:
        clinic, self._acted_on = self._context.clinic, plan.uid
        self._context.write(
            lambda: plans.bring_back_plan(clinic, plan.uid),
            Changes.of("plan", "client", uid=plan.client_uid),
            owner=self,
            on_done=lambda _plan: self._context.message.emit(
                self.tr("The plan “{concern}” is in force again.").format(concern=plan.concern)
            ),
        )


def plan_facts(state: PlanState, context: Context) -> list[tuple[str, str]]:
    """What is to be said of a plan: done, rhythm, last, next due, zones, start, note."""
    translate = QCoreApplication.translate
    plan, progress = state.plan, state.progress
    done = str(progress.done)
    if plan.phase is Phase.SERIES and progress.planned:
        done = translate("PlanTab", "{done} of {planned}").format(
            done=progress.done, planned=progress.planned
        )
    facts = [(translate("PlanTab", "Done"), done)]
    if plan.interval_days:
        every = translate("PlanTab", "%n day(s)", "", plan.interval_days)
        facts.append((translate("PlanTab", "Every"), every))
    if progress.last_on is not None:
        facts.append((translate("PlanTab", "Last session"), formats.day(progress.last_on)))
    if plan.active:
        facts.append((translate("PlanTab", "Next due"), _due_words(state, context.today())))
    if plan.zones:
        facts.append((translate("PlanTab", "Zones"), zones_in_words(context.zones, plan.zones)))
    if plan.started_on is not None:
        facts.append((translate("PlanTab", "Started"), formats.day(plan.started_on)))
    if plan.note:
        facts.append((translate("PlanTab", "Note"), plan.note))
    return facts


def _due_words(state: PlanState, today: date) -> str:
    translate = QCoreApplication.translate
    due = state.progress.due_on
    if due is not None:
        return f"{formats.day(due)} · {formats.days_away(due, today)}"
    if state.progress.planned and state.progress.done >= state.progress.planned:
        return translate("PlanTab", "the series is complete")
    return translate("PlanTab", "no rhythm is set")
