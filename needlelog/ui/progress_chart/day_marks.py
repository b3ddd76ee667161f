"""Which days are written under the axis: as many as can be read, on round days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from PySide6.QtCore import QDate, QLocale

_STEPS = ((1, "d"), (7, "d"), (14, "d"), (1, "m"), (2, "m"), (3, "m"), (6, "m"), (12, "m"))
_LABEL_ROOM = 92
_MONTH_DAYS = 30.44


@dataclass(frozen=True, slots=True)
class DayScale:
    """From days to pixels: ordinals ``first`` to ``last`` stand from ``left`` to ``right``."""

    first: float
    last: float
    left: float
    right: float
    pixels_a_day: float = field(init=False)

    def __post_init__(self) -> None:
        wide = (self.right - self.left) / max(self.last - self.first, 1e-9)
        object.__setattr__(self, "pixels_a_day", wide)

    def x(self, day: date) -> float:
        """Where a day stands."""
        return self.left + (day.toordinal() - self.first) * self.pixels_a_day


def day_marks(scale: DayScale, factor: float = 1.0) -> tuple[tuple[date, str], ...]:
    """The days to mark, each with its words by locale; the year where only months are marked."""
    size = scale.right - scale.left
    if scale.last <= scale.first or size <= 0:
        return ()
    wanted = (scale.last - scale.first) / max(size / (_LABEL_ROOM * factor), 1)
    amount, unit = next(
        (
            (amount, unit)
            for amount, unit in _STEPS
            if amount * (1 if unit == "d" else _MONTH_DAYS) >= wanted
        ),
        (12 * max(1, round(wanted / 365)), "m"),
    )
    first = date.fromordinal(max(1, int(scale.first)))
    last = date.fromordinal(max(1, int(scale.last)) + 1)
    days = _by_days(first, last, amount) if unit == "d" else _by_months(first, last, amount)
    return tuple((day, _words(day)) for day in days if scale.first <= day.toordinal() <= scale.last)


def _words(day: date) -> str:
    pattern = "MMM yyyy" if day.day == 1 else "d MMM"
    return QLocale().toString(QDate(day.year, day.month, day.day), pattern)


def _by_days(first: date, last: date, amount: int) -> list[date]:
    start = first.toordinal() - first.toordinal() % amount
    return [date.fromordinal(n) for n in range(max(start, 1), last.toordinal() + 1, amount)]


def _by_months(first: date, last: date, amount: int) -> list[date]:
    months = range(first.year * 12 - first.year * 12 % amount, last.year * 12 + 12, amount)
    return [date(month // 12, month % 12 + 1, 1) for month in months if month >= 12]
