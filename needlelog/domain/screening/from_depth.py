"""What speaks against depths, as findings that are kept with a signed record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from needlelog.domain.depth_advice import (
    DepthFinding,
    DepthFindingKind,
    LimitOverride,
    depth_findings,
)
from needlelog.domain.screening.findings import Finding, Scope, Severity
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.stock import Device
from needlelog.domain.zones import ZoneCatalogue

DEPTH_ITEM = "depth"
"""The item of what speaks against a depth. Its decision is the reason in the zone's own row."""


def recorded_depths(
    draft: SessionDraft,
    zones: ZoneCatalogue,
    device: Device | None,
    ceiling_um: int | None,
    overrides: Iterable[LimitOverride],
    version: str,
) -> Iterator[Finding]:
    """One finding a limit that a row goes past; ``detail`` is the limit in micrometres."""
    own = tuple(overrides)
    model = draft.device.model_code if draft.device else None
    for row in draft.zones:
        limits = zones.limits(row.zone, model) if row.zone in zones else None
        for each in depth_findings(row, limits, device, ceiling_um, own):
            yield _finding(row, each, version)


def _finding(row: ZoneRow, found: DepthFinding, version: str) -> Finding:
    noted = found.kind is DepthFindingKind.OVER_EVALUATED
    return Finding(
        rule=f"depth_{found.kind.value}",
        rule_version=version,
        item=DEPTH_ITEM,
        severity=Severity.NOTE if noted else Severity.WARN,
        scope=Scope.ZONE,
        zone=row.zone,
        side=row.side,
        detail=str(found.limit_um),
    )
