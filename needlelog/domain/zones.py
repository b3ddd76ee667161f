"""The treatable zones: their names, sides and advisory depths.

Figures are advice with a source, never law. A zone descends from a reference zone, whose
figures it shares. All depths are whole micrometres.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from needlelog.domain.names import fold, same_things

CUSTOM_ZONE = "custom"
_SHORTEST_INNER_MATCH = 3


class Side(StrEnum):
    """The client's side, or the undivided midline zone."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MID = "mid"

    @property
    def sign(self) -> str:
        """The short form written on records: L, R, L + R, mid."""
        return _SIGNS[self]

    @property
    def parts(self) -> tuple[Side, ...]:
        """The single sides that this side stands for."""
        return (Side.LEFT, Side.RIGHT) if self is Side.BOTH else (self,)

    @property
    def opposite(self) -> Side:
        """The mirrored side; both and mid mirror onto themselves."""
        return _OPPOSITE.get(self, self)


_SIGNS = {Side.LEFT: "L", Side.RIGHT: "R", Side.BOTH: "L + R", Side.MID: "mid"}
_OPPOSITE = {Side.LEFT: Side.RIGHT, Side.RIGHT: Side.LEFT}


class ZoneGroup(StrEnum):
    """The tab of the maps on which a zone is found."""

    FACE = "face"
    NECK_CHEST = "neck_chest"
    HANDS = "hands"
    SCALP = "scalp"
    BODY = "body"


class Confidence(StrEnum):
    """How far a figure can be trusted: regulator or journal, maker, blog, or unverified."""

    HIGH = "H"
    MEDIUM = "M"
    LOW = "L"
    UNVERIFIED = "U"


@dataclass(frozen=True, slots=True)
class ZoneLimits:
    """Advisory range and warning limit in micrometres, with where they come from.

    `warn_um` is None where the user sets the limit, and 0 for skin that is to be avoided.
    """

    advisory_um: tuple[int, int] | None
    warn_um: int | None
    source: str
    confidence: Confidence

    @property
    def avoid(self) -> bool:
        """Whether the zone should not be needled at all."""
        return self.warn_um == 0


@dataclass(frozen=True, slots=True)
class Zone:
    """A treatable zone. `code` is its name on the maps and in records, for ever."""

    code: str
    reference: str
    name: str
    short_name: str
    group: ZoneGroup
    sides: tuple[Side, ...]
    limits: ZoneLimits
    synonyms: tuple[str, ...] = ()
    device_limits: tuple[tuple[str, ZoneLimits], ...] = ()

    @property
    def usual_side(self) -> Side:
        """The side a new row starts with: the undivided zone, else both sides."""
        return Side.MID if Side.MID in self.sides else Side.BOTH


@dataclass(frozen=True, slots=True)
class ZoneCatalogue:
    """All zones in the order of the file; iterating leaves out the custom zone."""

    zones: tuple[Zone, ...]
    custom: Zone
    _by_code: dict[str, Zone] = field(repr=False, compare=False)
    _words: dict[str, tuple[str, ...]] = field(repr=False, compare=False)

    def __iter__(self) -> Iterator[Zone]:
        return iter(self.zones)

    def __len__(self) -> int:
        return len(self.zones)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def by_code(self, code: str) -> Zone:
        """Return the zone, also the custom one. Raises KeyError on an unknown code."""
        return self._by_code[code]

    def in_group(self, group: ZoneGroup) -> tuple[Zone, ...]:
        """Return the zones of one map tab."""
        return tuple(zone for zone in self.zones if zone.group is group)

    def search(self, text: str) -> tuple[Zone, ...]:
        """Return the zones whose name or synonym holds every word, best match first."""
        asked = same_things(text)
        ranked = [(_best_rank(asked, self._words[zone.code]), zone) for zone in self.zones]
        found = [(rank, zone) for rank, zone in ranked if rank is not None]
        return tuple(zone for _, zone in sorted(found, key=lambda pair: pair[0]))

    def limits(self, code: str, device_model: str | None = None) -> ZoneLimits:
        """Return the figures of a zone, tightened where the label of a published device says so."""
        zone = self._by_code[code]
        for model, limits in zone.device_limits:
            if model == device_model:
                return limits
        return zone.limits


def _best_rank(asked: tuple[str, ...], phrases: tuple[str, ...]) -> int | None:
    ranks = [_rank(words, phrases) for words in asked]
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank(asked: str, phrases: tuple[str, ...]) -> int | None:
    """0 the very name, 1 its beginning, 2 all words begin in it, 3 within a word."""
    if asked in phrases:
        return 0
    if any(phrase.startswith(asked) for phrase in phrases):
        return 1
    parts = asked.split()
    for phrase in phrases:
        words = phrase.split()
        if all(any(word.startswith(part) for word in words) for part in parts):
            return 2
    if len(asked) >= _SHORTEST_INNER_MATCH and any(asked in phrase for phrase in phrases):
        return 3
    return None


def parse_zones(data: Mapping[str, Any]) -> ZoneCatalogue:
    """Build the catalogue from the mapping of `zones.toml`. Raises KeyError or ValueError."""
    figures = {code: _figures(entry) for code, entry in data["figures"].items()}
    sides = {name: tuple(Side(side) for side in listed) for name, listed in data["sides"].items()}
    zones = tuple(_zone(entry, figures, sides) for entry in data["zone"])
    custom = _zone(data["custom"] | {"code": CUSTOM_ZONE}, figures, sides)
    by_code = {zone.code: zone for zone in (*zones, custom)}
    if len(by_code) != len(zones) + 1:
        raise ValueError("A zone code stands twice in the list of zones.")
    words = {
        zone.code: tuple(
            fold(text) for text in (zone.name, zone.short_name, zone.code, *zone.synonyms)
        )
        for zone in zones
    }
    return ZoneCatalogue(zones, custom, by_code, words)


_Figures = tuple[ZoneLimits, tuple[tuple[str, ZoneLimits], ...], tuple[str, ...]]


def _figures(entry: Mapping[str, Any]) -> _Figures:
    advisory = entry.get("advisory_um")
    limits = ZoneLimits(
        advisory_um=(advisory[0], advisory[1]) if advisory else None,
        warn_um=entry.get("warn_um"),
        source=entry["source"],
        confidence=Confidence(entry["confidence"]),
    )
    devices = tuple(
        (
            model,
            ZoneLimits(
                limits.advisory_um, own["warn_um"], own["source"], Confidence(own["confidence"])
            ),
        )
        for model, own in entry.get("device", {}).items()
    )
    return limits, devices, tuple(entry.get("synonyms", ()))


def _zone(
    entry: Mapping[str, Any],
    figures: Mapping[str, _Figures],
    sides: Mapping[str, tuple[Side, ...]],
) -> Zone:
    limits, devices, shared = figures[entry["reference"]]
    return Zone(
        code=entry["code"],
        reference=entry["reference"],
        name=entry["name"],
        short_name=entry.get("short", entry["name"]),
        group=ZoneGroup(entry["group"]),
        sides=sides[entry["sides"]],
        limits=limits,
        synonyms=(*entry.get("synonyms", ()), *shared),
        device_limits=devices,
    )
