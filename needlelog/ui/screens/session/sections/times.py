"""When the session began and ended; both run by themselves and can be corrected."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from needlelog.domain.sessions import SessionDraft, is_backdated, only_day_known
from needlelog.ui import formats
from needlelog.ui.screens.session.acts import SessionActs
from needlelog.ui.screens.session.arrange import beside, titled
from needlelog.ui.theme.properties import mark
from needlelog.ui.widgets.date_field import DateField, TimeField
from needlelog.ui.widgets.labels import label
from needlelog.ui.widgets.status_section import Status, StatusSection


class TimesSection(StatusSection):
    """Day, start and end, and which session of the series it is."""

    refused = Signal(str)
    """Why a typed number was not taken."""

    def __init__(self, acts: SessionActs, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent, foldable=True)
        self._acts = acts
        self.set_title(self.tr("Time and number"))
        self.day = DateField(self.tr("Day of the treatment"))
        self.day.dateCommitted.connect(self._set_day)
        self.start = TimeField(self.tr("Start"))
        self.start.timeCommitted.connect(lambda value: self._set_time("started_at", value))
        self.end = TimeField(self.tr("End"))
        self.end.timeCommitted.connect(lambda value: self._set_time("ended_at", value))
        self.number = _whole_number(self.tr("Session number"))
        self.total = _whole_number(self.tr("Planned sessions"))
        self.number.editingFinished.connect(self._set_number)
        self.total.editingFinished.connect(self._set_number)
        self._complaint = label("", "error", wrap=True)
        self._complaint.hide()
        self.add(titled(self.tr("Day"), self.day))
        self.add(beside(titled(self.tr("Start"), self.start), titled(self.tr("End"), self.end)))
        self.add(self._complaint)
        self.add(
            beside(titled(self.tr("Session no."), self.number), titled(self.tr("of"), self.total))
        )

    def show_draft(self, draft: SessionDraft) -> None:
        """Show the times of the draft."""
        start, end = draft.started_at, draft.ended_at
        self.day.set_value(start.date() if start else None)
        self.start.set_value(start.time() if start and not only_day_known(start) else None)
        self.end.set_value(end.time() if end else None)
        for field, value in ((self.number, draft.number), (self.total, draft.planned_total)):
            if not field.hasFocus():
                field.setText("" if value is None else str(value))
                mark(field, error=False)
        reversed_times = bool(start and end and end < start)
        self._complaint.setText(
            self.tr("The end lies before the start. Please correct one of them.")
        )
        self._complaint.setVisible(reversed_times)
        if start is None:
            self.set_state(Status.ATTENTION, self.tr("no start"))
            return
        text = "" if only_day_known(start) else formats.clock_time(start)
        if is_backdated(draft):
            text = self.tr("{day}, entered later").format(day=formats.day_short(start.date()))
        elif end is not None:
            text += f" – {formats.clock_time(end)}"
        self.set_state(Status.STOP if reversed_times else Status.DONE, text)
        if reversed_times:
            self.set_open(True)

    def _set_day(self, day: date | None) -> None:
        draft = self._acts.draft
        if day is None:
            self._acts.set_times(None, None)
            return
        if day > draft.created_at.date():
            self.day.set_error(
                self.tr(
                    "That day is still to come. A treatment is written down on its day or later."
                )
            )
            return
        base = draft.started_at or draft.created_at
        if day == draft.created_at.date():
            self._acts.set_times(draft.created_at, None)
            return
        typed_before = base.date() != draft.created_at.date()
        start = base.replace(year=day.year, month=day.month, day=day.day)
        end = draft.ended_at
        if end is not None:
            end = end.replace(year=day.year, month=day.month, day=day.day)
        elif not typed_before:
            start = start.replace(hour=0, minute=0, second=0, microsecond=0)
        self._acts.set_times(start, end)

    def _set_time(self, field: str, value: time | None) -> None:
        draft = self._acts.draft
        base = draft.started_at or draft.created_at
        moment: datetime | None = None
        if value is not None:
            moment = base.replace(hour=value.hour, minute=value.minute, second=0, microsecond=0)
        if field == "started_at":
            midnight = base.replace(hour=0, minute=0, second=0, microsecond=0)
            moment = moment or (midnight if is_backdated(draft) else None)
            self._acts.set_times(moment, draft.ended_at)
        else:
            self._acts.set_times(draft.started_at, moment)

    def _set_number(self) -> None:
        wrong = [line for line in (self.number, self.total) if not _is_fine(line)]
        for line in (self.number, self.total):
            mark(line, error=line in wrong)
        if wrong:
            self.refused.emit(
                self.tr(
                    "“{text}” is not a session number from 1 to 999. The number before it is kept."
                ).format(text=wrong[0].text().strip())
            )
            return
        number, total = _read(self.number), _read(self.total)
        draft = self._acts.draft
        if (number, total) != (draft.number, draft.planned_total):
            self._acts.set_number(number, total)


def _whole_number(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setMaxLength(3)
    return line


def _is_fine(line: QLineEdit) -> bool:
    text = line.text().strip()
    return not text or (text.isdecimal() and int(text) > 0)


def _read(line: QLineEdit) -> int | None:
    text = line.text().strip()
    return int(text) if text else None
