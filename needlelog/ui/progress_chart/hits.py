"""What of the chart is under a finger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from needlelog.ui.progress_chart.lanes import cell_width, event_box, photo_box
from needlelog.ui.progress_chart.panels import value_y

if TYPE_CHECKING:
    from needlelog.ui.progress_chart.painter import Drawing

FINGER = 22.0


class Kind(StrEnum):
    """What can be opened from the chart."""

    SESSION = "session"
    SCORE = "score"
    PHOTO = "photo"
    EVENT = "event"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing of the chart: its uid, empty for the plan."""

    kind: Kind
    uid: str = ""


def hit_at(drawing: Drawing, at: QPointF) -> Hit | None:
    """What is under a finger; small things before the column of the session behind them."""
    if at.x() < drawing.layout.names - FINGER:
        return None
    return (
        _photo(drawing, at)
        or _nearest(at, _points(drawing))
        or _nearest(at, _events(drawing))
        or _session(drawing, at)
        or _nearest(at, _planned(drawing))
    )


def _nearest(at: QPointF, spots: Iterator[tuple[QPointF, Hit]]) -> Hit | None:
    near = [
        (distance, hit)
        for spot, hit in spots
        if (distance := max(abs(spot.x() - at.x()), abs(spot.y() - at.y()))) <= FINGER
    ]
    return min(near, key=lambda one: one[0])[1] if near else None


def _photo(drawing: Drawing, at: QPointF) -> Hit | None:
    for place, day in enumerate(drawing.chart.series.photos):
        if photo_box(drawing, place).adjusted(-4, -4, 4, 4).contains(at):
            return Hit(Kind.PHOTO, day.photos[0].uid)
    return None


def _points(drawing: Drawing) -> Iterator[tuple[QPointF, Hit]]:
    for panel, place in zip(drawing.chart.panels, drawing.layout.panels, strict=True):
        for line in panel.outcome.lines:
            for point in line.points:
                spot = QPointF(drawing.scale.x(point.on), value_y(panel, place, point.total))
                if point.score_uid:
                    yield spot, Hit(Kind.SCORE, point.score_uid)
                elif point.session_uid:
                    yield spot, Hit(Kind.SESSION, point.session_uid)


def _events(drawing: Drawing) -> Iterator[tuple[QPointF, Hit]]:
    for event in drawing.chart.series.events:
        box = event_box(drawing, event)
        yield QPointF(box.left() + box.height() / 2, box.center().y()), Hit(Kind.EVENT, event.uid)


def _session(drawing: Drawing, at: QPointF) -> Hit | None:
    """The session whose column is under the finger, the nearest if there are more."""
    near: list[tuple[float, str]] = []
    for place, one in enumerate(drawing.chart.series.sessions):
        x = drawing.scale.x(one.on)
        if abs(x - at.x()) > FINGER * 3:
            continue
        column = QRectF(x, 0, cell_width(drawing, place), drawing.layout.height)
        if column.contains(at):
            return Hit(Kind.SESSION, one.uid)
        if abs(x - at.x()) <= FINGER:
            near.append((abs(x - at.x()), one.uid))
    return Hit(Kind.SESSION, min(near)[1]) if near else None


def _planned(drawing: Drawing) -> Iterator[tuple[QPointF, Hit]]:
    for planned in drawing.chart.series.planned:
        yield QPointF(drawing.scale.x(planned.on), drawing.layout.ticks_y), Hit(Kind.PLAN)
