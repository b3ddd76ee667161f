"""What the rules find in the client: age, phototype, consent, spots, and zones to avoid."""

from __future__ import annotations

from collections.abc import Iterator

from needlelog.domain.clients import (
    AvoidKind,
    AvoidMark,
    Client,
    ConsentKind,
    age_on,
)
from needlelog.domain.consents import ConsentState, consent_state, newest_decision
from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.making import (
    NOT_COUNTED,
    ROW_REASON,
    Measure,
    Place,
    days_between,
    finding_of,
    strictest,
)
from needlelog.domain.screening.moments import Moment
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.zones import ZoneCatalogue

_MARK_RULES = {kind: f"mark_{kind}" for kind in AvoidKind}


def client_findings(
    book: RuleBook, client: Client, log: OwnLog, moment: Moment
) -> Iterator[Finding]:
    """What is true of the client whatever is treated."""
    yield from _consent(book, client, log, moment)
    for code in ("phototype_warn", "phototype_clearance_note"):
        rule = book.in_force(code)
        if rule and rule.limit and client.phototype and client.phototype >= rule.limit:
            yield finding_of(rule, detail=str(client.phototype))
    if client.birth_date is not None:
        age = age_on(client.birth_date, moment.day)
        under = [
            (rule, NOT_COUNTED) for rule in book.of_item("age") if rule.limit and age < rule.limit
        ]
        if under:
            yield finding_of(strictest(under)[0][0], detail=str(age))


def place_findings(
    book: RuleBook, client: Client, place: Place, zones: ZoneCatalogue, moment: Moment
) -> Iterator[Finding]:
    """What is true of the client where a zone is treated."""
    yield from _marks(book, client, place, moment)
    rule = book.in_force("zone_avoid")
    if rule and place.zone in zones and zones.by_code(place.zone).limits.avoid:
        told = all(row.reason.strip() for row in place.rows)
        yield finding_of(rule, place=place, detail=ROW_REASON if told else "")
    rule, depth = book.in_force("phototype_depth_warn"), place.deepest.depth_um
    if rule and rule.limit and depth and depth > rule.limit and _is_dark(book, client):
        yield finding_of(rule, place=place, detail=str(depth))


def _is_dark(book: RuleBook, client: Client) -> bool:
    """Whether the phototype is one of those at which dark marks were seen."""
    least = book.rule("phototype_warn").limit
    return bool(least and client.phototype and client.phototype >= least)


def marks_at(client: Client, place: Place, moment: Moment) -> tuple[AvoidMark, ...]:
    """The spots in a treated zone that hold on the day of the treatment."""
    return tuple(
        mark
        for mark in client.avoid
        if mark.zone == place.zone
        and (mark.side is None or bool(set(mark.side.parts) & set(place.side.parts)))
        and (mark.since is None or mark.since <= moment.day)
        and (mark.until is None or moment.day <= mark.until)
    )


def _marks(book: RuleBook, client: Client, place: Place, moment: Moment) -> Iterator[Finding]:
    for kind in dict.fromkeys(mark.kind for mark in marks_at(client, place, moment)):
        rule = book.in_force(_MARK_RULES[kind])
        if rule:
            yield finding_of(rule, place=place)


_CONSENT_RULES = {
    ConsentState.MISSING: "consent_missing",
    ConsentState.REFUSED: "consent_withdrawn",
    ConsentState.WITHDRAWN: "consent_withdrawn",
    ConsentState.EXPIRED: "consent_expired",
    ConsentState.OUTDATED: "consent_outdated",
}
CONSENT_RULES = frozenset(_CONSENT_RULES.values())
"""What finds that the consent to the treatment does not hold."""


def _consent(book: RuleBook, client: Client, log: OwnLog, moment: Moment) -> Iterator[Finding]:
    """Whether the client's consent to the treatment holds on its day; the detail is the state."""
    kind, day = ConsentKind.TREATMENT, moment.day
    state = consent_state(client.consents, kind, day, log.consent_version, log.consent_since)
    code = _CONSENT_RULES.get(state)
    rule = book.in_force(code) if code else None
    if rule:
        held = newest_decision(client.consents, kind, day)
        measure = Measure(days_between(held.decided_on, day)) if held else NOT_COUNTED
        yield finding_of(rule, measure, detail=state.value)
