"""What a signed record keeps of depths that went past a limit."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlelog.domain.depth_advice import LimitOverride
from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.from_depth import recorded_depths
from needlelog.domain.sessions import DeviceUse, ZoneRow
from needlelog.domain.stock import Device
from needlelog.domain.zones import Side
from tests.domain.screening.judging import CHIN, ZONES, draft_at

PEN = Device("d-1", "Pen", deepest_um=2500, evaluated_to_um=1800)
CHEEK = ZoneRow(1, "cheek_lateral", Side.LEFT, depth_um=1600)


def recorded(
    *rows: ZoneRow,
    used: DeviceUse | None = None,
    device: Device | None = None,
    ceiling_um: int | None = None,
    overrides: tuple[LimitOverride, ...] = (),
) -> list[Finding]:
    draft = draft_at(None, zones=rows, device=used)
    return list(recorded_depths(draft, ZONES, device, ceiling_um, overrides, "v7"))


def told(findings: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.rule, one.severity, one.detail) for one in findings]


def test_every_limit_is_kept_with_its_place_and_only_the_label_is_a_note() -> None:
    deep = replace(CHEEK, depth_um=2600)
    found = recorded(CHIN, deep, device=PEN, ceiling_um=600)
    assert told(found) == [
        ("depth_over_device", "warn", "2500"),
        ("depth_over_ceiling", "warn", "600"),
        ("depth_over_advice", "warn", "2000"),
        ("depth_over_evaluated", "note", "1800"),
    ]
    assert {(one.zone, one.side, one.item) for one in found} == {
        ("cheek_lateral", Side.LEFT, "depth")
    }
    assert {one.rule_version for one in found} == {"v7"}


@pytest.mark.parametrize(("model", "limit"), [("skinpen_precision", ["1500"]), ("", [])])
def test_a_zone_has_the_limit_of_the_device_in_use(model: str, limit: list[str]) -> None:
    found = recorded(CHEEK, used=DeviceUse("d-1", model))
    assert [one.detail for one in found if one.rule == "depth_over_advice"] == limit
    assert recorded(CHEEK) == []


def test_a_zone_of_ones_own_is_held_to_device_and_ceiling_and_to_the_clinics_limit() -> None:
    own = ZoneRow(1, "custom", Side.MID, depth_um=2600, custom_name="scar on the shin")
    assert told(recorded(own)) == []
    assert told(recorded(own, device=PEN, ceiling_um=2600))[0] == (
        "depth_over_device",
        "warn",
        "2500",
    )
    limit = LimitOverride("cheek_lateral", 1000)
    assert told(recorded(CHEEK, overrides=(limit,))) == [("depth_over_advice", "warn", "1000")]
