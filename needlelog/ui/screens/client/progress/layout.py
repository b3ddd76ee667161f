"""Where each part of the time axis stands, top to bottom, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.ui.screens.client.progress.chart_data import ChartData

TITLE = 30
LINES_HEIGHT = 150
HIGHEST_LINES = 270
LANE = 31
DOT_LANE = 24
GAP = 14
TICKS = 44
PAIN_TOP = 10
REDNESS_TOP = 4


@dataclass(frozen=True, slots=True)
class Section:
    """A titled part: its title's top and the tops of its lanes."""

    title_y: float
    lane_tops: tuple[float, ...]
    lane_height: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """All heights of the chart. 0 of pain and redness stands at ``lines_top``, the worst below."""

    lines_title_y: float
    lines_top: float
    lines_bottom: float
    depths: Section
    products: Section | None
    ticks_y: float
    height: float

    def pain_y(self, pain: float) -> float:
        """Height of a pain score 0 to 10; less pain is higher up, a better outcome goes up."""
        return self.lines_top + (self.lines_bottom - self.lines_top) * pain / PAIN_TOP

    def redness_y(self, grade: float) -> float:
        """Height of a redness grade 0 to 4, drawn the same way up as pain."""
        return self.lines_top + (self.lines_bottom - self.lines_top) * grade / REDNESS_TOP


def chart_layout(data: ChartData, room: float, factor: float = 1.0) -> ChartLayout:
    """Lay the parts out for that much height; more lanes than fit make the chart higher.

    ``factor`` is the text size factor.
    """
    title, lane, dot_lane = TITLE * factor, LANE * factor, DOT_LANE * factor
    depth_height = title + lane * len(data.lanes)
    product_height = (GAP + title + dot_lane * len(data.products)) if data.products else 0.0
    fixed = title + GAP * 3 + depth_height + product_height + TICKS * factor
    lines_height = min(max(LINES_HEIGHT * factor, room - fixed), HIGHEST_LINES * factor)
    lines_top = title + GAP / 2
    lines_bottom = lines_top + lines_height
    at = lines_bottom + GAP
    depths = Section(
        at, tuple(at + title + lane * number for number in range(len(data.lanes))), lane
    )
    at += depth_height
    products = None
    if data.products:
        at += GAP
        products = Section(
            at,
            tuple(at + title + dot_lane * number for number in range(len(data.products))),
            dot_lane,
        )
        at += title + dot_lane * len(data.products)
    ticks_y = at + GAP + 16 * factor
    return ChartLayout(
        lines_title_y=0.0,
        lines_top=lines_top,
        lines_bottom=lines_bottom,
        depths=depths,
        products=products,
        ticks_y=ticks_y,
        height=ticks_y + TICKS * factor - 16 * factor,
    )
