"""A drawing as painter paths: built once, asked for hits, neighbours and fitting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from needlelog.domain.zone_paths import Command, MapDrawing, MapZone

_SMALL_PX = 14.0
_REACH_PX = 6.0


@dataclass(frozen=True, slots=True)
class ZonePath:
    """One zone ready to paint. Points and radius are in drawing units."""

    zone: MapZone
    path: QPainterPath
    bounds: QRectF
    outline: QPolygonF
    centre: QPointF
    radius: float

    @property
    def path_id(self) -> str:
        """The id of the path in the drawing."""
        return self.zone.path_id

    @property
    def is_hair(self) -> bool:
        """Whether the zone takes the colour of hair while untreated."""
        return self.zone.zone_code.startswith("scalp_")

    def distance(self, point: QPointF) -> float:
        """Return how far a point lies from the outline, in drawing units."""
        points = [self.outline.at(index) for index in range(self.outline.count())]
        return min(
            (_to_segment(point, a, b) for a, b in pairwise(points)),
            default=float("inf"),
        )


@dataclass(frozen=True, slots=True)
class DrawingPaths:
    """All paths of a drawing, and the box that its silhouette fills."""

    drawing: MapDrawing
    view_box: QRectF
    silhouette: QRectF
    base: tuple[tuple[str, QPainterPath], ...]
    zones: tuple[ZonePath, ...]
    lines: tuple[tuple[str, QPainterPath], ...]

    def by_id(self, path_id: str | None) -> ZonePath | None:
        """Return the zone path with that id, or None."""
        for zone in self.zones:
            if zone.path_id == path_id:
                return zone
        return None

    def zone_at(self, point: QPointF, scale: float) -> ZonePath | None:
        """Return the zone under a point of the drawing, at a scale of pixels per unit.

        A zone too small for a fingertip reaches a few pixels into its larger neighbours.
        """
        inside = next((zone for zone in self.zones if zone.path.contains(point)), None)
        if inside is not None and inside.radius * scale < _SMALL_PX:
            return inside
        reach = _REACH_PX / scale
        near: ZonePath | None = None
        nearest = reach
        for zone in self.zones:
            if zone.radius * scale >= _SMALL_PX:
                continue
            if not zone.bounds.adjusted(-reach, -reach, reach, reach).contains(point):
                continue
            away = zone.distance(point)
            if away < nearest:
                near, nearest = zone, away
        return near or inside

    def on_skin(self, point: QPointF) -> bool:
        """Whether a point of the drawing lies on the person at all."""
        return any(path.contains(point) for _, path in self.base) or any(
            zone.path.contains(point) for zone in self.zones
        )

    def neighbour(self, path_id: str | None, key: Qt.Key) -> ZonePath | None:
        """Return the nearest zone in the direction of an arrow key, or None at the edge."""
        start = self.by_id(path_id)
        if start is None:
            return self.zones[0] if self.zones else None
        ranked = [
            (cost, index)
            for index, zone in enumerate(self.zones)
            if zone is not start
            and (cost := _step_cost(zone.centre - start.centre, key)) is not None
        ]
        return self.zones[min(ranked)[1]] if ranked else None


def painter_path(commands: Iterable[Command]) -> QPainterPath:
    """Build a painter path from absolute M, C, L and Z commands."""
    path = QPainterPath()
    for letter, numbers in commands:
        if letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        elif letter == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


_built: dict[str, DrawingPaths] = {}


def drawing_paths(drawing: MapDrawing) -> DrawingPaths:
    """Return the paths of a drawing; each drawing is built once."""
    known = _built.get(drawing.name)
    if known is None or known.drawing is not drawing:
        known = _built[drawing.name] = _build(drawing)
    return known


def fit(view_box: QRectF, rect: QRectF) -> QTransform:
    """Return the transform that centres a view box in a rectangle at its largest size."""
    scale = max(min(rect.width() / view_box.width(), rect.height() / view_box.height()), 0.01)
    transform = QTransform()
    transform.translate(rect.center().x(), rect.center().y())
    transform.scale(scale, scale)
    transform.translate(-view_box.center().x(), -view_box.center().y())
    return transform


def _build(drawing: MapDrawing) -> DrawingPaths:
    base = tuple((shape.kind, painter_path(shape.commands)) for shape in drawing.base)
    zones = tuple(_zone_path(zone) for zone in drawing.zones)
    silhouette = QRectF()
    for path in (*(path for _, path in base), *(zone.path for zone in zones)):
        silhouette = silhouette.united(path.boundingRect())
    return DrawingPaths(
        drawing=drawing,
        view_box=QRectF(*drawing.view_box),
        silhouette=silhouette,
        base=base,
        zones=zones,
        lines=tuple((shape.kind, painter_path(shape.commands)) for shape in drawing.lines),
    )


def _zone_path(zone: MapZone) -> ZonePath:
    path = painter_path(zone.commands)
    bounds = path.boundingRect()
    spot = zone.label
    return ZonePath(
        zone=zone,
        path=path,
        bounds=bounds,
        outline=path.toFillPolygon(),
        centre=QPointF(spot.x, spot.y) if spot else bounds.center(),
        radius=spot.radius if spot else min(bounds.width(), bounds.height()) / 2,
    )


def _step_cost(step: QPointF, key: Qt.Key) -> float | None:
    along, aside = {
        Qt.Key.Key_Right: (step.x(), step.y()),
        Qt.Key.Key_Left: (-step.x(), step.y()),
        Qt.Key.Key_Down: (step.y(), step.x()),
        Qt.Key.Key_Up: (-step.y(), step.x()),
    }[key]
    if along < 1 or abs(aside) > 3 * along:
        return None
    return along + 2 * abs(aside)


def _to_segment(point: QPointF, a: QPointF, b: QPointF) -> float:
    across = b - a
    length = across.x() ** 2 + across.y() ** 2
    if length == 0:
        return hypot(point.x() - a.x(), point.y() - a.y())
    offset = point - a
    share = (offset.x() * across.x() + offset.y() * across.y()) / length
    share = min(max(share, 0.0), 1.0)
    return hypot(offset.x() - share * across.x(), offset.y() - share * across.y())
