"""From the text a scanner types to what the code of a pack says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from needlelog.domain.errors import InvalidValue
from needlelog.domain.pack_codes import Doubt, DoubtCode, PackCode, PackKind, gtin_14
from needlelog.files.pack_scanning.gs1 import read_gs1
from needlelog.files.pack_scanning.hibc import looks_like_hibc, read_hibc
from needlelog.files.pack_scanning.scanned_text import (
    ScannedText,
    between_separators,
    in_brackets,
    is_gs1_prefix,
    keyboard_doubts,
    trimmed,
    without_prefix,
)

if TYPE_CHECKING:
    from datetime import date

_RETAIL_LENGTHS = (8, 12, 13, 14)
_LONGEST = 1000


def read_pack_text(text: str, today: date, *, separators_kept: bool = False) -> PackCode:
    """What a scanned or typed code says; it never raises.

    ``today`` gives the century of dates. ``separators_kept`` is true where the text comes from a
    picture: then a separator that is not there was never there, and fewer lots are asked about.
    """
    raw = trimmed(text)
    moved = keyboard_doubts(raw)
    if any(doubt.code is DoubtCode.KEYBOARD_LAYOUT for doubt in moved):
        return PackCode(raw, PackKind.UNKNOWN, doubts=moved)
    prefix, body = without_prefix(raw)
    if looks_like_hibc(body):
        return read_hibc(raw, body, today)
    body = body.strip()
    code = _read_gs1_like(raw, prefix, body, today, separators_kept=separators_kept)
    if moved:
        # Small and capital letters of a lot are different lots, and which is meant is not known.
        code = replace(code, lot=None, serial=None, readings=(), doubts=(*moved, *code.doubts))
    if code.says_something or (is_gs1_prefix(prefix) and code.doubts):
        return code
    doubts = [doubt for doubt in code.doubts if doubt.code is DoubtCode.WRONG_CHECK_DIGIT]
    return replace(
        code, kind=PackKind.UNKNOWN, doubts=(*doubts, Doubt(DoubtCode.NOT_A_PACK_CODE, raw[:40]))
    )


def _read_gs1_like(
    raw: str, prefix: str, body: str, today: date, *, separators_kept: bool
) -> PackCode:
    if not body or len(body) > _LONGEST:
        return PackCode(raw[:_LONGEST], PackKind.UNKNOWN)
    figures = "".join(body.split())
    is_retail = len(figures) in _RETAIL_LENGTHS and figures.isascii() and figures.isdecimal()
    if is_retail and not is_gs1_prefix(prefix):
        return _read_retail(raw, figures)
    if body.lower().startswith(("https://", "http://")):
        return _read_digital_link(raw, body, today)
    if body.startswith("("):
        return read_gs1(raw, in_brackets(body), today)
    return read_gs1(raw, between_separators(body, separators_kept=separators_kept), today)


def _read_retail(raw: str, figures: str) -> PackCode:
    """A plain EAN, UPC or GTIN: the product and nothing about the pack."""
    try:
        return PackCode(raw, PackKind.GS1, gtin=gtin_14(figures))
    except InvalidValue:
        return PackCode(
            raw, PackKind.UNKNOWN, doubts=(Doubt(DoubtCode.WRONG_CHECK_DIGIT, figures),)
        )


def _read_digital_link(raw: str, address: str, today: date) -> PackCode:
    """The web address form of GS1 elements, as some QR codes hold it; nothing is opened."""
    from biip import ParseConfig, ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    config = ParseConfig(gs1_element_strings_verify_date=False)
    try:
        link = GS1DigitalLinkURI.parse(address, config=config)
    except ParseError:
        return PackCode(raw, PackKind.UNKNOWN)
    segments = tuple(element.ai.ai + element.value for element in link.element_strings)
    return read_gs1(raw, ScannedText(segments, closed=True, separators_reach_us=True), today)
