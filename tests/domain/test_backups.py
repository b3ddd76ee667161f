"""Which backups are kept, whatever the clock says, and when one is missed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.backups import (
    BEFORE_KEPT,
    DAYS_KEPT,
    HOURS_KEPT,
    MONTHS_KEPT,
    NEWEST_KEPT,
    WEEKS_KEPT,
    BackupNote,
    BackupReason,
    Holding,
    Lateness,
    backup_name,
    lateness,
    newest,
    to_keep,
)

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
HOLDING = Holding("origin", 3, {}, 0, None, (), "")


def note(
    made_at: datetime, reason: BackupReason = BackupReason.IDLE, doubt: str = ""
) -> BackupNote:
    name = f"{backup_name(made_at, reason)}{'-2' if doubt else ''}"
    return BackupNote(name, made_at, reason, "1.0", HOLDING, 1, doubt=doubt)


def every(step: timedelta, count: int, until: datetime = NOW) -> list[BackupNote]:
    return [note(until - step * number) for number in range(count)]


def kept_of(notes: list[BackupNote], now: datetime = NOW) -> list[BackupNote]:
    keep = to_keep(notes, now)
    return sorted((each for each in notes if each.name in keep), key=lambda each: each.made_at)


def after_years(step: timedelta, years: int) -> list[BackupNote]:
    """What lies there when the rule was followed after each backup."""
    here: list[BackupNote] = []
    at = NOW - timedelta(days=365 * years)
    while at <= NOW:
        here = kept_of([*here, note(at)], at)
        at += step
    return here


def test_four_a_day_for_two_years_leave_days_weeks_and_months() -> None:
    here = after_years(timedelta(hours=6), 2)
    assert len(here) <= NEWEST_KEPT + HOURS_KEPT + DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT
    ages = [NOW - each.made_at for each in here]
    assert max(ages) > timedelta(days=350), "a year can be looked back"
    months = {(each.made_at.year, each.made_at.month) for each in here}
    assert len(months) == MONTHS_KEPT
    last_week = {each.made_at.date() for each in here if NOW - each.made_at < timedelta(days=6)}
    assert len(last_week) >= 6


def test_of_each_of_the_last_five_weeks_the_newest_stays() -> None:
    made = [each.made_at for each in kept_of(every(timedelta(days=1), 60))]
    sundays = [NOW - timedelta(weeks=number) for number in range(WEEKS_KEPT)]
    ends_of_months = [NOW.replace(month=10, day=31), NOW.replace(month=9, day=30)]
    days = [NOW - timedelta(days=number) for number in range(HOURS_KEPT)]
    assert made == sorted({*sundays, *ends_of_months, *days})


def test_of_one_hour_the_newest_stays_beside_the_two_newest_of_all() -> None:
    notes = every(timedelta(minutes=5), 24)
    made = [each.made_at for each in kept_of(notes)]
    assert made == [
        datetime(2026, 11, 22, 7, 55, tzinfo=UTC),
        datetime(2026, 11, 22, 8, 55, tzinfo=UTC),
        NOW,
    ]


def test_a_clock_ten_years_ahead_costs_one_place_at_most() -> None:
    here = after_years(timedelta(hours=6), 1)
    ahead = NOW.replace(year=2036)
    left = kept_of([*here, note(ahead)], ahead)
    assert len(here) - len(left) <= 3


def test_what_comes_from_the_future_is_kept_and_costs_no_other_its_place() -> None:
    here = after_years(timedelta(hours=6), 1)
    future = every(timedelta(hours=1), 50, NOW + timedelta(days=400))
    left = kept_of([*here, *future])
    assert left == sorted([*here, *future], key=lambda each: each.made_at)


def test_a_backup_made_with_the_clock_set_back_is_not_taken_away_at_once() -> None:
    here = after_years(timedelta(hours=6), 1)
    back = NOW - timedelta(days=5000)
    assert kept_of([*here, note(back)], back) == [note(back), *here]


def test_the_last_ones_before_a_larger_act_stay() -> None:
    old = [
        note(NOW - timedelta(days=3, minutes=10 * number), BackupReason.BEFORE_RESTORE)
        for number in range(1, 9)
    ]
    newer = every(timedelta(minutes=10), 400)
    left = [each for each in kept_of([*old, *newer]) if each.reason.is_before]
    assert left == sorted(old, key=lambda each: each.made_at)[-BEFORE_KEPT:]


def test_a_doubtful_one_never_pushes_a_good_one_out() -> None:
    good = every(timedelta(hours=6), 100)
    doubtful = [note(NOW - timedelta(minutes=number), doubt="chain") for number in range(9)]
    left = kept_of([*good, *doubtful])
    assert [each for each in left if not each.doubt] == kept_of(good)
    assert [each for each in left if each.doubt] == doubtful[:1]
    older = note(NOW - timedelta(days=1, hours=1), doubt="chain")
    assert older in kept_of([*good, older]), "nobody but a person throws away the last of its kind"


def test_the_tenth_of_one_second_is_newer_than_the_ninth() -> None:
    first = note(NOW)
    same = [first, *(replace(first, name=f"{first.name}-{number}") for number in range(2, 12))]
    assert [each.name[-3:] for each in kept_of(same)] == ["-10", "-11"]
    assert newest(same, NOW) == same[-1]


def test_one_that_was_told_of_goes_for_two_newer_ones_that_nobody_was_told_of() -> None:
    """As where a program is killed twice right after a backup got its name."""
    told = note(NOW - timedelta(minutes=61))
    untold = [note(NOW - timedelta(minutes=60, seconds=1)), note(NOW)]
    assert kept_of([told, *untold]) == untold


def test_the_last_one_before_a_restore_stays_as_long_as_one_of_its_month() -> None:
    former = replace(HOLDING, origin="former")
    before = [
        replace(each, holding=former)
        for each in every(timedelta(hours=1), 3, NOW - timedelta(days=200))
    ]
    since = every(timedelta(days=2), 90)
    left = [each for each in kept_of([*before, *since]) if each.holding == former]
    assert left == before[:1]
    later = [note(NOW + timedelta(days=31 * number)) for number in range(1, 9)]
    left = kept_of([*before, *since, *later], NOW + timedelta(days=250))
    assert not [each for each in left if each.holding == former]


@given(
    st.lists(
        st.integers(-500_000, 500_000).map(lambda minutes: note(NOW + timedelta(minutes=minutes))),
        unique_by=lambda each: each.name,
    )
)
def test_the_two_newest_always_stay_and_keeping_twice_is_keeping_once(
    notes: list[BackupNote],
) -> None:
    left = kept_of(notes)
    past = sorted((each for each in notes if each.made_at <= NOW), key=lambda each: each.made_at)
    names = {each.name for each in left}
    assert {each.name for each in past[-NEWEST_KEPT:]} <= names
    assert {each.name for each in notes if each.made_at > NOW} <= names
    assert kept_of(left) == left


def test_the_newest_is_no_doubtful_one_and_none_from_the_future_while_there_is_another() -> None:
    past, future = note(NOW - timedelta(days=1)), note(NOW + timedelta(days=1))
    assert newest([future, past, note(NOW, doubt="chain")], NOW) == past
    assert newest([future], NOW) == future
    assert newest([], NOW) is None


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (0, Lateness.WAITING),
        (3.9, Lateness.WAITING),
        (4, Lateness.DUE),
        (23.9, Lateness.DUE),
        (24, Lateness.MISSED),
        (-1, Lateness.DUE),
        (-9000, Lateness.MISSED),
    ],
)
def test_a_change_waits_is_due_and_then_missed(hours: float, expected: Lateness) -> None:
    assert lateness(NOW - timedelta(hours=hours), NOW) is expected


def test_nothing_that_waits_is_never_missed() -> None:
    assert lateness(None, NOW) is Lateness.UP_TO_DATE
