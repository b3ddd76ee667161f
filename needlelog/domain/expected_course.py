"""The expected course after a needling, and what is no part of it: by sign, day and grade.

The figures are data (``resources/course.toml``); here is only how they are read.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import Any

from needlelog.domain.follow_up import FollowUp, FollowUpDays, Sign, Symptom, current


class Level(StrEnum):
    """How a sign on its day is judged."""

    EXPECTED = "expected"
    WATCH = "watch"
    RED_FLAG = "red_flag"


_WEIGHT = {Level.EXPECTED: 0, Level.WATCH: 1, Level.RED_FLAG: 2}


class Flag(StrEnum):
    """What a red flag points to, the most urgent first."""

    INFECTION = "infection"
    HERPES = "herpes"
    ALLERGY = "allergy"
    GRANULOMA = "granuloma"
    TRAM_TRACK = "tram_track"
    DARKENING = "darkening"
    PROLONGED_REDNESS = "prolonged_redness"


@dataclass(frozen=True, slots=True)
class Stretch:
    """How one sign is judged from a day on, until the next stretch of the sign begins."""

    sign: Sign
    from_day: int
    level: Level
    source: str
    flag: Flag | None = None


@dataclass(frozen=True, slots=True)
class ExpectedCourse:
    """All stretches, from when on a rising sign is a red flag, and the days to ask."""

    stretches: tuple[Stretch, ...]
    rising: tuple[Stretch, ...]
    strong_grade: int
    strong_source: str
    days: FollowUpDays

    def stretch(self, sign: Sign, day: int) -> Stretch | None:
        """The stretch of a sign that holds on a day after the session, if there is any."""
        own = [each for each in self.stretches if each.sign is sign and each.from_day <= day]
        return max(own, key=lambda each: each.from_day, default=None)

    def expected_until(self, sign: Sign) -> int | None:
        """The last day on which the sign is expected; ``None`` where it never is."""
        own = sorted(
            (each for each in self.stretches if each.sign is sign), key=lambda one: one.from_day
        )
        for present, following in pairwise(own):
            if present.level is Level.EXPECTED and following.level is not Level.EXPECTED:
                return following.from_day - 1
        return None


@dataclass(frozen=True, slots=True)
class CourseFinding:
    """How one symptom is judged on its day. ``rising`` says that it got stronger late."""

    sign: Sign
    grade: int
    day: int
    level: Level
    source: str
    flag: Flag | None = None
    rising: bool = False


def parse_course(data: Mapping[str, Any]) -> ExpectedCourse:
    """Read the figures of ``course.toml``. Raises KeyError, ValueError where one is not right."""
    days = data["follow_up"]
    strong = data["strong"]
    return ExpectedCourse(
        stretches=tuple(_stretch(entry) for entry in data["course"]),
        rising=tuple(_stretch(entry) for entry in data["rising"]),
        strong_grade=int(strong["grade"]),
        strong_source=str(strong["source"]),
        days=FollowUpDays(
            tuple(sorted(int(day) for day in days["days"])),
            int(days["last_stays_due"]),
            str(days["source"]),
        ),
    )


def judged(
    course: ExpectedCourse, symptom: Symptom, day: int, before: int | None = None
) -> CourseFinding | None:
    """How a symptom is judged on a day after the session; ``None`` when it is not there.

    ``before`` is the grade of the same sign at the last follow-up of an earlier day.
    """
    if symptom.grade == 0:
        return None
    stretch = course.stretch(symptom.sign, day)
    level = stretch.level if stretch is not None else Level.WATCH
    found = CourseFinding(
        symptom.sign,
        symptom.grade,
        day,
        level,
        stretch.source if stretch is not None else "",
        stretch.flag if stretch is not None else None,
    )
    if symptom.grade >= course.strong_grade and _WEIGHT[level] < _WEIGHT[Level.WATCH]:
        found = CourseFinding(symptom.sign, symptom.grade, day, Level.WATCH, course.strong_source)
    if before is not None and symptom.grade > before:
        for rise in course.rising:
            if rise.sign is symptom.sign and day >= rise.from_day:
                heavier = _WEIGHT[rise.level] > _WEIGHT[found.level]
                if heavier:
                    found = CourseFinding(
                        symptom.sign,
                        symptom.grade,
                        day,
                        rise.level,
                        rise.source,
                        rise.flag,
                        rising=True,
                    )
    return found


def course_findings(
    course: ExpectedCourse,
    symptoms: Iterable[Symptom],
    day: int,
    earlier: Iterable[FollowUp] = (),
) -> tuple[CourseFinding, ...]:
    """How each symptom that is there is judged, the heaviest first.

    ``earlier`` are the follow-ups of the same session, in any order; those of the day itself or
    later are not looked at.
    """
    before = _last_grades(earlier, day)
    found = [
        finding
        for symptom in symptoms
        if (finding := judged(course, symptom, day, before.get(symptom.sign))) is not None
    ]
    return tuple(sorted(found, key=_urgency))


def red_flags(
    course: ExpectedCourse, follow_up: FollowUp, others: Iterable[FollowUp]
) -> tuple[CourseFinding, ...]:
    """The red flags of one follow-up among those of its session."""
    if follow_up.day_offset is None:
        return ()
    found = course_findings(course, follow_up.symptoms, follow_up.day_offset, others)
    return tuple(finding for finding in found if finding.level is Level.RED_FLAG)


def _urgency(finding: CourseFinding) -> tuple[int, int]:
    """Red flags come first, an infection before everything else."""
    flags = list(Flag)
    order = flags.index(finding.flag) if finding.flag is not None else len(flags)
    return -_WEIGHT[finding.level], order


def _last_grades(follow_ups: Iterable[FollowUp], day: int) -> dict[Sign, int]:
    grades: dict[Sign, tuple[date, int]] = {}
    for each in current(follow_ups):
        if each.day_offset is None or each.day_offset >= day:
            continue
        for symptom in each.symptoms:
            known = grades.get(symptom.sign)
            if known is None or each.seen_on > known[0]:
                grades[symptom.sign] = (each.seen_on, symptom.grade)
            elif each.seen_on == known[0]:
                grades[symptom.sign] = (each.seen_on, max(known[1], symptom.grade))
    return {sign: grade for sign, (_, grade) in grades.items()}


def _stretch(entry: Mapping[str, Any]) -> Stretch:
    flag = entry.get("flag")
    return Stretch(
        Sign(entry["sign"]),
        int(entry["from_day"]),
        Level(entry["level"]),
        str(entry["source"]),
        Flag(flag) if flag else None,
    )
