"""Why a session is flagged, in sentences: what was found, and what the practitioner said to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from needlelog.domain.review import Flag
from needlelog.domain.screening.findings import Scope, Severity
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.stock import known_expired
from needlelog.ui import formats
from needlelog.ui.decision_words import where_words
from needlelog.ui.follow_up.words import event_line
from needlelog.ui.recall.words import recalled_line, recalled_tone
from needlelog.ui.record_words import joined, local_moment, lot_words
from needlelog.ui.screening_words import finding_words
from needlelog.ui.zone_words import zone_name

if TYPE_CHECKING:
    from needlelog.domain.recalls import RecalledUse
    from needlelog.domain.screening.findings import Decision, Finding
    from needlelog.domain.sessions import SessionRecord
    from needlelog.domain.zones import ZoneCatalogue
    from needlelog.services.follow_up import Outcomes

translate = QCoreApplication.translate
_LOUD = ("stop", "warn", "neutral")


@dataclass(frozen=True, slots=True)
class Why:
    """One thing that stands out: what it is, and what was said to it with name and time."""

    sentence: str
    said: str = ""
    tone: str = "warn"


def reasons(
    record: SessionRecord,
    flags: Flag,
    outcomes: Outcomes,
    zones: ZoneCatalogue,
    recalled: Iterable[RecalledUse] = (),
) -> tuple[Why, ...]:
    """Everything that stands out about a record, the loudest first."""
    found = [
        *(Why(event_line(event), tone="stop") for event in outcomes.events),
        *(Why(recalled_line(use), tone=recalled_tone(use)) for use in recalled),
        *_found(record, zones),
        *_zone_reasons(record, zones),
        *_lots(record),
        *_late(record, flags),
    ]
    return tuple(sorted(found, key=lambda why: _LOUD.index(why.tone)))


def _found(record: SessionRecord, zones: ZoneCatalogue) -> Iterator[Why]:
    by_rule: dict[str, list[Finding]] = {}
    for finding in record.findings:
        by_rule.setdefault(finding.rule, []).append(finding)
    for rule, same in by_rule.items():
        decisions = [each for each in record.content.decisions if each.rule == rule]
        reasoned = [each for each in decisions if each.reason.strip()]
        told = bool(reasoned)
        if same[0].severity is Severity.NOTE and not told:
            continue
        sentence = " ".join(dict.fromkeys(_finding(finding, zones) for finding in same))
        said = _row_reasons(record, same)
        if told:
            words = [_said(each, record, zones, several=len(reasoned) > 1) for each in reasoned]
            said = "\n".join(words)
        elif not said and any(each.seen for each in decisions):
            names = ", ".join(dict.fromkeys(each.decided_by for each in decisions if each.seen))
            said = translate("ReviewWhy", "seen by {name}").format(name=names)
        yield Why(sentence, said, _tone(same[0], said, told=told))


def _said(decision: Decision, record: SessionRecord, zones: ZoneCatalogue, *, several: bool) -> str:
    """A reason with who gave it; where there are several, also for which zones."""
    when = decision.decided_at and local_moment(decision.decided_at, record.content)
    said = _quoted(decision.reason, joined(decision.decided_by, when or ""))
    if decision.prescriber.strip():
        asked = translate("ReviewWhy", "prescriber {name}")
        said = joined(said, asked.format(name=decision.prescriber.strip()))
    where = where_words(decision.rule, decision.covers, zones) if several else ""
    return f"{where}: {said}" if where else said


def _tone(finding: Finding, said: str, *, told: bool) -> str:
    """What was only seen is quiet beside what needed a reason, or is past a depth."""
    if finding.severity is Severity.BLOCK and (said or finding.scope is not Scope.NUMBING):
        return "warn" if said else "stop"
    return "warn" if told or finding.item == DEPTH_ITEM else "neutral"


def _finding(finding: Finding, zones: ZoneCatalogue) -> str:
    words = finding_words(finding, zones)
    head = words.title if not words.where else f"{words.title}, {words.where}"
    return f"{head}: {words.sentence}" if words.sentence else f"{head}."


def _zone_reasons(record: SessionRecord, zones: ZoneCatalogue) -> Iterator[Why]:
    """Reasons given in a row; a depth that a rule found is told there."""
    told = {finding.zone for finding in record.findings if finding.item == DEPTH_ITEM}
    for row in record.content.zones:
        if row.reason.strip() and row.zone not in told:
            name = zone_name(zones, row.zone, row.side, row.custom_name)
            sentence = translate("ReviewWhy", "{zone}, {depth} mm: treated past a limit.").format(
                zone=name, depth=formats.depth(row.depth_um or 0)
            )
            yield Why(sentence, _quoted(row.reason, record.signed_by))


def _row_reasons(record: SessionRecord, same: list[Finding]) -> str:
    """What was said in the rows that findings about depth are about."""
    zones = {finding.zone for finding in same if finding.item == DEPTH_ITEM}
    rows = (row for row in record.content.zones if row.zone in zones and row.reason.strip())
    words = "; ".join(dict.fromkeys(row.reason.strip() for row in rows))
    return _quoted(words, record.signed_by) if words else ""


def _lots(record: SessionRecord) -> Iterator[Why]:
    content, day = record.content, treatment_day(record.content)
    missing: list[str] = []
    used: list[tuple[str, str, str | None, str]] = []
    if content.cartridge is None or not content.cartridge.lot:
        missing.append(translate("ReviewWhy", "the cartridge"))
    if content.cartridge is not None:
        cartridge = content.cartridge
        used.append((cartridge.kind, cartridge.lot, cartridge.expiry, cartridge.expired_reason))
    cartridges = len(used)
    used += [(row.name, row.lot, row.expiry, row.expired_reason) for row in content.topicals]
    used += [(row.agent, row.lot, row.expiry, row.expired_reason) for row in content.numbing]
    nameless = translate("ReviewWhy", "a product")
    missing += [name or nameless for name, lot, *_rest in used[cartridges:] if not lot]
    if missing:
        sentence = translate("ReviewWhy", "No lot is written down for {things}.")
        yield Why(sentence.format(things=", ".join(missing)), tone="stop")
    for name, lot, expiry, reason in used:
        if known_expired(expiry, day):
            sentence = translate("ReviewWhy", "{thing} was past its expiry.")
            yield Why(
                sentence.format(thing=joined(name, lot_words(lot, expiry))),
                _quoted(reason, record.signed_by) if reason else "",
                "stop",
            )


def _late(record: SessionRecord, flags: Flag) -> Iterator[Why]:
    content = record.content
    if Flag.BACK_DATED in flags:
        sentence = translate("ReviewWhy", "Written down later than it took place, on {moment}.")
        yield Why(sentence.format(moment=local_moment(content.created_at, content)))
    if record.imported_from:
        sentence = translate("ReviewWhy", "Brought in from an old log; nobody here has signed it.")
        yield Why(sentence, tone="neutral")


def _quoted(words: str, who: str) -> str:
    return f"“{words.strip()}” — {who}" if who else f"“{words.strip()}”"
