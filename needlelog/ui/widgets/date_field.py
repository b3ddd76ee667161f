"""Fields for a day, for a day or a month, and for a time of day."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal

from needlelog.ui.widgets.button import icon_button
from needlelog.ui.widgets.calendar import day_calendar
from needlelog.ui.widgets.date_text import (
    date_example,
    date_text,
    read_date,
    read_month_or_date,
    read_time,
)
from needlelog.ui.widgets.typed_field import TypedField

if TYPE_CHECKING:
    from PySide6.QtWidgets import QCalendarWidget, QWidget


class DateField(TypedField):
    """A day, typed or taken from a calendar. `dateCommitted` carries a date, or None when emptied."""

    dateCommitted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value: date | None = None
        self._earliest: date | None = None
        self._latest: date | None = None
        self.line.setPlaceholderText(self.tr("day, month, year"))
        self.calendar_button = icon_button(
            "calendar-blank-outline", self.tr("Calendar"), self._open_calendar
        )
        self._row.addWidget(self.calendar_button)

    def set_limits(self, *, earliest: date | None = None, latest: date | None = None) -> None:
        """Take no day outside; what is shown with :meth:`set_value` is not judged."""
        self._earliest, self._latest = earliest, latest

    def value(self) -> date | None:
        """The last committed day."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a day without telling anybody."""
        self._value = value
        self.show_text("" if value is None else date_text(value, QLocale()))

    def set_read_only(self, on: bool) -> None:
        super().set_read_only(on)
        self.calendar_button.setDisabled(on)

    def take_text(self, text: str) -> bool:
        value = read_date(text, QLocale()) if text else None
        if text and (value is None or not self._allows(value)):
            return False
        self._take(value)
        return True

    def _allows(self, day: date) -> bool:
        early = self._earliest is not None and day < self._earliest
        return not early and not (self._latest is not None and day > self._latest)

    def complaint(self, text: str) -> str:
        day = read_date(text, QLocale())
        if day is not None and self._earliest is not None and day < self._earliest:
            return self.tr("“{text}” is over. Write {day} or later.").format(
                text=text, day=date_text(self._earliest, QLocale())
            )
        if day is not None and self._latest is not None and day > self._latest:
            return self.tr("“{text}” is still to come. Write {day} or earlier.").format(
                text=text, day=date_text(self._latest, QLocale())
            )
        example = date_example(QLocale())
        return self.tr("“{text}” is not a day. Write it like {example}.").format(
            text=text, example=example
        )

    def _take(self, value: date | None) -> None:
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.dateCommitted.emit(value)

    def _open_calendar(self) -> None:
        calendar = day_calendar(self, self._value, self._earliest, self._latest)
        calendar.activated.connect(lambda day: self._picked(calendar, day))
        calendar.clicked.connect(lambda day: self._picked(calendar, day))
        left = self.calendar_button.geometry().right() - calendar.width()
        below = QPoint(max(0, left), self.line.height() + 4)
        calendar.move(self.mapToGlobal(below))
        calendar.show()
        calendar.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, calendar: QCalendarWidget, day: QDate) -> None:
        calendar.close()
        self._take(date(day.year(), day.month(), day.day()))


class MonthOrDateField(TypedField):
    """An expiry: a day or only a month. `textCommitted` carries ``YYYY-MM-DD``, ``YYYY-MM`` or None."""

    textCommitted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value: str | None = None
        self.line.setPlaceholderText(self.tr("2027-06 or 06/2027"))

    def value(self) -> str | None:
        """The last committed expiry."""
        return self._value

    def set_value(self, value: str | None) -> None:
        """Show an expiry without telling anybody."""
        self._value = value
        self.show_text(value or "")

    def take_text(self, text: str) -> bool:
        value = read_month_or_date(text, QLocale()) if text else None
        if text and value is None:
            return False
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.textCommitted.emit(value)
        return True

    def complaint(self, text: str) -> str:
        example = date_example(QLocale())
        return self.tr(
            "“{text}” is neither a month nor a day. Write 2027-06, 06/2027 or {example}."
        ).format(text=text, example=example)


class TimeField(TypedField):
    """A time of day. `timeCommitted` carries a time, or None when emptied."""

    timeCommitted = Signal(object)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._value: time | None = None
        self.line.setPlaceholderText("--:--")

    def value(self) -> time | None:
        """The last committed time."""
        return self._value

    def set_value(self, value: time | None) -> None:
        """Show a time without telling anybody."""
        self._value = value
        self.show_text("" if value is None else f"{value:%H:%M}")

    def take_text(self, text: str) -> bool:
        value = read_time(text) if text else None
        if text and value is None:
            return False
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.timeCommitted.emit(value)
        return True

    def complaint(self, text: str) -> str:
        return self.tr("“{text}” is not a time of day. Write it like 13:05.").format(text=text)
