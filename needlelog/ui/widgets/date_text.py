"""Reading dates, months and times as people type them.

Every reader returns None for text it does not understand, and never guesses a missing part.
"""

from __future__ import annotations

import re
from datetime import date, time

from PySide6.QtCore import QDate, QLocale

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
"""A year beyond is a slip of the finger, and nothing can be reckoned from the ends of the calendar."""
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})")
_THREE_NUMBERS = re.compile(r"(\d{1,2})\s*[./\- ]\s*(\d{1,2})\s*[./\- ]\s*(\d{4})\.?")
_DAY_NAME_YEAR = re.compile(r"(\d{1,2})\.?\s+([^\W\d_]+)\.?,?\s+(\d{4})")
_NAME_DAY_YEAR = re.compile(r"([^\W\d_]+)\.?\s+(\d{1,2}),?\s+(\d{4})")
_TIME = re.compile(r"(\d{1,2})\s*[:.h]\s*(\d{2})|(\d{1,2})(\d{2})|(\d{1,2})\s*h?")


def read_date(text: str, locale: QLocale) -> date | None:
    """A day: ``1994-02-14``, ``14 Feb 1994``, or numbers in the order of the locale.

    The year is written with four digits: two would leave the century open.
    """
    words = " ".join(text.split())
    if match := _ISO_DAY.fullmatch(words):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _THREE_NUMBERS.fullmatch(words):
        first, second, year = (int(part) for part in match.groups())
        if _month_comes_first(locale):
            first, second = second, first
        return _day(year, second, first)
    if match := _DAY_NAME_YEAR.fullmatch(words):
        return _day(int(match[3]), _month(match[2], locale), int(match[1]))
    if match := _NAME_DAY_YEAR.fullmatch(words):
        return _day(int(match[3]), _month(match[1], locale), int(match[2]))
    return None


def read_month_or_date(text: str, locale: QLocale) -> str | None:
    """A day as ``YYYY-MM-DD``, or a month as ``YYYY-MM``, as expiry dates are printed.

    Months may be typed ``2027-06``, ``06/2027`` or ``06/27`` (this century).
    """
    words = text.strip()
    if (day := read_date(words, locale)) is not None:
        return day.isoformat()
    if match := _ISO_MONTH.fullmatch(words):
        return _month_text(int(match[1]), int(match[2]))
    if match := _MONTH_YEAR.fullmatch(words):
        year = int(match[2]) + (2000 if len(match[2]) == 2 else 0)
        return _month_text(year, int(match[1]))
    return None


def read_time(text: str) -> time | None:
    """A time of day: ``13:05``, ``1305``, ``9.10``, ``9 h``."""
    match = _TIME.fullmatch(text.strip().lower())
    if match is None:
        return None
    hour, minute = match[1] or match[3] or match[5], match[2] or match[4] or "0"
    if int(hour) > 23 or int(minute) > 59:
        return None
    return time(int(hour), int(minute))


def date_example(locale: QLocale) -> str:
    """A day as it can be typed, to show in an empty field or an error."""
    return date_text(date(1994, 2, 28), locale)


def date_text(day: date, locale: QLocale) -> str:
    """A day as ``14 Feb 1994``, which nobody reads wrongly; ISO where names of months are numbers."""
    text = locale.toString(QDate(day.year, day.month, day.day), "d MMM yyyy")
    return text if read_date(text, locale) == day else day.isoformat()


def _month_comes_first(locale: QLocale) -> bool:
    pattern = locale.dateFormat(QLocale.FormatType.ShortFormat)
    return pattern.index("M") < pattern.index("d")


def _month(word: str, locale: QLocale) -> int:
    """Month number of a name, in the locale or in English; 0 when it is no month."""
    typed = word.casefold()
    if len(typed) < 3:
        return 0
    for names in (locale, QLocale(QLocale.Language.English)):
        for number in range(1, 13):
            for kind in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
                name = names.monthName(number, kind).casefold().rstrip(".")
                if name.startswith(typed) or typed == name:
                    return number
    return 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return found if EARLIEST <= found <= LATEST else None


def _month_text(year: int, month: int) -> str | None:
    known = EARLIEST.year <= year <= LATEST.year
    return f"{year:04d}-{month:02d}" if 1 <= month <= 12 and known else None
