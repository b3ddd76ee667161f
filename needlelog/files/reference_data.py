"""The shipped reference data as values, each read once and only when asked for."""

from __future__ import annotations

from functools import lru_cache

from needlelog.domain.zone_paths import MapDrawing, parse_map
from needlelog.domain.zones import ZoneCatalogue, parse_zones
from needlelog.files.resources import load_toml, read_text

MAP_NAMES = (
    "face_front",
    "face_profile_left",
    "face_profile_right",
    "neck_chest",
    "hands",
    "scalp",
    "scalp_back",
    "body_front",
    "body_back",
)


@lru_cache(maxsize=1)
def zone_catalogue() -> ZoneCatalogue:
    """Return every treatable zone."""
    return parse_zones(load_toml("zones.toml"))


@lru_cache(maxsize=len(MAP_NAMES))
def map_drawing(name: str) -> MapDrawing:
    """Return one drawn map by its name in MAP_NAMES."""
    return parse_map(name, read_text(f"maps/{name}.svg"))
