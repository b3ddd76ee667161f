"""Treated zones in few words: name, side and depth, as they are written in lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.zones import CUSTOM_ZONE, Side, ZoneCatalogue
from needlelog.ui import formats

if TYPE_CHECKING:
    from collections.abc import Iterable

    from needlelog.domain.sessions import ZoneRow

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class DepthLine:
    """One zone as listed: its short name with side, and the depth in micrometres."""

    label: str
    depth_um: int | None


def zone_name(
    zones: ZoneCatalogue, code: str, side: Side, custom_name: str = "", *, short: bool = False
) -> str:
    """The zone with its side, for example ``Cheek, lateral L + R``; a midline zone has no side.

    A code that this version does not know is shown as it was written.
    """
    if code == CUSTOM_ZONE and custom_name:
        name = custom_name
    elif code in zones:
        zone = zones.by_code(code)
        name = zone.short_name if short else zone.name
    else:
        name = code.replace("_", " ")
    if side is Side.MID:
        return name
    return f"{name} {side.sign.replace(' ', '') if short else side.sign}"


def depth_lines(zones: ZoneCatalogue, rows: Iterable[ZoneRow]) -> tuple[DepthLine, ...]:
    """The rows of a session, deepest first; equal depths of left and right become one line."""
    sides: dict[tuple[str, str, int | None], set[Side]] = {}
    for row in rows:
        sides.setdefault((row.zone, row.custom_name, row.depth_um), set()).add(row.side)
    lines = [
        DepthLine(zone_name(zones, code, side, custom, short=True), depth)
        for (code, custom, depth), found in sides.items()
        for side in _joined(found)
    ]
    return tuple(sorted(lines, key=lambda line: -(line.depth_um or 0)))


def depth_sentence(zones: ZoneCatalogue, rows: Iterable[ZoneRow]) -> str:
    """The rows in one plain line, for screen readers and tooltips."""
    return ", ".join(
        line.label if line.depth_um is None else f"{line.label} {formats.depth(line.depth_um)} mm"
        for line in depth_lines(zones, rows)
    )


def merged(pairs: Iterable[tuple[str, Side]]) -> tuple[tuple[str, Side], ...]:
    """The zones once each, left and right of one zone taken together."""
    sides: dict[str, set[Side]] = {}
    for code, side in pairs:
        sides.setdefault(code, set()).add(side)
    return tuple((code, side) for code, found in sides.items() for side in _joined(found))


def zones_in_words(zones: ZoneCatalogue, pairs: Iterable[tuple[str, Side]]) -> str:
    """A list of zones with sides as one line."""
    return ", ".join(zone_name(zones, code, side, short=True) for code, side in pairs)


def area_name(code: str) -> str:
    """A part of the body, one tab of the maps; a code this version does not know as it is."""
    words = {
        "face": translate("ZoneWords", "Face"),
        "neck_chest": translate("ZoneWords", "Neck & chest"),
        "hands": translate("ZoneWords", "Hands"),
        "scalp": translate("ZoneWords", "Scalp"),
        "body": translate("ZoneWords", "Body"),
    }
    return words.get(code, code)


def _joined(found: set[Side]) -> tuple[Side, ...]:
    if {Side.LEFT, Side.RIGHT} <= found:
        found = (found - {Side.LEFT, Side.RIGHT}) | {Side.BOTH}
    return tuple(side for side in Side if side in found)
