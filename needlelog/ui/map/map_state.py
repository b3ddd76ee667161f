"""What a map shows besides its drawing: depths, selection, skin to avoid."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zone_paths import MapDrawing
from needlelog.domain.zones import Side

ZoneKey = tuple[str, Side]
"""Zone code and the client's side."""

Depths = Mapping[ZoneKey, int | Sequence[int]]
"""Depth in micrometres by zone and side; several where the zone has several rows."""


@dataclass(frozen=True, slots=True)
class AvoidMark:
    """A point to keep clear of, as a share of the drawing's width and height.

    `kind` is a word such as mole or tattoo, already in the language of the screen.
    """

    x: float
    y: float
    kind: str


@dataclass(frozen=True, slots=True)
class ZoneDepth:
    """The deepest treated depth of a path in micrometres, and how many more rows it has."""

    deepest_um: int
    more: int


@dataclass(frozen=True, slots=True)
class MapState:
    """Everything that is painted over a drawing. `hovered`, `pressed`, `focused` are path ids."""

    depths: Depths = field(default_factory=dict)
    selection: frozenset[ZoneKey] = frozenset()
    hatched: frozenset[ZoneKey] = frozenset()
    marks: tuple[AvoidMark, ...] = ()
    hovered: str | None = None
    pressed: frozenset[str] = frozenset()
    focused: str | None = None


def map_depths(rows: Iterable[ZoneRow]) -> dict[ZoneKey, tuple[int, ...]]:
    """Return the depths of a session's rows; a row without a depth yet shows nothing."""
    found: dict[ZoneKey, tuple[int, ...]] = {}
    for row in rows:
        if row.depth_um is not None:
            key = (row.zone, row.side)
            found[key] = (*found.get(key, ()), row.depth_um)
    return found


def depths_on(drawing: MapDrawing, depths: Depths) -> dict[str, ZoneDepth]:
    """Return, by path id, what each path of a drawing shows of the treated depths."""
    rows: dict[str, list[int]] = {}
    for (code, side), value in depths.items():
        values = [value] if isinstance(value, int) else list(value)
        for zone in drawing.shows(code, side):
            rows.setdefault(zone.path_id, []).extend(values)
    return {
        path: ZoneDepth(max(values), len(values) - 1) for path, values in rows.items() if values
    }


def path_ids(drawing: MapDrawing, keys: frozenset[ZoneKey]) -> set[str]:
    """Return the ids of the paths on which the given zones appear."""
    return {zone.path_id for code, side in keys for zone in drawing.shows(code, side)}
