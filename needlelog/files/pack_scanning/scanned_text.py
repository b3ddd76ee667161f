"""What scanners make of a code on its way through a keyboard: prefixes, separators, layouts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from needlelog.domain.pack_codes import Doubt, DoubtCode

SEPARATOR = "\x1d"

# How scanners spell the separator where they cannot send it. Longer spellings come first.
_SPELLINGS = re.compile(
    r"\{GS\}|<GS>|\[GS\]|\(GS\)|\{FNC1\}|<FNC1>|\[FNC1\]|\\x1[dD]|\\u001[dD]|\\035|%1[dD]|&#29;"
    r"|&#x1[dD];|<0x1[dD]>|\{0x1[dD]\}|0x1[dD]|<F8>|\{F8\}|\[F8\]|\\F\b|\^\]|␝|↔|\u00e8"
)
# Signs that GS1's character set 82 does not hold: they cannot be part of a lot or a serial number.
_FOREIGN_SIGNS = re.compile(r"[ |^~#@$`\\\[\]{}¬\u00a0\x1c\x1e\x1f]")

_AIM_PREFIX = re.compile(r"\](?P<family>[A-Za-z])(?P<way>[0-9A-Za-z])")
_GS1_PREFIXES = {"]C1", "]e0", "]d2", "]d5", "]d8", "]Q3", "]Q4", "]J1", "]J4"}
# "]E0" is the prefix of an EAN-13, not "]e0" with Caps Lock.
_CAPS_LOCK_PREFIXES = {prefix.swapcase() for prefix in _GS1_PREFIXES} - {"]E0"}
# On a German, Swiss or Nordic keyboard the key of "]" writes another sign; Y and Z change places.
_MOVED_PREFIX = re.compile(r"[+¨å$^*)](?:d2|C1|Q3|e0)(?=\W?01\d{14})", re.IGNORECASE)
_FRENCH_DIGITS = re.compile(r"[&é\"'(\-è_çà]{8,}")

_ELEMENT_IN_BRACKETS = re.compile(r"\((\d{2,4})\)")


@dataclass(frozen=True, slots=True)
class ScannedText:
    """A text cleaned for reading.

    ``segments`` are the parts between separators. ``closed`` means that each segment holds exactly
    one element, as in the human-readable form with brackets. ``separators_reach_us`` tells that a
    separator, had there been one, would have been seen.
    """

    segments: tuple[str, ...]
    prefix: str = ""
    closed: bool = False
    separators_reach_us: bool = False
    doubts: tuple[Doubt, ...] = ()


def trimmed(text: str) -> str:
    """Without the keys that end a scan. Spaces stay: a check character may be one."""
    return text.strip("\r\n\t\x00\x02\x03\x04\ufeff\u200b")


def without_prefix(text: str) -> tuple[str, str]:
    """The AIM symbology prefix such as ``]d2`` (or nothing), and the text after it."""
    match = _AIM_PREFIX.match(text)
    return (match[0], text[match.end() :]) if match else ("", text)


def is_gs1_prefix(prefix: str) -> bool:
    """Whether the scanner says that the symbol holds GS1 elements."""
    return prefix in _GS1_PREFIXES or prefix in _CAPS_LOCK_PREFIXES


def keyboard_doubts(text: str) -> tuple[Doubt, ...]:
    """Whether the scanner and the computer disagree about the keyboard."""
    if _MOVED_PREFIX.match(text) or _FRENCH_DIGITS.search(text):
        return (Doubt(DoubtCode.KEYBOARD_LAYOUT),)
    if text[:3] in _CAPS_LOCK_PREFIXES:
        return (Doubt(DoubtCode.CAPS_LOCK),)
    return ()


def in_brackets(text: str) -> ScannedText:
    """The parts of the human-readable form ``(01)…(17)…(10)…``."""
    bare = text.replace(SEPARATOR, "")
    starts = list(_ELEMENT_IN_BRACKETS.finditer(bare))
    ends = [*(start.start() for start in starts[1:]), len(bare)][: len(starts)]
    segments = tuple(
        start[1] + "".join(bare[start.end() : end].split())
        for start, end in zip(starts, ends, strict=True)
    )
    first = bare[: starts[0].start()].strip() if starts else bare
    doubts = (Doubt(DoubtCode.DAMAGED, first),) if first else ()
    return ScannedText(segments, closed=True, separators_reach_us=True, doubts=doubts)


def between_separators(text: str, *, separators_kept: bool) -> ScannedText:
    """The parts between separators, whatever the scanner sends in their place."""
    stood_in = [match[0] for match in _SPELLINGS.finditer(text)]
    told = _SPELLINGS.sub(SEPARATOR, text)
    stood_in += _FOREIGN_SIGNS.findall(told.strip(" "))
    told = _FOREIGN_SIGNS.sub(SEPARATOR, told.strip(" "))
    segments = tuple(part for part in told.split(SEPARATOR) if part)
    inner = SEPARATOR in told.strip(SEPARATOR)
    doubts = tuple(Doubt(DoubtCode.SEPARATOR_REPLACED, sign) for sign in dict.fromkeys(stood_in))
    return ScannedText(segments, "", False, inner or separators_kept, doubts)
