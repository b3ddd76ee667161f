"""A clock that is set back, a zone that changes, and the night in which an hour comes twice."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from needlelog.app import real_clock
from needlelog.db import types
from needlelog.domain.backups import BackupReason
from needlelog.domain.errors import TooSoon, WrongPassphrase
from needlelog.domain.people import Practitioner, Role
from needlelog.domain.record_errors import NotAllowed
from needlelog.domain.session_gaps import gaps, treatment_day
from needlelog.domain.sessions import SessionRecord
from needlelog.services import sessions
from needlelog.services.backup_places import backups
from needlelog.services.backups import back_up
from needlelog.services.clinic import Clinic, open_clinic
from needlelog.services.clock_check import clock_behind, confirm_clock
from needlelog.services.follow_up import due_follow_ups
from tests.faults.clinic import (
    CHEAP,
    MANAGER,
    NOW,
    Clock,
    assert_whole,
    filled,
    opened,
    treat,
)
from tests.services.trail import entries

YEAR = timedelta(days=365)


@pytest.fixture(autouse=True)
def _as_a_program_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Identities go on from the latest instant one program has seen; each test is a program."""
    monkeypatch.setattr(types, "_uids", types._UidSource())


# --- set back a year --------------------------------------------------------------------------


@pytest.fixture
def clock() -> Clock:
    return Clock(NOW + timedelta(days=1))


@pytest.fixture
def clinic(folder: Path, clock: Clock) -> Iterator[Clinic]:
    with opened(folder, clock) as there:
        treat(there, note="before the clock was set back")
        yield there


def test_a_clock_set_back_a_year_breaks_no_chain_and_hinders_no_record(
    clinic: Clinic, clock: Clock
) -> None:
    before = len(entries(clinic))
    clock.now -= YEAR
    treat(clinic, note="a year back")
    clock.now += YEAR
    treat(clinic, note="right again")
    notes = [record.content.note for record in sessions.records(clinic, "anna")]
    assert set(notes) == {
        "the first record",
        "before the clock was set back",
        "a year back",
        "right again",
    }
    acts = [entry.act for entry in entries(clinic)[before:]]
    assert acts == ["started", "signed", "started", "signed"]
    assert_whole(clinic)


def test_it_is_told_until_the_clock_is_right(clinic: Clinic, clock: Clock) -> None:
    assert clock_behind(clinic) is None
    last = clock.now
    clock.now -= YEAR
    told = clock_behind(clinic)
    assert told is not None
    assert abs(told - last) < timedelta(seconds=9)
    treat(clinic, note="recorded all the same")
    again = clock_behind(clinic)
    assert again is not None
    assert abs(again - told) < timedelta(seconds=9)
    clock.now += YEAR
    assert clock_behind(clinic) is None


def test_a_quarter_of_an_hour_is_nobodys_business(clinic: Clinic, clock: Clock) -> None:
    clock.now -= timedelta(minutes=15)
    assert clock_behind(clinic) is None
    clock.now -= timedelta(minutes=50)
    assert clock_behind(clinic) is not None


def test_after_a_clock_that_ran_ahead_somebody_says_that_it_is_right(
    clinic: Clinic, clock: Clock
) -> None:
    clock.now += YEAR
    treat(clinic, note="a year ahead")
    clock.now -= YEAR
    assert clock_behind(clinic) is not None
    confirm_clock(clinic)
    assert clock_behind(clinic) is None
    treat(clinic, note="and on")
    assert clock_behind(clinic) is None
    assert entries(clinic)[-3].act == "clock confirmed"
    clock.now -= YEAR
    assert clock_behind(clinic) is not None
    assert_whole(clinic)


def test_who_only_reads_confirms_nothing(clinic: Clinic, clock: Clock) -> None:
    clock.now -= YEAR
    clinic.person = Practitioner("person-inspector", "Olga", Role.INSPECTOR)
    assert clock_behind(clinic) is not None
    with pytest.raises(NotAllowed):
        confirm_clock(clinic)


def test_wrong_tries_before_the_clock_was_set_back_lock_nobody_out(folder: Path) -> None:
    clock = Clock()
    for _ in range(6):
        with pytest.raises((WrongPassphrase, TooSoon)):
            open_clinic(folder, MANAGER.uid, "not this one", clock, CHEAP)
        clock.now += timedelta(minutes=2)
    clock.now -= YEAR
    with pytest.raises(TooSoon), opened(folder, clock):
        pass
    clock.now += timedelta(minutes=2)
    with opened(folder, clock) as clinic:
        assert_whole(clinic)


def test_a_backup_made_by_a_wrong_clock_costs_no_other_its_place(
    clinic: Clinic, clock: Clock
) -> None:
    names = set()
    for step in (timedelta(), -YEAR, timedelta(hours=1), YEAR, YEAR, -YEAR):
        clock.now += step
        treat(clinic)
        outcome = back_up(clinic, BackupReason.BY_HAND)
        assert not outcome.failed
        names |= {made.note.name for made in outcome.made.values()}
    there = {note.name for notes in backups(clinic).values() for note in notes}
    assert names <= there


# --- time zones -------------------------------------------------------------------------------


@pytest.fixture
def zone() -> Iterator[Callable[[str], None]]:
    """Set the time zone of this computer."""
    if sys.platform == "win32":
        pytest.skip("Windows has one zone for all programs")
    before = os.environ.get("TZ")

    def move_to(name: str) -> None:
        os.environ["TZ"] = name
        time.tzset()

    yield move_to
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()


class LocalClock(Clock):
    """The clock on the wall of the place where the computer stands."""

    def __call__(self) -> datetime:
        return super().__call__().astimezone()


def test_the_real_clock_shows_the_hour_of_the_place_even_after_a_journey(
    zone: Callable[[str], None],
) -> None:
    for name, hours in (("Asia/Tokyo", 9), ("UTC", 0), ("Asia/Dubai", 4)):
        zone(name)
        assert real_clock().utcoffset() == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("place", "at", "day"),
    [
        ("America/New_York", datetime(2026, 11, 23, 1, 30, tzinfo=UTC), date(2026, 11, 22)),
        ("Australia/Sydney", datetime(2026, 11, 22, 22, 0, tzinfo=UTC), date(2026, 11, 23)),
        ("Europe/Berlin", datetime(2026, 11, 22, 22, 59, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_a_session_belongs_to_the_day_of_the_place(
    folder: Path, zone: Callable[[str], None], place: str, at: datetime, day: date
) -> None:
    zone(place)
    with opened(folder, LocalClock(at)) as clinic:
        record = treat(clinic)
        assert treatment_day(record.content) == day
        assert record.content.started_at is not None
        assert record.content.started_at.date() == day
        due = due_follow_ups(clinic, day + timedelta(days=1))
        assert record.content.uid in {line.due.session_uid for line in due.lines}


def signed_after(clinic: Clinic, clock: Clock, minutes: int) -> SessionRecord:
    """A session that lasts so long, ended as the window ends it."""
    draft = filled(sessions.start_session(clinic, "anna"))
    clock.now += timedelta(minutes=minutes)
    draft = replace(draft, ended_at=clinic.clock())
    assert not [gap for gap in gaps(draft, {}) if "before" in gap.code.value]
    sessions.save_draft(clinic, draft)
    sessions.sign_session(clinic, draft.uid)
    return sessions.session_record(clinic, draft.uid)


def length(record: SessionRecord) -> timedelta:
    content = record.content
    assert content.started_at is not None
    assert content.ended_at is not None
    return content.ended_at - content.started_at


def test_a_zone_that_changes_during_a_session(folder: Path, zone: Callable[[str], None]) -> None:
    """The laptop flies from Berlin to New York and takes the zone of the place on the way."""
    zone("Europe/Berlin")
    clock = LocalClock(datetime(2026, 11, 22, 22, 30, tzinfo=UTC))
    with opened(folder, clock) as clinic:
        draft = filled(sessions.start_session(clinic, "anna"))
        zone("America/New_York")
        clock.now += timedelta(minutes=45)
        sessions.save_draft(clinic, replace(draft, ended_at=clinic.clock()))
        sessions.sign_session(clinic, draft.uid)
        record = sessions.session_record(clinic, draft.uid)
        assert timedelta(minutes=44) < length(record) < timedelta(minutes=46)
        assert treatment_day(record.content) == date(2026, 11, 22)
        assert record.content.started_at is not None
        assert record.content.started_at.hour == 23
        assert clock_behind(clinic) is None
        assert_whole(clinic)


@pytest.mark.parametrize(
    ("starts", "minutes", "wall"),
    [
        # 25 October 2026: 02:59 summer time is followed by 02:00 winter time
        (datetime(2026, 10, 25, 0, 45, tzinfo=UTC), 30, ("02:45", "02:15")),
        # 29 March 2026: 01:59 is followed by 03:00
        (datetime(2026, 3, 29, 0, 50, tzinfo=UTC), 20, ("01:50", "03:10")),
    ],
)
def test_the_night_in_which_an_hour_comes_twice_or_not_at_all(
    folder: Path,
    zone: Callable[[str], None],
    starts: datetime,
    minutes: int,
    wall: tuple[str, str],
) -> None:
    zone("Europe/Berlin")
    clock = LocalClock(starts)
    with opened(folder, clock) as clinic:
        record = signed_after(clinic, clock, minutes)
        content = record.content
        assert content.started_at is not None
        assert content.ended_at is not None
        assert (f"{content.started_at:%H:%M}", f"{content.ended_at:%H:%M}") == wall
        assert abs(length(record) - timedelta(minutes=minutes)) < timedelta(seconds=9)
        assert treatment_day(content) == starts.date()
        for days in (1, 3, 7, 14):
            due = due_follow_ups(clinic, starts.date() + timedelta(days=days))
            assert content.uid in {line.due.session_uid for line in due.lines}
        assert_whole(clinic)
