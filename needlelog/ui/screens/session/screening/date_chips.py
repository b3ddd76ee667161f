"""When it was last, by a finger: a few usual days, or any day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from needlelog.ui.theme.active import metrics
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.date_field import DateField
from needlelog.ui.widgets.flow_layout import FlowLayout


def _tr(text: str) -> str:
    return QCoreApplication.translate("DateChips", text)


def usual_days(today: date, *, slow: bool = False, coming: bool = False) -> list[tuple[str, date]]:
    """The days offered, each with its words: days back, months back, or days ahead."""
    if coming:
        steps = [(_tr("tomorrow"), 1), (_tr("in 3 days"), 3), (_tr("in 1 week"), 7)]
        steps += [(_tr("in 2 weeks"), 14), (_tr("in 1 month"), 30)]
        return [(words, today + timedelta(days=days)) for words, days in steps]
    if slow:
        months = [(_tr("1 month"), 1), (_tr("3 months"), 3), (_tr("6 months"), 6)]
        months += [(_tr("1 year"), 12)]
        return [
            (_tr("Today"), today),
            *((words, months_back(today, count)) for words, count in months),
        ]
    steps = [(_tr("Today"), 0), (_tr("Yesterday"), 1), (_tr("3 days"), 3)]
    steps += [(_tr("1 week"), 7), (_tr("1 month"), 30)]
    return [(words, today - timedelta(days=days)) for words, days in steps]


def months_back(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month where it is shorter."""
    years, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(years, month + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


class DateChips(QWidget):
    """Chips for usual days and a field for any other. ``day_chosen`` carries the day or None.

    What was lies no later than today, what is coming no earlier.
    """

    day_chosen = Signal(object)

    def __init__(
        self,
        name: str,
        today: date,
        *,
        slow: bool = False,
        coming: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        flow = FlowLayout(self, spacing=6)
        self._chips: list[tuple[Button, date]] = []
        for words, day in usual_days(today, slow=slow, coming=coming):
            chip = Button(words, "filter")
            chip.setCheckable(True)
            chip.setAccessibleName(f"{name}: {words}")
            chip.clicked.connect(lambda _on=False, day=day: self.day_chosen.emit(day))
            flow.addWidget(chip)
            self._chips.append((chip, day))
        self.field = DateField(_tr("{name}: another day").format(name=name))
        self.field.setFixedWidth(metrics().text(196))
        self.field.line.setPlaceholderText(_tr("Another day"))
        if coming:
            self.field.set_limits(earliest=today)
        else:
            self.field.set_limits(latest=today)
        self.field.dateCommitted.connect(self.day_chosen)
        flow.addWidget(self.field)

    def show_day(self, day: date | None) -> None:
        """Show which day stands, without telling anybody."""
        offered = False
        for chip, chip_day in self._chips:
            chip.setChecked(chip_day == day)
            offered = offered or chip_day == day
        self.field.set_value(None if offered else day)

    def chip(self, day: date) -> Button | None:
        """The chip of a day, if it is offered."""
        return next((chip for chip, of in self._chips if of == day), None)
