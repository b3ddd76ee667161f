"""Outcome scales: range, direction, items and formula, each with its source.

All values of scales are whole numbers of thousandths, so that weights and halves stay exact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from needlelog.domain.zones import Confidence

UNIT = 1000
"""One point of a scale in the unit of stored values."""
SINGLE_ITEM = "grade"
"""The code of the only item of a scale that has one."""
OWN_PREFIX = "own."
"""How the codes of scales begin that a clinic made for itself."""


class Direction(StrEnum):
    """Which end of a scale is the better one."""

    LOWER_BETTER = "lower"
    HIGHER_BETTER = "higher"

    def gain(self, difference: int) -> int:
        """A difference (later minus earlier) as a gain: above zero is better."""
        return difference if self is Direction.HIGHER_BETTER else -difference


class Rater(StrEnum):
    """Who rates: the clinician looks, the client says."""

    CLINICIAN = "clinician"
    CLIENT = "client"


class Formula(StrEnum):
    """How items become the total."""

    SINGLE = "single"
    SUM = "sum"
    AREA = "area"
    """The sum over regions of weight times extent times the sum of the region's grades."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a value means, in words."""

    value: int
    words: str


@dataclass(frozen=True, slots=True)
class ScaleItem:
    """One question of a scale. ``extent`` marks the item that says how much of a region it is."""

    code: str
    name: str
    least: int
    most: int
    step: int = UNIT
    anchors: tuple[Anchor, ...] = ()
    region: str = ""
    extent: bool = False

    @property
    def values(self) -> tuple[int, ...]:
        """Every value the item can have, from the least on."""
        return tuple(range(self.least, self.most + 1, self.step))

    def words_of(self, value: int) -> str:
        """What a value means; empty where no words belong to it."""
        return next((anchor.words for anchor in self.anchors if anchor.value == value), "")


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the body that counts with a weight, in thousandths."""

    code: str
    name: str
    weight: int


@dataclass(frozen=True, slots=True)
class Scale:
    """One version of a scale.

    ``relative_to_baseline`` scales compare with the time before the first session: they have no
    value at the baseline and no percent of it. ``family`` is the code that sites of one scale
    share. A scale that is not ``active`` is no longer offered and stays readable.
    """

    code: str
    version: str
    name: str
    least: int
    most: int
    direction: Direction
    raters: tuple[Rater, ...]
    items: tuple[ScaleItem, ...]
    formula: Formula
    meaningful_step: int
    regions: tuple[Region, ...] = ()
    relative_to_baseline: bool = False
    meaningful_source: str = ""
    source: str = ""
    confidence: Confidence | None = None
    about: str = ""
    unit: str = ""
    family: str = ""
    family_name: str = ""
    active: bool = True

    @property
    def own(self) -> bool:
        """Whether a clinic made this scale for itself."""
        return self.code.startswith(OWN_PREFIX)

    def item(self, code: str) -> ScaleItem | None:
        """One item by its code."""
        return next((item for item in self.items if item.code == code), None)

    def items_of(self, region: str) -> tuple[ScaleItem, ...]:
        """The items of one region, its extent among them."""
        return tuple(item for item in self.items if item.region == region)

    def words_of(self, total: int) -> str:
        """What a total means; only scales of one item have words for it."""
        return self.items[0].words_of(total) if self.formula is Formula.SINGLE else ""


@dataclass(frozen=True, slots=True)
class ScaleCatalogue:
    """All known scales: those that ship and those the clinic made."""

    scales: tuple[Scale, ...]
    _by_key: Mapping[tuple[str, str], Scale] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_key = {(scale.code, scale.version): scale for scale in self.scales}
        if len(by_key) != len(self.scales):
            raise ValueError("a scale stands twice in the catalogue")
        object.__setattr__(self, "_by_key", by_key)

    @property
    def offered(self) -> tuple[Scale, ...]:
        """The scales that can be used for a new score."""
        return tuple(scale for scale in self.scales if scale.active)

    def find(self, code: str, version: str) -> Scale | None:
        """The scale of a record, ``None`` where this program does not know it."""
        return self._by_key.get((code, version))

    def with_scales(self, further: Iterable[Scale]) -> ScaleCatalogue:
        """These scales and further ones."""
        return ScaleCatalogue((*self.scales, *further))


def parse_scales(data: Mapping[str, Any]) -> ScaleCatalogue:
    """Read `scales.toml`. A scale with sites becomes one scale a site."""
    found: list[Scale] = []
    for entry in data["scale"]:
        scale = _scale(entry)
        sites = entry.get("sites", ())
        found += [_at_site(scale, site) for site in sites] if sites else [scale]
    return ScaleCatalogue(tuple(found))


def thousandths(value: float | str | Decimal) -> int:
    """A number of points in thousandths. Raises ValueError when it is finer than that."""
    exact = Decimal(str(value)) * UNIT
    if exact != exact.to_integral_value():
        raise ValueError("a value of a scale has at most three decimals")
    return int(exact)


def _scale(entry: Mapping[str, Any]) -> Scale:
    regions = tuple(
        Region(region["code"], region["name"], thousandths(region["weight"]))
        for region in entry.get("regions", ())
    )
    return Scale(
        code=entry["code"],
        version=entry["version"],
        name=entry["name"],
        least=thousandths(entry["least"]),
        most=thousandths(entry["most"]),
        direction=Direction(entry["direction"]),
        raters=tuple(Rater(rater) for rater in entry["raters"]),
        items=_items(entry, regions),
        formula=Formula(entry["formula"]),
        meaningful_step=thousandths(entry["meaningful_step"]),
        regions=regions,
        relative_to_baseline=entry.get("relative_to_baseline", False),
        meaningful_source=entry["meaningful_source"],
        source=entry["source"],
        confidence=Confidence(entry["confidence"]),
        about=entry.get("about", ""),
        unit=entry.get("unit", ""),
        active=not entry.get("retired", False),
    )


def _items(entry: Mapping[str, Any], regions: tuple[Region, ...]) -> tuple[ScaleItem, ...]:
    formula = Formula(entry["formula"])
    if formula is Formula.SINGLE:
        return (_item(entry, SINGLE_ITEM, entry["name"]),)
    if formula is Formula.SUM:
        return tuple(_item(part, part["code"], part["name"]) for part in entry["items"])
    return tuple(
        _item(part, f"{region.code}.{part['code']}", part["name"], region.code)
        for region in regions
        for part in entry["parts"]
    )


def _item(part: Mapping[str, Any], code: str, name: str, region: str = "") -> ScaleItem:
    least, step = thousandths(part["least"]), thousandths(part.get("step", 1))
    words = part.get("anchors", ())
    if isinstance(words, Mapping):
        anchors = tuple(Anchor(thousandths(value), text) for value, text in words.items())
    else:
        anchors = tuple(Anchor(least + step * place, text) for place, text in enumerate(words))
    return ScaleItem(
        code=code,
        name=name,
        least=least,
        most=thousandths(part["most"]),
        step=step,
        anchors=anchors,
        region=region,
        extent=part.get("extent", False),
    )


def _at_site(scale: Scale, site: Mapping[str, Any]) -> Scale:
    return replace(
        scale,
        code=f"{scale.code}.{site['code']}",
        name=f"{scale.name}: {site['name']}",
        items=tuple(replace(item, name=site["name"]) for item in scale.items),
        family=scale.code,
        family_name=scale.name,
    )
