"""The shipped reference data as values, each read once and only when asked for."""

from __future__ import annotations

from functools import lru_cache

from needlelog.domain.aftercare import AftercareSheet, parse_sheet
from needlelog.domain.clients import ConsentKind
from needlelog.domain.concerns import Concern, parse_concerns
from needlelog.domain.consents import ConsentTemplate, parse_template
from needlelog.domain.devices import (
    DeviceModel,
    NumbingAgent,
    ProductCategory,
    parse_categories,
    parse_devices,
    parse_numbing,
)
from needlelog.domain.expected_course import ExpectedCourse, parse_course
from needlelog.domain.imports.fields import ColumnWords, parse_column_words
from needlelog.domain.imports.zone_meanings import ZoneWords, parse_zone_words
from needlelog.domain.photos import ViewSet, parse_view_sets
from needlelog.domain.scales import ScaleCatalogue, parse_scales
from needlelog.domain.screening.rules import RuleBook, parse_rules
from needlelog.domain.zone_paths import MapDrawing, parse_map
from needlelog.domain.zones import ZoneCatalogue, ZoneGroup, parse_zones
from needlelog.files.resources import load_toml, names_in, read_text

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


@lru_cache(maxsize=1)
def device_models() -> tuple[DeviceModel, ...]:
    """Return the published needling devices."""
    return parse_devices(load_toml("devices.toml"))


@lru_cache(maxsize=1)
def product_categories() -> tuple[ProductCategory, ...]:
    """Return the kinds of products with their cautions."""
    return parse_categories(load_toml("products.toml"))


@lru_cache(maxsize=1)
def numbing_agents() -> tuple[NumbingAgent, ...]:
    """Return the known numbing creams."""
    return parse_numbing(load_toml("products.toml"))


@lru_cache(maxsize=1)
def concerns() -> tuple[Concern, ...]:
    """Return what clients come for."""
    return parse_concerns(load_toml("concerns.toml"))


@lru_cache(maxsize=1)
def scale_catalogue() -> ScaleCatalogue:
    """Return the outcome scales that ship with the program."""
    return parse_scales(load_toml("scales.toml"))


@lru_cache(maxsize=1)
def photo_view_sets() -> tuple[ViewSet, ...]:
    """Return the views of each area, in the order in which they are taken."""
    return parse_view_sets(load_toml("photo_views.toml"))


@lru_cache(maxsize=1)
def import_column_words() -> ColumnWords:
    """Return the headers that old logs use, by what they mean."""
    return parse_column_words(load_toml("import_words.toml"))


@lru_cache(maxsize=1)
def import_zone_words() -> ZoneWords:
    """Return words of other languages for zones."""
    return parse_zone_words(load_toml("import_words.toml"), zone_catalogue())


@lru_cache(maxsize=1)
def consent_templates() -> tuple[ConsentTemplate, ...]:
    """Return the proposed consent texts, in the order in which they are asked."""
    found = [parse_template(read_text(name)) for name in names_in("consent", ".md")]
    order = list(ConsentKind)
    return tuple(sorted(found, key=lambda text: (order.index(text.kind), text.language)))


@lru_cache(maxsize=1)
def expected_course() -> ExpectedCourse:
    """Return the expected course after a needling, its red flags and the days to ask."""
    return parse_course(load_toml("course.toml"))


@lru_cache(maxsize=1)
def aftercare_sheets() -> tuple[AftercareSheet, ...]:
    """Return the aftercare sheets that ship with the program, those for the face first."""
    found = [parse_sheet(read_text(name)) for name in names_in("aftercare", ".md")]
    groups = list(ZoneGroup)
    return tuple(
        sorted(found, key=lambda sheet: (groups.index(sheet.areas[0]), sheet.from_um or 0))
    )


@lru_cache(maxsize=1)
def shipped_rules() -> RuleBook:
    """Return the screening rules as they ship, before a clinic has changed any."""
    return parse_rules(load_toml("screening.toml"))
