"""What a clinic can set for itself, with what holds until it does."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from needlelog.domain.clients import ConsentKind
from needlelog.domain.errors import InvalidValue
from needlelog.domain.retention import OF_AGE

SETTINGS_VERSION = 1
"""Raised when the meaning of a stored setting changes."""

LONGEST_IDLE_MINUTES = 240
LONGEST_CONSENT_MONTHS = 120
LONGEST_PHONE = 60
LONGEST_KEEPING = 100


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """The settings of a clinic; the look belongs to the computer and is kept there.

    ``idle_minutes`` without any act lock the window. ``pin_unlock`` allows a PIN after that lock.
    ``disclosure_needed`` asks each client to sign that a treatment is cosmetic, not medical. The
    months are those after which a consent is asked for again, 0 for never. ``clinic_phone``
    stands on the sheets that clients take home. ``inspector_identities`` lets inspectors take
    names along; without it their exports are pseudonymised. Records are kept ``keep_years`` after
    the last entry, those of minors at least until ``keep_minors_until_age``.
    """

    idle_minutes: int = 5
    pin_unlock: bool = False
    disclosure_needed: bool = False
    treatment_consent_months: int = 12
    photo_consent_months: int = 0
    marketing_consent_months: int = 0
    disclosure_consent_months: int = 0
    clinic_phone: str = ""
    inspector_identities: bool = False
    keep_years: int = 10
    keep_minors_until_age: int = 25

    def consent_months(self, kind: ConsentKind) -> int:
        """After how many months a consent of that kind is asked for again, 0 for never."""
        return {
            ConsentKind.TREATMENT: self.treatment_consent_months,
            ConsentKind.PHOTO: self.photo_consent_months,
            ConsentKind.MARKETING: self.marketing_consent_months,
            ConsentKind.DISCLOSURE: self.disclosure_consent_months,
        }[kind]


def checked_settings(settings: ClinicSettings) -> ClinicSettings:
    """The settings, when each can be chosen.

    Raises `InvalidValue`: ``setting_range``, ``keep_years``, ``keep_until_age``.
    """
    if not 1 <= settings.idle_minutes <= LONGEST_IDLE_MINUTES:
        raise InvalidValue("setting_range", text=str(settings.idle_minutes))
    for kind in ConsentKind:
        months = settings.consent_months(kind)
        if not 0 <= months <= LONGEST_CONSENT_MONTHS:
            raise InvalidValue("setting_range", text=str(months))
    if not 1 <= settings.keep_years <= LONGEST_KEEPING:
        raise InvalidValue("keep_years", text=str(settings.keep_years))
    if not OF_AGE <= settings.keep_minors_until_age <= LONGEST_KEEPING:
        raise InvalidValue("keep_until_age", text=str(settings.keep_minors_until_age))
    if len(settings.clinic_phone) > LONGEST_PHONE:
        raise InvalidValue("setting_range", text=settings.clinic_phone[:LONGEST_PHONE])
    return settings


def settings_from(stored: Mapping[str, Any]) -> ClinicSettings:
    """The settings as stored; what is missing or makes no sense is as if never set."""
    chosen = ClinicSettings()
    for name, usual in asdict(chosen).items():
        change: dict[str, Any] = {name: stored.get(name)}
        if type(change[name]) is not type(usual):
            continue
        with contextlib.suppress(InvalidValue):
            chosen = checked_settings(replace(chosen, **change))
    return chosen
