"""Putting a session off: when to ask again, and why."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.ui import formats
from needlelog.ui.screens.session.screening.date_chips import DateChips
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.widgets.form_row import FormRow


class DeferSheet(SheetDialog):
    """Asks for the day to ask again and the reason; both are needed."""

    guards_words = True

    def __init__(
        self, today: date, suggested: date | None, reason: str, parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.set_title(
            self.tr("Defer this session"),
            self.tr(
                "The answers and findings are kept with today’s date. Today will remind you on "
                "the day you choose; nothing is treated."
            ),
        )
        self.setMinimumWidth(560)
        self._today = today
        self._day = suggested
        hint = ""
        if suggested is not None:
            hint = self.tr("Everything that has an end is over by {day}.").format(
                day=formats.day(suggested)
            )
        self.days = DateChips(self.tr("Ask again"), today, coming=True)
        self.days.show_day(suggested)
        self.days.day_chosen.connect(self._choose)
        self._day_row = FormRow(self.tr("Ask again on"), self.days, hint)
        self.body.addWidget(self._day_row)
        self.reason = QLineEdit(reason)
        self.reason.setPlaceholderText(self.tr("For example: waits until the sunburn has healed"))
        self.reason.textEdited.connect(lambda _text: self._tell())
        self.body.addWidget(FormRow(self.tr("Reason"), self.reason))
        self.back = self.add_button(self.tr("Back to the session"))
        self.defer = self.add_button(self.tr("Defer the session"), "primary")
        self._tell()

    @property
    def day(self) -> date | None:
        """The day to ask again."""
        return self._day

    @property
    def words(self) -> str:
        """Why it is put off."""
        return self.reason.text().strip()

    def _choose(self, day: date | None) -> None:
        self._day = day
        self.days.show_day(day)
        past = day is not None and day <= self._today
        self._day_row.set_error(self.tr("Choose a day after today.") if past else None)
        self._tell()

    def _tell(self) -> None:
        later = self._day is not None and self._day > self._today
        self.defer.setEnabled(later and bool(self.words))
