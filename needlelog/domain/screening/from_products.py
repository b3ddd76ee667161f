"""What the rules find in the products on the skin. The detail is the product's name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needlelog.domain.screening.answers import says
from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.making import finding_of
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.screening.rules import Rule, RuleBook
from needlelog.domain.sessions import TopicalRow

_BY_NAME = {"product_vitamin_c": "vitamin_c", "product_exosomes": "exosomes"}
"""Rules over a category of products, which may also be recognised by its name."""


def product_findings(book: RuleBook, rows: Iterable[TopicalRow], log: OwnLog) -> Iterator[Finding]:
    """What speaks against the products, once for each of them."""
    told: set[tuple[str, str]] = set()
    for row in rows:
        name = row.name.strip() or row.category
        for rule in _speaking_against(book, row, log):
            if (rule.code, name) not in told:
                told.add((rule.code, name))
                yield finding_of(rule, detail=name)


def _speaking_against(book: RuleBook, row: TopicalRow, log: OwnLog) -> Iterator[Rule]:
    for code, category in _BY_NAME.items():
        rule = book.in_force(code)
        if rule and (row.category == category or says(row.name, rule.names)):
            yield rule
    flawed = {"product_unlabelled": log.unlabelled, "product_unsterile": log.unsterile}
    for code, products in flawed.items():
        rule = book.in_force(code)
        if rule and row.product_uid in products:
            yield rule
