"""From findings to the cards shown: one card for all that one rule found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from needlelog.domain.screening.decisions import Need, needs
from needlelog.domain.screening.findings import Decision, Finding, Severity
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.screening_words import finding_words, severity_word, source_lines
from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.zone_words import merged, zones_in_words

_MOST_REMEMBERED = 400


def by_rule(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    """The findings of each rule, in their order."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        found.setdefault(finding.rule, []).append(finding)
    return found


class FindingViews:
    """Makes cards and lines of findings for one rule book, and remembers those it made.

    An act changes few findings or none, and words cost more than looking them up.
    """

    def __init__(self, book: RuleBook, zones: ZoneCatalogue) -> None:
        self._book = book
        self._zones = zones
        self._made: dict[tuple[tuple[Finding, ...], Decision | None], FindingView] = {}

    def of_rules(
        self, findings: Iterable[Finding], decided: Mapping[str, Decision]
    ) -> tuple[FindingView, ...]:
        """One card for each rule that found something."""
        return tuple(self.of(same, decided.get(rule)) for rule, same in by_rule(findings).items())

    def of(self, same: Sequence[Finding], decision: Decision | None) -> FindingView:
        """What one rule found, in one place or in several, as one card or line."""
        key = (tuple(same), decision)
        view = self._made.get(key)
        if view is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            view = self._made[key] = _finding_view(self._book, same, decision, self._zones)
        return view


def _finding_view(
    book: RuleBook, same: Sequence[Finding], decision: Decision | None, zones: ZoneCatalogue
) -> FindingView:
    first = same[0]
    words = finding_words(first, zones)
    wanted = {needs(finding, None) for finding in same}
    open_needs = {needs(finding, decision) for finding in same} - {None}
    asks_reason = Need.REASON in wanted
    rule = book.known_rule(first.rule)
    return FindingView(
        rule=first.rule,
        severity=first.severity,
        word=severity_word(first.severity),
        title=words.title,
        facts=_facts(same, zones),
        source=words.source_line,
        sources=source_lines(rule) if rule is not None else (),
        asks_reason=asks_reason,
        asks_prescriber=asks_reason and any(finding.prescriber_needed for finding in same),
        asks_seen=Need.SEEN in wanted and first.severity is Severity.WARN,
        reason=decision.reason if decision else "",
        prescriber=decision.prescriber if decision else "",
        seen=bool(decision and decision.seen),
        decided=_decided(decision) if not open_needs else "",
        open_need=bool(open_needs),
    )


def _facts(same: Sequence[Finding], zones: ZoneCatalogue) -> tuple[str, ...]:
    told: dict[tuple[str, str], list[Finding]] = {}
    for finding in same:
        words = finding_words(finding, zones)
        told.setdefault((words.sentence, words.todo), []).append(finding)
    facts: list[str] = []
    for (sentence, todo), findings in told.items():
        where = _where(findings, zones)
        facts.append(f"{where}: {sentence}" if where else sentence)
        if todo and todo not in facts:
            facts.append(todo)
    return tuple(fact for fact in facts if fact)


def _where(findings: Iterable[Finding], zones: ZoneCatalogue) -> str:
    """The zones that several findings of one sentence are about."""
    places = [
        (finding.zone, finding.side or Side.MID) for finding in findings if finding.zone is not None
    ]
    return zones_in_words(zones, merged(places)) if places else ""


def _decided(decision: Decision | None) -> str:
    if decision is None or decision.decided_at is None:
        return ""
    at = formats.clock_time(decision.decided_at.astimezone())
    return f"{decision.decided_by}, {at}"
