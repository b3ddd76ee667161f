"""What came of the session: adverse events and the diary, each line with its correction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.domain.adverse_events import severe_reactions
from needlelog.domain.follow_up import current
from needlelog.services.follow_up import Outcomes, session_outcomes
from needlelog.ui.follow_up.event_note import EventNote
from needlelog.ui.follow_up.follow_up_sheet import Asked, FollowUpSheet
from needlelog.ui.follow_up.red_flag_note import RedFlagNote
from needlelog.ui.follow_up.session_outcomes import (
    about_session,
    ask_event,
    ask_event_of_reaction,
    ask_follow_up,
    red_flag_note,
)
from needlelog.ui.follow_up.words import (
    flags_of,
    follow_up_title,
    replaced_words,
    symptom_words,
)
from needlelog.ui.record_words import is_void, joined, reaction_line
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label

if TYPE_CHECKING:
    from needlelog.domain.clients import Client
    from needlelog.domain.follow_up import FollowUp
    from needlelog.domain.sessions import Reaction, SessionRecord
    from needlelog.ui.context import Changes, Context

_CONCERNS = frozenset({"follow_up", "adverse_event"})


class OutcomesCard(Card):
    """Events, red flags and follow-ups of one signed session, and the ways to add more.

    It reads by itself; ``known`` tells that ``outcomes`` are those of the session shown.
    """

    known = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._record: SessionRecord | None = None
        self._client: Client | None = None
        self._lines: list[QWidget] = []
        self.outcomes = Outcomes()
        self.set_header(self.tr("What came of it"))
        self.event_button = Button(self.tr("Adverse event…"), "chip", "plus")
        self.event_button.clicked.connect(self._ask_event)
        self.follow_up_button = Button(self.tr("Follow-up…"), "chip", "plus")
        self.follow_up_button.clicked.connect(self._ask_follow_up)
        self.add_to_header(self.event_button)
        self.add_to_header(self.follow_up_button)
        self.body.setContentsMargins(18, 12, 18, 14)
        self.body.setSpacing(8)
        context.changed.connect(self._hear)

    def show_session(self, record: SessionRecord, client: Client) -> None:
        """Show what came of another session, or of the same one anew."""
        if self._record is None or self._record.content.uid != record.content.uid:
            self.outcomes = Outcomes()
            self._clear()
        self._record, self._client = record, client
        self._read()

    def _hear(self, changes: Changes) -> None:
        client = self._client
        if client is not None and changes.kinds & _CONCERNS and client.uid in changes.uids:
            self._read()

    def _read(self) -> None:
        if self._record is None:
            return
        clinic, uid = self._context.clinic, self._record.content.uid
        self._context.worker.submit_latest(
            "outcomes",
            lambda: (uid, session_outcomes(clinic, uid)),
            self._take,
            self._context.report,
            owner=self,
        )

    def _take(self, found: tuple[str, Outcomes]) -> None:
        record, (uid, outcomes) = self._record, found
        if record is None or record.content.uid != uid:
            return
        self.outcomes = outcomes
        self._fill(record, outcomes)
        self.known.emit()

    def _clear(self) -> None:
        for former in self._lines:
            self.body.removeWidget(former)
            former.hide()
            former.deleteLater()
        self._lines = []

    def _fill(self, record: SessionRecord, outcomes: Outcomes) -> None:
        self._clear()
        may_write = self._context.clinic.person.may_write
        for button in (self.event_button, self.follow_up_button):
            button.setVisible(may_write and not is_void(record))
        for event in outcomes.events:
            self._add(EventNote(self._context, event, record.content))
        severe = severe_reactions(record.content)
        if severe and not outcomes.events:
            self._add(self._severe_note(record, severe, may_write=may_write))
        by_uid = {each.uid: each for each in outcomes.follow_ups}
        for each in current(outcomes.follow_ups):
            former_one = by_uid.get(each.replaces or "")
            self._add(self._line(each, former_one, may_write=may_write))
            if flags := flags_of(each, outcomes):
                self._add(red_flag_note(self._context, record, each, flags))
        if not self._lines:
            self._add(label(self.tr("Nothing has been recorded since the session."), "quiet"))

    def _add(self, widget: QWidget) -> None:
        self.body.addWidget(widget)
        self._lines.append(widget)

    def _severe_note(
        self, record: SessionRecord, severe: tuple[Reaction, ...], *, may_write: bool
    ) -> RedFlagNote:
        note = RedFlagNote(self.tr("Severe reaction"))
        words = "; ".join(reaction_line(each, self._context.zones) for each in severe)
        note.say(
            self.tr("{words}. A severe reaction belongs among the adverse events.").format(
                words=words
            )
        )
        if not may_write:
            note.record.hide()
        note.event_wanted.connect(
            lambda: ask_event_of_reaction(self._context, record, severe[0], self.window())
        )
        return note

    def _line(self, told: FollowUp, former: FollowUp | None, *, may_write: bool) -> QWidget:
        zones = self._context.zones
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(1)
        said = label(f"{follow_up_title(told)}: {symptom_words(told, zones)}", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        words.addWidget(said)
        small = joined(told.note, told.recorded_by, replaced_words(former, zones) if former else "")
        words.addWidget(label(small, "small", wrap=True))
        row.addLayout(words, 1)
        if may_write:
            correct = Button(self.tr("Correct"), "chip")
            correct.setAccessibleName(
                self.tr("Correct the follow-up {day}").format(day=follow_up_title(told))
            )
            correct.clicked.connect(lambda: self._correct(told))
            row.addWidget(correct, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _correct(self, told: FollowUp) -> None:
        if self._record is not None and self._client is not None:
            about = about_session(self._record, self._client)
            FollowUpSheet(self._context, about, self.window(), Asked(former=told)).open()

    def _ask_event(self) -> None:
        if self._record is not None:
            ask_event(self._context, self._record, self.window())

    def _ask_follow_up(self) -> None:
        if self._record is not None and self._client is not None:
            ask_follow_up(self._context, self._record, self._client, self.window())
