"""What the report of a period says: how complete the records are, and the records themselves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from needlelog.db.queries import adverse_events, follow_ups
from needlelog.db.queries.clients import client as client_of
from needlelog.db.queries.recalled_sessions import recalls_of, session_and_client
from needlelog.db.queries.recalls import told_of
from needlelog.db.queries.session_list import SessionRow, session_rows
from needlelog.db.session_reading import records_by_id
from needlelog.db.transaction import Session
from needlelog.domain.clients import Client
from needlelog.domain.exports.pseudonyms import (
    pseudonymised_client,
    pseudonymised_recall,
    pseudonymised_record,
)
from needlelog.domain.recalls import Recall, RecalledUse
from needlelog.domain.review import Flag, Tick
from needlelog.domain.sessions import SessionRecord, SessionState
from needlelog.services.follow_up import Outcomes

if TYPE_CHECKING:
    from needlelog.services.exports.job import Job

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A record in the list of the report; names are stand-ins where identities are left out."""

    day: date
    client: str
    practitioner: str
    state: SessionState
    ticks: Tick
    flags: Flag
    chain_hash: str


@dataclass(frozen=True, slots=True)
class ReportSummary:
    """How many sessions and clients, in which states, what is missing and what stands out."""

    lines: tuple[ReportLine, ...]
    clients: int
    states: dict[SessionState, int]
    missing: dict[Tick, int]
    flags: dict[Flag, int]

    @property
    def complete(self) -> int:
        """Sessions of which no part is missing; photos may come later and do not count."""
        needed = ~Tick.PHOTOS
        return sum((line.ticks & needed) == needed for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """One record as it goes on paper."""

    record: SessionRecord
    client: Client
    outcomes: Outcomes
    recalled: tuple[RecalledUse, ...]


def report_summary(job: Job) -> ReportSummary:
    """What the cover says."""
    session = job.selected.session
    lines: list[ReportLine] = []
    clients: set[str] = set()
    for part in job.selected.parts(_AT_ONCE):
        hashes = {each.content.uid: each.chain_hash for each in records_by_id(session, part)}
        for row in session_rows(session, part):
            clients.add(row.client_uid)
            lines.append(_line(job, row, hashes[row.uid]))
    states = Counter(line.state for line in lines)
    missing = {tick: sum(tick not in line.ticks for line in lines) for tick in Tick}
    flags = {flag: sum(flag in line.flags for line in lines) for flag in Flag}
    return ReportSummary(tuple(lines), len(clients), dict(states), missing, flags)


def report_records(job: Job) -> Iterator[ReportRecord]:
    """The records, oldest first, each with its client and what came of it."""
    session = job.selected.session
    for part in job.selected.parts(_AT_ONCE):
        called_back = recalls_of(session, part)
        for number, record in zip(part, records_by_id(session, part), strict=True):
            recalled = _recalled(session, record, called_back.get(number, ()))
            uid = record.content.uid
            client = client_of(session, record.content.client_uid)
            if job.names is not None:
                record_shown = pseudonymised_record(record, job.names)
                yield ReportRecord(
                    record_shown,
                    pseudonymised_client(client, job.names),
                    Outcomes(),
                    tuple(pseudonymised_recall(use, job.names) for use in recalled),
                )
                continue
            outcomes = Outcomes(
                follow_ups.follow_ups_of_session(session, uid),
                adverse_events.events_of_session(session, uid),
            )
            yield ReportRecord(record, client, outcomes, recalled)


def _recalled(
    session: Session, record: SessionRecord, called_back: tuple[Recall, ...]
) -> tuple[RecalledUse, ...]:
    if not called_back:
        return ()
    _number, client = session_and_client(session, record.content.uid)
    return tuple(RecalledUse(each, told_of(session, each.uid, client)) for each in called_back)


def _line(job: Job, row: SessionRow, chain_hash: str) -> ReportLine:
    names = job.names
    return ReportLine(
        day=row.day,
        client=row.client_name if names is None else names.of("client", row.client_uid),
        practitioner=row.practitioner_name
        if names is None
        else names.of("practitioner", row.practitioner_name),
        state=row.state,
        ticks=row.ticks,
        flags=row.flags,
        chain_hash=chain_hash,
    )
