"""A client, a draft and the shipped rules, for tests of what the rules find."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from needlelog.domain.clients import Answer, Client, Consent, ConsentKind, ConsentStatus
from needlelog.domain.screening.engine import find
from needlelog.domain.screening.findings import Finding, ScreeningAnswer
from needlelog.domain.screening.own_log import OwnLog
from needlelog.domain.screening.rules import RuleBook
from needlelog.domain.sessions import SessionDraft, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import shipped_rules, zone_catalogue

BOOK = shipped_rules()
ZONES = zone_catalogue()
NOTHING_LOGGED = OwnLog()
CHIN = ZoneRow(1, "chin", Side.MID, depth_um=500, passes=4)
NECK = ZoneRow(2, "neck_front", Side.MID, depth_um=250, passes=3)
CONSENT = Consent("c-1", ConsentKind.TREATMENT, "3", ConsentStatus.GIVEN, date(2020, 1, 1))
ADULT = Client("client-1", "Anna", birth_date=date(1980, 5, 5), phototype=2, consents=(CONSENT,))


def draft_at(start: datetime | None, **fields: Any) -> SessionDraft:
    """A draft that starts at an instant, with the offset of its clock."""
    begun = start or datetime(2026, 3, 2, 14, 0, tzinfo=UTC)
    offset = begun.utcoffset() or timedelta()
    return SessionDraft(
        "s-1",
        "client-1",
        "person-1",
        begun,
        started_at=start,
        offset_minutes=offset // timedelta(minutes=1),
        **fields,
    )


def found(
    start: datetime,
    *answers: ScreeningAnswer,
    client: Client = ADULT,
    log: OwnLog = NOTHING_LOGGED,
    book: RuleBook = BOOK,
    **fields: Any,
) -> tuple[Finding, ...]:
    """What the rules find in a session that starts then."""
    draft = draft_at(start, answers=answers, **fields)
    return find(book, client, draft, log, ZONES, start)


def codes(findings: tuple[Finding, ...]) -> list[str]:
    """The rules that found something, in their order."""
    return [finding.rule for finding in findings]


def yes(item: str, last: date | None = None, **fields: Any) -> ScreeningAnswer:
    """The answer "yes", with the last day where there is one."""
    return ScreeningAnswer(item, Answer.YES, last, **fields)
