"""Reading and writing the quantities of a treatment.

Every quantity is a whole number in a unit too small to be mistaken for what is shown:
depth in micrometres, volume in microlitres. "Not recorded" is ``None``, never zero.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from needlelog.domain.errors import InvalidValue

DEEPEST_ENTRY_UM = 3000
"""Deepest needle setting of any device met (Dermapen 4, 3.0 mm; k-derm.net, confidence M)."""
SHALLOWEST_ENTRY_UM = 100
MOST_PASSES = 15
"""Highest number of passes accepted in one row (PMC7764156: 4 to 10 are typical for scars)."""
LARGEST_VOLUME_UL = 100_000
LARGEST_MASS_MG = 100_000
LARGEST_AREA_CM2 = 4_000

_NUMBER = re.compile(r"[0-9]{1,7}(?:[.,][0-9]{1,6})?")


def parse_decimal(text: str) -> Decimal:
    """Read a number written with a decimal point or a decimal comma.

    Raises:
        InvalidValue: ``number`` when the text is not one plain number.
    """
    cleaned = text.strip().replace(" ", "").replace(" ", "")
    if not _NUMBER.fullmatch(cleaned):
        raise InvalidValue("number", text=text.strip()[:40])
    try:
        return Decimal(cleaned.replace(",", "."))
    except InvalidOperation as error:  # pragma: no cover - the pattern admits decimals only
        raise InvalidValue("number", text=text.strip()[:40]) from error


def parse_depth(text: str) -> int:
    """Read a needle depth in millimetres, as micrometres.

    Raises:
        InvalidValue: ``number``, ``depth_range`` (outside 0.10 to 3.00 mm) or ``depth_step``
            (finer than 0.01 mm).
    """
    millimetres = parse_decimal(text.lower().removesuffix("mm"))
    micrometres = millimetres * 1000
    if not SHALLOWEST_ENTRY_UM <= micrometres <= DEEPEST_ENTRY_UM:
        raise InvalidValue("depth_range", text=text.strip()[:40])
    if micrometres % 10:
        raise InvalidValue("depth_step", text=text.strip()[:40])
    return int(micrometres)


def format_depth(micrometres: int, decimal_point: str = ".") -> str:
    """Write a depth in millimetres with two decimals: ``1500`` is ``"1.50"``."""
    return f"{Decimal(micrometres) / 1000:.2f}".replace(".", decimal_point)


def format_depth_short(micrometres: int, decimal_point: str = ".") -> str:
    """Write a depth without trailing zeros, for labels on the map: ``1500`` is ``"1.5"``."""
    text = f"{Decimal(micrometres) / 1000:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", decimal_point)


def parse_passes(text: str) -> int:
    """Read a number of passes.

    Raises:
        InvalidValue: ``whole_number`` or ``passes_range`` (outside 1 to 15).
    """
    cleaned = text.strip()
    if not cleaned.isdecimal() or len(cleaned) > 4:
        raise InvalidValue("whole_number", text=cleaned[:40])
    passes = int(cleaned)
    if not 1 <= passes <= MOST_PASSES:
        raise InvalidValue("passes_range", text=cleaned[:40])
    return passes


def parse_volume(text: str) -> int:
    """Read a volume in millilitres, as microlitres.

    Raises:
        InvalidValue: ``number`` or ``volume_range`` (nothing, or over 100 ml).
    """
    microlitres = parse_decimal(text.lower().removesuffix("ml")) * 1000
    if not 0 < microlitres <= LARGEST_VOLUME_UL or microlitres % 1:
        raise InvalidValue("volume_range", text=text.strip()[:40])
    return int(microlitres)


def parse_mass(text: str) -> int:
    """Read a mass in grams, as milligrams.

    Raises:
        InvalidValue: ``number`` or ``mass_range`` (nothing, over 100 g, finer than a milligram).
    """
    milligrams = parse_decimal(text.lower().strip().removesuffix("g")) * 1000
    if not 0 < milligrams <= LARGEST_MASS_MG or milligrams % 1:
        raise InvalidValue("mass_range", text=text.strip()[:40])
    return int(milligrams)


def format_mass(milligrams: int, decimal_point: str = ".") -> str:
    """Write a mass in grams without trailing zeros: ``2500`` is ``"2.5"``."""
    return format_volume(milligrams, decimal_point)


def parse_area(text: str) -> int:
    """Read an area of skin in whole square centimetres.

    Raises:
        InvalidValue: ``whole_number`` or ``area_range`` (nothing, or over 4000 cm²).
    """
    cleaned = text.strip().removesuffix("cm²").strip()
    if not cleaned.isdecimal() or len(cleaned) > 6:
        raise InvalidValue("whole_number", text=cleaned[:40])
    if not 1 <= int(cleaned) <= LARGEST_AREA_CM2:
        raise InvalidValue("area_range", text=cleaned[:40])
    return int(cleaned)


def format_volume(microlitres: int, decimal_point: str = ".") -> str:
    """Write a volume in millilitres without trailing zeros: ``1500`` is ``"1.5"``."""
    text = f"{Decimal(microlitres) / 1000:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", decimal_point)
