"""Dates, months and times are read as people write them, and never guessed."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget, QSpinBox

from needlelog.ui.widgets.date_field import DateField, MonthOrDateField, TimeField
from needlelog.ui.widgets.date_text import (
    EARLIEST,
    LATEST,
    date_text,
    read_date,
    read_month_or_date,
    read_time,
)

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

BORN = date(1994, 2, 14)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("en_GB", "14/02/1994"),
        ("en_US", "2/14/1994"),
        ("de_DE", "14.2.1994"),
        ("de_DE", "14. Februar 1994"),
        ("fr_FR", "14 févr. 1994"),
        ("fr_FR", "14 Feb 1994"),
        ("en_GB", "1994-02-14"),
        ("en_US", "February 14, 1994"),
        ("en_GB", "  14   feb  1994 "),
    ],
)
def test_days_are_read(name: str, text: str) -> None:
    assert read_date(text, QLocale(name)) == BORN


@pytest.mark.parametrize(
    "text",
    [
        "31 Feb 1994",
        "14/02/94",
        "14 Fe 1994",
        "1994",
        "abc",
        "14/14/1994",
        "0/1/2000",
        "1/1/0094",
        "31/12/9999",
        "",
    ],
)
def test_what_is_no_day_is_not_guessed(text: str) -> None:
    assert read_date(text, QLocale("en_GB")) is None


@given(
    day=st.dates(EARLIEST, LATEST),
    name=st.sampled_from(["en_GB", "en_US", "de_DE", "fr_FR", "pl_PL", "ja_JP", "ar_EG", "fa_IR"]),
)
def test_a_shown_day_reads_back(day: date, name: str) -> None:
    locale = QLocale(name)
    assert read_date(date_text(day, locale), locale) == day


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2027-06", "2027-06"),
        ("06/2027", "2027-06"),
        ("6.27", "2027-06"),
        ("30 Jun 2027", "2027-06-30"),
        ("13/2027", None),
        ("06/0027", None),
        ("2027", None),
    ],
)
def test_an_expiry_may_be_a_month(text: str, iso: str | None) -> None:
    assert read_month_or_date(text, QLocale("en_GB")) == iso


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("13:05", time(13, 5)),
        ("1305", time(13, 5)),
        ("905", time(9, 5)),
        ("9.10", time(9, 10)),
        ("9", time(9)),
        ("24:00", None),
        ("12:60", None),
        ("soon", None),
    ],
)
def test_times_are_read(text: str, value: time | None) -> None:
    assert read_time(text) == value


@pytest.fixture
def born(qtbot: QtBot) -> DateField:
    field = DateField("Born")
    qtbot.addWidget(field)
    field.show()
    return field


def test_a_typed_day_is_told_once(born: DateField, qtbot: QtBot) -> None:
    told: list[date | None] = []
    born.dateCommitted.connect(told.append)
    QTest.keyClicks(born.line, "1994-02-14")
    QTest.keyClick(born.line, Qt.Key.Key_Return)
    assert born.commit()
    born.line.clear()
    born.commit()
    assert told == [BORN, None]


def test_a_wrong_day_keeps_its_text_and_says_why(born: DateField, qtbot: QtBot) -> None:
    told: list[object] = []
    born.dateCommitted.connect(told.append)
    with qtbot.waitSignal(born.refused, timeout=10_000) as refused:
        QTest.keyClicks(born.line, "31 Feb 1994")
        QTest.keyClick(born.line, Qt.Key.Key_Return)
    assert refused.args == ["31 Feb 1994"]
    assert (born.line.text(), born.value(), told) == ("31 Feb 1994", None, [])
    error = born.error()
    assert error is not None
    assert "31 Feb 1994" in error
    QTest.keyClicks(born.line, "x")
    assert born.error() is None


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_a_day_can_be_taken_from_the_calendar(born: DateField, qtbot: QtBot) -> None:
    born.set_value(BORN)
    with qtbot.waitSignal(born.dateCommitted, timeout=10_000) as committed:
        QTest.mouseClick(born.calendar_button, Qt.MouseButton.LeftButton)
        calendar = born.findChild(QCalendarWidget)
        assert isinstance(calendar, QCalendarWidget)
        assert calendar.selectedDate().toPython() == BORN
        calendar.clicked.emit(calendar.selectedDate().addDays(1))
    assert committed.args == [date(1994, 2, 15)]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_calendar_offers_no_year_that_cannot_be(born: DateField) -> None:
    QTest.mouseClick(born.calendar_button, Qt.MouseButton.LeftButton)
    calendar = born.findChild(QCalendarWidget)
    assert isinstance(calendar, QCalendarWidget)
    year = calendar.findChild(QSpinBox)
    assert isinstance(year, QSpinBox)
    assert (year.minimum(), year.maximum()) == (EARLIEST.year, LATEST.year)


def test_month_and_time_fields_commit_plain_values(qtbot: QtBot) -> None:
    expiry, start = MonthOrDateField("Expiry"), TimeField("Start")
    qtbot.addWidget(expiry)
    qtbot.addWidget(start)
    told: list[object] = []
    expiry.textCommitted.connect(told.append)
    start.timeCommitted.connect(told.append)
    expiry.line.setText("06/2027")
    start.line.setText("9.10")
    assert expiry.commit()
    assert start.commit()
    assert told == ["2027-06", time(9, 10)]
    assert (expiry.line.text(), start.line.text()) == ("2027-06", "09:10")
    start.line.setText("25")
    assert not start.commit()
    assert start.value() == time(9, 10)
