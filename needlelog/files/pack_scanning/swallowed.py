"""Elements that may hide in a lot or a serial number whose separator was lost.

``LOTA117270630`` may be one lot, or lot ``LOTA1`` with the expiry 2027-06-30 after it. A lost
separator leaves no trace, so every way to read the text that makes sense is found, and a person
chooses.

What cannot be found: a company's own element (90 to 99) after a lost separator, because nearly
every lot holds two such figures somewhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from needlelog.domain.errors import InvalidValue
from needlelog.domain.pack_codes import gtin_14
from needlelog.domain.pack_dates import from_yymmdd, is_far

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

Elements = tuple[tuple[str, str], ...]

LONGEST_NUMBER = 20
_MOST_READINGS = 6
_DATES = ("17", "11", "15", "13", "16", "12")
_NUMBERS = ("21", "10")
_ANY, _COUNT = re.compile(r".+"), re.compile(r"\d{1,8}")
_TEXTS = ("240", "241", "250", "710", "711", "712", "713", "714", "715", "716")
_LAST = (*((ai, _ANY) for ai in _TEXTS), ("30", _COUNT), ("37", _COUNT))


def hidden_elements(
    ai: str, text: str, seen: frozenset[str], today: date, *, sure_only: bool
) -> tuple[Elements, ...]:
    """Every way to read ``text`` after the identifier ``ai`` as more than one element.

    ``seen`` are the identifiers that stand elsewhere in the code, which do not come twice.
    ``sure_only`` leaves out what a lot may well hold by chance: it keeps a date and a GTIN.
    The likeliest come first.
    """
    ways = [way for way in _ways(ai, text, seen | {ai}, today) if len(way) > 1]
    if sure_only:
        ways = [way for way in ways if all(_is_sure(after) for after, _ in way[1:])]
    ways.sort(key=lambda way: (not any(_is_sure(after) for after, _ in way[1:]), len(way)))
    return tuple(dict.fromkeys(ways))[:_MOST_READINGS]


def _is_sure(ai: str) -> bool:
    return ai in _DATES or ai == "01"


def _ways(ai: str, text: str, seen: frozenset[str], today: date) -> Iterator[Elements]:
    """All ways to read a text of free length that begins with the value of ``ai``."""
    if 0 < len(text) <= LONGEST_NUMBER:
        yield ((ai, text),)
    for end in range(1, min(len(text) - 2, LONGEST_NUMBER) + 1):
        for rest in _next(text[end:], seen, today):
            yield ((ai, text[:end]), *rest)


def _next(text: str, seen: frozenset[str], today: date) -> Iterator[Elements]:
    """All ways to read a text that begins with an identifier."""
    if not text:
        yield ()
        return
    for ai, length in (*((each, 6) for each in _DATES), ("01", 14)):
        value = text[len(ai) :][:length]
        if ai in seen or not text.startswith(ai) or not _fits(ai, value, today):
            continue
        for rest in _next(text[len(ai) + length :], seen | {ai}, today):
            yield ((ai, value), *rest)
    for ai in _NUMBERS:
        if ai not in seen and text.startswith(ai):
            yield from _ways(ai, text[len(ai) :], seen | {ai}, today)
    for ai, pattern in _LAST:
        if ai not in seen and text.startswith(ai) and pattern.fullmatch(text[len(ai) :]):
            yield ((ai, text[len(ai) :]),)


def _fits(ai: str, value: str, today: date) -> bool:
    if ai == "01":
        try:
            return len(value) == 14 and bool(gtin_14(value))
        except InvalidValue:
            return False
    day = from_yymmdd(value, today)
    return day is not None and not is_far(day, today)
