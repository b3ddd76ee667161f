"""What was found in a draft, sorted by the places where it is shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from needlelog.domain.draft_edits import Spot
from needlelog.domain.screening.decisions import open_need
from needlelog.domain.screening.findings import Finding, Scope, Severity
from needlelog.domain.screening.from_numbing import figure_of
from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import Side
from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.screens.session.screening.finding_views import FindingViews

_SHOWN_BY_DEPTH = "zone_avoid"
"""The row says by itself, with its depth, that such a zone is not to be needled."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings as the page, the zone rows, the numbing and the header show them.

    ``closed`` says why no numbing can be added, empty where it can.
    """

    findings: tuple[Finding, ...] = ()
    cards: tuple[FindingView, ...] = ()
    zones: dict[tuple[str, Side], tuple[FindingView, ...]] = field(default_factory=dict)
    numbing: dict[int, tuple[FindingView, ...]] = field(default_factory=dict)
    closed: str = ""

    def hatched(self) -> list[Spot]:
        """The treated spots about which a rule stops or warns."""
        return [
            (finding.zone, part)
            for finding in self.findings
            if finding.scope is Scope.ZONE
            and finding.zone is not None
            and finding.severity is not Severity.NOTE
            for part in (finding.side or Side.MID).parts
        ]


def judged(findings: tuple[Finding, ...], draft: SessionDraft, views: FindingViews) -> Judged:
    """Sort what was found."""
    waiting = Counter(
        finding.rule
        for finding in findings
        if finding.zone is not None and open_need(finding, draft) is not None
    )
    rows: dict[tuple[str, Side], list[FindingView]] = {}
    numbing: dict[int, list[FindingView]] = {}
    closed: list[str] = []
    for finding in findings:
        if finding.scope is Scope.NUMBING:
            row, _figure = figure_of(finding)
            if row:
                numbing.setdefault(row, []).append(views.of((finding,), draft))
            elif finding.severity is Severity.BLOCK:
                closed.append(views.of((finding,), draft).title)
        elif finding.zone is not None and finding.rule != _SHOWN_BY_DEPTH:
            view = views.of((finding,), draft, waiting[finding.rule])
            rows.setdefault((finding.zone, finding.side or Side.MID), []).append(view)
    return Judged(
        findings,
        views.of_rules(findings, draft),
        {place: tuple(lines) for place, lines in rows.items()},
        {row: tuple(lines) for row, lines in numbing.items()},
        ", ".join(closed),
    )
