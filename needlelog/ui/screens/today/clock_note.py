"""A clock that stands before the last entry, told above everything else of the day."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QWidget

from needlelog.services.clock_check import confirm_clock
from needlelog.ui import formats
from needlelog.ui.context import Changes, Context
from needlelog.ui.gate.note import Note
from needlelog.ui.reading_only import writers_only
from needlelog.ui.widgets.button import Button

_YEAR, _MONTH = 365, 30


class ClockNote(QWidget):
    """Says by how much the clock is behind; hidden while it is not."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.note = Note("stop")
        self.right = Button(self.tr("The clock is right"))
        self.right.setAccessibleName(self.tr("The clock is right, it was wrong before"))
        self.right.clicked.connect(self._confirm)
        writers_only(context, self.right)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.note, 1)
        row.addWidget(self.right)
        self.hide()

    def show_last(self, last: datetime | None) -> None:
        """Tell of the last entry that lies in the future; ``None`` hides the note."""
        if last is None:
            self.hide()
            return
        now = self._context.now()
        self.note.say(
            self.tr(
                "This computer's clock is {span} before the last entry: it says {now}, the last "
                "entry was made {last}. Please set the clock before you record anything."
            ).format(
                span=self._span((last - now).days, (last - now).seconds // 3600),
                now=formats.moment(now),
                last=formats.moment(last.astimezone()),
            )
        )
        self.show()

    def _span(self, days: int, hours: int) -> str:
        if days >= _YEAR:
            return self.tr("%n year(s)", "", days // _YEAR)
        if days >= 2 * _MONTH:
            return self.tr("%n month(s)", "", days // _MONTH)
        if days:
            return self.tr("%n day(s)", "", days)
        return self.tr("%n hour(s)", "", max(hours, 1))

    def _confirm(self) -> None:
        clinic = self._context.clinic
        self.right.setEnabled(False)
        self._context.write(
            lambda: confirm_clock(clinic),
            Changes.of("clock", initiator=self),
            owner=self,
            on_done=lambda _none: self.hide(),
            on_error=self._failed,
        )

    def _failed(self, error: Exception) -> None:
        self.right.setEnabled(True)
        self._context.report(error)
