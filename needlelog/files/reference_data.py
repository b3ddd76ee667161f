"""The shipped reference data as values, each read once and only when asked for.

What reads a file is imported with it: most files are asked for long after the start, some never.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from needlelog.domain.clients import ConsentKind
from needlelog.domain.zones import ZoneCatalogue, ZoneGroup, parse_zones
from needlelog.files.resources import load_toml, names_in, read_text

if TYPE_CHECKING:
    from needlelog.domain.aftercare import AftercareSheet
    from needlelog.domain.concerns import Concern
    from needlelog.domain.consents import ConsentTemplate
    from needlelog.domain.devices import DeviceModel, NumbingAgent, ProductCategory
    from needlelog.domain.expected_course import ExpectedCourse
    from needlelog.domain.imports.fields import ColumnWords
    from needlelog.domain.imports.zone_meanings import ZoneWords
    from needlelog.domain.photos import ViewSet
    from needlelog.domain.scales import ScaleCatalogue
    from needlelog.domain.screening.rules import RuleBook
    from needlelog.domain.zone_paths import MapDrawing

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
    from needlelog.domain.zone_paths import parse_map

    return parse_map(name, read_text(f"maps/{name}.svg"))


@lru_cache(maxsize=1)
def device_models() -> tuple[DeviceModel, ...]:
    """Return the published needling devices."""
    from needlelog.domain.devices import parse_devices

    return parse_devices(load_toml("devices.toml"))


@lru_cache(maxsize=1)
def product_categories() -> tuple[ProductCategory, ...]:
    """Return the kinds of products with their cautions."""
    from needlelog.domain.devices import parse_categories

    return parse_categories(load_toml("products.toml"))


@lru_cache(maxsize=1)
def numbing_agents() -> tuple[NumbingAgent, ...]:
    """Return the known numbing creams."""
    from needlelog.domain.devices import parse_numbing

    return parse_numbing(load_toml("products.toml"))


@lru_cache(maxsize=1)
def concerns() -> tuple[Concern, ...]:
    """Return what clients come for."""
    from needlelog.domain.concerns import parse_concerns

    return parse_concerns(load_toml("concerns.toml"))


@lru_cache(maxsize=1)
def scale_catalogue() -> ScaleCatalogue:
    """Return the outcome scales that ship with the program."""
    from needlelog.domain.scales import parse_scales

    return parse_scales(load_toml("scales.toml"))


@lru_cache(maxsize=1)
def photo_view_sets() -> tuple[ViewSet, ...]:
    """Return the views of each area, in the order in which they are taken."""
    from needlelog.domain.photos import parse_view_sets

    return parse_view_sets(load_toml("photo_views.toml"))


@lru_cache(maxsize=1)
def import_column_words() -> ColumnWords:
    """Return the headers that old logs use, by what they mean."""
    from needlelog.domain.imports.fields import parse_column_words

    return parse_column_words(load_toml("import_words.toml"))


@lru_cache(maxsize=1)
def import_zone_words() -> ZoneWords:
    """Return words of other languages for zones."""
    from needlelog.domain.imports.zone_meanings import parse_zone_words

    return parse_zone_words(load_toml("import_words.toml"), zone_catalogue())


@lru_cache(maxsize=1)
def consent_templates() -> tuple[ConsentTemplate, ...]:
    """Return the proposed consent texts, in the order in which they are asked."""
    from needlelog.domain.consents import parse_template

    found = [parse_template(read_text(name)) for name in names_in("consent", ".md")]
    order = list(ConsentKind)
    return tuple(sorted(found, key=lambda text: (order.index(text.kind), text.language)))


@lru_cache(maxsize=1)
def expected_course() -> ExpectedCourse:
    """Return the expected course after a needling, its red flags and the days to ask."""
    from needlelog.domain.expected_course import parse_course

    return parse_course(load_toml("course.toml"))


@lru_cache(maxsize=1)
def aftercare_sheets() -> tuple[AftercareSheet, ...]:
    """Return the aftercare sheets that ship with the program, those for the face first."""
    from needlelog.domain.aftercare import parse_sheet

    found = [parse_sheet(read_text(name)) for name in names_in("aftercare", ".md")]
    groups = list(ZoneGroup)
    return tuple(
        sorted(found, key=lambda sheet: (groups.index(sheet.areas[0]), sheet.from_um or 0))
    )


@lru_cache(maxsize=1)
def shipped_rules() -> RuleBook:
    """Return the screening rules as they ship, before a clinic has changed any."""
    from needlelog.domain.screening.rules import parse_rules

    return parse_rules(load_toml("screening.toml"))
