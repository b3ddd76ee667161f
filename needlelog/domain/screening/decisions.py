"""What a finding still asks of the practitioner before the session can be signed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from needlelog.domain.screening.findings import Decision, Finding, Scope, Severity
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.screening.making import CLOSED, ROW_REASON


class Need(StrEnum):
    """What is missing: a reason, the name of the prescriber, or that a warning was seen."""

    REASON = "reason"
    PRESCRIBER = "prescriber"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """What one rule still needs; ``finding`` is the first of its findings that asks for it."""

    finding: Finding
    need: Need


def needs(finding: Finding, decision: Decision | None) -> Need | None:
    """What a finding still needs, ``None`` when it is dealt with.

    A note needs nothing. Nor does what closes the numbing while none is written down, nor a depth
    or a zone to avoid, whose reason stands in the zone's own row.
    """
    if finding.severity is Severity.NOTE or finding.item == DEPTH_ITEM:
        return None
    if finding.severity is Severity.WARN:
        dealt_with = decision is not None and (decision.seen or decision.reason.strip())
        return None if dealt_with else Need.SEEN
    if finding.scope is Scope.NUMBING and finding.detail == CLOSED:
        return None
    if finding.detail == ROW_REASON:
        return None
    if decision is None or not decision.reason.strip():
        return Need.REASON
    if finding.prescriber_needed and not decision.prescriber.strip():
        return Need.PRESCRIBER
    return None


def open_needs(findings: Iterable[Finding], decisions: Iterable[Decision]) -> tuple[OpenNeed, ...]:
    """What is still needed, one for each rule, in the order of the findings."""
    decided = {decision.rule: decision for decision in decisions}
    found: dict[str, OpenNeed] = {}
    for finding in findings:
        need = needs(finding, decided.get(finding.rule))
        if need is not None and finding.rule not in found:
            found[finding.rule] = OpenNeed(finding, need)
    return tuple(found.values())
