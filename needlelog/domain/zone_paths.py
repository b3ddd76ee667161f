"""The drawn zone maps as plain records, read from their SVG files.

The drawings use a small part of SVG: the groups `base`, `zones` and `lines`, and paths of
absolute M, C, L and Z. A zone path is named by its zone code with `_left` or `_right` for the
client's side; `label` holds the x, y and radius of the largest circle inside the zone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from needlelog.domain.zones import Side

Command = tuple[str, tuple[float, ...]]

_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_ARGUMENTS = {"M": 2, "L": 2, "C": 6, "Z": 0}


@dataclass(frozen=True, slots=True)
class Shape:
    """A decorative path: what it shows (`skin`, `hair`, `ear`, `lid` …) and its path data."""

    kind: str
    path: str

    @property
    def commands(self) -> tuple[Command, ...]:
        """The path data read; see `parse_path`."""
        return parse_path(self.path)


@dataclass(frozen=True, slots=True)
class LabelSpot:
    """The centre and radius of the largest circle inside a zone, in drawing units."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class MapZone:
    """One treatable path. `side` is None where the drawing does not divide the zone."""

    path_id: str
    zone_code: str
    side: Side | None
    path: str
    label: LabelSpot | None

    @property
    def commands(self) -> tuple[Command, ...]:
        """The path data read; see `parse_path`."""
        return parse_path(self.path)

    @property
    def tap_side(self) -> Side:
        """The side that a tap on this path stands for."""
        return self.side or Side.MID


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """One view of the body.

    To find the drawing that shows a zone, all of them are looked through, but few are drawn: their
    path data is read when that is asked for.

    `foot_sides` are the client's sides at the viewer's left and right; a profile shows one.
    """

    name: str
    view_box: tuple[float, float, float, float]
    foot_sides: tuple[Side | None, Side | None]
    base: tuple[Shape, ...]
    zones: tuple[MapZone, ...]
    lines: tuple[Shape, ...]

    def shows(self, zone_code: str, side: Side) -> tuple[MapZone, ...]:
        """Return the paths on which a treated zone and side appears."""
        same = [zone for zone in self.zones if zone.zone_code == zone_code]
        wanted = set(side.parts)
        found = [zone for zone in same if zone.tap_side in wanted]
        whole = {zone.tap_side for zone in same}
        if Side.MID in wanted and Side.MID not in whole:
            return tuple(same)
        if not found and whole == {Side.MID}:
            return tuple(same)
        return tuple(found)


def split_path_id(path_id: str) -> tuple[str, Side | None]:
    """Return the zone code and the client's side that a path id stands for."""
    for side in (Side.LEFT, Side.RIGHT):
        if path_id.endswith(f"_{side.value}"):
            return path_id.removesuffix(f"_{side.value}"), side
    return path_id, None


def parse_path(text: str) -> tuple[Command, ...]:
    """Read path data. Raises ValueError on anything but absolute M, C, L and Z."""
    tokens = _TOKEN.findall(text)
    commands: list[Command] = []
    at, letter = 0, ""
    while at < len(tokens):
        if tokens[at].isalpha():
            letter = tokens[at]
            at += 1
            if letter not in _ARGUMENTS:
                raise ValueError(f"Path command {letter!r} is not one of M, C, L, Z.")
        count = _ARGUMENTS.get(letter)
        if count is None or (count == 0 and commands and commands[-1][0] == "Z"):
            raise ValueError("Path data holds numbers without a command.")
        numbers = tuple(float(token) for token in tokens[at : at + count])
        if len(numbers) != count:
            raise ValueError(f"Path command {letter} lacks numbers.")
        commands.append((letter, numbers))
        at += count
        if letter == "M":
            letter = "L"
    return tuple(commands)


def parse_map(name: str, text: str) -> MapDrawing:
    """Read one drawn map. Raises ValueError where its groups and zones break the rules above."""
    root = ElementTree.fromstring(text)  # noqa: S314 - only the shipped drawings are read
    box = tuple(float(part) for part in root.get("viewBox", "").split())
    if len(box) != 4:
        raise ValueError(f"Map {name} has no view box.")
    return MapDrawing(
        name=name,
        view_box=(box[0], box[1], box[2], box[3]),
        foot_sides=_foot_sides(root.get("data-sides", "")),
        base=_shapes(root, "base", "skin"),
        zones=_zones(root),
        lines=_shapes(root, "lines", "line"),
    )


def _foot_sides(text: str) -> tuple[Side | None, Side | None]:
    found = [None if part == "none" else Side(part) for part in text.split()]
    if len(found) != 2:
        raise ValueError("A map must name the client's sides at its foot.")
    return found[0], found[1]


def _group(root: ElementTree.Element, group_id: str) -> list[ElementTree.Element]:
    for element in root:
        if element.get("id") == group_id:
            return list(element)
    return []


def _shapes(root: ElementTree.Element, group_id: str, usual: str) -> tuple[Shape, ...]:
    return tuple(
        Shape(element.get("class", usual), element.get("d", ""))
        for element in _group(root, group_id)
    )


def _zones(root: ElementTree.Element) -> tuple[MapZone, ...]:
    zones = []
    for element in _group(root, "zones"):
        path_id = element.get("id", "")
        code, side = split_path_id(path_id)
        spot = element.get("data-label")
        label = LabelSpot(*(float(part) for part in spot.split())) if spot else None
        zones.append(MapZone(path_id, code, side, element.get("d", ""), label))
    return tuple(zones)
