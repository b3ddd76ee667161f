"""Finding people and things by how they are spelled, spoken or half typed.

Everything that is searched is folded first: no accents, no capitals, no punctuation. What is
typed becomes groups of word beginnings; a record is found when every group matches.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

_LETTERS = str.maketrans(
    {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | {"ħ": "h", "ŧ": "t", "ı": "i", "ŀ": "l", "ŋ": "n", "ĸ": "k", "ə": "e"}
)
_JOINERS = "'’‘ʼ`´ʹʻʿʾ"

SAME_WORDS: tuple[tuple[str, ...], ...] = (
    (
        "microneedling",
        "micro needling",
        "collagen induction therapy",
        "percutaneous collagen induction",
        "skin needling",
        "cit",
        "pci",
    ),
    ("decollete", "decolletage", "chest"),
    ("crows feet", "lateral canthus", "lateral canthal lines", "lateral periorbital"),
    ("under eye", "infraorbital", "tear trough"),
    ("hyaluronic acid", "ha", "hyaluronan"),
    ("platelet rich plasma", "prp"),
    ("post inflammatory hyperpigmentation", "pih"),
    ("stretch marks", "striae"),
    ("hair loss", "alopecia", "thinning hair"),
    ("cold sore", "herpes", "hsv"),
)
"""Folded phrases that mean the same thing to those who type them."""
_PADDED = tuple(tuple(f" {phrase} " for phrase in phrases) for phrases in SAME_WORDS)

SearchTerms = tuple[tuple[str, ...], ...]
"""All groups must match; one matches when some words begin with one of its alternatives."""

_INITIAL, _BIRTH, _PHONE = "¹", "²", "³"
"""Marks before the first letter of a name, a birth date, a phone: folding never leaves them."""

LONGEST_SEARCH = 200
"""Marks of a search that are looked at; what is pasted beyond is ignored."""

_DAY_FIRST = re.compile(r"(\d{1,2})[./-](?:(\d{1,2})(?:[./-](\d{1,4})?)?)?")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](?:(\d{1,2})(?:[./-](\d{1,2})?)?)?")
_PHONE_MARKS = frozenset("0123456789+()/.- ")
_SHORTEST_PHONE_PIECE = 3


def fold(text: str) -> str:
    """Return text for comparing: lower case, unaccented, words apart by single spaces.

    Apostrophes join (``O'Brien`` is ``obrien``); hyphens and other punctuation part words.
    Folding a folded text changes nothing.
    """
    marks = text.translate(_PLAIN_MARKS) if text.isascii() else _folded_marks(text)
    return " ".join(marks.split())


def _folded_marks(text: str) -> str:
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    kept = []
    for mark in spread.translate(_LETTERS):
        kind = unicodedata.category(mark)
        if unicodedata.combining(mark) or kind == "Cf" or mark in _JOINERS:
            continue
        kept.append(" " if kind[0] in "PSZC" else mark)
    return "".join(kept)


_PLAIN_MARKS = {code: _folded_marks(chr(code)) or None for code in range(128)}
"""What folding makes of each mark of plain English: nearly all text, fifty times faster."""


def same_things(text: str) -> tuple[str, ...]:
    """Return the folded text and every folded phrase that people use for the same thing."""
    asked = fold(text)
    for phrases in SAME_WORDS:
        if asked in phrases:
            return (asked, *(phrase for phrase in phrases if phrase != asked))
    return (asked,) if asked else ()


def with_same_words(text: str) -> str:
    """Return the folded text followed by the other words for what it mentions."""
    folded = fold(text)
    return " ".join((folded, *same_words_for(folded))).strip()


def same_words_for(folded: str) -> list[str]:
    """Return the other phrases for what a folded text mentions and does not say itself."""
    padded = f" {folded} "
    found: list[str] = []
    for phrases in _PADDED:
        for phrase in phrases:
            if phrase in padded:
                found += [other[1:-1] for other in phrases if other not in padded]
                break
    return found


def client_search_text(name: str, birth_date: date | None, phone: str, note: str) -> str:
    """Return the words under which a client is found, for the search index.

    A phone is found by any run of three digits or more in it; a birth date by its year or by its
    beginning in the order day-month-year, month-day-year or year-month-day.
    """
    folded = fold(name)
    words = [folded, *dict.fromkeys(_INITIAL + word[0] for word in folded.split())]
    if birth_date is not None:
        year, month, day = f"{birth_date.year:04d}", f"{birth_date:%m}", f"{birth_date:%d}"
        orders = (year + month + day, day + month + year, month + day + year)
        words += [_BIRTH + order for order in orders]
    digits = _digits(phone)
    words += [
        _PHONE + digits[start:] for start in range(max(0, len(digits) - _SHORTEST_PHONE_PIECE + 1))
    ]
    words.append(with_same_words(note))
    return " ".join(word for word in words if word)


def search_terms(typed: str) -> SearchTerms:
    """Return what a client must match for the text typed so far; empty finds everybody.

    A single letter stands for the beginning of a name; one or two digits alone for nothing yet,
    since nearly every birth date and phone would answer.
    """
    cleaned = " ".join(typed[:LONGEST_SEARCH].split())
    digits = _digits(cleaned)
    if " " in cleaned and len(digits) >= _SHORTEST_PHONE_PIECE and set(cleaned) <= _PHONE_MARKS:
        dates = _date_beginnings(cleaned.replace(" ", "."))
        return ((*_phone_beginnings(cleaned, digits), *dates, fold(cleaned)),)
    if len(digits) < _SHORTEST_PHONE_PIECE and cleaned == digits:
        return ()
    groups: list[tuple[str, ...]] = []
    for piece in cleaned.split():
        if set(piece) <= _PHONE_MARKS and _digits(piece):
            groups.append(_number_beginnings(piece))
        else:
            groups += [(word if word[1:] else _INITIAL + word,) for word in fold(piece).split()]
    return tuple(groups)


def matches(terms: SearchTerms, search_text: str) -> bool:
    """Whether a search text answers to the terms; the database index agrees with this."""
    padded = f" {search_text}"
    return all(any(f" {beginning}" in padded for beginning in group) for group in terms)


def is_long_number(beginning: str) -> bool:
    """Whether this begins a phone or a birth date with marks that nearly everybody may share and
    that hardly two write on alike."""
    return len(beginning) > _SHORTEST_PHONE_PIECE and beginning[0] in (_BIRTH, _PHONE)


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isascii() and mark.isdigit())


def _number_beginnings(piece: str) -> tuple[str, ...]:
    digits = _digits(piece)
    found = [fold(piece), *_date_beginnings(piece)]
    if len(digits) >= _SHORTEST_PHONE_PIECE:
        found += [_BIRTH + digits, *_phone_beginnings(piece, digits)]
    return tuple(dict.fromkeys(found))


def _phone_beginnings(typed: str, digits: str) -> tuple[str, ...]:
    """A number typed with a trunk zero, as +44 or as 0044 finds the others."""
    found = [digits]
    bare = digits.removeprefix("00") if digits.startswith("00") else digits.removeprefix("0")
    if typed.startswith("+") or digits.startswith("00"):
        found += [f"0{bare[code:]}" for code in (1, 2, 3) if len(bare) > code + 5]
    if len(bare) >= _SHORTEST_PHONE_PIECE:
        found.append(bare)
    return tuple(_PHONE + number for number in dict.fromkeys(found))


def _date_beginnings(piece: str) -> tuple[str, ...]:
    """The beginnings that a half-typed date stands for; empty when it is no date."""
    if match := _YEAR_FIRST.fullmatch(piece):
        return tuple(_BIRTH + text for text in _joined(match[1], match[2], match[3], ""))
    if match := _DAY_FIRST.fullmatch(piece):
        first, second, year = match[1].zfill(2), match[2], match[3] or ""
        years = (year, f"19{year}", f"20{year}") if len(year) == 2 else (year,)
        found = [text for ending in years for text in _joined(first, second, None, ending)]
        return tuple(_BIRTH + text for text in dict.fromkeys(found))
    return ()


def _joined(first: str, second: str | None, third: str | None, ending: str) -> tuple[str, ...]:
    """Join the parts of a date; a part that may still grow is kept with and without a zero."""
    parts = [part for part in (second, third) if part]
    if not parts:
        return (first,)
    whole = first + "".join(part.zfill(2) for part in parts) + ending
    if ending or len(parts[-1]) == 2:
        return (whole,)
    return (whole, first + "".join(part.zfill(2) for part in parts[:-1]) + parts[-1])
