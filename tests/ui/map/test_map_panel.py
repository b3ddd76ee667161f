"""The panel leads to every drawing and finds the best one for what was treated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.domain.zones import Side
from needlelog.files.reference_data import MAP_NAMES, map_drawing
from needlelog.ui.map.map_panel import MapPanel
from needlelog.ui.map.views import MAP_TABS, best_map, best_maps, maps_for_zone, tab_of
from needlelog.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.fixture
def panel(qtbot: QtBot) -> MapPanel:
    """A panel of the width of the session screen."""
    widget = MapPanel()
    qtbot.addWidget(widget)
    widget.resize(348, 760)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


def press(panel: MapPanel, key: str) -> None:
    for control in panel.findChildren(SegmentedControl):
        if control.isVisible() and key in control._buttons:
            QTest.mouseClick(control.button(key), Qt.MouseButton.LeftButton)
            return
    raise AssertionError(key)


def test_every_drawing_is_on_a_tab() -> None:
    assert {view.drawing for tab in MAP_TABS for view in tab.views} == set(MAP_NAMES)


@pytest.mark.parametrize("name", MAP_NAMES)
def test_every_drawing_can_be_reached_by_pressing(qtbot: QtBot, panel: MapPanel, name: str) -> None:
    tab = tab_of(name)
    if tab.key != "face":
        press(panel, tab.key)
    if len(tab.views) > 1:
        press(panel, name)
    assert panel.body_map.drawing.name == name


def test_a_tab_remembers_its_view_and_tells_of_it(qtbot: QtBot, panel: MapPanel) -> None:
    press(panel, "body")
    press(panel, "body_back")
    press(panel, "hands")
    with qtbot.waitSignal(panel.mapChanged) as caught:
        press(panel, "body")
    assert caught.args == ["body_back"]


def test_a_narrow_panel_keeps_its_tabs_whole(qtbot: QtBot, panel: MapPanel) -> None:
    panel.resize(300, 500)
    assert panel.width() == 300
    tabs = panel.findChildren(SegmentedControl)[0]
    assert tabs.button("neck_chest").text() == "Neck"
    panel.resize(640, 900)
    assert tabs.button("neck_chest").text() == "Neck && chest"


def test_a_zone_is_revealed_only_when_it_is_out_of_sight(panel: MapPanel) -> None:
    panel.show_map("face_profile_left")
    panel.reveal(("cheek_medial", Side.LEFT))
    assert panel.body_map.drawing.name == "face_profile_left"
    panel.reveal(("wrist", Side.LEFT))
    assert panel.body_map.drawing.name == "hands"


def test_the_legend_names_the_clients_sides(panel: MapPanel) -> None:
    panel.show_map("scalp")
    described = panel.legend.accessibleDescription()
    assert described == "client's left at the left, client's right at the right"
    panel.show_map("face_profile_right")
    assert panel.legend.accessibleDescription() == "client's right at the right"


def test_the_best_map_shows_most_of_the_zones() -> None:
    assert best_map([]) == "face_front"
    assert best_map([("cheek_lateral", Side.BOTH), ("chin", Side.MID)]) == "face_front"
    assert best_map([("neck_front", Side.MID), ("neck_side", Side.BOTH)]) == "neck_chest"
    assert best_map([("scalp_vertex", Side.MID), ("scalp_front", Side.MID)]) == "scalp"
    assert best_map([("custom", Side.MID)]) == "face_front"


def test_the_best_maps_show_every_zone() -> None:
    zones = [("cheek_lateral", Side.BOTH), ("ear", Side.LEFT), ("calf", Side.RIGHT)]
    names = best_maps(zones)
    for code, side in zones:
        assert any(map_drawing(name).shows(code, side) for name in names)
    assert len(names) == 3
    assert best_maps([("custom", Side.MID)]) == ()


def test_maps_for_a_zone() -> None:
    assert maps_for_zone("nose", Side.LEFT)[0] == "face_front"
    assert "face_profile_right" not in maps_for_zone("nose", Side.LEFT)
    assert maps_for_zone("custom", Side.MID) == ()
