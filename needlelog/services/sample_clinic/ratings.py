"""The scores of the sample clinic: given in the sessions, and later without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.scales import thousandths
from needlelog.domain.scores import DraftScore, total_of
from needlelog.files.reference_data import scale_catalogue
from needlelog.services.scores import save_score

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.people import Practitioner
    from needlelog.services.sample_clinic.cases import Course, Rated
    from needlelog.services.sample_clinic.stage import Stage

_HOUR = 17


def session_scores(
    course: Course, number: int, on: date, person: Practitioner
) -> tuple[DraftScore, ...]:
    """What was scored in the session with this number, from 1."""
    return tuple(
        _score(rated, rated.in_sessions[number - 1], on, person)
        for rated in course.rated
        if number <= len(rated.in_sessions)
    )


def write_later_scores(stage: Stage, course: Course, client_uid: str) -> None:
    """Write down what was scored without a session, the longest ago first."""
    later = [(days, rated, answers) for rated in course.rated for days, answers in rated.later]
    person = stage.people[course.person]
    for days, rated, answers in sorted(later, key=lambda one: -one[0]):
        clinic = stage.on(stage.instant(days, _HOUR), course.person)
        save_score(clinic, client_uid, _score(rated, answers, stage.day(days), person))


def _score(
    rated: Rated, answers: tuple[tuple[str, float], ...], on: date, person: Practitioner
) -> DraftScore:
    scale = next(each for each in scale_catalogue().offered if each.code == rated.scale)
    items = tuple((code, thousandths(points)) for code, points in answers)
    return DraftScore(
        scale.code,
        scale.version,
        rated.rater,
        on,
        items,
        total_of(scale, dict(items)),
        rated_by_uid=person.uid,
        rated_by=person.name,
        scale_name=scale.name,
    )
