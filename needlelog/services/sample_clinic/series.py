"""Clients of the sample clinic with finished and running series against acne scars.

They are many enough for the figures across clients, and not all came to the end.
"""

from __future__ import annotations

from needlelog.domain.clients import Sex
from needlelog.domain.scales import Rater
from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.cases import Case, Course, Goal, Rated
from needlelog.services.sample_clinic.people import OKAFOR, RINA
from needlelog.services.sample_clinic.star import aged

_GRADE = "goodman_baron"
_CHEEKS = (
    Goal("cheek_lateral", Side.BOTH, (1000, 1250, 1500)),
    Goal("cheek_medial", Side.BOTH, (750, 1000, 1250)),
    Goal("chin", Side.MID, (500, 750, 1000)),
)
# Name, age, skin type, practitioner, days since the last session, grade before each session and
# after the last one.
_SERIES: tuple[tuple[str, float, int, int, int, tuple[int, ...], int | None], ...] = (
    ("Ines Carvalho", 27.3, 3, RINA, 33, (4, 4, 3, 3), 2),
    ("Jonas Lindqvist", 31.8, 2, OKAFOR, 41, (3, 3, 3, 2), 2),
    ("Priya Raman", 24.9, 5, RINA, 40, (4, 3, 3), None),
    ("Tomasz Nowicki", 35.2, 2, OKAFOR, 55, (3, 3, 2, 2), 1),
    ("Leila Farhadi", 29.4, 4, RINA, 34, (4, 4, 3, 3), 3),
    ("Hugo Marchetti", 22.7, 3, OKAFOR, 44, (3, 3), None),
    ("Adaeze Nwosu", 33.1, 6, RINA, 62, (4, 4, 3, 2), 2),
    ("Clara Jimenez", 26.5, 3, OKAFOR, 32, (3, 2, 2), 2),
    ("Felix Brandt", 30.6, 1, RINA, 47, (4, 3, 3, 2), 2),
    ("Yuki Mori", 25.8, 3, OKAFOR, 36, (3, 3, 2), None),
    ("Samira Haddad", 28.2, 4, RINA, 70, (4, 4), None),
    ("Ewan Fraser", 23.9, 1, OKAFOR, 37, (3, 3, 2, 2), 2),
)
_INTERVAL = 28
_PLANNED = 4


def _case(
    name: str,
    years: float,
    phototype: int,
    person: int,
    last_days_ago: int,
    grades: tuple[int, ...],
    afterwards: int | None,
) -> Case:
    later = {} if afterwards is None else {f"days_{max(last_days_ago - 30, 2)}": afterwards}
    rated = Rated.of_one_item(_GRADE, Rater.CLINICIAN, tuple(map(float, grades)), **later)
    return Case(
        name,
        aged(years),
        Sex.FEMALE if name.split()[0].endswith("a") else None,
        phototype,
        course=Course(
            "Acne scars",
            _CHEEKS,
            planned=_PLANNED if afterwards is None else len(grades),
            interval=_INTERVAL,
            done=len(grades),
            last_days_ago=last_days_ago,
            person=person,
            rated=(rated,),
        ),
    )


SERIES = tuple(_case(*line) for line in _SERIES)
