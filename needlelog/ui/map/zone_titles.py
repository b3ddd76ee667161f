"""Zones and their depth in words, for tooltips and screen readers."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.ui import formats
from needlelog.ui.map.map_state import ZoneDepth

_VIEW_TITLES = {
    "face_front": "Face, front",
    "face_profile_left": "Face, left side",
    "face_profile_right": "Face, right side",
    "neck_chest": "Neck and chest",
    "hands": "Hands",
    "scalp": "Scalp, from above",
    "scalp_back": "Scalp, from behind",
    "body_front": "Body, front",
    "body_back": "Body, back",
}


def view_title(drawing_name: str) -> str:
    """Return the name of a view, for example `Face, left side`."""
    title = _VIEW_TITLES.get(drawing_name, drawing_name)
    return QCoreApplication.translate("ZoneMap", title)


def zone_title(code: str, side: Side | None) -> str:
    """Return the zone's name and, where it has sides, the side: `Cheek, lateral, left`."""
    catalogue = zone_catalogue()
    name = catalogue.by_code(code).name if code in catalogue else code
    name = QCoreApplication.translate("Zones", name)
    if side is Side.LEFT:
        return QCoreApplication.translate("ZoneMap", "{zone}, left").format(zone=name)
    if side is Side.RIGHT:
        return QCoreApplication.translate("ZoneMap", "{zone}, right").format(zone=name)
    return name


def side_sign(side: Side) -> str:
    """Return the letter for one of the client's sides, as written at the foot of a map."""
    translate = QCoreApplication.translate
    return translate("ZoneMap", "L") if side is Side.LEFT else translate("ZoneMap", "R")


def depth_words(depth: ZoneDepth | None) -> str:
    """Return what was done in a zone: `1.50 mm`, `2.00 mm and 1 more row`, `not treated`."""
    if depth is None:
        return QCoreApplication.translate("ZoneMap", "not treated")
    words = QCoreApplication.translate("ZoneMap", "{depth} mm").format(
        depth=formats.depth(depth.deepest_um)
    )
    if not depth.more:
        return words
    more = QCoreApplication.translate("ZoneMap", "%n more row(s)", "", depth.more)
    return f"{words}, {more}"
