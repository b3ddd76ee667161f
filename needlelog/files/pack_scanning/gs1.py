"""Reading GS1 elements: which identifiers stand in a text, and what they say about the pack.

Biip knows the identifiers, their patterns and the check digits. The walk through the text is our
own, because biip cuts a lot that is too long and reads on in the middle of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from needlelog.domain.errors import InvalidValue
from needlelog.domain.pack_codes import Doubt, DoubtCode, PackCode, PackKind, Reading, gtin_14
from needlelog.domain.pack_dates import from_yymmdd, is_far
from needlelog.files.pack_scanning.swallowed import LONGEST_NUMBER, Elements, hidden_elements

if TYPE_CHECKING:
    from datetime import date

    from needlelog.files.pack_scanning.scanned_text import ScannedText

_GTINS = ("01", "02")
_DATES = ("11", "12", "13", "15", "16", "17")
_DATE_LENGTH = 6
_OPEN = ("10", "21")
_EXPIRY_TIME = "7003"
# Where one part of a code cannot be read, nothing proves that the other parts are what they seem.
_UNREADABLE = (DoubtCode.DAMAGED, DoubtCode.UNKNOWN_ELEMENT)
_ASKED = (DoubtCode.SWALLOWED_SEPARATOR, DoubtCode.CONFLICT)


@dataclass(slots=True)
class _Walk:
    """What was found on the way through a code."""

    today: date
    elements: list[tuple[str, str]] = field(default_factory=list)
    open_ends: list[tuple[str, str]] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: DoubtCode, detail: str = "") -> None:
        self.doubts.append(Doubt(code, detail))

    def values(self, ai: str) -> list[str]:
        """The different values of an identifier, in their order."""
        return list(dict.fromkeys(value for each, value in self.elements if each == ai))


def read_gs1(raw: str, text: ScannedText, today: date) -> PackCode:
    """What the elements of a code say. One that says nothing has only doubts."""
    walk = _Walk(today, doubts=list(text.doubts))
    for segment in text.segments:
        _walk_segment(walk, segment, closed=text.closed)
    readings = _readings(walk, text)
    if any(doubt.code in _UNREADABLE for doubt in walk.doubts):
        readings = (Reading(None),)
    asked = any(doubt.code in _ASKED for doubt in walk.doubts) and readings[0] != Reading(None)
    gtin = _gtin(walk)
    expiry = readings[0].expiry
    if expiry and is_far(expiry, today):
        walk.doubt(DoubtCode.FAR_DATE, expiry)
    if not gtin and not any(doubt.code is DoubtCode.WRONG_CHECK_DIGIT for doubt in walk.doubts):
        walk.doubt(DoubtCode.NO_PRODUCT)
    counts = [int(value) for ai in ("30", "37") for value in walk.values(ai) if value]
    return PackCode(
        raw,
        PackKind.GS1,
        gtin=gtin,
        lot=None if asked else readings[0].lot,
        expiry=_agreed([reading.expiry for reading in readings]),
        serial=_agreed([reading.serial for reading in readings]),
        quantity=counts[0] if len(counts) == 1 else None,
        doubts=tuple(dict.fromkeys(walk.doubts)),
        readings=readings if asked else (),
    )


def _walk_segment(walk: _Walk, segment: str, *, closed: bool) -> None:
    """Read the elements of one segment; what follows a piece that cannot be read is lost."""
    from biip import ParseConfig, ParseError
    from biip.gs1_application_identifiers import GS1ApplicationIdentifier
    from biip.gs1_element_strings import GS1ElementString

    config = ParseConfig(gs1_element_strings_verify_date=False)
    rest = segment
    while rest:
        try:
            identifier = GS1ApplicationIdentifier.extract(rest)
        except ParseError:
            walk.doubt(DoubtCode.UNKNOWN_ELEMENT, rest)
            break
        ai = identifier.ai
        value = rest[len(ai) :]
        if ai in _OPEN:
            _take_open_end(walk, ai, value, closed=closed)
            break
        if ai in _DATES:
            value = value[:_DATE_LENGTH]
            if not _take_date(walk, ai, value):
                break
        else:
            try:
                read = (
                    GS1ElementString.parse
                    if identifier.separator_required
                    else GS1ElementString.extract
                )
                value = read(rest, config=config).value
            except ParseError:
                walk.doubt(DoubtCode.DAMAGED, rest)
                break
            walk.elements.append((ai, value))
        rest = rest[len(ai) + len(value) :]
        if rest and closed:
            walk.doubt(DoubtCode.DAMAGED, segment)
            break


def _take_date(walk: _Walk, ai: str, value: str) -> bool:
    """Keep a date; one of six figures that is no day is doubted and passed over."""
    if len(value) < _DATE_LENGTH or not (value.isascii() and value.isdecimal()):
        walk.doubt(DoubtCode.DAMAGED, ai + value)
        return False
    if from_yymmdd(value, walk.today) is None:
        walk.doubt(DoubtCode.BAD_DATE, value)
    else:
        walk.elements.append((ai, value))
    return True


def _take_open_end(walk: _Walk, ai: str, value: str, *, closed: bool) -> None:
    """Keep a lot or serial number, which ends where the segment ends."""
    from biip import ParseError
    from biip.gs1_element_strings import GS1ElementString

    try:
        # One sign at a time: a text that is too long may still hold other elements.
        for sign in value:
            GS1ElementString.parse(ai + sign)
    except ParseError:
        walk.doubt(DoubtCode.DAMAGED, ai + value)
        return
    if not value or (closed and ("(" in value or ")" in value)):
        walk.doubt(DoubtCode.DAMAGED, ai + value)
        return
    walk.open_ends.append((ai, value))


def _readings(walk: _Walk, text: ScannedText) -> tuple[Reading, ...]:
    """Every way to read lot, expiry and serial; more than one only with a doubt that asks."""
    ways: list[Elements] = [()]
    for ai, value in dict.fromkeys(walk.open_ends):
        others = [other for other, number in walk.open_ends if (other, number) != (ai, value)]
        seen = frozenset([*(each for each, _ in walk.elements), *others])
        mine = _ways_of(walk, ai, value, seen, sure_only=text.separators_reach_us)
        ways = [(*way, *one) for way in ways for one in mine]
    found = list(dict.fromkeys(each for way in ways for each in _lots_of(walk, way)))
    return tuple(found) or (Reading(None),)


def _ways_of(
    walk: _Walk, ai: str, value: str, seen: frozenset[str], *, sure_only: bool
) -> list[Elements]:
    hidden = hidden_elements(ai, value, seen, walk.today, sure_only=sure_only)
    if hidden:
        walk.doubt(DoubtCode.SWALLOWED_SEPARATOR, value)
    whole: list[Elements] = [((ai, value),)] if len(value) <= LONGEST_NUMBER else []
    if not hidden and not whole:
        walk.doubt(DoubtCode.DAMAGED, ai + value)
        return [()]
    if not hidden and ai == "10" and _looks_like_a_date(walk, value):
        # The identifier before the date was misread: 17 became 10 or 107.
        walk.doubt(DoubtCode.DAMAGED, ai + value)
        return [()]
    return [*hidden, *whole]


def _looks_like_a_date(walk: _Walk, value: str) -> bool:
    """Whether a lot begins with a date and the identifier of a lot or serial number."""
    if any(ai == "17" for ai, _ in walk.elements):
        return False
    return any(
        from_yymmdd(value[start : start + 6], walk.today) is not None
        and value[start + 6 : start + 8] in _OPEN
        and len(value) > start + 8
        for start in (0, 1)
    )


def _lots_of(walk: _Walk, way: Elements) -> list[Reading]:
    """One way to read a code, or several if it names two lots."""
    elements = [*walk.elements, *way]
    lots = _values(elements, "10")
    serials = _values(elements, "21")
    expiries = _values(elements, "17")
    if len(lots) > 1 or len(expiries) > 1 or len(serials) > 1:
        walk.doubt(DoubtCode.CONFLICT)
    return [
        Reading(lot, _expiry(walk, elements, chosen), serial)
        for lot in lots or [None]
        for chosen in expiries or [None]
        for serial in serials or [None]
    ]


def _values(elements: list[tuple[str, str]], ai: str) -> list[str | None]:
    return list(dict.fromkeys(value for each, value in elements if each == ai))


def _expiry(walk: _Walk, elements: list[tuple[str, str]], chosen: str | None) -> str | None:
    """The expiry, or the best-before or sell-by date where that is all there is."""
    if chosen is not None:
        return from_yymmdd(chosen, walk.today)
    for ai, value in elements:
        if ai == _EXPIRY_TIME:
            return from_yymmdd(value[:6], walk.today)
    if any(doubt.code is DoubtCode.BAD_DATE for doubt in walk.doubts):
        return None
    for wanted in ("15", "16"):
        for ai, value in elements:
            if ai == wanted:
                walk.doubt(DoubtCode.BEST_BEFORE)
                return from_yymmdd(value, walk.today)
    return None


def _agreed(values: list[str | None]) -> str | None:
    """What all readings say, or nothing where they differ."""
    return values[0] if len(set(values)) == 1 else None


def _gtin(walk: _Walk) -> str:
    for ai in _GTINS:
        found = walk.values(ai)
        if len(found) > 1:
            walk.doubt(DoubtCode.DAMAGED, " ".join(found))
            return ""
        for value in found:
            try:
                return gtin_14(value)
            except InvalidValue:
                walk.doubt(DoubtCode.WRONG_CHECK_DIGIT, value)
                return ""
    return ""
