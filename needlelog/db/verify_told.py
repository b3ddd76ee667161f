"""Checking that what the trail tells in full is still so: people, follow-ups, adverse events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Table, exists, select

from needlelog.db.documents import plain
from needlelog.db.queries.adverse_events import events_of_uids
from needlelog.db.queries.follow_ups import follow_ups_of_uids
from needlelog.db.stores.people import people_of_uids
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.outcomes import AdverseEventTable, FollowUpTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault
from needlelog.domain.trail import CLINIC_MADE

_AUDIT = table_of(AuditEntryTable)
_PERSON = table_of(PractitionerTable)
_AT_ONCE = 500
_NOT_COMPARED = ("uid", "recorded_by", "recorded_at", "replaces")
"""Who recorded it may bear another name since then, and the instant stands there as it was on the
clock; both are compared in `_is_recorded_as_told`. Of two corrections that came from two computers
the second is made to follow the first."""


@dataclass(frozen=True, slots=True)
class _Told:
    """One entry about a record: whose computer, who did it, and what is so afterwards."""

    origin: str
    person_uid: str
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of record of which each entry tells all fields, or those that changed.

    ``may_be_older`` says that the first programs wrote such records without an entry: in a clinic
    whose own making is not told one without is let pass.
    """

    code: str
    word: str
    table: Table
    read: Callable[[Session, Sequence[str]], Sequence[Any]]
    may_be_older: bool = False


_KINDS = (
    _Kind("practitioner", "Person", table_of(PractitionerTable), people_of_uids, True),
    _Kind("follow_up", "Follow-up", table_of(FollowUpTable), follow_ups_of_uids),
    _Kind("adverse_event", "Adverse event", table_of(AdverseEventTable), events_of_uids),
)


def told_faults(session: Session) -> Iterator[Fault]:
    """Records that were changed, made up or taken away past the program.

    Records are read by some hundreds, so that many take no more memory than few.
    """
    for kind in _KINDS:
        whole = not kind.may_be_older or _is_making_told(session)
        yield from _changed(session, kind, whole=whole)
        yield from _missing(session, kind)


def _is_making_told(session: Session) -> bool:
    asked = select(_AUDIT.c.id).where(_AUDIT.c.act == CLINIC_MADE).limit(1)
    return session.connection().execute(asked).first() is not None


def _changed(session: Session, kind: _Kind, *, whole: bool) -> Iterator[Fault]:
    part = select(kind.table.c.id, kind.table.c.uid).order_by(kind.table.c.id).limit(_AT_ONCE)
    if "recorded_by_id" in kind.table.c:
        part = part.add_columns(_PERSON.c.uid.label("recorder"))
        part = part.join(_PERSON, _PERSON.c.id == kind.table.c.recorded_by_id)
    after = 0
    while rows := session.connection().execute(part.where(kind.table.c.id > after)).all():
        after = rows[-1].id
        uids = [row.uid for row in rows]
        told = _entries(session, kind, uids)
        now = {record.uid: plain(record) for record in kind.read(session, uids)}
        for row in rows:
            uid = row.uid
            if not (whole or uid in told):
                continue
            if not _is_as_told(now.get(uid), told.get(uid, ())) or not _is_recorded_as_told(
                now[uid], getattr(row, "recorder", None), told[uid]
            ):
                yield Fault("told", f"{kind.word} {uid} is not what the trail tells.")


def _missing(session: Session, kind: _Kind) -> Iterator[Fault]:
    there = exists().where(kind.table.c.uid == _AUDIT.c.record_uid)
    gone = select(_AUDIT.c.record_uid).where(_AUDIT.c.record_kind == kind.code, ~there).distinct()
    lost = set(session.connection().execute(gone).scalars())
    for uid in sorted(lost - erased_uids(session, valid_tombstones(session)) if lost else ()):
        yield Fault("told", f"{kind.word} {uid} stands in the trail and is missing now.")


def _entries(session: Session, kind: _Kind, uids: Sequence[str]) -> Mapping[str, Sequence[_Told]]:
    """What was told of each record, each computer's entries in their order."""
    asked = select(_AUDIT.c.record_uid, _AUDIT.c.origin, _AUDIT.c.person_uid, _AUDIT.c.after).where(
        _AUDIT.c.record_kind == kind.code, _AUDIT.c.record_uid.in_(uids)
    )
    found: defaultdict[str, list[_Told]] = defaultdict(list)
    for row in session.connection().execute(asked.order_by(_AUDIT.c.origin, _AUDIT.c.sequence)):
        told = _document(row.after)
        if told:
            found[row.record_uid].append(_Told(row.origin, row.person_uid, told))
    return found


def _document(text: str | None) -> Mapping[str, Any]:
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _is_as_told(now: Mapping[str, Any] | None, told: Sequence[_Told]) -> bool:
    """Whether each field has its last value; any that was told, where several computers wrote.

    Which of them holds then is worked out and chosen by the rules of the exchange.
    """
    if now is None or not told:
        return False
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for each in told:
        for name, value in each.document.items():
            values[name].append(value)
    alone = len({each.origin for each in told}) == 1
    return all(
        now[name] in (values[name][-1:] if alone else values[name])
        for name in now.keys() & values.keys()
        if name not in _NOT_COMPARED
    )


def _is_recorded_as_told(
    now: Mapping[str, Any], recorder: str | None, told: Sequence[_Told]
) -> bool:
    """Whether who told of it first recorded it, and at that instant."""
    made = next((each for each in told if each.document.get("recorded_at")), None)
    if recorder is None or made is None:
        return True
    at = made.document["recorded_at"]
    return recorder == made.person_uid and _instant(now["recorded_at"]) == _instant(at)


def _instant(told: str) -> datetime | None:
    """The instant that a document names, ``None`` for none."""
    try:
        return datetime.fromisoformat(told)
    except ValueError:
        return None
