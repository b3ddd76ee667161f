"""How values are written for the person at the screen: by locale, with units in headers."""

from __future__ import annotations

from datetime import date, datetime, time

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from needlelog.domain.quantities import (
    format_depth,
    format_depth_short,
    format_mass,
    format_volume,
)

_DAYS_COUNTED = 99
"""Of more days nobody knows how long ago that was."""


def decimal_point() -> str:
    """The decimal mark of the current locale."""
    return QLocale().decimalPoint()


def depth(micrometres: int) -> str:
    """A depth in millimetres, two decimals, without the unit."""
    return format_depth(micrometres, decimal_point())


def depth_short(micrometres: int) -> str:
    """A depth in millimetres without trailing zeros."""
    return format_depth_short(micrometres, decimal_point())


def volume(microlitres: int) -> str:
    """A volume in millilitres, without the unit."""
    return format_volume(microlitres, decimal_point())


def mass(milligrams: int) -> str:
    """A mass in grams, without the unit."""
    return format_mass(milligrams, decimal_point())


def day(value: date) -> str:
    """A day as ``14 Nov 2026`` in the words of the locale."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM yyyy")


def day_short(value: date) -> str:
    """A day without its year."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "d MMM")


def month(value: date) -> str:
    """The month of a day with its year."""
    return QLocale().toString(QDate(value.year, value.month, value.day), "MMM yyyy")


def clock_time(value: datetime | time) -> str:
    """Hours and minutes on a 24-hour clock."""
    return QLocale().toString(QTime(value.hour, value.minute), "HH:mm")


def moment(value: datetime) -> str:
    """Day and time together."""
    return f"{day(value.date())} {clock_time(value)}"


def days_away(value: date, today: date) -> str:
    """How far a due day lies ahead or back, in words."""
    days = (value - today).days
    translate = QCoreApplication.translate
    if days == 0:
        return translate("Formats", "due today")
    if days > 0:
        return translate("Formats", "in %n day(s)", "", days)
    if days < -_DAYS_COUNTED:
        return translate("Formats", "late since {month}").format(month=month(value))
    return translate("Formats", "%n day(s) late", "", -days)


def days_ago(value: date, today: date) -> str:
    """How long ago a day was, in words; a day still to come lies ahead."""
    days = (today - value).days
    translate = QCoreApplication.translate
    if days < 0:
        return translate("Formats", "in %n day(s)", "", -days)
    if days == 0:
        return translate("Formats", "today")
    if days == 1:
        return translate("Formats", "yesterday")
    if days < 60:
        return translate("Formats", "%n day(s) ago", "", days)
    return translate("Formats", "%n month(s) ago", "", round(days / 30.44))
