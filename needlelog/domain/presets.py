"""Protocol presets: a grid of zones saved under a name, to be used on other clients."""

from __future__ import annotations

from dataclasses import dataclass, replace

from needlelog.domain.session_repeat import copied_zone
from needlelog.domain.sessions import ZoneRow


@dataclass(frozen=True, slots=True)
class Preset:
    """A named grid: where, how deep, how often, how. It never holds what was observed."""

    uid: str
    name: str
    zones: tuple[ZoneRow, ...]


def preset_rows(zones: tuple[ZoneRow, ...]) -> tuple[ZoneRow, ...]:
    """The rows as a preset keeps them: without endpoints, pain, notes and reasons, from row 1."""
    return tuple(
        replace(copied_zone(zone), row=number) for number, zone in enumerate(zones, start=1)
    )
