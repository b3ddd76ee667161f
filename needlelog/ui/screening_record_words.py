"""The screening of a signed session in words: answers, findings, what was decided and by whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from needlelog.domain.clients import Answer
from needlelog.domain.errors import InvalidValue
from needlelog.domain.screening.figures import split_limits
from needlelog.domain.screening.findings import Decision, Finding, Severity
from needlelog.domain.screening.windows import parse_window
from needlelog.domain.sessions import SessionDraft, SessionRecord, SessionState
from needlelog.domain.zones import Side, ZoneCatalogue
from needlelog.ui import formats
from needlelog.ui.answer_words import recorded_answer
from needlelog.ui.decision_words import where_words, who_words
from needlelog.ui.figure_words import kept_figure_words
from needlelog.ui.finding_words import title_of_all
from needlelog.ui.record_words import joined, local_moment
from needlelog.ui.screening_words import finding_words, item_name, severity_word, window_words
from needlelog.ui.zone_words import merged, zones_in_words


def _tr(text: str) -> str:
    return QCoreApplication.translate("ScreeningRecord", text)


@dataclass(frozen=True, slots=True)
class RecordedFinding:
    """What one rule found, as the record tells it: a title, and the lines below it."""

    rule: str
    severity: Severity
    title: str
    lines: tuple[str, ...]


def answer_lines(content: SessionDraft) -> Iterator[str]:
    """Each "yes" and "not known" on a line of its own, then every "no" in one."""
    said_no, confirmed = [], []
    for answer in content.answers:
        name = item_name(answer.item)
        if answer.answer is not Answer.NO or answer.note:
            yield recorded_answer(name, answer)
        elif answer.confirmed:
            confirmed.append(name)
        else:
            said_no.append(name)
    if said_no:
        yield _tr("Answered with no: {items}").format(items=", ".join(said_no))
    if confirmed:
        yield _tr("Confirmed as still no: {items}").format(items=", ".join(confirmed))


def recorded_findings(record: SessionRecord, zones: ZoneCatalogue) -> tuple[RecordedFinding, ...]:
    """The findings by rule, in the order in which they were found."""
    by_rule: dict[str, list[Finding]] = {}
    for finding in record.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    return tuple(_recorded(record, same, zones) for same in by_rule.values())


def _recorded(record: SessionRecord, same: list[Finding], zones: ZoneCatalogue) -> RecordedFinding:
    first = same[0]
    lines = list(dict.fromkeys(finding_words(finding, zones).sentence for finding in same))
    places = [(each.zone, each.side or Side.MID) for each in same if each.zone is not None]
    lines.append(
        joined(
            zones_in_words(zones, merged(places)) if places else "",
            _window(first),
            _tr("rule {rule}, version {version}").format(
                rule=first.rule, version=first.rule_version
            ),
        )
    )
    for decision in record.content.decisions:
        if decision.rule == first.rule and decision.says_something:
            lines += decision_lines(decision, record.content, zones)
    return RecordedFinding(
        first.rule,
        first.severity,
        f"{severity_word(first.severity)}: {title_of_all(same, zones)}",
        tuple(line for line in lines if line),
    )


def _window(finding: Finding) -> str:
    window, figure = split_limits(finding.window)
    told = []
    if window:
        told.append(_tr("window {window}").format(window=_span(window)))
    if figure:
        told.append(_tr("held to: {figure}").format(figure=kept_figure_words(figure)))
    return joined(*told)


def _span(window: str) -> str:
    try:
        return window_words(parse_window(window))
    except InvalidValue:
        return window


def decision_lines(
    decision: Decision, content: SessionDraft, zones: ZoneCatalogue
) -> Iterator[str]:
    """Reason, prescriber, who decided and when, and for which zones or products it was decided.

    Records of former programs do not say for what: there a decision is on all that its rule found.
    """
    own = [extent for extent in decision.covers if not extent.by and extent.at is None]
    where = where_words(decision.rule, own, zones)
    if decision.reason.strip():
        words = _tr("Treated with a reason for {where}: {reason}")
        words = words if where else _tr("Treated with a reason: {reason}")
        said = words.format(where=where, reason=decision.reason.strip())
    else:
        said = _tr("Seen for {where}").format(where=where) if where else _tr("Seen")
        said = said if decision.seen else ""
    prescriber = decision.prescriber.strip()
    asked = _tr("prescriber: {name}").format(name=prescriber) if prescriber else ""
    who, *later = who_words(decision, zones, lambda at: local_moment(at, content))
    yield joined(said, asked, who)
    yield from later


def rules_line(record: SessionRecord) -> str:
    """By which rules the session was judged, empty for one that never was."""
    if not record.rules_version:
        return ""
    return _tr("Judged by the screening rules of version {version}").format(
        version=record.rules_version
    )


def is_deferred(record: SessionRecord) -> bool:
    """Whether the session was put off."""
    return record.state is SessionState.DEFERRED


def deferred_words(record: SessionRecord) -> str:
    """Until when a session was put off and why; empty for one that was held."""
    content = record.content
    if not is_deferred(record) or content.ask_again_on is None:
        return ""
    return _tr("Deferred, nobody was treated. Ask again on {day}: {reason}").format(
        day=formats.day(content.ask_again_on), reason=content.defer_reason
    )
