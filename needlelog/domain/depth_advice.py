"""What speaks against the depth of a zone row, with the limit and where it comes from.

Nothing here forbids: a finding shows the limit and its source, and most ask for a reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from needlelog.domain.sessions import ZoneRow
from needlelog.domain.stock import Device
from needlelog.domain.zones import Confidence, ZoneLimits


class DepthFindingKind(StrEnum):
    """What a depth goes past, the most severe first."""

    AVOID_ZONE = "avoid_zone"
    OVER_DEVICE = "over_device"
    OVER_CEILING = "over_ceiling"
    OVER_ADVICE = "over_advice"
    OVER_EVALUATED = "over_evaluated"


class LimitSource(StrEnum):
    """Who set the limit: the shipped figures, the clinic, the device or the person."""

    SHIPPED = "shipped"
    CLINIC = "clinic"
    DEVICE = "device"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class LimitOverride:
    """The clinic's own warning limit of a zone, in micrometres.

    ``warn_um`` of 0 means the zone is to be avoided; ``None`` takes an earlier override back,
    so that the shipped figure holds again. ``by`` names the person who decided it, at ``at``.
    """

    zone: str
    warn_um: int | None
    note: str = ""
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DepthFinding:
    """One limit that a row goes past.

    ``source_text`` is the citation of a shipped figure, the name of the device, or the note of
    the clinic; ``by`` is who set a clinic's limit. ``confidence`` belongs to shipped figures only.
    """

    kind: DepthFindingKind
    limit_um: int
    source: LimitSource
    source_text: str = ""
    confidence: Confidence | None = None
    by: str = ""

    @property
    def needs_reason(self) -> bool:
        """Whether the practitioner is asked why; a label's untested range is only shown."""
        return self.kind is not DepthFindingKind.OVER_EVALUATED


_SEVERITY = {kind: rank for rank, kind in enumerate(DepthFindingKind)}


def depth_findings(
    row: ZoneRow,
    zone_limits: ZoneLimits | None,
    device: Device | None,
    person_ceiling: int | None,
    overrides: Iterable[LimitOverride],
) -> tuple[DepthFinding, ...]:
    """Return what speaks against the row's depth, most severe first.

    ``zone_limits`` are the shipped figures for the zone and the device in use, ``None`` for a
    zone without any. The clinic's own limit for the zone wins over them. A depth exactly at a
    limit is within it; a zone to be avoided is found before a depth is known.
    """
    own = next((override for override in overrides if override.zone == row.zone), None)
    found = _zone_findings(row, zone_limits, own)
    depth = row.depth_um
    if depth is not None:
        if device is not None:
            found += _device_findings(depth, device)
        if person_ceiling is not None and depth > person_ceiling:
            found.append(
                DepthFinding(DepthFindingKind.OVER_CEILING, person_ceiling, LimitSource.PERSON)
            )
    return tuple(sorted(found, key=lambda finding: _SEVERITY[finding.kind]))


def _zone_findings(
    row: ZoneRow, shipped: ZoneLimits | None, override: LimitOverride | None
) -> list[DepthFinding]:
    if override is not None and override.warn_um is not None:
        limit, source = override.warn_um, LimitSource.CLINIC
        text, confidence, by = override.note, None, override.by
    elif shipped is not None and shipped.warn_um is not None:
        limit, source = shipped.warn_um, LimitSource.SHIPPED
        text, confidence, by = shipped.source, shipped.confidence, ""
    else:
        return []
    if limit == 0:
        kind = DepthFindingKind.AVOID_ZONE
    elif row.depth_um is not None and row.depth_um > limit:
        kind = DepthFindingKind.OVER_ADVICE
    else:
        return []
    return [DepthFinding(kind, limit, source, text, confidence, by)]


def _device_findings(depth: int, device: Device) -> list[DepthFinding]:
    found = []
    if depth > device.deepest_um:
        kind = DepthFindingKind.OVER_DEVICE
        found.append(DepthFinding(kind, device.deepest_um, LimitSource.DEVICE, device.name))
    if device.evaluated_to_um is not None and depth > device.evaluated_to_um:
        kind = DepthFindingKind.OVER_EVALUATED
        found.append(DepthFinding(kind, device.evaluated_to_um, LimitSource.DEVICE, device.name))
    return found
