"""Who comes to a big clinic, how often and from which day on."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

from needlelog.services.sample_clinic.many.courses import LINES
from needlelog.services.sample_clinic.many.people import Guest

if TYPE_CHECKING:
    from collections.abc import Callable

    from needlelog.services.sample_clinic.many.facts import Facts

_RHYTHMS = (18, 18, 24, 24, 24, 24, 30, 36)
"""Working days between two sessions; six are a week."""
_HOW_OFTEN = ((0.6, 2, 8), (0.85, 8, 20), (0.97, 20, 60), (1.0, 60, 200))
"""Up to which share of the clients, and between how many sessions."""
_ASKED = 0.1
_NOTHING_KNOWN = 4
"""From this kind on nothing is in the history of a client; only they are asked."""


def invited(
    facts: Facts, chance: random.Random, days: int, kind: Callable[[], int]
) -> tuple[list[Guest], defaultdict[int, list[Guest]]]:
    """All clients, with as many sessions as are wanted, and who comes first on which day.

    ``days`` is how many working days there are.
    """
    guests: list[Guest] = []
    comers: defaultdict[int, list[Guest]] = defaultdict(list)
    left = facts.sessions
    while left > 0:
        count = min(left, _how_often(chance))
        left -= count
        rhythm = max(1, min(chance.choice(_RHYTHMS), (days - 8) // count))
        line, which = chance.randrange(len(LINES)), kind()
        asked = which >= _NOTHING_KNOWN and chance.random() < _ASKED
        guest = Guest(line, which, count, rhythm, _who_treats(facts, chance, line), asked)
        guests.append(guest)
        comers[chance.randrange(max(1, days - count * rhythm))].append(guest)
    return guests, comers


def _how_often(chance: random.Random) -> int:
    roll = chance.random()
    least, most = next((low, high) for share, low, high in _HOW_OFTEN if roll <= share)
    return chance.randint(least, most)


def _who_treats(facts: Facts, chance: random.Random, line: int) -> int:
    """Somebody who may go as deep as the course goes."""
    deepest = LINES[line].deepest_um
    able = [
        place
        for place, person in enumerate(facts.people)
        if person.depth_ceiling_um is None or person.depth_ceiling_um >= deepest
    ]
    return chance.choice(able)
