"""What a decision was made for, and whether it holds for what is found now."""

from __future__ import annotations

from collections.abc import Iterable

from needlelog.domain.screening.findings import Decision, Extent, Finding, Scope, Severity
from needlelog.domain.screening.from_numbing import figure_of
from needlelog.domain.screening.making import WEIGHT
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side

_ABOUT_DEPTH = frozenset({"phototype_depth", "depth_step"})
"""Items of rules over the depth of a zone: what goes deeper asks again."""
BODY_PARTS = frozenset({"hsv"})
"""Items of rules over parts of the body alone: which zone it is matters, whatever was answered."""
_LESS_WEIGHS_MORE = frozenset({"age_minor_warn", "age_label_note", "numbing_short"})
"""Rules over figures that speak against the treatment the more, the lower they are."""


def extent_of(finding: Finding, draft: SessionDraft) -> Extent:
    """What a finding is about as the draft stands."""
    thing, figure = finding.detail, None
    if finding.scope is Scope.NUMBING:
        row, thing = figure_of(finding)
        figure = _whole(thing)
        agents = {each.row: each.agent.strip() for each in draft.numbing}
        thing = (agents.get(row) or str(row)) if row else finding.detail
    elif finding.item in _ABOUT_DEPTH:
        depths = [row.depth_um for row in _rows(finding, draft) if row.depth_um is not None]
        thing, figure = "", max(depths, default=None)
    elif finding.measured_hours is not None:
        figure = finding.measured_hours
    elif finding.measured_days is not None:
        figure = finding.measured_days * 24
    elif thing.isdecimal():
        thing, figure = "", int(thing)
    if finding.zone == CUSTOM_ZONE:
        thing = ", ".join(sorted({row.custom_name.strip() for row in _rows(finding, draft)}))
    return Extent(finding.zone, finding.side, thing, finding.severity, figure)


def standing(
    finding: Finding, draft: SessionDraft, decisions: Iterable[Decision]
) -> tuple[Decision, ...]:
    """The decisions that hold for all that a finding is about; none where a part is left out.

    Two sides may have been decided one after the other; for each the last decision holds.
    """
    of_rule = [decision for decision in decisions if decision.rule == finding.rule]
    if not of_rule:
        return ()
    extent, found = extent_of(finding, draft), []
    anywhere = _is_anywhere(finding, draft)
    for part in extent.side.parts if extent.side else (None,):
        held = [each for each in of_rule if _holds(each, finding, extent, part, anywhere)]
        if not held:
            return ()
        found.append(held[-1])
    return tuple(dict.fromkeys(found))


def same_place(one: Extent, other: Extent) -> bool:
    """Whether two extents are about the same place and thing, whatever it weighs."""
    return (one.zone, one.side, one.thing) == (other.zone, other.side, other.thing)


def _is_anywhere(finding: Finding, draft: SessionDraft) -> bool:
    """Whether a caution is about the client as a whole: no zone makes it another one.

    It comes from an answer of this session that names no part of the body. Who has seen it before
    a zone was chosen has seen all there is to it; a stop asks for each zone all the same.
    """
    return (
        finding.severity is Severity.WARN
        and finding.scope is Scope.ZONE
        and finding.item not in BODY_PARTS
        and any(each.item == finding.item and not each.areas for each in draft.answers)
    )


def _holds(
    decision: Decision, finding: Finding, extent: Extent, part: Side | None, anywhere: bool
) -> bool:
    if not decision.covers:
        return finding.zone is None and finding.scope is not Scope.NUMBING
    return any(
        _takes_in(each, extent, part, anywhere) and not _heavier(finding, extent, each)
        for each in decision.covers
    )


def _takes_in(decided: Extent, extent: Extent, part: Side | None, anywhere: bool) -> bool:
    if extent.zone is None or (anywhere and decided.zone is None):
        return decided.thing == extent.thing
    sides = decided.side.parts if decided.side else ()
    return decided.zone == extent.zone and part in sides and decided.thing == extent.thing


def _heavier(finding: Finding, now: Extent, decided: Extent) -> bool:
    """Whether a finding weighs more than what was decided about."""
    if WEIGHT[now.severity] < WEIGHT[decided.severity]:
        return True
    if now.figure is None:
        return False
    if decided.figure is None:
        return True
    counted = finding.measured_hours is not None or finding.measured_days is not None
    timed = counted and finding.item not in _ABOUT_DEPTH
    if timed or finding.rule in _LESS_WEIGHS_MORE:
        return now.figure < decided.figure
    return now.figure > decided.figure


def _rows(finding: Finding, draft: SessionDraft) -> list[ZoneRow]:
    return [row for row in draft.zones if (row.zone, row.side) == (finding.zone, finding.side)]


def _whole(figure: str) -> int | None:
    """A figure in tenths, so that 10.6 % weighs more than 10 %."""
    try:
        return round(float(figure) * 10)
    except ValueError:
        return None
