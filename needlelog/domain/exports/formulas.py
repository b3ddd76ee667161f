"""Keeping a spreadsheet from running what somebody wrote into a note."""

from __future__ import annotations

FORMULA_LEADS = frozenset("=+-@\t\r\n＝＋－＠")
"""First marks by which a spreadsheet takes a cell for a formula, also in full width."""


def formula_safe(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text[:1] in FORMULA_LEADS else text


def formula_bare(text: str) -> str:
    """The text as it was before `formula_safe`."""
    return text[1:] if text[:1] == "'" and text[1:2] in FORMULA_LEADS else text
