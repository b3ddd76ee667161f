"""Reading HIBC codes of suppliers: ``+A99912345/$$52001510X33``.

Built after ANSI/HIBC 2.6 (2016), The Health Industry Supplier Labeling Standard: sections 2.2
(primary data) and 2.3 (secondary data), the additional data identifiers 14D, 16D, S and Q, and
appendix B (the check character, modulo 43). Its own examples stand in the tests.

A code on its own names the product (primary: labeler, catalogue number, packaging level) or the
pack (secondary: quantity, expiry, lot or serial, then the link character, which is the check
character of the primary code). Combined codes hold both, parted by ``/``, and no link character.
The check character finds every single wrong sign; a lost zero it cannot find.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from needlelog.domain import pack_dates
from needlelog.domain.pack_codes import Doubt, DoubtCode, PackCode, PackKind
from needlelog.domain.pack_dates import is_far

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
_PRIMARY = re.compile(r"(?P<product>[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9])")
_NUMBER = re.compile(r"[A-Z0-9.\-]{1,18}")
_SECONDARY = re.compile(r"\+?(?P<flags>\$\$\+|\$\$|\$\+|\$)(?P<rest>.*)")
_JULIAN = re.compile(r"(?P<day>\d{5})(?P<rest>.*)")
_DATE_FLAGS: dict[str, tuple[int, Callable[[str, date], str | None]]] = {
    "2": (6, pack_dates.from_mmddyy),
    "3": (6, pack_dates.from_yymmdd),
    "4": (8, lambda text, today: pack_dates.from_yymmdd(text[:6], today)),
    "5": (5, pack_dates.from_yyjjj),
    "6": (7, lambda text, today: pack_dates.from_yyjjj(text[:5], today)),
}
_QUANTITY_LENGTHS = {"8": 2, "9": 5}


@dataclass(slots=True)
class _Found:
    today: date
    product: str = ""
    lot: str | None = None
    expiry: str | None = None
    serial: str | None = None
    quantity: int | None = None
    link: str = ""
    doubts: list[Doubt] = field(default_factory=list)

    def doubt(self, code: DoubtCode, detail: str = "") -> None:
        self.doubts.append(Doubt(code, detail))


def check_character(text: str) -> str:
    """The check character that belongs after a text of HIBC's 43 signs, ``+`` included."""
    return SIGNS[sum(SIGNS.index(sign) for sign in text) % len(SIGNS)]


def looks_like_hibc(text: str) -> bool:
    """Whether a text begins as an HIBC code does, bare or between asterisks."""
    return re.match(r"\*?\+[A-Za-z0-9$]", text) is not None


def read_hibc(raw: str, text: str, today: date) -> PackCode:
    """What an HIBC code says. One whose check character is wrong says nothing."""
    found = _Found(today)
    body = _checked(found, text)
    if body is not None:
        _read_body(found, body)
    if any(doubt.code in (DoubtCode.DAMAGED, DoubtCode.UNKNOWN_ELEMENT) for doubt in found.doubts):
        found.lot = found.serial = found.expiry = None
    if found.expiry and is_far(found.expiry, today):
        found.doubt(DoubtCode.FAR_DATE, found.expiry)
    if body is not None and not found.product:
        found.doubt(DoubtCode.NO_PRODUCT)
    return PackCode(
        raw,
        PackKind.HIBC,
        labeler_product=found.product,
        lot=found.lot,
        expiry=found.expiry,
        serial=found.serial,
        quantity=found.quantity,
        doubts=tuple(dict.fromkeys(found.doubts)),
        link=found.link,
    )


def _checked(found: _Found, text: str) -> str | None:
    """The text between ``+`` and the check character, or ``None`` where it does not fit."""
    bare = _without_asterisks(text)
    if bare != bare.upper():
        found.doubt(DoubtCode.CAPS_LOCK)
        bare = bare.upper()
    if any(sign not in SIGNS for sign in bare):
        found.doubt(DoubtCode.DAMAGED, bare)
        return None
    if check_character(bare[:-1]) == bare[-1]:
        return bare[1:-1]
    if check_character(bare) == " ":
        found.doubt(DoubtCode.CHECK_MISSING)
        return bare[1:]
    found.doubt(DoubtCode.WRONG_CHECK_DIGIT, bare)
    return None


def _without_asterisks(text: str) -> str:
    """Asterisks stand around the printed line only; there ``_`` shows a space as check."""
    if not text.startswith("*"):
        return text.removesuffix("*")
    bare = text.strip("*")
    return bare[:-1] + " " if bare.endswith("_") else bare


def _read_body(found: _Found, body: str) -> None:
    if not body[:1].isalpha():
        found.link, secondary = body[-1:], body[:-1]
        _read_parts(found, secondary.split("/"))
        return
    primary, *parts = body.split("/")
    match = _PRIMARY.fullmatch(primary)
    if match is None:
        found.doubt(DoubtCode.DAMAGED, primary)
        return
    found.product = match["product"]
    if parts:
        _read_parts(found, parts)
    else:
        found.link = check_character("+" + body)


def _read_parts(found: _Found, parts: list[str]) -> None:
    first, *others = parts
    _read_secondary(found, first)
    for part in others:
        if part.startswith(("$", "+$")):
            _read_secondary(found, part)
        else:
            _read_additional(found, part)


def _read_secondary(found: _Found, part: str) -> None:
    """Quantity and date flags, then lot or serial number."""
    match = _SECONDARY.fullmatch(part)
    if match is None:
        julian = _JULIAN.fullmatch(part)
        if julian is None:
            found.doubt(DoubtCode.UNKNOWN_ELEMENT, part)
            return
        _take_date(found, julian["day"], pack_dates.from_yyjjj(julian["day"], found.today))
        _take_number(found, julian["rest"], serial=False)
        return
    rest = match["rest"]
    if match["flags"].startswith("$$"):
        rest = _after_flags(found, rest)
    _take_number(found, rest, serial=match["flags"].endswith("+"))


def _after_flags(found: _Found, text: str) -> str:
    """Take quantity and date from the front; what is left is the lot or serial number."""
    counted = False
    length = _QUANTITY_LENGTHS.get(text[:1])
    if length is not None:
        figures = text[1 : 1 + length]
        if len(figures) < length or not figures.isdecimal():
            found.doubt(DoubtCode.DAMAGED, text)
            return ""
        found.quantity, counted = int(figures), True
        text = text[1 + length :]
    if not text:
        return ""
    flag = text[0]
    if flag == "7":
        return text[1:]
    size, reader = _DATE_FLAGS.get(flag, (4, pack_dates.from_mmyy))
    start = 1 if flag in _DATE_FLAGS else 0
    figures = text[start : start + size]
    if counted and not (len(figures) == size and figures.isdecimal()):
        return text  # after a quantity the date may be left out with its flag
    if flag not in "01" and flag not in _DATE_FLAGS:
        found.doubt(DoubtCode.DAMAGED, text)
        return ""
    _take_date(found, figures, reader(figures, found.today))
    return text[start + size :]


def _take_number(found: _Found, number: str, *, serial: bool) -> None:
    if not number:
        return
    if not _NUMBER.fullmatch(number):
        found.doubt(DoubtCode.DAMAGED, number)
        return
    known = found.serial if serial else found.lot
    if known is not None and known != number:
        found.doubt(DoubtCode.DAMAGED, number)
    elif serial:
        found.serial = number
    else:
        found.lot = number


def _take_date(found: _Found, figures: str, day: str | None) -> None:
    if day is None:
        found.doubt(DoubtCode.BAD_DATE, figures)
    elif found.expiry is not None and found.expiry[:7] != day[:7]:
        found.doubt(DoubtCode.DAMAGED, figures)
    else:
        found.expiry = max(found.expiry or day, day, key=len)


def _read_additional(found: _Found, part: str) -> None:
    if part.startswith("14D"):
        _take_date(found, part[3:], pack_dates.from_yyyymmdd(part[3:]))
    elif part.startswith("16D"):
        if pack_dates.from_yyyymmdd(part[3:]) is None:
            found.doubt(DoubtCode.BAD_DATE, part[3:])
    elif part.startswith("S"):
        _take_number(found, part[1:], serial=True)
    elif part.startswith("Q") and part[1:].isdecimal() and len(part) <= 6:
        found.quantity = int(part[1:])
    elif part:
        found.doubt(DoubtCode.UNKNOWN_ELEMENT, part)
