"""Windows at every boundary: month ends, leap days, hours across a change of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.errors import InvalidValue
from needlelog.domain.screening.windows import Window, WindowUnit, parse_window

BERLIN = ZoneInfo("Europe/Berlin")

days = st.dates(date(1996, 1, 1), date(2060, 12, 31))
offsets = st.integers(-12 * 60, 14 * 60).map(lambda n: timezone(timedelta(minutes=n)))
zones: st.SearchStrategy[tzinfo] = offsets | st.sampled_from(
    [
        BERLIN,
        ZoneInfo("America/New_York"),
        ZoneInfo("Australia/Lord_Howe"),
        ZoneInfo("Asia/Kolkata"),
    ]
)
instants = st.datetimes(datetime(1996, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(days, st.integers(1, 120))
def test_months_are_over_when_day_and_month_have_come_round(last: date, months: int) -> None:
    first = Window(months, WindowUnit.MONTHS).first_day_after(last)

    def gone(day: date) -> tuple[int, int]:
        return (day.year - last.year) * 12 + day.month - last.month, day.day

    assert gone(first) >= (months, last.day)
    assert gone(first - timedelta(days=1)) < (months, last.day)


@given(days, st.integers(1, 400))
def test_days_and_weeks_are_counted_on_the_calendar(last: date, amount: int) -> None:
    assert Window(amount, WindowUnit.DAYS).first_day_after(last) == last + timedelta(days=amount)
    assert Window(amount, WindowUnit.WEEKS).first_day_after(last) == last + timedelta(weeks=amount)


@given(days, days, st.integers(1, 60))
def test_later_exposure_never_ends_earlier(one: date, other: date, months: int) -> None:
    window = Window(months, WindowUnit.MONTHS)
    early, late = sorted((one, other))
    assert window.first_day_after(early) <= window.first_day_after(late)


@given(instants, st.integers(1, 1440), zones)
def test_hours_are_hours_that_passed(last: datetime, hours: int, zone: tzinfo) -> None:
    over = Window(hours, WindowUnit.HOURS).over_at(last, zone)
    assert over - last == timedelta(hours=hours)


@given(days, st.times(), st.integers(1, 200), zones)
def test_a_day_without_its_hour_waits_at_least_as_long(
    day: date, hour: time, hours: int, zone: tzinfo
) -> None:
    window = Window(hours, WindowUnit.HOURS)
    exposed = datetime.combine(day, hour, zone)
    known = window.over_at(exposed, zone).astimezone(UTC)
    assert known <= window.over_at(day, zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "last", "first"),
    [
        ("6 mo", "2025-08-31", "2026-03-01"),
        ("6 mo", "2025-08-28", "2026-02-28"),
        ("6 mo", "2023-08-29", "2024-02-29"),
        ("6 mo", "2023-08-30", "2024-03-01"),
        ("12 mo", "2024-02-29", "2025-03-01"),
        ("12 mo", "2023-02-28", "2024-02-28"),
        ("1 mo", "2026-12-31", "2027-01-31"),
        ("14 d", "2024-02-20", "2024-03-05"),
        ("4 wk", "2026-02-02", "2026-03-02"),
    ],
)
def test_known_days(text: str, last: str, first: str) -> None:
    day = parse_window(text).first_day_after(date.fromisoformat(last))
    assert day == date.fromisoformat(first)


def test_a_night_of_23_hours_ends_an_hour_later_on_the_clock() -> None:
    evening = datetime(2026, 3, 28, 20, 0, tzinfo=BERLIN)
    over = parse_window("24 h").over_at(evening, BERLIN)
    assert over == datetime(2026, 3, 29, 21, 0, tzinfo=BERLIN)
    autumn = parse_window("24 h").over_at(datetime(2026, 10, 24, 20, 0, tzinfo=BERLIN), BERLIN)
    assert autumn == datetime(2026, 10, 25, 19, 0, tzinfo=BERLIN)


@pytest.mark.parametrize("text", ["24 h", "5 d", "4 wk", "6 mo"])
def test_text_goes_there_and_back(text: str) -> None:
    assert parse_window(text).text == text
    assert parse_window(text.replace(" ", "")).text == text


@pytest.mark.parametrize("text", ["", "h", "24", "24 hours", "-1 d", "1.5 d", "99999 d", "६ mo h"])
def test_no_window(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_window(text)
    assert caught.value.reason == "window"


@pytest.mark.parametrize("text", ["0 h", "0 mo", "1441 h", "3661 d", "521 wk", "121 mo"])
def test_a_window_that_no_rule_can_have(text: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse_window(text)
    assert caught.value.reason == "window_range"
