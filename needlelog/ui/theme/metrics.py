"""Sizes that follow the person's choice of text size and touch size."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum


class TouchSize(IntEnum):
    """The least height of anything that can be pressed, in pixels."""

    COMFORTABLE = 44
    LARGE = 56


@dataclass(frozen=True, slots=True)
class Metrics:
    """Text size factor (1.0 is the drawn size) and touch size."""

    text_factor: float = 1.0
    touch: TouchSize = TouchSize.COMFORTABLE

    def text(self, pixels: float) -> int:
        """A text size, or a length that must grow with text, in pixels."""
        return max(1, round(pixels * self.text_factor))

    @property
    def target(self) -> int:
        """Height of a control in pixels: the touch size, or more when the text needs it."""
        return max(int(self.touch), self.text(14) + 22)
