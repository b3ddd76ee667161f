"""What a clinic can set for itself, with what holds until it does."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from needlelog.domain.errors import InvalidValue

SETTINGS_VERSION = 1
"""Raised when the meaning of a stored setting changes."""

APPEARANCES = ("system", "light", "dark")
SMALLEST_TEXT, LARGEST_TEXT = 0.8, 2.0
SMALLEST_TARGET_PX, LARGEST_TARGET_PX = 44, 96
LONGEST_IDLE_MINUTES = 240


@dataclass(frozen=True, slots=True)
class ClinicSettings:
    """The settings of a clinic.

    ``text_size`` is a factor, ``touch_size`` the least height of what is touched, in pixels.
    ``idle_minutes`` without any act lock the window. ``pin_unlock`` allows a PIN after that lock.
    """

    appearance: str = "system"
    text_size: float = 1.0
    touch_size: int = 44
    idle_minutes: int = 5
    pin_unlock: bool = False


def checked_settings(settings: ClinicSettings) -> ClinicSettings:
    """The settings, when each can be chosen. Raises `InvalidValue`: ``setting_range``."""
    for value, fits in (
        (settings.appearance, settings.appearance in APPEARANCES),
        (settings.text_size, SMALLEST_TEXT <= settings.text_size <= LARGEST_TEXT),
        (settings.touch_size, SMALLEST_TARGET_PX <= settings.touch_size <= LARGEST_TARGET_PX),
        (settings.idle_minutes, 1 <= settings.idle_minutes <= LONGEST_IDLE_MINUTES),
    ):
        if not fits:
            raise InvalidValue("setting_range", text=str(value))
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
