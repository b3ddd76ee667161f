"""Where each part of the axis stands, top to bottom, in pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.ui.progress_chart.chart import Chart

NAMES_WIDTH = 150.0
RIGHT_MARGIN = 14.0


@dataclass(frozen=True, slots=True)
class _Measures:
    """Heights in pixels; ``head`` is for what is said of the days to come."""

    title: float
    panel_gap: float
    gap: float
    head: float
    least_panel: float
    lane: float
    dots: float
    photos: float
    ticks: float
    days: float


_ROOMY = _Measures(26, 12, 10, 22, 100, 31, 23, 44, 40, 26)
_MIDDLE = _Measures(24, 10, 7, 21, 80, 26, 21, 41, 37, 24)
_TIGHT = _Measures(20, 6, 5, 18, 54, 19.5, 18, 35, 31, 20)
_MOST_PANEL = 240.0


@dataclass(frozen=True, slots=True)
class Section:
    """A part with a title: the title's top and the tops of its lanes."""

    title_y: float
    tops: tuple[float, ...]
    lane: float


@dataclass(frozen=True, slots=True)
class PanelPlace:
    """One scale: the title's top, and between which heights its values stand."""

    title_y: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class ChartLayout:
    """All heights of the chart; a section that has nothing to show is ``None``."""

    names: float
    head_y: float
    panels: tuple[PanelPlace, ...]
    photos: Section | None
    depths: Section | None
    topicals: Section | None
    signs: Section | None
    events: Section | None
    ticks_y: float
    days_y: float
    height: float


def chart_layout(chart: Chart, room: float, factor: float = 1.0) -> ChartLayout:
    """Lay the parts out for that much height; more than fits makes the chart higher.

    ``factor`` is the text size factor.
    """
    for measures in (_ROOMY, _MIDDLE):
        layout = _laid_out(chart, room, factor, measures)
        if layout.height <= room:
            return layout
    return _laid_out(chart, room, factor, _TIGHT)


def _laid_out(chart: Chart, room: float, factor: float, use: _Measures) -> ChartLayout:
    series = chart.series
    counts = (
        ("photos", min(len(series.photos), 1), use.photos, False),
        ("depths", len(series.depths), use.lane, True),
        ("topicals", len(series.topicals), use.dots, True),
        ("signs", len(series.signs), use.dots, False),
        ("events", min(len(series.events), 1), use.dots, False),
    )
    below = sum(
        (use.gap + (use.title if titled else 0) + count * height) * factor
        for _name, count, height, titled in counts
        if count
    )
    foot = (use.gap + use.ticks + use.days) * factor
    shown = len(chart.panels)
    titles = (shown * (use.title + use.panel_gap) + use.head) * factor
    free = (room - below - foot - titles) / shown if shown else 0.0
    panel_height = min(max(free, use.least_panel * factor), _MOST_PANEL * factor)
    at, panels = 0.0, []
    for number in range(shown):
        top = at + (use.title + (0 if number else use.head)) * factor
        panels.append(PanelPlace(at, top + 7 * factor, top + panel_height - 7 * factor))
        at = top + panel_height + use.panel_gap * factor
    if not shown:
        at = use.head * factor
    sections: dict[str, Section | None] = {}
    for name, count, height, titled in counts:
        sections[name] = None
        if count:
            at += use.gap * factor
            first = at + (use.title * factor if titled else 0)
            tops = tuple(first + number * height * factor for number in range(count))
            sections[name] = Section(at, tops, height * factor)
            at = first + count * height * factor
    ticks = at + (use.gap + use.ticks / 2) * factor
    return ChartLayout(
        names=NAMES_WIDTH * factor,
        head_y=use.title * factor if shown else 0.0,
        panels=tuple(panels),
        **sections,
        ticks_y=ticks,
        days_y=ticks + use.ticks / 2 * factor,
        height=ticks + (use.ticks / 2 + use.days) * factor,
    )
