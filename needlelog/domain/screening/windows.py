"""Spans of time a rule waits for: hours, days, weeks and calendar months.

A window that is counted in hours needs the hour of the exposure. Where only the day is known it
is counted from the end of that day, because the exposure may have been that late.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from needlelog.domain.errors import InvalidValue

_TEXT = re.compile(r"\s*([0-9]{1,4})\s*(h|d|wk|mo)\s*")
_ONE_DAY = timedelta(days=1)


class WindowUnit(StrEnum):
    """What a window is counted in."""

    HOURS = "h"
    DAYS = "d"
    WEEKS = "wk"
    MONTHS = "mo"


_MOST = {
    WindowUnit.HOURS: 24 * 60,
    WindowUnit.DAYS: 3660,
    WindowUnit.WEEKS: 520,
    WindowUnit.MONTHS: 120,
}


@dataclass(frozen=True, slots=True)
class Window:
    """A span such as 24 hours or 6 calendar months."""

    amount: int
    unit: WindowUnit

    @property
    def text(self) -> str:
        """The window as it is stored and recorded: ``24 h``, ``5 d``, ``4 wk``, ``6 mo``."""
        return f"{self.amount} {self.unit}"

    @property
    def in_hours(self) -> bool:
        """Whether the hour of the exposure matters."""
        return self.unit is WindowUnit.HOURS

    @property
    def length(self) -> timedelta:
        """About how long it is, for comparing windows; a month counts 31 days."""
        if self.unit is WindowUnit.HOURS:
            return timedelta(hours=self.amount)
        days = {WindowUnit.DAYS: 1, WindowUnit.WEEKS: 7, WindowUnit.MONTHS: 31}[self.unit]
        return timedelta(days=days * self.amount)

    def first_day_after(self, last: date) -> date:
        """The first day on which a window that is not counted in hours is over.

        A day that its month does not have becomes the first of the next month, so that nobody is
        treated early: six months after 31 August end on 1 March.
        """
        if self.unit is WindowUnit.MONTHS:
            return _months_after(last, self.amount)
        if self.unit is WindowUnit.HOURS:
            return last + _ONE_DAY + timedelta(days=-(-self.amount // 24))
        return last + timedelta(days=self.amount * (7 if self.unit is WindowUnit.WEEKS else 1))

    def over_at(self, last: date | datetime, zone: tzinfo) -> datetime:
        """The instant at which the window is over, as a local time of ``zone``.

        ``last`` is the instant of the last exposure where it is known, else its day.
        """
        if not self.in_hours:
            day = last.astimezone(zone).date() if isinstance(last, datetime) else last
            return datetime.combine(self.first_day_after(day), time(), zone)
        if not isinstance(last, datetime):
            last = datetime.combine(last + _ONE_DAY, time(), zone)
        # added in UTC: a local day may have 23 or 25 hours
        return (last.astimezone(UTC) + timedelta(hours=self.amount)).astimezone(zone)


def parse_window(text: str) -> Window:
    """The window that a text such as ``24 h`` or ``6 mo`` names.

    Raises:
        InvalidValue: ``window`` when it names none, ``window_range`` when it is 0 or too long.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise InvalidValue("window", text=text[:40])
    window = Window(int(match[1]), WindowUnit(match[2]))
    return checked_window(window)


def is_window(text: str) -> bool:
    """Whether a text names a window."""
    return _TEXT.fullmatch(text) is not None


def checked_window(window: Window) -> Window:
    """The window, when a rule can have it. Raises `InvalidValue`: ``window_range``."""
    if not 1 <= window.amount <= _MOST[window.unit]:
        raise InvalidValue("window_range", text=window.text)
    return window


def _months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    if day.day <= calendar.monthrange(year, month)[1]:
        return date(year, month, day.day)
    return date(year, month, calendar.monthrange(year, month)[1]) + _ONE_DAY
