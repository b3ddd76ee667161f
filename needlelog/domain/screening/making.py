"""How a rule becomes a finding, and how much findings weigh."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from needlelog.domain.screening.figures import limits_text
from needlelog.domain.screening.findings import Finding, Severity
from needlelog.domain.screening.rules import Rule
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side, ZoneCatalogue

WEIGHT = {Severity.BLOCK: 0, Severity.WARN: 1, Severity.NOTE: 2}
"""The most severe first."""

UNKNOWN = "unknown"
"""Detail of a finding whose question was answered "not known"."""

CLOSED = "closed"
"""Detail of what closes the numbing while none is written down: nothing to decide about."""

ROW_REASON = "row_reason"
"""Detail of a zone to avoid whose row already says why it was treated."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What was compared with a rule's window; nothing where no window was counted."""

    days: int | None = None
    hours: int | None = None
    clear_at: datetime | None = None


NOT_COUNTED = Measure()


@dataclass(frozen=True, slots=True)
class Place:
    """A treated zone on a side, with all its rows and its zone group."""

    zone: str
    side: Side
    group: str
    rows: tuple[ZoneRow, ...]

    @property
    def deepest(self) -> ZoneRow:
        """The row with the greatest depth."""
        return max(self.rows, key=lambda row: row.depth_um or 0)


def places_of(rows: Iterable[ZoneRow], zones: ZoneCatalogue) -> tuple[Place, ...]:
    """The treated zones in the order of the rows, each zone and side once."""
    found: dict[tuple[str, Side], list[ZoneRow]] = {}
    for row in rows:
        found.setdefault((row.zone, row.side), []).append(row)
    return tuple(
        Place(zone, side, zones.by_code(zone).group if zone in zones else "", tuple(rows_there))
        for (zone, side), rows_there in found.items()
    )


def finding_of(
    rule: Rule,
    measure: Measure = NOT_COUNTED,
    *,
    place: Place | None = None,
    detail: str = "",
    window: str | None = None,
    at_most: Severity = Severity.BLOCK,
) -> Finding:
    """What a rule found; ``at_most`` caps its severity, ``window`` takes the place of its own."""
    severity = max(rule.severity, at_most, key=lambda one: WEIGHT[one])
    own = limits_text(rule)
    return Finding(
        rule=rule.code,
        rule_version=rule.version,
        item=rule.item,
        severity=severity,
        scope=rule.scope,
        zone=place.zone if place else None,
        side=place.side if place else None,
        window=own if window is None else window,
        measured_days=measure.days,
        measured_hours=measure.hours,
        clear_at=measure.clear_at,
        prescriber_needed=rule.prescriber_needed and severity is Severity.BLOCK,
        detail=detail,
    )


def strictest(firing: Iterable[tuple[Rule, Measure]]) -> list[tuple[Rule, Measure]]:
    """The rules that fire over one thing, the most severe first, else in their own order."""
    return sorted(firing, key=lambda pair: WEIGHT[pair[0].severity])


def days_between(earlier: date, later: date) -> int:
    """Whole calendar days, 0 where the earlier day is not before the later."""
    return max(0, (later - earlier).days)
