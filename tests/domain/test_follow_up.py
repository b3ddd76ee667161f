"""Whom to ask on which day, and what a follow-up must be to be kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlelog.domain.errors import InvalidValue
from needlelog.domain.follow_up import (
    DIARY,
    DueFollowUp,
    FollowUp,
    FollowUpDays,
    Sign,
    Symptom,
    Treated,
    checked_follow_up,
    current,
    follow_ups_due,
    with_rest_none,
)

PLAN = FollowUpDays((1, 3, 7, 14), 7, "proposed")
DAY = date(2028, 2, 27)  # two days before a leap day
SESSION = Treated("s", "c", DAY)


def on(days: int, *, reached: bool = True, uid: str = "", replaces: str | None = None) -> FollowUp:
    symptoms = (Symptom(Sign.REDNESS, 1),) if reached else ()
    return FollowUp(
        uid or f"f{days}",
        "c",
        "s",
        days,
        DAY + timedelta(days=days),
        reached,
        symptoms,
        replaces=replaces,
    )


def due(since: int, *told: FollowUp) -> DueFollowUp | None:
    found = follow_ups_due([SESSION], told, DAY + timedelta(days=since), PLAN)
    return found[0] if found else None


@pytest.mark.parametrize(
    ("since", "day", "late"),
    [
        (1, 1, 0),
        (2, 1, 1),
        (3, 3, 0),
        (6, 3, 3),
        (7, 7, 0),
        (13, 7, 6),
        (14, 14, 0),
        (21, 14, 7),
    ],
)
def test_the_due_day_counts_until_the_next_one(since: int, day: int, late: int) -> None:
    assert due(since) == DueFollowUp("s", "c", day, late, 0)


@pytest.mark.parametrize("since", [-1, 0, 22, 400])
def test_nothing_is_due_before_the_first_day_and_after_the_last(since: int) -> None:
    assert due(since) is None


def test_who_was_asked_is_not_due_until_the_next_day_to_ask() -> None:
    assert due(4, on(3)) is None
    assert due(6, on(4)) is None
    assert due(7, on(4)) == DueFollowUp("s", "c", 7, 0, 0)
    assert due(3, on(2)) == DueFollowUp("s", "c", 3, 0, 0)


def test_a_try_without_an_answer_puts_it_off_until_tomorrow() -> None:
    assert due(3, on(3, reached=False)) is None
    assert due(4, on(3, reached=False)) == DueFollowUp("s", "c", 3, 1, 1)
    twice = (on(3, reached=False), on(4, reached=False, uid="again"))
    assert due(5, *twice) == DueFollowUp("s", "c", 3, 2, 2)
    assert due(5, *twice, on(5, uid="answered")) is None


def test_a_correction_takes_the_place_of_what_it_corrects() -> None:
    wrong, right = on(3, uid="wrong"), on(1, uid="right", replaces="wrong")
    assert current([wrong, right]) == (right,)
    assert due(3, wrong, right) == DueFollowUp("s", "c", 3, 0, 0)


def test_the_longest_late_stands_first() -> None:
    sessions = [Treated(str(days), "c", DAY - timedelta(days=days)) for days in (1, 5, 3)]
    assert [each.session_uid for each in follow_ups_due(sessions, (), DAY, PLAN)] == ["5", "1", "3"]


def test_rest_none_answers_the_whole_diary_once() -> None:
    full = with_rest_none([Symptom(Sign.REDNESS, 1), Symptom(Sign.BRUISE, 2)])
    assert [each.grade for each in full[:2]] == [1, 2]
    assert sorted(each.sign for each in full) == sorted((*DIARY, Sign.BRUISE))
    assert with_rest_none(full) == full


def test_the_day_is_counted_from_the_session_across_a_leap_day() -> None:
    told = replace(on(0), day_offset=None, seen_on=date(2028, 3, 1), note=" fine ")
    kept = checked_follow_up(told, DAY, date(2028, 3, 1))
    assert (kept.day_offset, kept.note) == (3, "fine")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"seen_on": DAY + timedelta(days=4)}, "follow_up_future"),
        ({"seen_on": DAY - timedelta(days=1)}, "follow_up_early"),
        ({"symptoms": (Symptom(Sign.REDNESS, 5),)}, "follow_up_grade"),
        ({"symptoms": (), "note": "  "}, "follow_up_empty"),
        ({"reached": False}, "follow_up_both"),
    ],
)
def test_what_cannot_be_kept_is_refused(change: dict[str, object], reason: str) -> None:
    told = replace(on(3), **change)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue) as refused:
        checked_follow_up(told, DAY, DAY + timedelta(days=3))
    assert refused.value.reason == reason
