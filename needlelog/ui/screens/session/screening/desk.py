"""The screening of the session in front: from the draft to the page, and from the page to the draft."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from needlelog.domain.screening.asking import asked_rows, confirm_unchanged, unanswered
from needlelog.domain.screening.decisions import Need, OpenNeed, Part, open_needs, parts_of
from needlelog.domain.screening.engine import find
from needlelog.domain.sessions import SessionDraft, SessionRecord
from needlelog.services import sessions
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.context import Changes, Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.layout import SessionLayout
from needlelog.ui.screens.session.screening.acts import ScreeningActs
from needlelog.ui.screens.session.screening.asked_views import question_views
from needlelog.ui.screens.session.screening.defer_sheet import DeferSheet
from needlelog.ui.screens.session.screening.finding_views import FindingViews
from needlelog.ui.screens.session.screening.judged import Judged, judged
from needlelog.ui.screens.session.screening.question_views import QuestionView
from needlelog.ui.screens.session.surroundings import Surroundings


class ScreeningDesk(QObject):
    """Judges the draft anew after each act, shows the page and writes what is pressed on it."""

    deferred = Signal(object)
    """The :class:`SessionRecord` of the session that was put off."""
    busy = Signal(bool)

    def __init__(
        self,
        context: Context,
        editor: DraftEditor,
        acts: SessionActs,
        parts: SessionLayout,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._context = context
        self._editor = editor
        self._parts = parts
        self._screen = screen
        self._around: Surroundings | None = None
        self._judged = Judged()
        self._finding_views: FindingViews | None = None
        self._judged_by: tuple[object, ...] = ()
        self._shown_by: tuple[object, ...] = ()
        self._views: dict[str, QuestionView] = {}
        self.acts = ScreeningActs(acts, context.now, context.clinic.person.name, self)
        self.sheet: DeferSheet | None = None
        self._connect()

    def _connect(self) -> None:
        page, acts = self._parts.screening, self.acts
        page.unchanged_pressed.connect(self._confirm)
        page.said_no.connect(lambda code: acts.say_no(self._views[code]))
        page.said_yes.connect(self._say_yes)
        page.item_toggled.connect(
            lambda code, item, on: acts.toggle(self._views[code], item, holds=on)
        )
        page.item_changed.connect(lambda item, fields: self._change(item, fields, typed=False))
        page.item_typed.connect(lambda item, fields: self._change(item, fields, typed=True))
        cards = page.findings
        cards.reason_typed.connect(lambda rule, place, text: self._decide(rule, place, reason=text))
        cards.prescriber_typed.connect(
            lambda rule, place, text: self._decide(rule, place, prescriber=text)
        )
        cards.same_asked.connect(lambda rule: self.deal_with([rule]))
        cards.seen.connect(self._see)
        cards.consent_asked.connect(self._parts.side.consent.open_page)
        self._parts.to_zones.clicked.connect(self._press_to_zones)
        self._parts.to_screening.clicked.connect(self.go_to_screening)
        self._parts.defer.clicked.connect(self.ask_defer)

    # --- showing -------------------------------------------------------------------------------

    def begin(self, draft: SessionDraft, around: Surroundings, *, fresh: bool) -> None:
        """Start with another draft; a fresh one without answers starts with the questions."""
        self.use_surroundings(around)
        self._parts.screening.begin(self._context.today())
        self._parts.show_page(screening=not draft.answers and (fresh or not draft.zones))

    def use_surroundings(self, around: Surroundings) -> None:
        """Go on with what was read anew."""
        self._around = around
        self._finding_views = FindingViews(around.book, self._context.zones)
        self._judged_by = self._shown_by = ()

    def judge(self, draft: SessionDraft) -> Judged:
        """Find anew what speaks against the draft; pure, without a query.

        Where nothing that a rule looks at has changed, what was found before still holds.
        """
        around, zones, views = self._around, self._context.zones, self._finding_views
        now = self._context.now()
        key = (*_looked_at(draft), now.replace(second=0, microsecond=0))
        if around is not None and views is not None and key != self._judged_by:
            self._judged_by = key
            found = find(around.book, around.client, draft, around.own_log, zones, now)
            self._judged = judged(found, draft, views)
        return self._judged

    def show(self, draft: SessionDraft) -> None:
        """Show questions and findings as the draft stands; :meth:`judge` comes first."""
        around = self._around
        if around is None:
            return
        now, page = self._context.now(), self._parts.screening
        key = (draft.answers, self._judged.cards, now.replace(second=0, microsecond=0))
        if key == self._shown_by:
            return
        self._shown_by = key
        page.turn_day(now.date())
        rows = asked_rows(around.book, around.client, draft, now.date())
        views = question_views(around.book, rows, self._judged.findings, now)
        self._views = {view.code: view for view in views}
        confirmable = confirm_unchanged(around.book, around.client, draft, now)
        page.show_questions(views, may_confirm=bool(confirmable))
        open_rows = any(view.due for view in views)
        page.show_findings(
            self._judged.cards,
            self.tr("Nothing so far. What an answer means appears here.")
            if open_rows
            else self.tr("Nothing speaks against the treatment."),
        )

    def title_of(self, rule: str) -> str:
        """What a rule found, as its title."""
        return next((card.title for card in self._judged.cards if card.rule == rule), rule)

    def unanswered(self, draft: SessionDraft) -> tuple[str, ...]:
        """The items that are still to be asked."""
        around = self._around
        if around is None:
            return ()
        return unanswered(around.book, around.client, draft, self._context.today())

    @property
    def open_questions(self) -> int:
        """How many questions are still to be asked."""
        return sum(view.due for view in self._views.values())

    def open_needs(self, draft: SessionDraft) -> tuple[OpenNeed, ...]:
        """What is still needed before signing."""
        return open_needs(self._judged.findings, draft)

    # --- going about ---------------------------------------------------------------------------

    def go_to_zones(self) -> None:
        """Turn to map and grid."""
        self._parts.show_page(screening=False)
        self._parts.map.body_map.setFocus()

    def _press_to_zones(self) -> None:
        """Whoever pressed with a finger sees no mark of the keyboard around a zone nobody chose."""
        by_keyboard = bool(self._parts.to_zones.property("ring"))
        self.go_to_zones()
        if not by_keyboard:
            self._parts.map.body_map.focus_zone(None)

    def go_to_screening(self) -> None:
        """Turn to the questions."""
        self._parts.show_page(screening=True)
        self._parts.screening.focus_first()

    def turn(self) -> None:
        """Turn to the other page."""
        if not self._editor.is_open:
            return
        if self._parts.on_screening:
            self.go_to_zones()
        else:
            self.go_to_screening()

    def reveal(self, rule: str) -> None:
        """Turn to the card of a rule."""
        self._parts.show_page(screening=True)
        self._parts.screening.reveal_rule(rule)

    # --- acting --------------------------------------------------------------------------------

    def _confirm(self) -> None:
        around = self._around
        if around is not None:
            draft = self._editor.draft
            self.acts.confirm(
                confirm_unchanged(around.book, around.client, draft, self._context.now())
            )

    def _say_yes(self, item: str) -> None:
        view = self._view_with(item)
        if view is not None:
            self.acts.say_yes(view, item)

    def _change(self, item: str, fields: dict[str, Any], *, typed: bool) -> None:
        view = self._view_with(item)
        if view is not None:
            name = next(each.name for each in view.items if each.code == item)
            self.acts.change(name, item, typed=typed, **fields)

    def _view_with(self, item: str) -> QuestionView | None:
        return next(
            (
                view
                for view in self._views.values()
                if any(each.code == item for each in view.items)
            ),
            None,
        )

    def _parts_of(self, rule: str) -> tuple[Part, ...]:
        same = [finding for finding in self._judged.findings if finding.rule == rule]
        return parts_of(same, self._editor.draft)

    def _decide(self, rule: str, place: int, **fields: str) -> None:
        parts = self._parts_of(rule)
        if place < len(parts):
            name = self.tr("reason: {what}").format(what=self.title_of(rule))
            self.acts.decide(parts[place], place, name, typed=True, **fields)

    def _see(self, rule: str, on: bool) -> None:
        if on:
            self.deal_with([rule])
        else:
            name = self.tr("seen: {what}").format(what=self.title_of(rule))
            self.acts.take_back_seen(rule, name)

    def deal_with(self, rules: Iterable[str]) -> None:
        """Write down that what is open of these rules was seen, or decided as before."""
        named = tuple(rules)
        left = [
            part
            for rule in named
            for part in self._parts_of(rule)
            if part.need is Need.SEEN or part.earlier
        ]
        titles = ", ".join(self.title_of(rule) for rule in named)
        reasons = any(part.need is not Need.SEEN for part in left)
        words = self.tr("same reason: {what}") if reasons else self.tr("seen: {what}")
        self.acts.deal_with(left, words.format(what=titles))

    def unseen(self, draft: SessionDraft) -> tuple[str, ...]:
        """The rules whose warnings nobody has seen."""
        return tuple(each.finding.rule for each in self.open_needs(draft) if each.need is Need.SEEN)

    def decided_before(self, draft: SessionDraft) -> tuple[str, ...]:
        """The rules over stops for which a reason was given before that would do here too."""
        return tuple(
            each.finding.rule
            for each in self.open_needs(draft)
            if each.again and each.need is not Need.SEEN
        )

    def before(self, rule: str) -> str:
        """What was decided about a rule before, in a line."""
        return next((card.before for card in self._judged.cards if card.rule == rule), "")

    # --- putting off ---------------------------------------------------------------------------

    def ask_defer(self) -> None:
        """Ask until when the session is put off."""
        if not self._editor.is_open:
            return
        draft, today = self._editor.draft, self._context.today()
        clear = [
            finding.clear_at.astimezone()
            for finding in self._judged.findings
            if finding.clear_at is not None
        ]
        latest = max(clear, default=None)
        suggested = max(latest.date(), today + timedelta(days=1)) if latest else None
        self.sheet = DeferSheet(today, suggested, draft.defer_reason, self._screen)
        self.sheet.accepted.connect(self._defer)
        self.sheet.open()

    def _defer(self) -> None:
        sheet = self.sheet
        if sheet is None or sheet.day is None:
            return
        clinic, draft, day, words = self._context.clinic, self._editor.draft, sheet.day, sheet.words
        self.busy.emit(True)

        def defer() -> SessionRecord:
            sessions.save_draft(clinic, draft)
            return sessions.defer_session(clinic, draft.uid, day, words)

        self._context.write(
            defer,
            Changes.of("session", "draft", "client", uid=draft.uid, initiator=self._screen),
            owner=self,
            on_done=self.deferred.emit,
            on_error=self._not_deferred,
        )

    def _not_deferred(self, error: Exception) -> None:
        self.busy.emit(False)
        self._context.report(error)


def _looked_at(draft: SessionDraft) -> tuple[object, ...]:
    """The parts of a draft that the rules look at."""
    return (
        draft.answers,
        draft.decisions,
        draft.zones,
        draft.numbing,
        draft.topicals,
        draft.device,
        draft.started_at,
        draft.offset_minutes,
    )
