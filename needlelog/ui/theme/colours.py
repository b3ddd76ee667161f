"""The named colours of the window, light and dark."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Theme:
    """One set of named colours, each written as ``#RRGGBB``.

    Text is drawn in `ink`, `quiet` or `accent` on `ground`, `surface`, `hover` or `accent_ground`;
    in `warn`, `stop` and `good` on `surface` or the ground of the same name.
    """

    name: str
    dark: bool
    ground: str
    surface: str
    hover: str
    pressed: str
    ink: str
    quiet: str
    disabled: str
    line: str
    line_strong: str
    scroll: str
    focus: str
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_faded: str
    accent_ink: str
    accent_ground: str
    warn: str
    warn_ground: str
    stop: str
    stop_ground: str
    good: str
    good_ground: str
    logo: str
    logo_ink: str
    skin: str
    hair: str
    feature: str
    lips: str

    def colour(self, name: str) -> QColor:
        """The colour of that name, ready to paint with. Raises KeyError for a name not in use."""
        value = getattr(self, name, None)
        if not isinstance(value, str) or not value.startswith("#"):
            raise KeyError(name)
        return QColor(value)


LIGHT = Theme(
    name="light",
    dark=False,
    ground="#F6F4F1",
    surface="#FFFFFF",
    hover="#FAF8F6",
    pressed="#F0ECE8",
    ink="#241F1C",
    quiet="#6E645E",
    disabled="#A79E98",
    line="#E5DFDA",
    line_strong="#8C827B",
    scroll="#CFC7C1",
    focus="#0F6B66",
    accent="#0F6B66",
    accent_hover="#0C5B57",
    accent_pressed="#0A4C48",
    accent_faded="#8DB5B2",
    accent_ink="#FFFFFF",
    accent_ground="#E1F0EE",
    warn="#8A5A00",
    warn_ground="#FDF1D8",
    stop="#B3261E",
    stop_ground="#FCE8E6",
    good="#22703F",
    good_ground="#E3F3E8",
    logo="#0F6B66",
    logo_ink="#FFFFFF",
    skin="#F4E4DC",
    hair="#E9DDD5",
    feature="#A8897C",
    lips="#DDA79B",
)

DARK = Theme(
    name="dark",
    dark=True,
    ground="#151312",
    surface="#1F1C1A",
    hover="#282422",
    pressed="#322D2A",
    ink="#F3EEEA",
    quiet="#A9A09A",
    disabled="#6F6762",
    line="#37312D",
    line_strong="#857B74",
    scroll="#544C47",
    focus="#63C7BC",
    accent="#63C7BC",
    accent_hover="#7AD3C9",
    accent_pressed="#4FB3A8",
    accent_faded="#37706B",
    accent_ink="#10211F",
    accent_ground="#17383A",
    warn="#F0C06A",
    warn_ground="#3A2D12",
    stop="#FF8A80",
    stop_ground="#43201D",
    good="#7CCB97",
    good_ground="#16331F",
    logo="#0F6B66",
    logo_ink="#FFFFFF",
    skin="#4A3F39",
    hair="#332C28",
    feature="#A8897C",
    lips="#DDA79B",
)

TONES = ("warn", "stop", "good", "neutral", "accent")
"""What a pill, a toast or a line can say about itself by colour, always beside a sign."""


def tone_colours(theme: Theme, tone: str) -> tuple[str, str]:
    """Text colour and ground of a tone. Raises KeyError for a tone that does not exist."""
    return {
        "warn": (theme.warn, theme.warn_ground),
        "stop": (theme.stop, theme.stop_ground),
        "good": (theme.good, theme.good_ground),
        "neutral": (theme.quiet, theme.ground),
        "accent": (theme.accent, theme.accent_ground),
    }[tone]


def _luminance(colour: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(p) for p in (colour.redF(), colour.greenF(), colour.blueF()))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: QColor | str, second: QColor | str) -> float:
    """The WCAG contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    a, b = sorted((_luminance(QColor(first)), _luminance(QColor(second))))
    return (b + 0.05) / (a + 0.05)
