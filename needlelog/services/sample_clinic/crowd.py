"""As many further clients as a big clinic needs, from lists of names and chance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.domain.clients import HistoryKind, Sex
from needlelog.domain.zones import Side
from needlelog.services.sample_clinic.cases import Case, Course, Goal, Known
from needlelog.services.sample_clinic.people import DUVAL, OKAFOR, RINA
from needlelog.services.sample_clinic.shelf import (
    DERMAPEN,
    GROWTH,
    HYALURONIC,
    SKINPEN,
    TRANEXAMIC,
)

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

FIRST = (
    "Aisha", "Ana", "André", "Anna", "Chloé", "Daniel", "Elif", "Emma", "Grace", "Hana", "Ibrahim",
    "Inês", "Ivan", "Jana", "João", "Julia", "Kamala", "Lena", "Léa", "Liam", "Linh", "Lucía",
    "Maja", "Marek", "Mariam", "Mateo", "Mei", "Mia", "Nadia", "Ngozi", "Niamh", "Noor", "Olga",
    "Paweł", "Petra", "Rosa", "Ruth", "Sara", "Sofia", "Søren", "Tariq", "Thandi", "Vera", "Yusuf",
)  # fmt: skip
LAST = (
    "Adeyemi", "Ahmed", "Andersen", "Bauer", "Bianchi", "Brown", "Chen", "Costa", "Da Silva",
    "Demir", "Dubois", "Eze", "Fischer", "García", "Haddad", "Hansen", "Horváth", "Ivanova",
    "Jensen", "Kaya", "Khan", "Kim", "Kovač", "Kowalska", "Lefèvre", "López", "Martin", "Mbeki",
    "Murphy", "Nagy", "Nakamura", "Novák", "O’Brien", "Okoye", "Petrov", "Popescu", "Rossi",
    "Santos", "Schmidt", "Singh", "Smith", "Tran", "Virtanen", "Weber", "Wójcik", "Yıldız",
)  # fmt: skip
_COURSES: tuple[tuple[str, tuple[Goal, ...], str, tuple[str, ...]], ...] = (
    (
        "Acne scars",
        (
            Goal("cheek_lateral", Side.BOTH, (1000, 1250, 1500)),
            Goal("cheek_medial", Side.BOTH, (750, 1000, 1250)),
            Goal("chin", Side.MID, (500, 750, 1000)),
        ),
        SKINPEN,
        (HYALURONIC, GROWTH),
    ),
    (
        "Fine lines",
        (Goal("forehead", Side.MID, (250, 500)), Goal("crows_feet", Side.BOTH, (250, 500))),
        SKINPEN,
        (HYALURONIC,),
    ),
    (
        "Pigmentation",
        (Goal("cheek_medial", Side.BOTH, (250, 500)), Goal("upper_lip", Side.MID, (250,))),
        SKINPEN,
        (TRANEXAMIC,),
    ),
    (
        "Stretch marks",
        (Goal("thigh_outer", Side.BOTH, (1500, 2000)), Goal("hip", Side.BOTH, (1500, 2000))),
        DERMAPEN,
        (HYALURONIC,),
    ),
    (
        "Hair loss",
        (Goal("scalp_front", Side.MID, (1000, 1250)), Goal("scalp_vertex", Side.MID, (1000, 1500))),
        DERMAPEN,
        (GROWTH,),
    ),
)
_OLDEST_DAYS = 6 * 365
_IN_PROGRESS = 0.06


def crowd(chance: random.Random, sessions: int) -> Iterator[Case]:
    """Clients with so many sessions in all."""
    left = sessions
    while left > 0:
        done = min(left, chance.randint(2, 8))
        yield _case(chance, done)
        left -= done


def _case(chance: random.Random, done: int) -> Case:
    concern, goals, device, serums = chance.choice(_COURSES)
    interval = chance.choice((21, 28, 30, 35))
    going_on = chance.random() < _IN_PROGRESS
    known = (Known(HistoryKind.ALLERGY, "Latex", alert=True),) if chance.random() < 0.05 else ()
    return Case(
        f"{chance.choice(FIRST)} {chance.choice(LAST)}",
        chance.randint(18 * 365, 75 * 365),
        chance.choice((Sex.FEMALE, Sex.FEMALE, Sex.FEMALE, Sex.MALE)),
        chance.randint(1, 6),
        phone=f"+44 20 7946 {chance.randint(0, 9999):04}",
        known=known,
        course=Course(
            concern,
            goals,
            planned=done + 2 if going_on else done,
            interval=interval,
            done=done,
            last_days_ago=chance.randint(3, 60) if going_on else chance.randint(30, _OLDEST_DAYS),
            person=chance.choice((RINA, RINA, DUVAL, OKAFOR)),
            device=device,
            serums=(serums,),
            numbing=chance.random() < 0.7,
        ),
        marketing_agreed=chance.random() < 0.4,
        asked=False,
    )
