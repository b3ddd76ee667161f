"""Every rule speaks: a title, a reason or a span, a source; and nobody is told to stop a medicine."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from needlelog.domain.screening.findings import Finding, Scope, Severity
from needlelog.domain.screening.making import Measure, finding_of
from needlelog.domain.screening.rules import Rule
from needlelog.files.reference_data import shipped_rules, zone_catalogue
from needlelog.ui.screening_words import (
    finding_words,
    item_name,
    no_word,
    question_hint,
    question_title,
    rule_name,
    source_lines,
)

BOOK, ZONES = shipped_rules(), zone_catalogue()
CLEAR = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)
FIGURES = {"um": "500", "phototype": "5", "years": "17", "passes": "31"}


def found_by(rule: Rule) -> Finding:
    detail = "1:5" if rule.code.startswith("numbing_") else FIGURES.get(rule.unit, "")
    return finding_of(rule, Measure(3, None, CLEAR if rule.window else None), detail=detail)


@pytest.mark.parametrize("rule", BOOK.rules, ids=lambda rule: rule.code)
def test_every_rule_has_its_words(rule: Rule) -> None:
    words = finding_words(found_by(rule), ZONES)
    assert words.title
    assert words.sentence
    assert words.source_line
    assert words.todo or rule.severity is not Severity.BLOCK or rule.scope is Scope.NUMBING
    assert rule_name(rule.code) != rule.code
    lines = source_lines(rule)
    assert len(lines) == len(rule.sources) + bool(rule.disagreement)
    text = " ".join((words.title, words.sentence, words.todo, rule_name(rule.code), *lines))
    assert "{" not in text
    assert not re.search(r"\b(stop|quit|pause|discontinue|come off)\b", words.todo, re.IGNORECASE)


def test_titles_of_two_tiers_say_how_long_ago() -> None:
    rule = BOOK.rule("isotretinoin_block")
    long_ago = finding_words(finding_of(rule, Measure(153, None, CLEAR)), ZONES)
    assert long_ago.title == "Isotretinoin ended 5 months ago"
    assert long_ago.sentence == "This clinic waits 6 months: over on 3 Mar 2026."
    assert "prescriber" in long_ago.todo
    hours = finding_of(BOOK.rule("sun_block"), Measure(1, 20, CLEAR))
    assert finding_words(hours, ZONES).title == "Sun or sunbed, 20 hours ago"
    assert "3 Mar 2026 09:30" in finding_words(hours, ZONES).sentence


def test_a_finding_of_a_later_version_is_still_shown() -> None:
    later = Finding("new_rule", "9", "new_item", Severity.BLOCK, Scope.ZONE, "chin", window="2 yr")
    words = finding_words(later, ZONES)
    assert (words.title, words.where, words.source_line) == ("new_rule", "Chin", "")
    assert words.todo


def test_every_question_and_item_has_words() -> None:
    for question in BOOK.questions:
        assert question_title(question.code).endswith("?")
        assert no_word(question.code)
        assert question_hint(question.code) or question.code == "pregnancy"
    names = [item_name(item.code) for item in BOOK.items]
    assert len(set(names)) == len(names)
    assert item_name("of a later version") == "of a later version"
