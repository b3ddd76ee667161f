"""What the code on a pack says: product, lot, expiry, and every doubt about it.

A scanner or a picture gives a text; `needlelog.files.pack_scanning` makes a `PackCode` of it. A
code that leaves room for doubt says so in `doubts`, and one that can be read in several ways keeps
its lot back (``lot is None``) and lists the ways in `readings`: a person chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from needlelog.domain.errors import InvalidValue, KnownError

GTIN_LENGTHS = (8, 12, 13, 14)


class PackKind(StrEnum):
    """Whose rules a code follows."""

    GS1 = "gs1"
    HIBC = "hibc"
    UNKNOWN = "unknown"


class DoubtCode(StrEnum):
    """Why a code is not taken as it stands. The values are stable."""

    SWALLOWED_SEPARATOR = "swallowed_separator"
    """A lot or serial number holds what may be the next element: choose a reading."""
    CONFLICT = "conflict"
    """The code names two lots: choose a reading."""
    SEPARATOR_REPLACED = "separator_replaced"
    """The scanner sends another sign instead of the separator; ``detail`` is the sign."""
    WRONG_CHECK_DIGIT = "wrong_check_digit"
    """The check digit or character does not fit; ``detail`` is the number it stands in."""
    CHECK_MISSING = "check_missing"
    """HIBC: the check character, a space, is lost; the rest fits it."""
    BAD_DATE = "bad_date"
    """``detail`` stands where a date belongs and is none."""
    FAR_DATE = "far_date"
    """The expiry is more than fifteen years away; ``detail`` is the expiry."""
    BEST_BEFORE = "best_before"
    """The date is a best-before or sell-by date, not an expiry."""
    UNKNOWN_ELEMENT = "unknown_element"
    """``detail`` is no element that the standard knows."""
    DAMAGED = "damaged"
    """Signs are missing or wrong; ``detail`` is the part that cannot be read."""
    KEYBOARD_LAYOUT = "keyboard_layout"
    """The scanner types for another keyboard layout: letters and signs may be exchanged."""
    CAPS_LOCK = "caps_lock"
    """Capital and small letters are exchanged, as with the Caps Lock key."""
    NO_PRODUCT = "no_product"
    """The code does not say which product it belongs to."""
    LINK_MISMATCH = "link_mismatch"
    """HIBC: the two codes are not of the same pack."""
    JOINED = "joined"
    """Two codes read one after the other; nothing in them proves that they belong together."""
    NOT_A_PACK_CODE = "not_a_pack_code"
    """Neither GS1 nor HIBC."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One reason to ask. ``detail`` is the piece of the code it is about, possibly empty."""

    code: DoubtCode
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an ambiguous code; expiry as in `needlelog.domain.stock`."""

    lot: str | None
    expiry: str | None = None
    serial: str | None = None


@dataclass(frozen=True, slots=True)
class PackCode:
    """A code as read. Empty or ``None`` is what the code does not say, or not for certain.

    ``gtin`` has 14 digits and a right check digit. ``labeler_product`` is HIBC's name of a product
    (labeler, catalogue number and packaging level, such as ``A99912345``). ``expiry`` is
    ``YYYY-MM-DD``, or ``YYYY-MM`` where only the month is given. ``link`` is HIBC's character that
    ties two codes of one pack together: the check character of a primary code, the link
    character of a secondary one.
    """

    raw: str
    kind: PackKind
    gtin: str = ""
    labeler_product: str = ""
    lot: str | None = None
    expiry: str | None = None
    serial: str | None = None
    quantity: int | None = None
    doubts: tuple[Doubt, ...] = ()
    readings: tuple[Reading, ...] = ()
    link: str = ""

    @property
    def product_code(self) -> str:
        """What names the product: the GTIN, else HIBC's name of it, else empty."""
        return self.gtin or self.labeler_product

    @property
    def says_something(self) -> bool:
        """Whether anything of use could be read, if only one of several ways."""
        return bool(self.product_code or self.has_pack_facts)

    @property
    def has_pack_facts(self) -> bool:
        """Whether it says something about this pack, not just the product."""
        return bool(self.lot or self.expiry or self.serial or self.readings)

    def has_doubt(self, code: DoubtCode) -> bool:
        """Whether this doubt is among them."""
        return any(doubt.code is code for doubt in self.doubts)

    def read_as(self, reading: Reading) -> PackCode:
        """The code once a person has chosen one of its readings."""
        asked = (DoubtCode.SWALLOWED_SEPARATOR, DoubtCode.CONFLICT)
        return replace(
            self,
            lot=reading.lot,
            expiry=reading.expiry,
            serial=reading.serial,
            readings=(),
            doubts=tuple(doubt for doubt in self.doubts if doubt.code not in asked),
        )


class PictureHasNoCode(KnownError):
    """No code was found in a picture."""

    code = "picture-has-no-code"

    def __init__(self) -> None:
        super().__init__("No code was found in this picture.")


class PictureUnreadable(KnownError):
    """A file is no picture, is damaged, or cannot be opened."""

    code = "picture-unreadable"

    def __init__(self) -> None:
        super().__init__("This file cannot be read as a picture.")


class PictureTooBig(KnownError):
    """A picture has more bytes or points than the program is willing to decode."""

    code = "picture-too-big"

    def __init__(self, megapixels: int) -> None:
        super().__init__(
            f"This picture is too big: at most {megapixels} megapixels can be read.",
            megapixels=megapixels,
        )


def check_digit_of(digits: str) -> str:
    """The GS1 check digit that belongs after these digits."""
    total = sum(int(digit) * (3, 1)[place % 2] for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def gtin_14(text: str) -> str:
    """A GTIN, EAN or UPC typed by hand, with spaces or without, in its 14 digits.

    Raises:
        InvalidValue: ``gtin`` when it has another length or its check digit is wrong.
    """
    digits = "".join(text.split())
    whole = digits.isascii() and digits.isdecimal() and len(digits) in GTIN_LENGTHS
    if not whole or check_digit_of(digits[:-1]) != digits[-1] or not digits.strip("0"):
        raise InvalidValue("gtin", text=text[:40])
    return digits.zfill(14)


def join(product: PackCode, pack: PackCode) -> PackCode | None:
    """Two codes of one pack, one naming the product and one the lot, as a single code.

    ``None`` when they are not such a pair. HIBC proves with its link character that they belong
    together; where nothing proves it, or the link speaks against it, the result says so.
    """
    if not product.product_code or product.has_pack_facts or product.kind is not pack.kind:
        return None
    if pack.product_code or not pack.has_pack_facts:
        return None
    doubts = [
        doubt for doubt in (*product.doubts, *pack.doubts) if doubt.code is not DoubtCode.NO_PRODUCT
    ]
    if not (product.link and pack.link):
        doubts.append(Doubt(DoubtCode.JOINED))
    elif product.link != pack.link:
        doubts.append(Doubt(DoubtCode.LINK_MISMATCH))
    return replace(
        pack,
        raw=f"{product.raw}\n{pack.raw}",
        gtin=product.gtin,
        labeler_product=product.labeler_product,
        doubts=tuple(dict.fromkeys(doubts)),
    )
