"""A field for a day, typed as people write it."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QLineEdit

from needlelog.ui import formats

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_YEAR_FIRST = re.compile(r"(\d{4})[./\- ](\d{1,2})[./\- ](\d{1,2})")
_YEAR_LAST = re.compile(r"(\d{1,2})[./\- ]+(\d{1,2})[./\- ]+(\d{4})")
_WITH_NAME = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_NAME_FIRST = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2}),?\s+(\d{4})")


def read_day(text: str) -> date | None:
    """Read a day: ``14 Feb 1994``, ``1994-02-14``, ``14.02.1994``, or in the order of the locale.

    A number over 12 tells day from month whatever the locale says.

    Raises:
        ValueError: the text is no day of the calendar. An empty text is ``None``.
    """
    cleaned = " ".join(text.split())
    if not cleaned:
        return None
    if match := _YEAR_FIRST.fullmatch(cleaned):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _YEAR_LAST.fullmatch(cleaned):
        day, month = int(match[1]), int(match[2])
        if month > 12 or ("/" in cleaned and day <= 12 and _month_first()):
            day, month = month, day
        return date(int(match[3]), month, day)
    if match := _WITH_NAME.fullmatch(cleaned):
        return date(int(match[3]), _month(match[2]), int(match[1]))
    if match := _NAME_FIRST.fullmatch(cleaned):
        return date(int(match[3]), _month(match[1]), int(match[2]))
    raise ValueError(cleaned)


def _month_first() -> bool:
    return QLocale().dateFormat(QLocale.FormatType.ShortFormat).lstrip().casefold().startswith("m")


def _month(name: str) -> int:
    wanted = name.casefold()
    for locale in (QLocale(), QLocale.c()):
        for month in range(1, 13):
            if len(wanted) >= 3 and locale.monthName(month).casefold().startswith(wanted):
                return month
            if locale.monthName(month, QLocale.FormatType.ShortFormat).casefold() == wanted:
                return month
    raise ValueError(name)


class DayField(QLineEdit):
    """Commits a day on Enter or on leaving. What cannot be read stays as typed.

    ``committed`` carries a day or ``None``; ``refused`` carries the text that is no day.
    """

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, name: str, value: date | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(formats.day(date(1994, 2, 14)))
        self._value = value
        self.set_value(value)
        self.editingFinished.connect(self._commit)

    def value(self) -> date | None:
        """The last day committed."""
        return self._value

    def set_value(self, value: date | None) -> None:
        """Show a day without telling anybody."""
        self._value = value
        self.setText(formats.day(value) if value else "")

    def read(self) -> date | None:
        """The day as typed now. Raises ValueError when it is none."""
        return read_day(self.text())

    def _commit(self) -> None:
        try:
            value = self.read()
        except ValueError:
            self.refused.emit(self.text())
            return
        changed = value != self._value
        self.set_value(value)
        if changed:
            self.committed.emit(value)
