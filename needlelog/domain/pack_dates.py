"""The dates printed in codes: two figures for the year, a day that may be left out.

All functions give ``YYYY-MM-DD`` or ``YYYY-MM`` (the month's end), and ``None`` for what is no
date. The century follows the GS1 General Specifications, section 7.12: from 49 years ago to 50
years ahead of today.
"""

from __future__ import annotations

from datetime import date, timedelta

_FAR_YEARS = 15


def full_year(two_figures: int, today: date) -> int:
    """The year meant by two figures."""
    century = today.year - today.year % 100
    ahead = two_figures - today.year % 100
    if ahead >= 51:
        return century - 100 + two_figures
    if ahead <= -50:
        return century + 100 + two_figures
    return century + two_figures


def from_yymmdd(text: str, today: date) -> str | None:
    """``270630`` is 2027-06-30; day 00 means the end of the month, kept as 2027-06."""
    if not _are_figures(text, 6):
        return None
    return _day_text(full_year(int(text[:2]), today), int(text[2:4]), int(text[4:]))


def from_mmddyy(text: str, today: date) -> str | None:
    """``063027`` is 2027-06-30."""
    return from_yymmdd(text[4:] + text[:4], today)


def from_mmyy(text: str, today: date) -> str | None:
    """``0627`` is 2027-06."""
    return from_yymmdd(text[2:] + text[:2] + "00", today)


def from_yyyymmdd(text: str) -> str | None:
    """``20270630`` is 2027-06-30."""
    if not _are_figures(text, 8):
        return None
    return _day_text(int(text[:4]), int(text[4:6]), int(text[6:]))


def from_yyjjj(text: str, today: date) -> str | None:
    """``27181`` is the 181st day of 2027: 2027-06-30."""
    if not _are_figures(text, 5):
        return None
    year, day = full_year(int(text[:2]), today), int(text[2:])
    found = date(year, 1, 1) + timedelta(days=day - 1)
    return found.isoformat() if day and found.year == year else None


def is_far(day: str, today: date) -> bool:
    """Whether an expiry is so far from today that it was more likely misread."""
    return abs(int(day[:4]) - today.year) > _FAR_YEARS


def _day_text(year: int, month: int, day: int) -> str | None:
    try:
        found = date(year, month, day or 1)
    except ValueError:
        return None
    return found.isoformat() if day else f"{year:04d}-{month:02d}"


def _are_figures(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdecimal()
