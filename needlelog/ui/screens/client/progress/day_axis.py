"""The days under the time axis. This module imports pyqtgraph, which is slow to load."""

from __future__ import annotations

from datetime import date
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QDate, QLocale

_STEPS = ((1, "d"), (7, "d"), (14, "d"), (1, "m"), (2, "m"), (3, "m"), (6, "m"), (12, "m"))
_LABEL_ROOM = 84
_MONTH_DAYS = 30.44


class DayAxis(pg.AxisItem):  # type: ignore[misc]
    """Marks days by their proleptic ordinal: as many as can be read, on round days."""

    def tickValues(self, lowest: float, highest: float, size: float) -> list[Any]:
        """Return the ordinals to mark between two ordinals, for that many pixels."""
        if highest <= lowest or size <= 0:
            return []
        wanted = (highest - lowest) / max(size / _LABEL_ROOM, 1)
        amount, unit = next(
            (
                (amount, unit)
                for amount, unit in _STEPS
                if amount * (1 if unit == "d" else _MONTH_DAYS) >= wanted
            ),
            (12 * max(1, round(wanted / 365)), "m"),
        )
        first, last = date.fromordinal(max(1, int(lowest))), date.fromordinal(int(highest) + 1)
        days = _by_days(first, last, amount) if unit == "d" else _by_months(first, last, amount)
        return [(amount, [day.toordinal() for day in days if lowest <= day.toordinal() <= highest])]

    def tickStrings(
        self,
        values: list[float],
        scale: float,
        spacing: float,
    ) -> list[str]:
        """Write each day by locale; the year where it begins or where only months are marked."""
        written = []
        for value in values:
            day = date.fromordinal(int(value))
            pattern = "MMM yyyy" if day.day == 1 else "d MMM"
            written.append(QLocale().toString(QDate(day.year, day.month, day.day), pattern))
        return written


def _by_days(first: date, last: date, amount: int) -> list[date]:
    start = first.toordinal() - first.toordinal() % amount
    return [date.fromordinal(n) for n in range(max(start, 1), last.toordinal() + 1, amount)]


def _by_months(first: date, last: date, amount: int) -> list[date]:
    months = range(first.year * 12 - first.year * 12 % amount, last.year * 12 + 12, amount)
    return [date(month // 12, month % 12 + 1, 1) for month in months]
