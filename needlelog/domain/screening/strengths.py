"""How strong an anaesthetic is, read from the words on its row."""

from __future__ import annotations

import re

from needlelog.domain.names import fold

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_RANGE = re.compile(rf"({_NUMBER.pattern})\s*(?:[-–—]|to)\s*({_NUMBER.pattern})")

_DRUGS = {
    "lidocaine": "lidocaine",
    "lidocain": "lidocaine",
    "lignocaine": "lidocaine",
    "xylocaine": "lidocaine",
    "prilocaine": "prilocaine",
    "prilocain": "prilocaine",
    "tetracaine": "tetracaine",
    "amethocaine": "tetracaine",
    "benzocaine": "benzocaine",
}
_BRANDS = {
    "emla": ("lidocaine", "prilocaine"),
    "lmx": ("lidocaine",),
    "lmx4": ("lidocaine",),
    "lmx5": ("lidocaine",),
    "blt": ("benzocaine", "lidocaine", "tetracaine"),
}


def drugs_in(text: str) -> tuple[str, ...]:
    """The anaesthetics a text names, in its order, each once."""
    found: list[str] = []
    for word in fold(text).split():
        found += _BRANDS.get(word, (_DRUGS[word],) if word in _DRUGS else ())
    return tuple(dict.fromkeys(found))


def percents_in(text: str) -> tuple[float, ...]:
    """The strengths a text names, in its order; of a range the upper end.

    ``23/7 %`` are 23 and 7, ``2.5 % + 2.5 %`` are two, ``20 / 6–8 / 4 %`` are 20, 8 and 4.
    """
    upper = _RANGE.sub(lambda match: match[2], text)
    return tuple(float(number.replace(",", ".")) for number in _NUMBER.findall(upper))


def lidocaine_percent(agent: str, strength: str) -> float | None:
    """The strength of the lidocaine in an anaesthetic, ``None`` where it has none or none is told.

    Where the strengths cannot be told apart by drug the greatest counts; the same where no drug
    is named at all.
    """
    percents = percents_in(strength) or percents_in(agent)
    drugs = drugs_in(agent) or drugs_in(strength)
    if not percents or (drugs and "lidocaine" not in drugs):
        return None
    if len(drugs) == len(percents):
        return percents[drugs.index("lidocaine")]
    return max(percents)
