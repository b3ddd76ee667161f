"""Checking that every signed session is what was signed, and that its sums fit it.

Sessions are read a few hundred at a time, so that a check of a million takes no more memory than
one of a thousand.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select

from needlelog.db.documents import canonical, plain
from needlelog.db.prepared import Prepared
from needlelog.db.same_client import KEPT, RECORDED
from needlelog.db.session_reading import records_by_id
from needlelog.db.session_store import Screened, content_in_todays_form, signed_content
from needlelog.db.session_summaries import summary_columns
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.review import SessionSummaryTable
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.told.entries import Trail
from needlelog.db.told.questions import ACTS as QUESTION_ACTS
from needlelog.db.told.questions import question_faults
from needlelog.db.told.stock import use_faults
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionRecord, SessionState

AT_ONCE = 500
_SESSION = table_of(SessionTable)
_AUDIT = table_of(AuditEntryTable)
_SUMMARY = table_of(SessionSummaryTable)
_STEPS = ("signed", "countersigned", "voided")
"""What is done with a session, and by whom, in its head."""
_PERSON = {name: table_of(PractitionerTable).alias(f"who_{name}") for name in _STEPS}
_WORKED_OUT = ("ticks", "flags", "deepest_um", "most_passes", "zones")
_SIGNING_ACTS = (SessionState.SIGNED, SessionState.DEFERRED, SessionState.IMPORTED)
"""The acts whose entry carries the whole content of a session."""

_TELLING_ACTS = (*_SIGNING_ACTS, SessionState.COUNTERSIGNED, "voided", *sorted(QUESTION_ACTS))
"""The acts about a session that say something of its rows."""
_Step = tuple[str | None, str, datetime | None]
"""By whom something was done, under which name, and when; nobody where it was not."""

_NEXT = Prepared(
    select(
        _SESSION.c.id,
        _SESSION.c.uid,
        _SESSION.c.state,
        _SESSION.c.day,
        _SESSION.c.practitioner_id.label("held_by"),
        *(_PERSON[name].c.uid.label(f"{name}_by_uid") for name in _STEPS),
        KEPT.label("kept_id"),
        *(_SUMMARY.c[name].label(f"kept_{name}") for name in _WORKED_OUT),
        _SUMMARY.c.client_id.label("summary_client"),
        _SUMMARY.c.practitioner_id.label("summary_person"),
        _SUMMARY.c.day.label("summary_day"),
    )
    .join(RECORDED, RECORDED.c.id == _SESSION.c.client_id, isouter=True)
    .outerjoin(_PERSON["signed"], _PERSON["signed"].c.id == _SESSION.c.signed_by_id)
    .outerjoin(
        _PERSON["countersigned"], _PERSON["countersigned"].c.id == _SESSION.c.countersigned_by_id
    )
    .outerjoin(_PERSON["voided"], _PERSON["voided"].c.id == _SESSION.c.voided_by_id)
    .outerjoin(_SUMMARY, _SUMMARY.c.session_id == _SESSION.c.id)
    .where(_SESSION.c.id > bindparam("after"))
    .order_by(_SESSION.c.id)
    .limit(AT_ONCE)
)
_LOST = select(_AUDIT.c.record_uid).where(
    _AUDIT.c.record_kind == "session",
    _AUDIT.c.act.in_(_SIGNING_ACTS),
    ~select(_SESSION.c.id)
    .where(_SESSION.c.uid == _AUDIT.c.record_uid, _SESSION.c.state != SessionState.OPEN)
    .exists(),
)


def session_faults(
    session: Session, progress: Callable[[int], None] | None = None
) -> tuple[list[Fault], list[Fault]]:
    """Faults of the sessions themselves, and of what lists show of them.

    ``progress`` is called with how many sessions were looked at, now and then.
    """
    records: list[Fault] = []
    sums: list[Fault] = []
    trail = Trail(session)
    after, seen = 0, 0
    while heads := _NEXT.all(session, after=after):
        after = heads[-1].id
        signed = []
        for head in heads:
            if head.state == SessionState.OPEN:
                said = f"Session {head.uid} was written but never signed."
                records.append(Fault("sessions", said))
            else:
                signed.append(head)
        _compare(trail, signed, records, sums)
        seen += len(heads)
        if progress is not None:
            progress(seen)
    records += _lost(session)
    return records, sums


def _compare(trail: Trail, heads: list[Any], records: list[Fault], sums: list[Fault]) -> None:
    session = trail.session
    entries = _entries(session, [head.uid for head in heads])
    found = _readable(session, [head.id for head in heads])
    records += use_faults(
        session,
        {head.id: record for head, record in zip(heads, found, strict=True) if record is not None},
    )
    asking = [
        trail.entry(row) for told in entries.values() for row in told if row.act in QUESTION_ACTS
    ]
    records += question_faults(session, trail, [head.id for head in heads], asking)
    for head, record in zip(heads, found, strict=True):
        as_signed = (
            record is not None
            and head.day == treatment_day(record.content)
            and _as_signed(head, record, entries.get(head.uid, []))
        )
        if not as_signed:
            said = f"Session {head.uid} is not what was signed: its rows were changed."
            records.append(Fault("sessions", said))
        if record is not None and head.kept_id is not None and not _sums_fit(head, record):
            said = f"The sums kept for session {head.uid} do not fit it."
            sums.append(Fault("summaries", said))


def _sums_fit(head: Any, record: SessionRecord) -> bool:
    kept = {name: getattr(head, f"kept_{name}") for name in _WORKED_OUT}
    owner = (head.summary_client, head.summary_day, head.summary_person)
    return owner == (head.kept_id, head.day, head.held_by) and kept == summary_columns(record)


def _readable(session: Session, ids: list[int]) -> list[SessionRecord | None]:
    """The records with these numbers, ``None`` for those whose rows make no sense any more."""
    try:
        found = records_by_id(session, ids)
    except (ValueError, TypeError):
        if len(ids) == 1:
            return [None]
        return [record for number in ids for record in _readable(session, [number])]
    if len(found) == len(ids):
        return list(found)
    if len(ids) == 1:
        return [None]
    return [record for number in ids for record in _readable(session, [number])]


def _entries(session: Session, uids: list[str]) -> dict[str, list[Any]]:
    rows = session.connection().execute(
        select(
            *(_AUDIT.c.record_uid, _AUDIT.c.act, _AUDIT.c.before, _AUDIT.c.after, _AUDIT.c.hash),
            *(_AUDIT.c.person_uid, _AUDIT.c.person, _AUDIT.c.made_at),
            *(_AUDIT.c.origin, _AUDIT.c.sequence),
        )
        .where(
            _AUDIT.c.record_kind == "session",
            _AUDIT.c.record_uid.in_(uids),
            _AUDIT.c.act.in_(_TELLING_ACTS),
        )
        .order_by(_AUDIT.c.sequence)
    )
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(row.record_uid, []).append(row)
    return found


def _as_signed(head: Any, record: SessionRecord, entries: list[Any]) -> bool:
    try:
        return _as_told(head, record, entries)
    except (ValueError, TypeError, KeyError):
        return False  # an entry that says something else than such an entry can say


def _as_told(head: Any, record: SessionRecord, entries: list[Any]) -> bool:
    by_act: dict[str, list[Any]] = {}
    for entry in entries:
        by_act.setdefault(entry.act, []).append(entry)
    signed = [entry for act in _SIGNING_ACTS for entry in by_act.get(act, [])]
    if len(signed) != 1 or signed[0].hash != record.chain_hash:
        return False
    if signed[0].person_uid != head.signed_by_uid or not _same_content(record, signed[0].after):
        return False
    counted = by_act.get(SessionState.COUNTERSIGNED, [])
    step = head.countersigned_by_uid, record.countersigned_by, record.countersigned_at
    return (
        _addenda_as_told(record, by_act.get("addendum", []))
        and _is_step(step, {_made(entry): "" for entry in counted})
        and _void_as_told(head, record, by_act.get("voided", []))
    )


def _addenda_as_told(record: SessionRecord, entries: list[Any]) -> bool:
    # By their uids: those of two installations were written in two chains, each counted apart.
    addenda = {
        each.uid: (each.text, each.about, each.author, each.written_at) for each in record.addenda
    }
    written = {}
    for entry in entries:
        told = json.loads(entry.after)
        words = told.get("text"), told.get("about", "")
        written[told.get("addendum")] = (*words, entry.person, entry.made_at)
    return addenda == written and len(entries) == len(addenda)


def _void_as_told(head: Any, record: SessionRecord, entries: list[Any]) -> bool:
    """Of a session that two machines made void, the record shows one of the two reasons."""
    if (record.state is SessionState.VOID) != bool(entries):
        return False
    told = {_made(entry): json.loads(entry.after)["reason"] for entry in entries}
    step = head.voided_by_uid, record.voided_by, record.voided_at
    return _is_step(step, told) and record.void_reason == told.get(step, "")


def _made(entry: Any) -> _Step:
    return entry.person_uid, entry.person, entry.made_at


def _is_step(step: _Step, told: Mapping[_Step, str]) -> bool:
    """Whether a step was taken as one of the entries tells it, or neither taken nor told."""
    return step in told if told else step == (None, "", None)


def _same_content(record: SessionRecord, told: str) -> bool:
    content = signed_content(
        record.content,
        record.signed_by,
        record.licence,
        record.signed_at,
        Screened(record.findings, record.rules_version),
    )
    # Programs of former days wrote less; only then the words themselves have to be compared.
    return canonical(content) == told or (
        content_in_todays_form(json.loads(told)) == plain(content)
    )


def _lost(session: Session) -> Iterator[Fault]:
    gone = set(session.connection().execute(_LOST).scalars())
    for uid in sorted(gone - erased_uids(session, valid_tombstones(session)) if gone else ()):
        yield Fault("sessions", f"Session {uid} was signed and is missing now.")
