"""Whom to ask how it healed: one line a session, one tap to the diary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.services.follow_up import due_follow_ups
from needlelog.ui import formats
from needlelog.ui.screens.today.side_cards import ListCard
from needlelog.ui.screens.today.view import ASKED_AT_ONCE
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.lines_label import LinesLabel
from needlelog.ui.zone_words import merged, zones_in_words

if TYPE_CHECKING:
    from needlelog.services.follow_up import DueFollowUps, DueLine
    from needlelog.ui.context import Context

_MORE = 20


class AskCard(ListCard):
    """The follow-ups that are due, the longest late first; further ones are fetched when asked."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._context = context
        self._shown: list[DueLine] = []
        self._total = 0
        self.buttons: list[Button] = []
        self.more: Button | None = None
        self.set_header(self.tr("Ask how it healed"))

    def show_due(self, due: DueFollowUps) -> None:
        """Show the first page."""
        self._shown, self._total = list(due.lines), due.total
        self._fill()

    def _fill(self) -> None:
        self.clear_lines()
        self.buttons, self.more = [], None
        words = self.tr("%n client(s)", "", self._total) if self._total > ASKED_AT_ONCE else ""
        self.set_header(self.tr("Ask how it healed"), words)
        if not self._shown:
            self.say(self.tr("Nobody is to be asked today."))
            return
        for line in self._shown:
            self.add_line(self._line(line))
        left = self._total - len(self._shown)
        if left > 0:
            self.more = Button(self.tr("Show %n more", "", min(left, _MORE)), "quiet")
            self.more.clicked.connect(self._fetch)
            self.add_line(self.more)

    def _line(self, line: DueLine) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(1)
        name = line.about.client_name
        words.addWidget(LinesLabel(name, "strong"))
        words.addWidget(LinesLabel(self._done(line), "small"))
        late = self._late(line)
        if late:
            words.addWidget(LinesLabel(late, "warn"))
        words.insertStretch(0, 1)
        words.addStretch(1)
        row.addLayout(words, 1)
        button = Button(self.tr("day {day}").format(day=line.due.due_day), "chip")
        button.setEnabled(self._context.clinic.person.may_write)
        button.setAccessibleName(
            self.tr("Ask {name} how it healed, day {day}").format(name=name, day=line.due.due_day)
        )
        button.setEnabled(self._context.clinic.person.may_write)
        button.clicked.connect(lambda: self._ask(line))
        self.buttons.append(button)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _done(self, line: DueLine) -> str:
        zones = line.about.zones
        words = zones_in_words(self._context.zones, merged((code, side) for code, side, _ in zones))
        deepest = max((depth for _, _, depth in zones if depth is not None), default=None)
        if deepest is None:
            return words
        return self.tr("{depth} mm · {zones}").format(depth=formats.depth(deepest), zones=words)

    def _late(self, line: DueLine) -> str:
        parts = []
        if line.due.days_late:
            parts.append(self.tr("%n day(s) late", "", line.due.days_late))
        if line.due.tries:
            parts.append(self.tr("not reached %n time(s)", "", line.due.tries))
        return " · ".join(parts)

    def _ask(self, line: DueLine) -> None:
        from needlelog.ui.follow_up.follow_up_sheet import Asked, FollowUpSheet

        FollowUpSheet(
            self._context, line.about, self.window(), Asked(due_day=line.due.due_day)
        ).open()

    def _fetch(self) -> None:
        clinic, today, start = self._context.clinic, self._context.today(), len(self._shown)
        self._context.read(
            lambda: due_follow_ups(clinic, today, _MORE, start), self._add, owner=self
        )

    def _add(self, due: DueFollowUps) -> None:
        self._shown += due.lines
        self._total = due.total
        self._fill()
