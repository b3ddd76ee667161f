"""The words for coded values: patterns, timings, reactions, units, states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from needlelog.domain.clients import AvoidKind, ConsentKind, ConsentStatus, Sex
from needlelog.domain.people import Role
from needlelog.domain.plans import Phase
from needlelog.domain.sessions import Pattern, ReactionSign, SpeedUnit, Timing
from needlelog.domain.zones import Side

PATTERNS: Mapping[Pattern, object] = {
    Pattern.HORIZONTAL: QT_TRANSLATE_NOOP("Labels", "horizontal"),
    Pattern.VERTICAL: QT_TRANSLATE_NOOP("Labels", "vertical"),
    Pattern.OBLIQUE: QT_TRANSLATE_NOOP("Labels", "oblique"),
    Pattern.CROSS_HATCH: QT_TRANSLATE_NOOP("Labels", "cross-hatch"),
    Pattern.THREE_DIRECTIONS: QT_TRANSLATE_NOOP("Labels", "three directions"),
    Pattern.STAMP: QT_TRANSLATE_NOOP("Labels", "stamp"),
    Pattern.CIRCULAR: QT_TRANSLATE_NOOP("Labels", "circular"),
}
TIMINGS: Mapping[Timing, object] = {
    Timing.BEFORE: QT_TRANSLATE_NOOP("Labels", "before"),
    Timing.DURING: QT_TRANSLATE_NOOP("Labels", "during"),
    Timing.AFTER: QT_TRANSLATE_NOOP("Labels", "after"),
    Timing.AT_HOME: QT_TRANSLATE_NOOP("Labels", "at home"),
}
REACTIONS: Mapping[ReactionSign, object] = {
    ReactionSign.REDNESS: QT_TRANSLATE_NOOP("Labels", "redness"),
    ReactionSign.SWELLING: QT_TRANSLATE_NOOP("Labels", "swelling"),
    ReactionSign.BRUISE: QT_TRANSLATE_NOOP("Labels", "bruise"),
    ReactionSign.BLEEDING: QT_TRANSLATE_NOOP("Labels", "bleeding"),
    ReactionSign.BURNING: QT_TRANSLATE_NOOP("Labels", "burning"),
    ReactionSign.ITCHING: QT_TRANSLATE_NOOP("Labels", "itching"),
    ReactionSign.TIGHTNESS: QT_TRANSLATE_NOOP("Labels", "tightness"),
    ReactionSign.TENDERNESS: QT_TRANSLATE_NOOP("Labels", "tenderness"),
    ReactionSign.FAINTNESS: QT_TRANSLATE_NOOP("Labels", "faintness"),
    ReactionSign.OTHER: QT_TRANSLATE_NOOP("Labels", "other"),
}
SPEED_UNITS: Mapping[SpeedUnit, object] = {
    SpeedUnit.RPM: QT_TRANSLATE_NOOP("Labels", "RPM"),
    SpeedUnit.LEVEL: QT_TRANSLATE_NOOP("Labels", "level"),
    SpeedUnit.HERTZ: QT_TRANSLATE_NOOP("Labels", "Hz"),
}
COMBINED: Mapping[str, object] = {
    "peel": QT_TRANSLATE_NOOP("Labels", "Peel"),
    "led": QT_TRANSLATE_NOOP("Labels", "LED light"),
    "prp": QT_TRANSLATE_NOOP("Labels", "PRP"),
    "mask": QT_TRANSLATE_NOOP("Labels", "Mask"),
    "radiofrequency": QT_TRANSLATE_NOOP("Labels", "Radiofrequency"),
    "laser": QT_TRANSLATE_NOOP("Labels", "Laser"),
}
SEVERITIES: Mapping[int, object] = {
    1: QT_TRANSLATE_NOOP("Labels", "mild"),
    2: QT_TRANSLATE_NOOP("Labels", "moderate"),
    3: QT_TRANSLATE_NOOP("Labels", "severe"),
}
BLEEDING: Mapping[int, object] = {
    0: QT_TRANSLATE_NOOP("Labels", "none"),
    1: QT_TRANSLATE_NOOP("Labels", "isolated spots"),
    2: QT_TRANSLATE_NOOP("Labels", "scattered pinpoints"),
    3: QT_TRANSLATE_NOOP("Labels", "uniform pinpoints"),
    4: QT_TRANSLATE_NOOP("Labels", "oozing"),
}
SIDES: Mapping[Side, object] = {
    Side.LEFT: QT_TRANSLATE_NOOP("Labels", "left"),
    Side.RIGHT: QT_TRANSLATE_NOOP("Labels", "right"),
    Side.BOTH: QT_TRANSLATE_NOOP("Labels", "left + right"),
    Side.MID: QT_TRANSLATE_NOOP("Labels", "middle"),
}
SEXES: Mapping[Sex, object] = {
    Sex.FEMALE: QT_TRANSLATE_NOOP("Labels", "female"),
    Sex.MALE: QT_TRANSLATE_NOOP("Labels", "male"),
    Sex.OTHER: QT_TRANSLATE_NOOP("Labels", "other"),
}
CONSENT_KINDS: Mapping[ConsentKind, object] = {
    ConsentKind.TREATMENT: QT_TRANSLATE_NOOP("Labels", "Treatment"),
    ConsentKind.PHOTO: QT_TRANSLATE_NOOP("Labels", "Photos"),
    ConsentKind.MARKETING: QT_TRANSLATE_NOOP("Labels", "Marketing"),
    ConsentKind.DISCLOSURE: QT_TRANSLATE_NOOP("Labels", "Cosmetic, not medical"),
}
CONSENT_STATUS: Mapping[ConsentStatus, object] = {
    ConsentStatus.GIVEN: QT_TRANSLATE_NOOP("Labels", "given"),
    ConsentStatus.REFUSED: QT_TRANSLATE_NOOP("Labels", "refused"),
    ConsentStatus.WITHDRAWN: QT_TRANSLATE_NOOP("Labels", "withdrawn"),
}
AVOID_KINDS: Mapping[AvoidKind, object] = {
    AvoidKind.MOLE: QT_TRANSLATE_NOOP("Labels", "Mole"),
    AvoidKind.TATTOO: QT_TRANSLATE_NOOP("Labels", "Tattoo or permanent make-up"),
    AvoidKind.ACTIVE_ACNE: QT_TRANSLATE_NOOP("Labels", "Active acne"),
    AvoidKind.COLD_SORE: QT_TRANSLATE_NOOP("Labels", "Cold sore"),
    AvoidKind.YOUNG_SCAR: QT_TRANSLATE_NOOP("Labels", "Scar under a year"),
    AvoidKind.ORBITAL_RIM: QT_TRANSLATE_NOOP("Labels", "Orbital rim"),
    AvoidKind.OTHER: QT_TRANSLATE_NOOP("Labels", "Other"),
}
PHASES: Mapping[Phase, object] = {
    Phase.SERIES: QT_TRANSLATE_NOOP("Labels", "series"),
    Phase.MAINTENANCE: QT_TRANSLATE_NOOP("Labels", "maintenance"),
}
ROLES: Mapping[Role, object] = {
    Role.PRACTITIONER: QT_TRANSLATE_NOOP("Labels", "Practitioner"),
    Role.MANAGER: QT_TRANSLATE_NOOP("Labels", "Manager"),
    Role.INSPECTOR: QT_TRANSLATE_NOOP("Labels", "Inspector (read only)"),
}
FITZPATRICK = ("I", "II", "III", "IV", "V", "VI")
"""Roman numerals of the Fitzpatrick types 1 to 6."""


def label(words: Mapping[Any, object], code: object) -> str:
    """The word for a code in the language of the window; an unknown code speaks for itself."""
    text = words.get(code)
    return str(code) if text is None else QCoreApplication.translate("Labels", str(text))
