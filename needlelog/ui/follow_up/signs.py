"""The words for signs, grades, adverse events, and what to do about a red flag."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.adverse_events import AdverseKind
from needlelog.domain.expected_course import CourseFinding, ExpectedCourse, Flag, Level
from needlelog.domain.follow_up import Sign

SIGNS: Mapping[Sign, object] = {
    Sign.REDNESS: QT_TRANSLATE_NOOP("Signs", "Redness"),
    Sign.SWELLING: QT_TRANSLATE_NOOP("Signs", "Swelling"),
    Sign.BURNING: QT_TRANSLATE_NOOP("Signs", "Burning"),
    Sign.TINGLING: QT_TRANSLATE_NOOP("Signs", "Tingling"),
    Sign.STINGING: QT_TRANSLATE_NOOP("Signs", "Stinging"),
    Sign.ITCHING: QT_TRANSLATE_NOOP("Signs", "Itching"),
    Sign.DRYNESS: QT_TRANSLATE_NOOP("Signs", "Scaling, dryness"),
    Sign.TENDERNESS: QT_TRANSLATE_NOOP("Signs", "Tenderness"),
    Sign.INFECTION: QT_TRANSLATE_NOOP("Signs", "Warmth, pus"),
    Sign.TIGHTNESS: QT_TRANSLATE_NOOP("Signs", "Tightness"),
    Sign.BLEEDING: QT_TRANSLATE_NOOP("Signs", "Bleeding"),
    Sign.SCABS: QT_TRANSLATE_NOOP("Signs", "Scabs"),
    Sign.BRUISE: QT_TRANSLATE_NOOP("Signs", "Bruise"),
    Sign.ACNE_FLARE: QT_TRANSLATE_NOOP("Signs", "Acne flare"),
    Sign.RASH: QT_TRANSLATE_NOOP("Signs", "Rash"),
    Sign.DARK_PATCHES: QT_TRANSLATE_NOOP("Signs", "Dark patches"),
    Sign.BLISTERS: QT_TRANSLATE_NOOP("Signs", "Blisters"),
    Sign.BUMPS: QT_TRANSLATE_NOOP("Signs", "Lasting bumps"),
    Sign.TRAM_TRACK: QT_TRANSLATE_NOOP("Signs", "Lines of bumps"),
    Sign.OTHER: QT_TRANSLATE_NOOP("Signs", "Something else"),
}
EVENT_GRADES: Mapping[int, object] = {
    1: QT_TRANSLATE_NOOP("Signs", "mild"),
    2: QT_TRANSLATE_NOOP("Signs", "moderate"),
    3: QT_TRANSLATE_NOOP("Signs", "severe"),
    4: QT_TRANSLATE_NOOP("Signs", "life-threatening"),
    5: QT_TRANSLATE_NOOP("Signs", "death"),
}
KINDS: Mapping[AdverseKind, object] = {
    AdverseKind.INFECTION: QT_TRANSLATE_NOOP("Signs", "Infection"),
    AdverseKind.HERPES: QT_TRANSLATE_NOOP("Signs", "Herpes"),
    AdverseKind.DARKENING: QT_TRANSLATE_NOOP("Signs", "Darkening"),
    AdverseKind.LIGHTENING: QT_TRANSLATE_NOOP("Signs", "Lightening"),
    AdverseKind.GRANULOMA: QT_TRANSLATE_NOOP("Signs", "Granuloma, lasting bumps"),
    AdverseKind.TRAM_TRACK: QT_TRANSLATE_NOOP("Signs", "Tram-track scar"),
    AdverseKind.SCAR: QT_TRANSLATE_NOOP("Signs", "Other scar"),
    AdverseKind.ALLERGY: QT_TRANSLATE_NOOP("Signs", "Allergy, rash"),
    AdverseKind.NUMBING_REACTION: QT_TRANSLATE_NOOP("Signs", "Reaction to numbing"),
    AdverseKind.PROLONGED_REDNESS: QT_TRANSLATE_NOOP("Signs", "Prolonged redness"),
    AdverseKind.SWELLING: QT_TRANSLATE_NOOP("Signs", "Strong swelling"),
    AdverseKind.ACNE_FLARE: QT_TRANSLATE_NOOP("Signs", "Acne flare"),
    AdverseKind.BRUISE: QT_TRANSLATE_NOOP("Signs", "Bruise"),
    AdverseKind.BLEEDING: QT_TRANSLATE_NOOP("Signs", "Bleeding"),
    AdverseKind.EYE: QT_TRANSLATE_NOOP("Signs", "Eye"),
    AdverseKind.FAINTNESS: QT_TRANSLATE_NOOP("Signs", "Faintness"),
    AdverseKind.OTHER: QT_TRANSLATE_NOOP("Signs", "Other"),
}
_WHAT_TO_DO: Mapping[Flag, object] = {
    Flag.INFECTION: QT_TRANSLATE_NOOP(
        "Signs", "This can be an infection. See the client today, or send them to a doctor today."
    ),
    Flag.HERPES: QT_TRANSLATE_NOOP(
        "Signs",
        "Blisters in the first week can be herpes. Send the client to a doctor today: "
        "treatment works best early.",
    ),
    Flag.DARKENING: QT_TRANSLATE_NOOP(
        "Signs",
        "Dark patches after a week can be lasting darkening. See the client, keep the skin out "
        "of the sun, and do not needle there until it has settled.",
    ),
    Flag.GRANULOMA: QT_TRANSLATE_NOOP(
        "Signs",
        "Bumps that stay for weeks can be granulomas. Send the client to a dermatologist with "
        "the name and lot of every product used.",
    ),
    Flag.TRAM_TRACK: QT_TRANSLATE_NOOP(
        "Signs",
        "Lines of bumps can be tram-track scars. See the client, do not needle there again, and "
        "send them to a dermatologist.",
    ),
    Flag.ALLERGY: QT_TRANSLATE_NOOP(
        "Signs",
        "An itch or rash of more than a week can be an allergy to a product or to metal. Send "
        "the client to a doctor with the name and lot of every product used.",
    ),
    Flag.PROLONGED_REDNESS: QT_TRANSLATE_NOOP(
        "Signs",
        "Redness of more than 7 days is no part of the expected course. See the client, and look "
        "for infection and allergy.",
    ),
}


def _tr(text: str) -> str:
    return QCoreApplication.translate("Signs", text)


def word(words: Mapping[Any, object], code: object) -> str:
    """The word for a code in the language of the window; an unknown code speaks for itself."""
    text = words.get(code)
    return str(code) if text is None else _tr(str(text))


def what_to_do(finding: CourseFinding, *, with_source: bool = True) -> str:
    """A red flag as a sentence: what it can be, what to do, and where the limit comes from."""
    text = _tr(str(_WHAT_TO_DO[finding.flag])) if finding.flag is not None else ""
    head = _tr("{sign} {grade} on day {day}.").format(
        sign=word(SIGNS, finding.sign), grade=finding.grade, day=finding.day
    )
    if finding.rising:
        head = _tr("{sign} rises to {grade} on day {day}.").format(
            sign=word(SIGNS, finding.sign), grade=finding.grade, day=finding.day
        )
    source = ""
    if with_source and finding.source:
        source = _tr("Source: {source}.").format(source=finding.source)
    return " ".join(part for part in (head, text, source) if part)


def level_words(course: ExpectedCourse, sign: Sign, finding: CourseFinding | None) -> str:
    """What stands under a sign: how it is judged, or until when it would be expected."""
    until = course.expected_until(sign)
    if finding is None:
        if until is None:
            return _tr("never expected")
        return _tr("expected to day {day}").format(day=until)
    if finding.level is Level.EXPECTED:
        return _tr("expected")
    if finding.level is Level.RED_FLAG:
        return _tr("red flag")
    return _tr("watch") if until is None else _tr("watch: expected to day {day}").format(day=until)
