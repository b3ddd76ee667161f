"""The signed sessions of a client as a list: what is in view at once, the rest one by one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from needlelog.ui import formats
from needlelog.ui.follow_up.session_outcomes import SessionOutcomes
from needlelog.ui.screens.client.session_line import SessionLine, signer_words
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.card import rule
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.scroll_page import ScrollPage

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from needlelog.domain.sessions import Addendum, SessionRecord
    from needlelog.services.follow_up import Outcomes
    from needlelog.ui.context import Context

SESSIONS_OF_A_PAGE = 15
_IN_VIEW = 5


@dataclass(frozen=True, slots=True)
class _Entry:
    """All that a session in the list says; an equal one need not be drawn again."""

    record: SessionRecord
    outcomes: Outcomes
    today: date
    signed_by: str


class SessionList(ScrollPage):
    """Each session with its addenda and with what came of it."""

    more_asked = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._entries: list[_Entry] = []
        self._drawn: list[tuple[_Entry, QWidget]] = []
        self._adding = QTimer(self)
        self._adding.setSingleShot(True)
        self._adding.timeout.connect(self._add_next)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self._more = Button("", "quiet")
        self._more.clicked.connect(self.more_asked)
        self.body.setSpacing(0)
        self.body.addLayout(self._lines)
        self.body.addWidget(self._more)
        self.body.addStretch(1)

    def show_sessions(
        self,
        records: Sequence[SessionRecord],
        outcomes: Outcomes,
        signed: int,
        apart: Collection[str],
    ) -> None:
        """Show the newest of ``signed`` sessions; those that did not change stay as they are.

        ``apart`` are the names of people who share one, told apart.

        What is in view is drawn now and the rest one by one, so that the window never waits.
        """
        today = self._context.today()
        self._entries = [
            _Entry(
                record,
                outcomes.of_session(record.content.uid),
                today,
                signer_words(record, apart),
            )
            for record in records
        ]
        self._keep(self._alike())
        while len(self._drawn) < min(_IN_VIEW, len(self._entries)):
            self._draw_next()
        more = signed - len(records)
        self._more.setVisible(more > 0)
        self._more.setText(self.tr("Show %n more", "", min(SESSIONS_OF_A_PAGE, more)))
        self._go_on()

    def lines(self) -> list[SessionLine]:
        """The sessions drawn so far, newest first."""
        return [line for _, drawn in self._drawn for line in drawn.findChildren(SessionLine)]

    def _alike(self) -> int:
        """How many of the sessions drawn stand as they did, from the top."""
        pairs = zip(self._drawn, self._entries, strict=False)
        return next(
            (n for n, ((drawn, _), entry) in enumerate(pairs) if drawn != entry),
            min(len(self._drawn), len(self._entries)),
        )

    def _keep(self, count: int) -> None:
        for _, widget in self._drawn[count:]:
            self._lines.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        del self._drawn[count:]

    def _go_on(self) -> None:
        if len(self._drawn) < len(self._entries):
            self._adding.start()
        else:
            self._adding.stop()

    def _add_next(self) -> None:
        self._draw_next()
        self._go_on()

    def _draw_next(self) -> None:
        entry = self._entries[len(self._drawn)]
        widget = self._drawing(entry)
        self._lines.addWidget(widget)
        self._drawn.append((entry, widget))

    def _drawing(self, entry: _Entry) -> QWidget:
        record, outcomes = entry.record, entry.outcomes
        line = SessionLine(record, self._context.zones, entry.signed_by)
        navigator, uid = self._context.navigator, record.content.uid
        line.opened.connect(lambda: navigator.record_requested.emit(uid))
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(line)
        for addendum in record.addenda:
            column.addWidget(self._note(record, addendum))
        if outcomes.follow_ups or outcomes.events:
            column.addWidget(SessionOutcomes(self._context, record, outcomes))
        column.addWidget(rule())
        return holder

    def _note(self, record: SessionRecord, addendum: Addendum) -> QWidget:
        holder = QWidget()
        margin = QVBoxLayout(holder)
        margin.setContentsMargins(18, 0, 18, 12)
        note = QFrame()
        note.setProperty("role", "note")
        note.setProperty("tone", "warn")
        inner = QVBoxLayout(note)
        inner.setContentsMargins(14, 9, 14, 9)
        head = self.tr("Addendum to session {number}").format(number=record.content.number or "–")
        when = formats.moment(addendum.written_at.astimezone())
        inner.addWidget(
            label(
                self.tr(
                    "{head} · {when} · {who} — “{text}” The record above stays as signed."
                ).format(head=head, when=when, who=addendum.author, text=addendum.text),
                wrap=True,
            )
        )
        margin.addWidget(note)
        return holder
