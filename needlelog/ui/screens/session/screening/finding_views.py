"""From findings to the cards shown: one card for all that one rule found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from needlelog.domain.screening.decisions import Need, Part, needs, parts_of
from needlelog.domain.screening.draft_answers import decisions_on
from needlelog.domain.screening.extents import extent_of, same_place
from needlelog.domain.screening.findings import Decision, Finding, Severity
from needlelog.domain.screening.from_client import CONSENT_RULES
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.decision_words import said_words, where_words, who_words
from needlelog.ui.finding_words import title_of_all
from needlelog.ui.screening_words import finding_words, severity_word, source_lines
from needlelog.ui.screens.session.screening.decision_fields import PartView
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
        self._made: dict[tuple[object, ...], FindingView] = {}

    def of_rules(self, findings: Iterable[Finding], draft: SessionDraft) -> tuple[FindingView, ...]:
        """One card for each rule that found something."""
        return tuple(self.of(same, draft) for same in by_rule(findings).values())

    def of(self, same: Sequence[Finding], draft: SessionDraft, waiting: int = 0) -> FindingView:
        """What one rule found, in one place or in several, as one card or line.

        ``waiting`` is for how many places the rule still waits, where that is more than is told.
        """
        decisions = decisions_on(draft, same[0].rule)
        extents = tuple(extent_of(finding, draft) for finding in same) if decisions else ()
        key = (tuple(same), decisions, extents, waiting)
        view = self._made.get(key)
        if view is None:
            if len(self._made) >= _MOST_REMEMBERED:
                self._made.clear()
            view = _finding_view(self._book, same, draft, self._zones, waiting)
            self._made[key] = view
        return view


def _finding_view(
    book: RuleBook,
    same: Sequence[Finding],
    draft: SessionDraft,
    zones: ZoneCatalogue,
    waiting: int,
) -> FindingView:
    first = same[0]
    words = finding_words(first, zones)
    wanted = {needs(finding, None) for finding in same}
    asks_reason = Need.REASON in wanted
    rule = book.known_rule(first.rule)
    parts = parts_of(same, draft)
    told = next((part.decision for part in parts if part.decision is not None), None)
    left = parts[-1]
    return FindingView(
        rule=first.rule,
        severity=first.severity,
        word=severity_word(first.severity),
        title=title_of_all(same, zones),
        facts=_facts(same, zones),
        source=words.source_line,
        sources=source_lines(rule) if rule is not None else (),
        asks_reason=asks_reason,
        asks_prescriber=asks_reason and any(finding.prescriber_needed for finding in same),
        asks_seen=Need.SEEN in wanted and first.severity is Severity.WARN,
        asks_consent=first.rule in CONSENT_RULES,
        reason=told.reason if told else "",
        prescriber=told.prescriber if told else "",
        seen=bool(told and told.seen),
        decided=" · ".join(_decided(told, zones)) if told and left.need is None else "",
        open_need=any(part.need is not None for part in parts),
        before=_before_line(left, zones),
        waiting=waiting,
        parts=tuple(_part_view(part, parts, draft, zones) for part in parts),
    )


def _part_view(
    part: Part, parts: Sequence[Part], draft: SessionDraft, zones: ZoneCatalogue
) -> PartView:
    """One part; where it is the only one and nothing was decided before, it needs no head."""
    decision, rule = part.decision, part.findings[0].rule
    where = where_words(rule, [extent_of(finding, draft) for finding in part.findings], zones)
    head, same = "", ""
    shown = {each.decision for each in parts}
    hidden = [each for each in part.earlier if each not in shown]
    if part.earlier:
        heavier = _weighs_more(part, draft)
        if heavier:
            head = _tr("It weighs more than when it was decided")
            head = f"{head}: {where}" if where else head
        else:
            head = _tr("Now also: {where}").format(where=where) if where else _tr("Now")
        if part.need is not Need.SEEN:
            same = _tr("The reason still holds") if heavier else _tr("The same reason here too")
    elif len(parts) > 1:
        head = _tr("For {where}").format(where=where) if where else ""
    return PartView(
        head=head,
        before=tuple(_before(each, zones) for each in hidden),
        same=same,
        reason=decision.reason if decision else "",
        prescriber=decision.prescriber if decision else "",
        decided="\n".join(_decided(decision, zones)) if decision and part.need is None else "",
    )


def _weighs_more(part: Part, draft: SessionDraft) -> bool:
    """Whether it was decided about before, while it weighed less."""
    now = [extent_of(finding, draft) for finding in part.findings]
    return any(
        same_place(each, one)
        for decision in part.earlier
        for each in decision.covers
        for one in now
    )


def _before_line(part: Part, zones: ZoneCatalogue) -> str:
    return _before(part.earlier[-1], zones) if part.earlier else ""


def _before(decision: Decision, zones: ZoneCatalogue) -> str:
    """What was decided before, and about what."""
    where = where_words(decision.rule, decision.covers, zones)
    if not decision.reason.strip():
        if where:
            return _tr("Seen for {where}").format(where=where)
        return _tr("Seen before a zone was chosen") if decision.covers else _tr("Seen before")
    if where:
        head = _tr("Decided for {where}").format(where=where)
    elif decision.covers:
        head = _tr("Decided before a zone was chosen")
    else:
        head = _tr("Decided before")
    return f"{head}: {said_words(decision)}"


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


def _decided(decision: Decision, zones: ZoneCatalogue) -> tuple[str, ...]:
    return who_words(decision, zones, lambda at: formats.clock_time(at.astimezone()))


def _tr(text: str) -> str:
    return QCoreApplication.translate("FindingViews", text)
