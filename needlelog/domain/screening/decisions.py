"""What a finding still asks of the practitioner before the session can be signed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from needlelog.domain.screening.extents import standing
from needlelog.domain.screening.findings import Decision, Finding, Scope, Severity
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.screening.making import CLOSED, ROW_REASON
from needlelog.domain.sessions import SessionDraft


class Need(StrEnum):
    """What is missing: a reason, the name of the prescriber, or that a warning was seen."""

    REASON = "reason"
    PRESCRIBER = "prescriber"
    SEEN = "seen"


@dataclass(frozen=True, slots=True)
class OpenNeed:
    """What one rule still needs; ``finding`` is the first of its findings that asks for it.

    ``again`` says that something was decided before that would do, but not for this.
    """

    finding: Finding
    need: Need
    again: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Findings of one rule about which the same was decided, or nothing yet.

    ``earlier`` is what was decided about others, or about these while they weighed less, and
    would do for these as well.
    """

    findings: tuple[Finding, ...]
    decision: Decision | None = None
    need: Need | None = None
    earlier: tuple[Decision, ...] = ()


def needs(finding: Finding, decision: Decision | None) -> Need | None:
    """What a finding needs beside a decision made for it, ``None`` when it is dealt with.

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


def open_need(finding: Finding, draft: SessionDraft) -> Need | None:
    """What a finding still needs with all that was decided in a draft."""
    wanted = needs(finding, None)
    if wanted is None:
        return None
    held = standing(finding, draft, draft.decisions)
    if not held:
        return wanted
    return next((need for each in held if (need := needs(finding, each)) is not None), None)


def open_needs(findings: Iterable[Finding], draft: SessionDraft) -> tuple[OpenNeed, ...]:
    """What is still needed, one for each rule, in the order of the findings."""
    found: dict[str, OpenNeed] = {}
    for finding in findings:
        if finding.rule in found:
            continue
        need = open_need(finding, draft)
        if need is not None:
            again = bool(earlier_decisions(finding, draft))
            found[finding.rule] = OpenNeed(finding, need, again)
    return tuple(found.values())


def earlier_decisions(finding: Finding, draft: SessionDraft) -> tuple[Decision, ...]:
    """What was decided about other findings of the rule and would do for this one as well."""
    if standing(finding, draft, draft.decisions):
        return ()
    return tuple(
        decision
        for decision in draft.decisions
        if decision.rule == finding.rule and needs(finding, decision) is None
    )


def parts_of(same: Sequence[Finding], draft: SessionDraft) -> tuple[Part, ...]:
    """All that one rule found, sorted by what was decided; what is still open comes last."""
    sorted_by: dict[Decision | None, list[Finding]] = {}
    for finding in same:
        held = standing(finding, draft, draft.decisions)
        sorted_by.setdefault(held[-1] if held else None, []).append(finding)
    order = [each for each in draft.decisions if each in sorted_by]
    keys = (*order, None) if None in sorted_by else tuple(order)
    return tuple(_part(tuple(sorted_by[key]), key, draft) for key in keys)


def _part(findings: tuple[Finding, ...], decision: Decision | None, draft: SessionDraft) -> Part:
    open_ones = [each for each in findings if open_need(each, draft) is not None]
    if not open_ones:
        return Part(findings, decision)
    first = open_ones[0]
    return Part(findings, decision, open_need(first, draft), earlier_decisions(first, draft))
