"""What the time axis shows, prepared from the client's timeline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from needlelog.domain.zones import Side
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from datetime import date

    from needlelog.domain.timeline import PlannedSession, Timeline, TimelineSession
    from needlelog.domain.zones import ZoneCatalogue


@dataclass(frozen=True, slots=True)
class Lane:
    """One named row over the sessions.

    ``cells`` holds the place of a session in the chart, and a depth in micrometres where the lane
    is a zone (``None`` where it is a product).
    """

    name: str
    cells: tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class ChartData:
    """Everything on the axis, oldest session first, then the sessions still to come."""

    sessions: tuple[TimelineSession, ...] = ()
    lanes: tuple[Lane, ...] = ()
    products: tuple[Lane, ...] = ()
    planned: tuple[PlannedSession, ...] = ()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day on the axis."""
        return (*(one.on for one in self.sessions), *(one.on for one in self.planned))


def chart_data(timeline: Timeline, zones: ZoneCatalogue) -> ChartData:
    """Name the lanes and sort the products by first use."""
    names = dict.fromkeys(name for one in timeline.sessions for name in one.topicals)
    return ChartData(
        sessions=timeline.sessions,
        lanes=tuple(
            Lane(
                zone_name(zones, lane.zone, Side.MID, lane.custom_name),
                tuple(
                    (place, depth)
                    for place, depth in enumerate(lane.depths_um)
                    if depth is not None
                ),
            )
            for lane in timeline.lanes
            if lane.deepest_um
        ),
        products=tuple(
            Lane(
                name,
                tuple(
                    (place, None)
                    for place, one in enumerate(timeline.sessions)
                    if name in one.topicals
                ),
            )
            for name in names
        ),
        planned=timeline.planned,
    )
