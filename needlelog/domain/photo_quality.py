"""How two photos differ in light, colour and sharpness: said as a hint, never corrected."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.domain.photos import PhotoQuality

# The least differences that an eye takes for a change of the skin; this program's own choice.
_BRIGHTNESS, _BALANCE, _SHARPNESS, _PIXELS = 0.12, 0.05, 0.5, 0.6


class QualityHint(StrEnum):
    """One way in which a photo differs from another."""

    BRIGHTER = "brighter"
    DARKER = "darker"
    WARMER = "warmer"
    COOLER = "cooler"
    SOFTER = "softer"
    SHARPER = "sharper"
    SMALLER = "smaller"
    LARGER = "larger"


def hints(photo: PhotoQuality, baseline: PhotoQuality) -> tuple[tuple[QualityHint, int], ...]:
    """Every difference worth saying, each with its size in whole percent of the baseline.

    Warmer light has more red for its blue. Sharpness counts only below half or above twice, as
    it also depends on what is seen.
    """
    found: list[tuple[QualityHint, int]] = []
    light = (photo.brightness + 1) / (baseline.brightness + 1) - 1
    if abs(light) >= _BRIGHTNESS:
        found.append((QualityHint.BRIGHTER if light > 0 else QualityHint.DARKER, _percent(light)))
    balance = _warmth(photo) / _warmth(baseline) - 1
    if abs(balance) >= _BALANCE:
        hint = QualityHint.WARMER if balance > 0 else QualityHint.COOLER
        found.append((hint, _percent(balance)))
    sharp = (photo.sharpness + 1) / (baseline.sharpness + 1)
    if sharp <= _SHARPNESS or sharp >= 1 / _SHARPNESS:
        hint = QualityHint.SOFTER if sharp < 1 else QualityHint.SHARPER
        found.append((hint, _percent(sharp - 1)))
    size = (photo.width * photo.height) / (baseline.width * baseline.height)
    if size <= _PIXELS or size >= 1 / _PIXELS:
        hint = QualityHint.SMALLER if size < 1 else QualityHint.LARGER
        found.append((hint, _percent(size - 1)))
    return tuple(found)


def _warmth(quality: PhotoQuality) -> float:
    return quality.red_green / max(quality.blue_green, 0.01)


def _percent(share: float) -> int:
    return round(abs(share) * 100)
