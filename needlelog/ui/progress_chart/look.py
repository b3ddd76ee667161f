"""The colours and letters with which the axis is drawn: those of the window, or those of paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont

from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.theme.colours import LIGHT
from needlelog.ui.theme.fonts import tabular, text_font

if TYPE_CHECKING:
    from needlelog.ui.theme.colours import Theme

_DOTS = ("#2F7FB5", "#7A5BB5", "#2E8B6A", "#B5762F", "#B53F7A", "#5E6B78")
_DOTS_DARK = ("#6DB5E3", "#B59BE8", "#6FCBA6", "#E0AC6C", "#EA8CBB", "#A5B2BE")
_SIGN, _SIGN_DARK = "#C9656D", "#E0848B"


@dataclass(frozen=True, slots=True)
class Look:
    """``factor`` is the text size factor; all lengths of the chart grow with it."""

    colours: Theme
    factor: float = 1.0
    copied: bool = False
    """Whether text is copied out of what is drawn, so that no letter may be joined."""

    def colour(self, name: str) -> QColor:
        """A named colour of the theme."""
        return self.colours.colour(name)

    def dot(self, lane: int) -> QColor:
        """The colour of a product's dots; the name beside the lane tells it apart as well."""
        dots = _DOTS_DARK if self.colours.dark else _DOTS
        return QColor(dots[lane % len(dots)])

    def sign(self) -> QColor:
        """The colour of a reaction's bar."""
        return QColor(_SIGN_DARK if self.colours.dark else _SIGN)

    def px(self, length: float) -> float:
        """A length that grows with the text."""
        return length * self.factor

    def font(self, pixels: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        """The typeface; on the screen with figures of one width, which cannot be copied out."""
        font = text_font(max(1, round(pixels * self.factor)), weight)
        if not self.copied:
            return tabular(font)
        font.setFeature(QFont.Tag("calt"), 0)
        return font


def screen_look() -> Look:
    """The look of the window in force. Ask while painting, never keep it."""
    return Look(theme(), metrics().text_factor)


def paper_look(factor: float = 1.0) -> Look:
    """Dark on white, whatever the window looks like."""
    return Look(LIGHT, factor, copied=True)
