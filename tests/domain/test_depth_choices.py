"""Depths for one tap fit the device; steps never leave what can be entered."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from needlelog.domain.depth_choices import USUAL_DEPTHS_UM, depth_choices, stepped
from needlelog.domain.stock import Device

SKINPEN = Device("d", "SkinPen", shallowest_um=250, deepest_um=2500, step_um=250)
DERMAPEN = Device("d", "Dermapen 4", shallowest_um=200, deepest_um=3000, step_um=100)
ROLLER = Device("d", "Roller", shallowest_um=1500, deepest_um=1500, step_um=0)


def test_without_a_device_the_stops_of_the_scale_are_offered() -> None:
    assert depth_choices(None) == USUAL_DEPTHS_UM


def test_every_offer_is_a_setting_of_the_device() -> None:
    for device in (SKINPEN, DERMAPEN):
        for depth in depth_choices(device):
            assert depth % device.step_um == 0
            assert device.shallowest_um <= depth <= device.deepest_um


def test_a_roller_offers_its_one_length() -> None:
    assert depth_choices(ROLLER) == (1500,)


@given(
    st.one_of(st.none(), st.integers(100, 3000)),
    st.sampled_from([-1, 1]),
    st.sampled_from([None, SKINPEN, DERMAPEN, ROLLER]),
)
def test_a_step_stays_within_what_can_be_entered(
    depth: int | None, way: int, device: Device | None
) -> None:
    assert 100 <= stepped(depth, way, device) <= 3000


def test_a_step_from_between_two_settings_goes_to_the_next_one() -> None:
    assert stepped(1300, 1, SKINPEN) == 1500
    assert stepped(1300, -1, SKINPEN) == 1250
    assert stepped(1250, -1, SKINPEN) == 1000
    assert stepped(None, 1, SKINPEN) == 250
