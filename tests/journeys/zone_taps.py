"""Taps on the zone map, on the drawing where a zone is seen."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from needlelog.domain.zones import Side
from needlelog.ui.map.body_map import BodyMap
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.map.views import maps_for_zone, tab_of
from tests.journeys.hand import NO_KEY, SHIFT, Hand


def tap_zone(
    hand: Hand, panel: MapPanel, zone: str, side: Side = Side.LEFT, *, more: bool = False
) -> None:
    """Tap a zone on the drawing, going to its tab and view first when another is shown."""
    _turn_to(hand, panel, zone, side)
    spot = _spot_of(panel.body_map, zone, side)
    hand.click(panel.body_map, spot, SHIFT if more else NO_KEY)


def _turn_to(hand: Hand, panel: MapPanel, zone: str, side: Side) -> None:
    """Press the tab and the view on which a zone is seen."""
    wanted = maps_for_zone(zone, side)
    assert wanted, f"{zone} {side} is on no drawing"
    if panel.body_map.drawing.name in wanted:
        return
    tab = tab_of(wanted[0])
    button = panel._tabs.button(tab.key)
    if not button.isChecked():
        hand.click(button)
    if panel.body_map.drawing.name not in wanted:
        hand.click(panel._views[tab.key].button(wanted[0]))
    assert panel.body_map.drawing.name in wanted


def _spot_of(body_map: BodyMap, zone: str, side: Side) -> QPoint:
    to_screen = body_map.to_screen()
    for path in body_map.paths.zones:
        if path.zone.zone_code == zone and path.zone.tap_side in (side, Side.MID):
            spot = to_screen.map(path.centre)
            hit = body_map.zone_at(spot)
            assert hit is path, f"the middle of {zone} is another zone"
            return spot.toPoint()
    raise AssertionError(f"{zone} {side} is not on {body_map.drawing.name}")
