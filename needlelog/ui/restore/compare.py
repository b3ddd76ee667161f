"""A backup that was checked beside what is there now, and the second step before it is put in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from needlelog.ui.gate.note import Note
from needlelog.ui.restore.words import (
    further_words,
    last_words,
    sessions_words,
    set_aside_words,
)
from needlelog.ui.widgets.card import Card
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.tick_box import TickBox

if TYPE_CHECKING:
    from datetime import datetime

    from needlelog.services.restoring import Prepared


class ComparePage(QWidget):
    """``agreed`` is sent when the second step is taken or taken back."""

    agreed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backup = _Side(self.tr("The backup, checked"))
        self._now = _Side(self.tr("Here now"))
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self._backup, 1)
        sides.addWidget(self._now, 1)
        self.aside = Note("warn")
        self._further = QVBoxLayout()
        self._further.setSpacing(12)
        self.trouble = Note("stop")
        self.agree = TickBox(self.tr("Put the backup in the place of what is here now"))
        self.agree.toggled.connect(self.agreed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(sides)
        column.addWidget(self.aside)
        column.addLayout(self._further)
        self._afterwards = label("", "quiet", wrap=True)
        column.addWidget(self._afterwards)
        column.addWidget(self.agree)
        column.addWidget(self.trouble)
        column.addStretch(1)

    def show_prepared(self, prepared: Prepared) -> None:
        """Show what would come and what would go."""
        holding = prepared.found.note.holding
        self._backup.show_state(holding.sessions, holding.last_session_at)
        self._now.show_state(prepared.sessions_now, prepared.last_now)
        self.aside.say(*set_aside_words(prepared.now))
        while self._further.count():
            item = self._further.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.deleteLater()
        for words, tone in further_words(prepared):
            self._further.addWidget(Note(tone, words))
        kept = (
            self.tr("Nothing is deleted: what is here now stays in the folder set-aside.")
            if prepared.now is None
            else self.tr(
                "Nothing is deleted: what is here now is set aside and can come back under "
                "Settings, Backups."
            )
        )
        signing_in = self.tr(
            "Afterwards everybody signs in with the passphrase of the day of the backup."
        )
        self._afterwards.setText(f"{kept} {signing_in}")
        self.trouble.say("")
        self.agree.setChecked(False)

    def take_focus(self) -> None:
        """Put the keyboard on the second step."""
        self.agree.setFocus(Qt.FocusReason.OtherFocusReason)


class _Side(Card):
    def __init__(self, title: str) -> None:
        super().__init__(padding=14)
        self.body.setSpacing(2)
        self._title_line = label(title, "small")
        self._count = label("", "strong", wrap=True)
        self._last = label("", "quiet", wrap=True)
        for line in (self._title_line, self._count, self._last):
            self.add(line)
        self.body.addStretch(1)

    def show_state(self, sessions: int | None, last: datetime | None) -> None:
        self._count.setText(sessions_words(sessions))
        self._last.setText(last_words(last))
        lines = (self._title_line, self._count, self._last)
        self.setAccessibleName(", ".join(each.text() for each in lines if each.text()))
