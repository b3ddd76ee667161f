"""Where the depth of each zone is written: inside it, on a small tag, or beside the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTransform

from needlelog.ui import formats
from needlelog.ui.map.geometry import DrawingPaths, ZonePath
from needlelog.ui.map.map_state import ZoneDepth
from needlelog.ui.theme.fonts import text_font

_LARGE_PX, _USUAL_PX, _SMALL_PX = 14, 12, 10
_LARGE_RADIUS_PX = 34.0
_TINY_RADIUS_PX = 5.0
_MARGIN_GAP_PX = 8.0


@dataclass(frozen=True, slots=True)
class DepthLabel:
    """One label in screen pixels. `leader` is where its line ends, None inside the zone."""

    text: str
    more: str
    box: QRectF
    pixel_size: int
    depth_um: int
    on_tag: bool
    leader: QPointF | None


@lru_cache(maxsize=16)
def label_font(pixel_size: int) -> QFont:
    """Return the bold face of labels; callers must not change it."""
    return text_font(pixel_size, QFont.Weight.Bold)


@lru_cache(maxsize=256)
def text_width(text: str, pixel_size: int) -> float:
    """Return the width of a label in pixels."""
    return QFontMetricsF(label_font(pixel_size)).horizontalAdvance(text)


def place_labels(
    paths: DrawingPaths,
    to_screen: QTransform,
    shown: Mapping[str, ZoneDepth],
    bounds: QRectF,
) -> tuple[DepthLabel, ...]:
    """Return a label for every treated zone so that none covers another.

    `bounds` is the room on screen, in which labels beside the body stay.
    """
    labels: list[DepthLabel] = []
    outside: list[tuple[ZonePath, ZoneDepth]] = []
    scale = to_screen.m11()
    for zone in sorted(paths.zones, key=lambda zone: -zone.radius):
        depth = shown.get(zone.path_id)
        if depth is None:
            continue
        label = _inside(zone, depth, to_screen, scale)
        if label is None or any(label.box.intersects(other.box) for other in labels):
            outside.append((zone, depth))
        else:
            labels.append(label)
    return (*labels, *_beside(outside, paths, to_screen, bounds))


def _inside(
    zone: ZonePath, depth: ZoneDepth, to_screen: QTransform, scale: float
) -> DepthLabel | None:
    radius = zone.radius * scale
    centre = to_screen.map(zone.centre)
    back = to_screen.inverted()[0]
    sizes: tuple[int, ...] = (_USUAL_PX, _SMALL_PX)
    if radius >= _LARGE_RADIUS_PX:
        sizes = (_LARGE_PX, *sizes)
    for size in sizes:
        label = _label(depth, centre, size, on_tag=False, leader=None)
        inner = label.box.adjusted(1, 2, -1, -2)
        corners = (inner.topLeft(), inner.topRight(), inner.bottomLeft(), inner.bottomRight())
        if all(zone.path.contains(back.map(corner)) for corner in corners):
            return label
    if radius < _TINY_RADIUS_PX:
        return None
    return _label(depth, centre, _SMALL_PX, on_tag=True, leader=None)


def _beside(
    waiting: list[tuple[ZonePath, ZoneDepth]],
    paths: DrawingPaths,
    to_screen: QTransform,
    bounds: QRectF,
) -> list[DepthLabel]:
    body = to_screen.mapRect(paths.silhouette)
    labels: list[DepthLabel] = []
    free = {True: bounds.top(), False: bounds.top()}
    for zone, depth in sorted(waiting, key=lambda pair: pair[0].centre.y()):
        spot = to_screen.map(zone.centre)
        at_left = spot.x() < body.center().x()
        label = _label(depth, spot, _SMALL_PX, on_tag=True, leader=spot)
        box = QRectF(label.box)
        if at_left:
            box.moveRight(max(body.left() - _MARGIN_GAP_PX, bounds.left() + box.width() + 2))
        else:
            box.moveLeft(min(body.right() + _MARGIN_GAP_PX, bounds.right() - box.width() - 2))
        box.moveTop(max(box.top(), free[at_left]))
        free[at_left] = box.bottom() + 2
        labels.append(_moved(label, box))
    return labels


def _moved(label: DepthLabel, box: QRectF) -> DepthLabel:
    return DepthLabel(
        label.text, label.more, box, label.pixel_size, label.depth_um, label.on_tag, label.leader
    )


def _label(
    depth: ZoneDepth, centre: QPointF, size: int, *, on_tag: bool, leader: QPointF | None
) -> DepthLabel:
    text = formats.depth_short(depth.deepest_um)
    more = f"+{depth.more}" if depth.more else ""
    width = text_width(text, size) + (text_width(more, size - 2) + 2 if more else 0)
    width += 8 if on_tag else 2
    height = size + 5
    box = QRectF(centre.x() - width / 2, centre.y() - height / 2, width, height)
    return DepthLabel(text, more, box, size, depth.deepest_um, on_tag, leader)
