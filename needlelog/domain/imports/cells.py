"""What single cells of an old log say: days, depths, skin types, zones with their sides."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from needlelog.domain.errors import InvalidValue
from needlelog.domain.imports.fields import ZoneWord
from needlelog.domain.names import fold
from needlelog.domain.quantities import parse_depth
from needlelog.domain.zones import Side

_ISO = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ]\d{1,2}:\d{2}.*)?")
_SPELLED = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{2}|\d{4})(?:[T ]+\d{1,2}:\d{2}.*)?")
_BETWEEN = re.compile(r"\s*(?:/|;|\n|\||,(?!\d)|\bund\b|\band\b|\by\b|\bet\b)\s*")
_BETWEEN_DEPTHS = re.compile(r"\s*(?:/|;|\n|\||,\s+)\s*")
_BETWEEN_PRODUCTS = re.compile(r"\s*(?:\+|&|/|;|\n|,)\s*")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
_UNKNOWN = frozenset({"", "?", "-", "–", "n/a", "na", "unbekannt", "unknown", "k.a."})
_COMMA_DECIMAL = re.compile(r"(?<![\d,.])\d+,\d{1,2}(?![\d,.])")
_POINT_DECIMAL = re.compile(r"(?<![\d,.])\d+\.\d{1,2}(?![\d,.])")
_PIVOT = 30
"""Two-digit years up to this many years ahead of 2000 are of this century."""
OLDEST_YEARS = 120
EARLIEST_YEAR = 1900

_LEFT = frozenset({"left", "l", "links", "li", "gauche", "izquierda", "izq"})
_RIGHT = frozenset({"right", "r", "rechts", "re", "droite", "derecha", "der"})
_BOTH = frozenset({"both", "bds", "beidseits", "beide", "bilateral", "bilat", "lr", "rl", "ambos"})


def decimal_mark(cells: Iterable[str]) -> str:
    """The mark that most decimals of a sheet are written with, empty where there are none."""
    commas = points = 0
    for cell in cells:
        commas += len(_COMMA_DECIMAL.findall(cell))
        points += len(_POINT_DECIMAL.findall(cell))
    if not commas and not points:
        return ""
    return "," if commas >= points else "."


def is_unknown(text: str) -> bool:
    """Whether a cell says that nobody knows."""
    return text.strip().casefold() in _UNKNOWN


def parse_day(text: str, *, day_first: bool = True) -> date:
    """Read a day written with digits, year first or last, two-digit years too.

    Raises:
        InvalidValue: ``date`` when there is no such day.
    """
    cleaned = text.strip()
    year = month = day = 0
    if match := _ISO.fullmatch(cleaned):
        year, month, day = int(match[1]), int(match[2]), int(match[3])
    elif match := _SPELLED.fullmatch(cleaned):
        first, second = int(match[1]), int(match[2])
        day, month = (first, second) if day_first else (second, first)
        year = _year(match[3])
    if year < EARLIEST_YEAR:
        raise InvalidValue("date", text=cleaned[:40])
    try:
        return date(year, month, day)
    except ValueError as error:
        raise InvalidValue("date", text=cleaned[:40]) from error


def _year(text: str) -> int:
    if len(text) == 4:
        return int(text)
    return 2000 + int(text) if int(text) <= _PIVOT else 1900 + int(text)


def parse_birth(text: str, on: date, *, day_first: bool = True) -> date:
    """Read a birth date that fits a person alive on a day.

    Raises:
        InvalidValue: ``date`` when there is no such day, ``birth_date`` when nobody of that age
            comes for a treatment.
    """
    born = parse_day(text, day_first=day_first)
    if not 0 <= on.year - born.year <= OLDEST_YEARS:
        raise InvalidValue("birth_date", text=text.strip()[:40])
    return born


def parse_phototype(text: str) -> int:
    """Read a Fitzpatrick type, I to VI or 1 to 6. Raises `InvalidValue` ``phototype``."""
    words = fold(text).removeprefix("fitzpatrick").removeprefix("type").removeprefix("typ").strip()
    if words in _ROMAN:
        return _ROMAN[words]
    if words in {"1", "2", "3", "4", "5", "6"}:
        return int(words)
    raise InvalidValue("phototype", text=text.strip()[:40])


def parse_depths(text: str) -> tuple[int, ...]:
    """Read one or several depths in millimetres, as micrometres. Raises `InvalidValue`."""
    parts = [part for part in _BETWEEN_DEPTHS.split(text.strip()) if part]
    return tuple(parse_depth(part) for part in parts)


def split_products(text: str) -> tuple[str, ...]:
    """The products of one cell."""
    parts = (part.strip() for part in _BETWEEN_PRODUCTS.split(text))
    return tuple(part for part in parts if part and not is_unknown(part))


def split_zones(text: str) -> tuple[ZoneWord, ...]:
    """The zones of one cell, each with the side that stands beside it."""
    parts = (part.strip() for part in _BETWEEN.split(text))
    return tuple(_zone_word(part) for part in parts if part)


def parse_side(text: str) -> Side | None:
    """The side a cell names, ``None`` where it names none."""
    return _side(fold(text).replace("+", " ").split())


def _zone_word(part: str) -> ZoneWord:
    kept: list[str] = []
    sides: list[str] = []
    for word in part.replace("+", " + ").split():
        bare = fold(word)
        if bare in _LEFT | _RIGHT | _BOTH:
            sides.append(bare)
        elif bare:
            kept.append(word)
    return ZoneWord(" ".join(kept) or part, _side(sides))


def _side(words: list[str]) -> Side | None:
    left = any(word in _LEFT for word in words)
    right = any(word in _RIGHT for word in words)
    if (left and right) or any(word in _BOTH for word in words):
        return Side.BOTH
    if left:
        return Side.LEFT
    return Side.RIGHT if right else None
