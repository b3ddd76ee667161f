"""Each sign at its boundary days: expected, to be watched, red flag, with the source."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from needlelog.domain.adverse_events import KIND_OF_FLAG
from needlelog.domain.expected_course import Flag, Level, course_findings, judged, red_flags
from needlelog.domain.follow_up import FollowUp, Sign, Symptom
from needlelog.files.reference_data import expected_course

EXPECTED, WATCH, RED = Level.EXPECTED, Level.WATCH, Level.RED_FLAG
DAY = date(2026, 11, 1)


def told(day: int, *symptoms: Symptom) -> FollowUp:
    return FollowUp(f"f{day}", "c", "s", day, DAY + timedelta(days=day), True, symptoms)


@pytest.mark.parametrize(
    ("sign", "day", "level", "flag"),
    [
        (Sign.REDNESS, 0, EXPECTED, None),
        (Sign.REDNESS, 3, EXPECTED, None),
        (Sign.REDNESS, 4, WATCH, None),
        (Sign.REDNESS, 7, WATCH, None),
        (Sign.REDNESS, 8, RED, Flag.PROLONGED_REDNESS),
        (Sign.SWELLING, 3, EXPECTED, None),
        (Sign.SWELLING, 4, WATCH, None),
        (Sign.ITCHING, 2, EXPECTED, None),
        (Sign.ITCHING, 3, WATCH, None),
        (Sign.ITCHING, 7, WATCH, None),
        (Sign.ITCHING, 8, RED, Flag.ALLERGY),
        (Sign.DRYNESS, 7, EXPECTED, None),
        (Sign.DRYNESS, 8, WATCH, None),
        (Sign.TENDERNESS, 7, EXPECTED, None),
        (Sign.TENDERNESS, 8, WATCH, None),
        (Sign.TIGHTNESS, 2, EXPECTED, None),
        (Sign.TIGHTNESS, 3, WATCH, None),
        (Sign.BLEEDING, 1, EXPECTED, None),
        (Sign.BLEEDING, 2, WATCH, None),
        (Sign.SCABS, 10, EXPECTED, None),
        (Sign.SCABS, 11, WATCH, None),
        (Sign.BRUISE, 10, EXPECTED, None),
        (Sign.BRUISE, 11, WATCH, None),
        (Sign.INFECTION, 2, WATCH, None),
        (Sign.INFECTION, 3, RED, Flag.INFECTION),
        (Sign.BLISTERS, 1, WATCH, None),
        (Sign.BLISTERS, 2, RED, Flag.HERPES),
        (Sign.BLISTERS, 7, RED, Flag.HERPES),
        (Sign.BLISTERS, 8, WATCH, None),
        (Sign.DARK_PATCHES, 7, WATCH, None),
        (Sign.DARK_PATCHES, 8, RED, Flag.DARKENING),
        (Sign.BUMPS, 13, WATCH, None),
        (Sign.BUMPS, 14, RED, Flag.GRANULOMA),
        (Sign.TRAM_TRACK, 0, RED, Flag.TRAM_TRACK),
        (Sign.RASH, 7, WATCH, None),
        (Sign.RASH, 8, RED, Flag.ALLERGY),
        (Sign.ACNE_FLARE, 1, WATCH, None),
        (Sign.OTHER, 1, WATCH, None),
    ],
)
def test_each_sign_on_its_boundary_days(
    sign: Sign, day: int, level: Level, flag: Flag | None
) -> None:
    found = judged(expected_course(), Symptom(sign, 1), day)
    assert found is not None
    assert (found.level, found.flag, found.day, found.grade) == (level, flag, day, 1)


def test_a_sign_that_is_not_there_is_no_finding() -> None:
    for sign in Sign:
        assert judged(expected_course(), Symptom(sign, 0), 9) is None


def test_every_stretch_names_its_source_and_every_red_flag_what_it_points_to() -> None:
    course = expected_course()
    for stretch in (*course.stretches, *course.rising):
        assert stretch.source
        assert (stretch.flag is not None) == (stretch.level is RED)
    assert set(KIND_OF_FLAG) == set(Flag)
    assert course.days.days == (1, 3, 7, 14)
    assert "proposed" in course.days.source


def test_every_sign_but_the_free_one_has_a_course_from_day_0() -> None:
    starts = {each.sign for each in expected_course().stretches if each.from_day == 0}
    assert starts == set(Sign) - {Sign.OTHER}


@pytest.mark.parametrize(
    ("day", "before", "now", "level"),
    [(2, 1, 2, EXPECTED), (3, 1, 2, RED), (3, 2, 2, EXPECTED), (3, 2, 1, EXPECTED)],
)
def test_redness_that_rises_after_day_2_points_to_an_infection(
    day: int, before: int, now: int, level: Level
) -> None:
    earlier = told(1, Symptom(Sign.REDNESS, before))
    (found,) = course_findings(expected_course(), [Symptom(Sign.REDNESS, now)], day, [earlier])
    assert found.level is level
    assert found.rising == (level is RED)
    assert found.flag == (Flag.INFECTION if level is RED else None)


def test_a_correction_and_a_later_day_do_not_count_as_before() -> None:
    course = expected_course()
    wrong = told(1, Symptom(Sign.REDNESS, 0))
    right = FollowUp(
        "r", "c", "s", 1, wrong.seen_on, True, (Symptom(Sign.REDNESS, 3),), replaces=wrong.uid
    )
    later = told(7, Symptom(Sign.REDNESS, 0))
    (found,) = course_findings(course, [Symptom(Sign.REDNESS, 2)], 3, [wrong, right, later])
    assert found.level is EXPECTED


def test_redness_that_went_down_and_rises_again_is_a_red_flag() -> None:
    """As strong as on the first day, but stronger than the last time somebody asked."""
    first, last = told(1, Symptom(Sign.REDNESS, 3)), told(3, Symptom(Sign.REDNESS, 1))
    for earlier in ([first, last], [last, first]):
        (found,) = red_flags(expected_course(), told(7, Symptom(Sign.REDNESS, 2)), earlier)
        assert (found.rising, found.flag) == (True, Flag.INFECTION)


def test_grade_4_is_watched_even_while_expected() -> None:
    found = judged(expected_course(), Symptom(Sign.REDNESS, 4), 1)
    assert found is not None
    assert (found.level, found.source) == (WATCH, expected_course().strong_source)


def test_the_heaviest_stands_first_and_red_flags_are_told_apart() -> None:
    symptoms = (Symptom(Sign.REDNESS, 1), Symptom(Sign.INFECTION, 2), Symptom(Sign.TIGHTNESS, 1))
    found = course_findings(expected_course(), symptoms, 3)
    assert [each.level for each in found] == [RED, WATCH, EXPECTED]
    (flag,) = red_flags(expected_course(), told(3, *symptoms), ())
    assert flag.sign is Sign.INFECTION


def test_an_infection_is_the_most_urgent_red_flag() -> None:
    symptoms = (Symptom(Sign.REDNESS, 1), Symptom(Sign.DARK_PATCHES, 2), Symptom(Sign.INFECTION, 1))
    found = course_findings(expected_course(), symptoms, 17)
    assert [each.flag for each in found] == [
        Flag.INFECTION,
        Flag.DARKENING,
        Flag.PROLONGED_REDNESS,
    ]


def test_how_long_a_sign_is_expected() -> None:
    course = expected_course()
    assert course.expected_until(Sign.REDNESS) == 3
    assert course.expected_until(Sign.BRUISE) == 10
    assert course.expected_until(Sign.INFECTION) is None
