"""Published devices, product cautions and numbing creams."""

from __future__ import annotations

from typing import Any

import pytest

from needlelog.domain.devices import parse_devices
from needlelog.domain.sessions import SpeedUnit
from needlelog.files.reference_data import device_models, numbing_agents, product_categories
from needlelog.files.resources import load_toml

DEVICES = {device.code: device for device in device_models()}
CATEGORIES = {category.code: category for category in product_categories()}


def test_skinpen_has_one_speed_and_an_evaluated_depth() -> None:
    skinpen = DEVICES["skinpen_precision"]
    assert skinpen.depths_um[-1] == 2500
    assert skinpen.evaluated_to_um == 1500
    assert (skinpen.speed_unit, skinpen.speed_values) == (SpeedUnit.RPM, ("7000",))
    assert skinpen.speed_fixed


def test_dermapen_names_the_conflict_of_its_steps() -> None:
    dermapen = DEVICES["dermapen_4"]
    assert len(dermapen.depths_um) == 29
    assert "25 depth steps" in dermapen.note
    assert dermapen.max_um == 3000


def test_a_roller_has_fixed_lengths() -> None:
    roller = DEVICES["dermaroller"]
    assert roller.step_um is None
    assert 1500 in roller.depths_um
    assert set(roller.needles) == {192, 540}


def test_depths_are_possible_and_sourced() -> None:
    for device in DEVICES.values():
        assert device.source, device.code
        assert 100 <= device.min_um < device.max_um <= 3000, device.code
        assert list(device.depths_um) == sorted(set(device.depths_um)), device.code
        assert device.min_um <= device.depths_um[0], device.code
        assert device.depths_um[-1] <= device.max_um, device.code


@pytest.mark.parametrize("change", [{"step_um": None}, {"fixed_depths_um": [500]}])
def test_a_device_has_either_a_step_or_fixed_depths(change: dict[str, Any]) -> None:
    entry = dict(load_toml("devices.toml")["device"][0]) | change
    with pytest.raises(ValueError, match="step"):
        parse_devices({"device": [entry]})


def test_vitamin_c_and_exosomes_warn_with_a_source() -> None:
    for code in ("vitamin_c", "exosomes"):
        assert CATEGORIES[code].warns
        assert CATEGORIES[code].source
    assert not CATEGORIES["hyaluronic_acid"].warns


def test_a_caution_always_names_its_source() -> None:
    assert all(bool(c.caution) == bool(c.source) for c in CATEGORIES.values())


def test_product_groups_are_the_kinds_of_the_stock_list() -> None:
    groups = {category.group for category in CATEGORIES.values()}
    assert groups == {"serum", "glide", "numbing", "antiseptic", "cartridge"}


def test_numbing_creams_name_every_drug() -> None:
    agents = {agent.code: agent for agent in numbing_agents()}
    assert agents["lidocaine_prilocaine"].drugs == ("lidocaine", "prilocaine")
    assert agents["lidocaine_prilocaine"].dwell_minutes[0] == 60
    for agent in agents.values():
        assert all(drug in agent.name.lower() for drug in agent.drugs)
        assert agent.dwell_minutes[0] <= agent.dwell_minutes[1]
