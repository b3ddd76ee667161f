"""The depths offered for one tap, by what the device can be set to."""

from __future__ import annotations

from needlelog.domain.quantities import DEEPEST_ENTRY_UM
from needlelog.domain.stock import Device

USUAL_DEPTHS_UM = (250, 500, 750, 1000, 1250, 1500, 2000, 2500)
"""Depths offered without a device, the stops of the depth colours."""
DEFAULT_STEP_UM = 250


def depth_choices(device: Device | None) -> tuple[int, ...]:
    """The usual depths, each moved to the nearest setting of the device and kept in its range.

    A device with one fixed needle length offers that length alone.
    """
    if device is None:
        return USUAL_DEPTHS_UM
    if device.shallowest_um >= device.deepest_um:
        return (device.deepest_um,)
    step = max(device.step_um, 10)
    wanted = {*USUAL_DEPTHS_UM, min(device.deepest_um, USUAL_DEPTHS_UM[-1])}
    settings = {round(depth / step) * step for depth in wanted}
    return tuple(
        sorted(depth for depth in settings if device.shallowest_um <= depth <= device.deepest_um)
    )


def stepped(depth_um: int | None, direction: int, device: Device | None) -> int:
    """The next setting up (+1) or down (-1); from nothing the first step is the shallowest."""
    step = device.step_um if device else DEFAULT_STEP_UM
    step = step or DEFAULT_STEP_UM
    lowest = max(device.shallowest_um if device else DEFAULT_STEP_UM, 100)
    if depth_um is None:
        return lowest
    below = depth_um - depth_um % step
    above = below + step
    beneath = below if below < depth_um else below - step
    return min(max(above if direction > 0 else beneath, lowest), DEEPEST_ENTRY_UM)
