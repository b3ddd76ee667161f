"""The lines of a rule in the settings: what was shipped, and what the clinic made of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.rules import Rule, RuleChange, with_change
from needlelog.ui import formats
from needlelog.ui.figure_words import figure_words
from needlelog.ui.screening_words import (
    confidence_word,
    severity_word,
    shipped_words,
    window_words,
)
from needlelog.ui.severity_marks import TONES


def shipped_line(rule: Rule) -> str:
    """What was shipped."""
    return _tr("Shipped: {what}").format(what=shipped_words(rule))


def source_line(rule: Rule) -> str:
    """The first source, and how many more there are."""
    source, more = rule.sources[0], len(rule.sources) - 1
    text = QCoreApplication.translate("Screening", source.text)
    line = f"{text} ({confidence_word(source.confidence)})"
    return _tr("{source}, and {n} more").format(source=line, n=more) if more else line


def rule_pill(rule: Rule) -> tuple[str, str]:
    """What a rule weighs in this clinic, as words and tone."""
    if not rule.enabled:
        return _tr("Off"), "neutral"
    words = severity_word(rule.severity)
    if rule.window is not None:
        words = f"{words} · {window_words(rule.window)}"
    if figure := figure_words(rule):
        words = f"{words} · {figure}"
    return words, TONES[rule.severity]


def own_line(rule: Rule) -> str:
    """The clinic's own word, empty where the rule stands as shipped."""
    if rule.as_shipped or rule.changed is None:
        return ""
    return change_line(rule.changed, rule)


def change_line(change: RuleChange, rule: Rule) -> str:
    """One change of a rule: what was set, by whom, when and why."""
    if change.enabled:
        set_to = [window_words(change.window)] if change.window else []
        if change.figure is not None or change.figure_low is not None:
            set_to.append(figure_words(with_change(rule, change)))
        set_to += [severity_word(change.severity)] if change.severity else []
        what = " · ".join(set_to) or _tr("as shipped")
    else:
        what = _tr("off")
    day = formats.day(change.at.astimezone().date()) if change.at is not None else ""
    parts = (_tr("Your clinic: {what}").format(what=what), change.note, change.by, day)
    return " · ".join(part for part in parts if part)


def _tr(text: str) -> str:
    return QCoreApplication.translate("RuleLines", text)
