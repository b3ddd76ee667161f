"""An honest guess at how hard a passphrase is to find, for the hint beside the field.

It counts what somebody would try first: well-known passphrases, words about the person, runs and
repeats. It is a hint and never forbids; a long sentence of one's own is the best answer.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_COMMON_WORDS = """
    password passwort motdepasse contrasena passphrase letmein welcome willkommen bienvenue
    iloveyou sunshine princess monkey dragon football baseball superman batman master shadow
    michael jennifer jordan charlie trustno1 whatever freedom starwars hello hallo bonjour secret
    changeme default administrator admin login guest test demo clinic needlelog microneedling
    needling dermapen skinpen beauty skincare cosmetic praxis studio salon
    summer winter spring autumn sommer herbst fruhling printemps automne verano invierno
    qwerty qwertz azerty asdfgh zxcvbn 1q2w3e4r 1qaz2wsx abc123 openup opensesame
    correcthorsebatterystaple
"""
_COMMON = sorted(_COMMON_WORDS.split(), key=len, reverse=True)
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890",
    "qwertyuiop",
    "qwertzuiop",
    "azertyuiop",
    "asdfghjkl",
    "yxcvbnm",
    "zxcvbnm",
)
_SHORTEST_RUN = 4
_SHORTEST_DIGIT_RUN = 3
_SHORTEST_OWN_WORD = 3
_LEET = str.maketrans("0134578@$!€", "oleastbasie")

# Bits of guessing work at which the next level begins: a slow Argon2id guess costs about 2^17
# plain ones, so 50 bits keep a determined thief of the folder busy for far longer than a lifetime.
_LEVELS = (20.0, 34.0, 48.0, 62.0)
_SHORT = 10
_JUDGED = 200  # characters; what comes after them no longer matters


@dataclass(frozen=True, slots=True)
class Strength:
    """`level` 0 (found at once) to 4 (very hard) and what would help most.

    `hint_code` is `empty`, `common`, `own-word`, `pattern`, `short`, `longer` or `good`.
    """

    level: int
    hint_code: str


def strength(text: str, own_words: Iterable[str] = ()) -> Strength:
    """Judge a passphrase; `own_words` are names and numbers known about its owner."""
    plain = unicodedata.normalize("NFKC", text)[:_JUDGED]
    if not plain.strip():
        return Strength(0, "empty")
    rest, hint = _shrink(_fold(plain), own_words)
    bits = len(rest) * math.log2(_alphabet(plain)) * _variety(rest)
    level = sum(bits >= limit for limit in _LEVELS)
    if hint == "common" and len(rest) < _SHORT // 2:
        level = 0
    if level == len(_LEVELS):
        return Strength(level, "good")
    if not hint:
        hint = "short" if len(plain) < _SHORT else ("good" if level >= 3 else "longer")
    return Strength(level, hint)


def _shrink(folded: str, own_words: Iterable[str]) -> tuple[str, str]:
    """What is left to guess once everything obvious counts as one character, and why."""
    hint = ""
    rest = folded
    for word in _own_words(own_words):
        if word in rest:
            rest, hint = rest.replace(word, "\0"), "own-word"
    for common in _COMMON:
        # Both spellings have the same length, so a place found in one fits the other.
        while (start := _find_spelled(rest, common)) >= 0:
            rest = rest[:start] + "\0" + rest[start + len(common) :]
            hint = hint or "common"
    short = _without_runs(re.sub(r"(?:19|20)\d\d", "\0", _without_repeats(rest)))
    short = _without_repeats(short)
    if len(short) <= len(rest) - 2:
        hint = hint or "pattern"
    return short, hint


def _own_words(own_words: Iterable[str]) -> list[str]:
    """Every part of the given words and the whole without its marks, longest first."""
    found = set()
    for word in own_words:
        parts = re.split(r"[\W_]+", word)
        found |= {_fold(part) for part in (*parts, "".join(parts))}
    return sorted((each for each in found if len(each) >= _SHORTEST_OWN_WORD), key=len)[::-1]


def _find_spelled(text: str, common: str) -> int:
    """Where a well-known word stands in `text`, also with digits and signs for letters."""
    plain = text.find(common)
    return plain if plain >= 0 else text.translate(_LEET).find(common)


def _without_repeats(text: str) -> str:
    """The text with whatever is written several times in a row written once; not double letters."""
    once = re.sub(r"(.{2,}?)\1+", r"\1", text, flags=re.DOTALL)
    return re.sub(r"(.)\1{2,}", r"\1", once, flags=re.DOTALL)


def _without_runs(text: str) -> str:
    """The text with every straight run (abcd, 987, wert) counted as one character."""
    kept = []
    position = 0
    while position < len(text):
        length = max(
            _run_length(text, position, run) for each in _RUNS for run in (each, each[::-1])
        )
        shortest = _SHORTEST_DIGIT_RUN if text[position].isdigit() else _SHORTEST_RUN
        kept.append(text[position])
        position += length if length >= shortest else 1
    return "".join(kept)


def _run_length(text: str, position: int, run: str) -> int:
    start = run.find(text[position])
    if start < 0:
        return 0
    length = 0
    for character, expected in zip(text[position:], run[start:], strict=False):
        if character != expected:
            break
        length += 1
    return length


def _alphabet(text: str) -> int:
    """How many characters a guesser must reckon with; words carry far less than random letters."""
    size = 0
    for present, count in (
        (any(each.isalpha() and each.islower() for each in text), 26),
        (any(each.isupper() for each in text), 26),
        (any(each.isdigit() for each in text), 10),
        (any(not each.isalnum() and not each.isspace() for each in text), 20),
        (any(each.isalpha() and each.lower() == each.upper() for each in text), 200),
    ):
        size += count if present else 0
    return max(size, 2)


def _variety(text: str) -> float:
    """0.34 to 0.64: written language repeats itself, one letter over and over even more so."""
    return 0.34 + 0.30 * len(set(text)) / len(text) if text else 0.0


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(each for each in decomposed if not unicodedata.combining(each))
