"""Screening in words: questions, items, severities, windows and sources."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.rules import Rule
from needlelog.domain.zones import Confidence
from needlelog.ui.figure_words import figure_words
from needlelog.ui.finding_words import FindingWords, finding_words
from needlelog.ui.rule_words import item_name, rule_name, window_words

__all__ = [
    "FindingWords",
    "confidence_word",
    "finding_words",
    "item_name",
    "no_word",
    "question_hint",
    "question_title",
    "rule_name",
    "severity_word",
    "shipped_words",
    "source_lines",
    "window_words",
]

translate = QCoreApplication.translate


def question_title(code: str) -> str:
    """The question itself; one this version does not know shows its code."""
    return {
        "isotretinoin": translate("Screening", "Isotretinoin (Roaccutane, Accutane)?"),
        "retinoid": translate("Screening", "Retinol or retinoid cream?"),
        "sun": translate("Screening", "Sun or sunbed on the part to be treated?"),
        "cold_sores": translate("Screening", "Cold sores, ever?"),
        "skin_today": translate("Screening", "Anything on the skin today?"),
        "allergies": translate("Screening", "Allergies?"),
        "pregnancy": translate("Screening", "Pregnant or breast-feeding?"),
        "bleeding": translate("Screening", "Blood thinners, aspirin or a bleeding disorder?"),
        "scarring": translate("Screening", "Keloid, raised scars or poor healing?"),
        "illness": translate("Screening", "Illness or medicine?"),
        "treatments": translate("Screening", "Other treatments lately?"),
        "coming": translate("Screening", "Anything coming up?"),
    }.get(code, code)


def question_hint(code: str) -> str:
    """What belongs to the question, in a few words."""
    return {
        "isotretinoin": translate("Screening", "last dose"),
        "retinoid": translate("Screening", "last used"),
        "sun": translate("Screening", "last time, burnt now"),
        "cold_sores": translate("Screening", "last one, one now"),
        "skin_today": translate("Screening", "infection, sores, acne, a flare, moles"),
        "allergies": translate("Screening", "metal, anaesthetic, PABA, sulphonamide, latex"),
        "bleeding": translate("Screening", "warfarin, anti-inflammatories, fish oil"),
        "scarring": translate("Screening", "a scar under a year, scleroderma"),
        "illness": translate("Screening", "autoimmune, diabetes, immune system, heart, liver"),
        "treatments": translate("Screening", "acids, waxing, peel, laser, toxin, filler, surgery"),
        "coming": translate("Screening", "an event, strong sun, toxin or filler"),
    }.get(code, "")


def no_word(code: str) -> str:
    """The word on the button that answers a question with no."""
    return {
        "isotretinoin": translate("Screening", "Never"),
        "cold_sores": translate("Screening", "Never"),
        "allergies": translate("Screening", "None"),
        "treatments": translate("Screening", "None"),
        "coming": translate("Screening", "Nothing"),
        "skin_today": translate("Screening", "Nothing"),
    }.get(code, translate("Screening", "No"))


def severity_word(severity: Severity) -> str:
    """How much a finding weighs, as one word."""
    return {
        Severity.BLOCK: translate("Screening", "Stop"),
        Severity.WARN: translate("Screening", "Caution"),
        Severity.NOTE: translate("Screening", "Note"),
    }[severity]


def confidence_word(confidence: Confidence) -> str:
    """How far a source can be trusted."""
    return {
        Confidence.HIGH: translate("Screening", "regulator or journal"),
        Confidence.MEDIUM: translate("Screening", "maker, clinic or trainer"),
        Confidence.LOW: translate("Screening", "consumer page"),
        Confidence.UNVERIFIED: translate("Screening", "unverified"),
    }[confidence]


def shipped_words(rule: Rule) -> str:
    """What a rule was shipped with: ``6 months · Stop``."""
    parts = [window_words(rule.shipped_window)] if rule.shipped_window else []
    if figure := figure_words(rule, shipped=True):
        parts.append(figure)
    return " · ".join((*parts, severity_word(rule.shipped_severity)))


def source_lines(rule: Rule) -> tuple[str, ...]:
    """Where a rule comes from: how the sources differ, each source, and the clinic's own word."""
    lines = [translate("Screening", rule.disagreement)] if rule.disagreement else []
    lines += [
        f"{translate('Screening', source.text)} ({confidence_word(source.confidence)})"
        for source in rule.sources
    ]
    if not rule.as_shipped and rule.changed is not None:
        own = translate("Screening", "Set by {name} for this clinic; shipped: {shipped}")
        lines.append(own.format(name=rule.changed.by, shipped=shipped_words(rule)))
        if rule.changed.note:
            lines.append(rule.changed.note)
    return tuple(lines)
