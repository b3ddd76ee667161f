"""Which drawing belongs to which tab, and which drawing shows given zones best."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QT_TRANSLATE_NOOP

from needlelog.domain.zones import Side
from needlelog.files.reference_data import MAP_NAMES, map_drawing
from needlelog.ui.map.map_state import ZoneKey


@dataclass(frozen=True, slots=True)
class TabView:
    """One drawing within a tab, with the untranslated word on its button."""

    drawing: str
    label: str


@dataclass(frozen=True, slots=True)
class MapTab:
    """One tab of the map panel: its key is the zone group of zones.toml."""

    key: str
    label: str
    views: tuple[TabView, ...]


MAP_TABS = (
    MapTab(
        "face",
        str(QT_TRANSLATE_NOOP("MapPanel", "Face")),
        (
            TabView("face_front", str(QT_TRANSLATE_NOOP("MapPanel", "Front"))),
            TabView("face_profile_right", str(QT_TRANSLATE_NOOP("MapPanel", "Right"))),
            TabView("face_profile_left", str(QT_TRANSLATE_NOOP("MapPanel", "Left"))),
        ),
    ),
    MapTab(
        "neck_chest",
        str(QT_TRANSLATE_NOOP("MapPanel", "Neck & chest")),
        (TabView("neck_chest", str(QT_TRANSLATE_NOOP("MapPanel", "Front"))),),
    ),
    MapTab(
        "hands",
        str(QT_TRANSLATE_NOOP("MapPanel", "Hands")),
        (TabView("hands", str(QT_TRANSLATE_NOOP("MapPanel", "Backs"))),),
    ),
    MapTab(
        "scalp",
        str(QT_TRANSLATE_NOOP("MapPanel", "Scalp")),
        (
            TabView("scalp", str(QT_TRANSLATE_NOOP("MapPanel", "Top"))),
            TabView("scalp_back", str(QT_TRANSLATE_NOOP("MapPanel", "Back"))),
        ),
    ),
    MapTab(
        "body",
        str(QT_TRANSLATE_NOOP("MapPanel", "Body")),
        (
            TabView("body_front", str(QT_TRANSLATE_NOOP("MapPanel", "Front"))),
            TabView("body_back", str(QT_TRANSLATE_NOOP("MapPanel", "Back"))),
        ),
    ),
)


def tab_of(drawing: str) -> MapTab:
    """Return the tab on which a drawing is found. Raises KeyError for an unknown one."""
    for tab in MAP_TABS:
        if any(view.drawing == drawing for view in tab.views):
            return tab
    raise KeyError(drawing)


def maps_for_zone(code: str, side: Side) -> tuple[str, ...]:
    """Return the names of the drawings that show a zone and side, the usual one first."""
    return tuple(name for name in MAP_NAMES if map_drawing(name).shows(code, side))


def best_map(zones: Iterable[ZoneKey] | Mapping[ZoneKey, object]) -> str:
    """Return the drawing that shows most of the zones; the face where nothing is treated."""
    wanted = list(zones)
    counted = [
        (sum(_share(name, code, side) for code, side in wanted), -index)
        for index, name in enumerate(MAP_NAMES)
    ]
    _, index = max(counted)
    return MAP_NAMES[-index]


def best_maps(zones: Iterable[ZoneKey]) -> tuple[str, ...]:
    """Return the few drawings that together show every zone, the fullest first."""
    waiting = {(code, part) for code, side in zones for part in side.parts}
    names: list[str] = []
    while waiting:
        name = best_map(waiting)
        shown = {key for key in waiting if map_drawing(name).shows(*key)}
        if not shown:
            break
        names.append(name)
        waiting -= shown
    return tuple(names)


@cache
def _share(name: str, code: str, side: Side) -> float:
    drawing = map_drawing(name)
    shown = {part for part in side.parts if drawing.shows(code, part)}
    return len(shown) / len(side.parts)
