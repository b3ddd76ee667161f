"""What is published about needling devices, products and numbing creams.

These are starting points for the clinic's own stock; depths are whole micrometres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from needlelog.domain.sessions import SpeedUnit
from needlelog.domain.zones import Confidence


@dataclass(frozen=True, slots=True)
class DeviceModel:
    """A device as published. `code` is what limits of zones refer to.

    `fixed_depths_um` is filled for devices with needles of one length each; then `step_um` is
    None. `evaluated_to_um` is the depth up to which its label was evaluated.
    """

    code: str
    model: str
    maker: str
    min_um: int
    max_um: int
    step_um: int | None
    fixed_depths_um: tuple[int, ...]
    evaluated_to_um: int | None
    needles: tuple[int, ...]
    speed_unit: SpeedUnit | None
    speed_values: tuple[str, ...]
    speed_fixed: bool
    status: str
    note: str
    source: str
    confidence: Confidence

    @property
    def depths_um(self) -> tuple[int, ...]:
        """Every depth that the device can be set to, shallow to deep."""
        if self.step_um is None:
            return self.fixed_depths_um
        return tuple(range(self.min_um, self.max_um + 1, self.step_um))


@dataclass(frozen=True, slots=True)
class ProductCategory:
    """A kind of product. `warns` tells a caution that asks for attention from a mere note."""

    code: str
    group: str
    name: str
    synonyms: tuple[str, ...]
    caution: str
    warns: bool
    source: str
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class NumbingAgent:
    """A numbing cream. `drugs` are checked against allergies; dwell is shortest and longest."""

    code: str
    name: str
    drugs: tuple[str, ...]
    strength: str
    synonyms: tuple[str, ...]
    dwell_minutes: tuple[int, int]
    dwell_note: str
    medical_only: bool
    caution: str
    source: str
    confidence: Confidence


def parse_devices(data: Mapping[str, Any]) -> tuple[DeviceModel, ...]:
    """Read `devices.toml`. Raises KeyError or ValueError where it is not well formed."""
    return tuple(_device(entry) for entry in data["device"])


def parse_categories(data: Mapping[str, Any]) -> tuple[ProductCategory, ...]:
    """Read the product categories of `products.toml`."""
    return tuple(
        ProductCategory(
            code=entry["code"],
            group=entry["group"],
            name=entry["name"],
            synonyms=tuple(entry.get("synonyms", ())),
            caution=entry.get("caution", ""),
            warns=entry.get("severity") == "warn",
            source=entry.get("source", ""),
            confidence=Confidence(entry.get("confidence", "U")),
        )
        for entry in data["category"]
    )


def parse_numbing(data: Mapping[str, Any]) -> tuple[NumbingAgent, ...]:
    """Read the numbing creams of `products.toml`."""
    return tuple(
        NumbingAgent(
            code=entry["code"],
            name=entry["name"],
            drugs=tuple(entry["drugs"]),
            strength=entry["strength"],
            synonyms=tuple(entry.get("synonyms", ())),
            dwell_minutes=(entry["dwell_minutes"][0], entry["dwell_minutes"][1]),
            dwell_note=entry.get("dwell_note", ""),
            medical_only=entry.get("medical_only", False),
            caution=entry["caution"],
            source=entry["source"],
            confidence=Confidence(entry["confidence"]),
        )
        for entry in data["numbing"]
    )


def _device(entry: Mapping[str, Any]) -> DeviceModel:
    unit = entry.get("speed_unit")
    device = DeviceModel(
        code=entry["code"],
        model=entry["model"],
        maker=entry.get("maker", ""),
        min_um=entry["min_um"],
        max_um=entry["max_um"],
        step_um=entry.get("step_um"),
        fixed_depths_um=tuple(entry.get("fixed_depths_um", ())),
        evaluated_to_um=entry.get("evaluated_to_um"),
        needles=tuple(entry.get("needles", ())),
        speed_unit=SpeedUnit(unit) if unit else None,
        speed_values=tuple(entry.get("speed_values", ())),
        speed_fixed=entry.get("speed_fixed", False),
        status=entry.get("status", ""),
        note=entry.get("note", ""),
        source=entry["source"],
        confidence=Confidence(entry["confidence"]),
    )
    if (device.step_um is None) == (not device.fixed_depths_um):
        raise ValueError(f"Device {device.code} needs either a step or fixed depths.")
    return device
