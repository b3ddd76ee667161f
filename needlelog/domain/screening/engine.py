"""From answers, client, log and draft to what speaks against the treatment. No clock, no disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from needlelog.domain.clients import Client
from needlelog.domain.screening.answers import held_answers
from needlelog.domain.screening.findings import Finding
from needlelog.domain.screening.from_answers import answer_findings
from needlelog.domain.screening.from_client import client_findings, place_findings
from needlelog.domain.screening.from_log import log_findings
from needlelog.domain.screening.from_numbing import numbing_findings
from needlelog.domain.screening.from_products import product_findings
from needlelog.domain.screening.making import WEIGHT, places_of
from needlelog.domain.screening.moments import treatment_moment
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import ZoneCatalogue


def find(
    book: RuleBook,
    client: Client,
    draft: SessionDraft,
    log: OwnLog,
    zones: ZoneCatalogue,
    now: datetime,
) -> tuple[Finding, ...]:
    """Everything that speaks against the session as it stands, blocks first.

    The time of treatment is the draft's start, or ``now`` (an aware local time) while it has
    none. An answer of this session goes before what the client's history says. A finding about
    zones stands once for every treated zone it is about, and once without a zone while none is
    chosen. Within a severity findings stand in the order of the book, then of the zone rows.
    """
    order = {rule.code: place for place, rule in enumerate(book.rules)}
    found = _found(book, client, draft, log, zones, now)
    return tuple(sorted(found, key=lambda each: (WEIGHT[each.severity], order[each.rule])))


def _found(
    book: RuleBook,
    client: Client,
    draft: SessionDraft,
    log: OwnLog,
    zones: ZoneCatalogue,
    now: datetime,
) -> Iterator[Finding]:
    moment = treatment_moment(draft, now)
    places = places_of(draft.zones, zones)
    for held in held_answers(book, client, draft):
        yield from answer_findings(book, held, places, bool(draft.numbing), moment)
    yield from client_findings(book, client, log, moment)
    for place in places:
        yield from place_findings(book, client, place, zones, moment)
        yield from log_findings(book, place, log, moment, draft.zones)
    for numbing in draft.numbing:
        yield from numbing_findings(book, numbing)
    yield from product_findings(book, draft.topicals, log)
