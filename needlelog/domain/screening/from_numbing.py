"""What the rules find in the numbing of a draft. Details begin with the number of the row."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.making import finding_of
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.screening.strengths import drugs_in, lidocaine_percent
from needlelog.domain.sessions import NumbingRow

_AREA_DOSED = ("lidocaine", "prilocaine")
"""The anaesthetic whose label tells an amount for an area."""


def numbing_findings(book: RuleBook, row: NumbingRow) -> Iterator[Finding]:
    """What speaks against one anaesthetic as it is written down."""
    for code, figure in _speaking_against(book, row):
        rule = book.in_force(code)
        if rule is not None:
            yield finding_of(rule, detail=f"{row.row}:{figure}")


def figure_of(finding: Finding) -> tuple[int, str]:
    """The number of the row and the figure in the detail of a finding about one anaesthetic."""
    row, _, figure = finding.detail.partition(":")
    return (int(row) if row.isdecimal() else 0), figure


def _speaking_against(book: RuleBook, row: NumbingRow) -> Iterator[tuple[str, str]]:
    percent = lidocaine_percent(row.agent, row.strength)
    drugs = drugs_in(f"{row.agent} {row.strength}")
    if percent is not None and percent * 10 > _limit(book, "numbing_strength"):
        yield "numbing_strength", f"{percent:g}"
    if "tetracaine" in drugs and "lidocaine" in drugs:
        yield "numbing_medical", ""
    if row.occluded:
        yield "numbing_occluded", ""
    if row.on_at is not None and row.off_at is not None and row.off_at >= row.on_at:
        minutes = (row.off_at - row.on_at) // timedelta(minutes=1)
        if minutes < _limit(book, "numbing_short"):
            yield "numbing_short", str(minutes)
        if minutes > _limit(book, "numbing_long"):
            yield "numbing_long", str(minutes)
    if row.wiped_off is False:
        yield "numbing_not_wiped", ""
    if row.amount_mg and row.area_cm2 and set(drugs) == set(_AREA_DOSED):
        low, high = book.rule("numbing_amount").limit_low or 0, _limit(book, "numbing_amount")
        if not low * row.area_cm2 <= row.amount_mg <= high * row.area_cm2:
            yield "numbing_amount", str(round(row.amount_mg / row.area_cm2))


def _limit(book: RuleBook, code: str) -> int:
    return book.rule(code).limit or 0
