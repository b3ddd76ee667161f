"""The screening of a session as rows: answers, decisions and findings, there and back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any

from sqlalchemy import Row

from needlelog.db.moments import moment, moment_of
from needlelog.domain.clients import Answer
from needlelog.domain.screening.findings import (
    Decision,
    Extent,
    Finding,
    Scope,
    ScreeningAnswer,
    Severity,
)
from needlelog.domain.zones import Side


def answer_rows(answers: Iterable[ScreeningAnswer]) -> list[dict[str, Any]]:
    """The rows of a session's answers, in order."""
    return [
        {
            "position": position,
            "item": answer.item,
            "answer": answer.answer,
            "last_exposure": answer.last_exposure,
            **moment("last", answer.last_at),
            "areas": " ".join(answer.areas),
            "asked_on": answer.asked_on,
            "confirmed": answer.confirmed,
            "note": answer.note,
        }
        for position, answer in enumerate(answers)
    ]


def decision_rows(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The rows of a session's decisions, one for each rule: the last with a reason, else the last.

    The others are `other_decision_rows`.
    """
    return [_decision_row(place, decisions[place]) for place in sorted(_first_rank(decisions))]


def other_decision_rows(decisions: Sequence[Decision]) -> list[dict[str, Any]]:
    """The rows of the decisions that stand beside another on the same rule."""
    first = _first_rank(decisions)
    return [
        _decision_row(place, decision)
        for place, decision in enumerate(decisions)
        if place not in first
    ]


def extent_rows(decisions: Iterable[Decision]) -> list[dict[str, Any]]:
    """The rows of what each decision was made for."""
    return [
        {
            "decision": place,
            "position": position,
            "zone": extent.zone,
            "side": extent.side,
            "thing": extent.thing,
            "severity": extent.severity,
            "figure": extent.figure,
            "added_by": extent.by,
            **moment("added", extent.at),
        }
        for place, decision in enumerate(decisions)
        for position, extent in enumerate(decision.covers)
    ]


def _first_rank(decisions: Sequence[Decision]) -> set[int]:
    found: dict[str, int] = {}
    for place, decision in enumerate(decisions):
        held = found.get(decision.rule)
        if held is None or decision.reason.strip() or not decisions[held].reason.strip():
            found[decision.rule] = place
    return set(found.values())


def _decision_row(position: int, decision: Decision) -> dict[str, Any]:
    return {
        "position": position,
        "rule": decision.rule,
        "reason": decision.reason,
        "prescriber": decision.prescriber,
        "seen": decision.seen,
        "decided_by": decision.decided_by,
        **moment("decided", decision.decided_at),
    }


def finding_rows(findings: Iterable[Finding]) -> list[dict[str, Any]]:
    """The rows of what was found at signing, in order."""
    return [
        {
            "position": position,
            "rule": finding.rule,
            "rule_version": finding.rule_version,
            "item": finding.item,
            "severity": finding.severity,
            "scope": finding.scope,
            "zone": finding.zone,
            "side": finding.side,
            "window": finding.window,
            "measured_days": finding.measured_days,
            "measured_hours": finding.measured_hours,
            **moment("clear", finding.clear_at),
            "prescriber_needed": finding.prescriber_needed,
            "detail": finding.detail,
        }
        for position, finding in enumerate(findings)
    ]


def answer_of(row: Row[Any]) -> ScreeningAnswer:
    """An answer as it was signed."""
    return ScreeningAnswer(
        item=row.item,
        answer=Answer(row.answer),
        last_exposure=row.last_exposure,
        last_at=moment_of(row.last_at, row.last_offset),
        areas=tuple(row.areas.split()),
        asked_on=row.asked_on,
        confirmed=row.confirmed,
        note=row.note,
    )


def decisions_of(rows: Iterable[Row[Any]], extents: Iterable[Row[Any]]) -> tuple[Decision, ...]:
    """The decisions as they were signed, each with what it was made for."""
    covers: defaultdict[int, list[Extent]] = defaultdict(list)
    for row in extents:
        covers[row.decision].append(_extent_of(row))
    return tuple(
        Decision(
            rule=row.rule,
            reason=row.reason,
            prescriber=row.prescriber,
            seen=row.seen,
            decided_by=row.decided_by,
            decided_at=moment_of(row.decided_at, row.decided_offset),
            covers=tuple(covers[row.position]),
        )
        for row in sorted(rows, key=attrgetter("position"))
    )


def _extent_of(row: Row[Any]) -> Extent:
    return Extent(
        zone=row.zone,
        side=None if row.side is None else Side(row.side),
        thing=row.thing,
        severity=Severity(row.severity),
        figure=row.figure,
        by=row.added_by,
        at=moment_of(row.added_at, row.added_offset),
    )


def finding_of(row: Row[Any]) -> Finding:
    """A finding as it was signed."""
    return Finding(
        rule=row.rule,
        rule_version=row.rule_version,
        item=row.item,
        severity=Severity(row.severity),
        scope=Scope(row.scope),
        zone=row.zone,
        side=None if row.side is None else Side(row.side),
        window=row.window,
        measured_days=row.measured_days,
        measured_hours=row.measured_hours,
        clear_at=moment_of(row.clear_at, row.clear_offset),
        prescriber_needed=row.prescriber_needed,
        detail=row.detail,
    )
