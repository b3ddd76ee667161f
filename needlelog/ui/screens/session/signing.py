"""Finish and sign: show what is missing, lead there, and lock the record."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from needlelog.domain.session_gaps import Gap, GapCode, Place, gaps
from needlelog.domain.sessions import SessionDraft, SessionRecord, is_backdated
from needlelog.services import sessions
from needlelog.ui.commands.draft_editor import DraftEditor
from needlelog.ui.context import Changes, Context
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.draft_views import DraftViews
from needlelog.ui.screens.session.finish_sheet import Answer, FinishSheet
from needlelog.ui.screens.session.screening.desk import ScreeningDesk
from needlelog.ui.screens.session.sections.aftercare import SheetChooser


class Signing(QObject):
    """The last steps of a session. ``busy`` tells when the screen must not be touched."""

    jump_asked = Signal(object)
    busy = Signal(bool)

    def __init__(
        self,
        context: Context,
        editor: DraftEditor,
        acts: SessionActs,
        screening: ScreeningDesk,
        aftercare: SheetChooser,
        screen: QWidget,
    ) -> None:
        super().__init__(screen)
        self._screening = screening
        self._aftercare = aftercare
        self._context = context
        self._editor = editor
        self._acts = acts
        self._screen = screen
        self.sheet: FinishSheet | None = None

    def ask(self, views: DraftViews) -> None:
        """Open the sheet over the screen."""
        draft = self._editor.draft
        self.sheet = FinishSheet(
            self._named_gaps(views),
            self._context.clinic.person.name,
            views.summary(draft, self._context.now()),
            self._screen,
            self._answers(),
        )
        self.sheet.jump_asked.connect(self.jump_asked)
        self.sheet.seen_all.connect(lambda: self._see_all(views))
        self.sheet.same_asked.connect(lambda: self._count_too(views))
        self.sheet.accepted.connect(self._sign)
        self.sheet.open()

    def _named_gaps(self, views: DraftViews) -> list[tuple[Gap, str]]:
        draft, screening = self._editor.draft, self._screening
        found = gaps(
            draft,
            views.findings(draft),
            screening.open_needs(draft),
            screening.unanswered(draft),
            views.recalled,
        )
        return [(gap, self._name_of(draft, gap)) for gap in found]

    def _see_all(self, views: DraftViews) -> None:
        self._screening.deal_with(self._screening.unseen(self._editor.draft))
        self._show_gaps_again(views)

    def _count_too(self, views: DraftViews) -> None:
        self._screening.deal_with(self._screening.decided_before(self._editor.draft))
        self._show_gaps_again(views)

    def _show_gaps_again(self, views: DraftViews) -> None:
        if self.sheet is not None:
            self.sheet.show_gaps(self._named_gaps(views), self._answers())

    def _answers(self) -> dict[GapCode, tuple[Answer, ...]]:
        """What most sessions end with, answered in the sheet itself instead of on the way back."""
        chooser = self._aftercare
        none = Answer(self.tr("No reaction beyond the expected"), self._acts.set_no_reactions)
        given = (
            Answer(chooser.words_for(sheet), partial(chooser.give, sheet))
            for sheet in chooser.fitting
        )
        return {GapCode.REACTIONS: (none,), GapCode.AFTERCARE: tuple(given)}

    def _name_of(self, draft: SessionDraft, gap: Gap) -> str:
        if gap.rule:
            title = self._screening.title_of(gap.rule)
            return f"{title}\n{self._screening.before(gap.rule)}" if gap.again else title
        if gap.place is Place.ZONES:
            row = next((row for row in draft.zones if row.row == gap.row), None)
            return self._acts.name_of(row) if row else ""
        product = next((row for row in draft.topicals if row.row == gap.row), None)
        return product.name if product else ""

    def _sign(self) -> None:
        draft = self._editor.draft
        if draft.ended_at is None and draft.started_at is not None and not is_backdated(draft):
            now = self._context.now().replace(second=0, microsecond=0)
            self._acts.set_times(draft.started_at, max(now, draft.started_at))
        clinic, draft = self._context.clinic, self._editor.draft
        self.busy.emit(True)

        def sign() -> SessionRecord:
            sessions.save_draft(clinic, draft)
            return sessions.sign_session(clinic, draft.uid)

        self._context.write(
            sign,
            Changes.of("session", "draft", "client", "lot", uid=draft.uid, initiator=self._screen),
            owner=self,
            on_done=self._signed,
            on_error=self._not_signed,
        )

    def _signed(self, record: SessionRecord) -> None:
        self._editor.close()
        self._context.message.emit(
            self.tr("Signed by {name}. The record is locked.").format(name=record.signed_by)
        )
        self._context.navigator.record_requested.emit(record.content.uid)

    def _not_signed(self, error: Exception) -> None:
        self.busy.emit(False)
        self._context.report(error)

    def discard(self) -> None:
        """Throw the unfinished session away; the trail keeps what it said."""
        clinic, draft = self._context.clinic, self._editor.draft
        self.busy.emit(True)
        self._editor.close()
        self._context.write(
            lambda: sessions.discard_draft(clinic, draft.uid),
            Changes.of("draft", uid=draft.uid, initiator=self._screen),
            owner=self,
            on_done=lambda _none: self._context.navigator.client_requested.emit(
                draft.client_uid, "record"
            ),
        )
