"""Checking that what the trail tells in full is still so: people, follow-ups, adverse events."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
_AT_ONCE = 500
_NOT_COMPARED = ("uid", "recorded_by", "recorded_at", "replaces")
"""The name may have been changed since then; of two corrections that came from two computers the
second is made to follow the first."""


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
    after = 0
    while rows := session.connection().execute(part.where(kind.table.c.id > after)).all():
        after = rows[-1].id
        uids = [row.uid for row in rows]
        told = _entries(session, kind, uids)
        now = {record.uid: plain(record) for record in kind.read(session, uids)}
        for uid in uids:
            if (whole or uid in told) and not _is_as_told(now.get(uid), told.get(uid, ())):
                yield Fault("told", f"{kind.word} {uid} is not what the trail tells.")


def _missing(session: Session, kind: _Kind) -> Iterator[Fault]:
    there = exists().where(kind.table.c.uid == _AUDIT.c.record_uid)
    gone = select(_AUDIT.c.record_uid).where(_AUDIT.c.record_kind == kind.code, ~there).distinct()
    lost = set(session.connection().execute(gone).scalars())
    for uid in sorted(lost - erased_uids(session, valid_tombstones(session)) if lost else ()):
        yield Fault("told", f"{kind.word} {uid} stands in the trail and is missing now.")


def _entries(
    session: Session, kind: _Kind, uids: Sequence[str]
) -> Mapping[str, Sequence[tuple[str, Mapping[str, Any]]]]:
    """Computer and what was told, of each record, each computer's entries in their order."""
    asked = select(_AUDIT.c.record_uid, _AUDIT.c.origin, _AUDIT.c.after).where(
        _AUDIT.c.record_kind == kind.code, _AUDIT.c.record_uid.in_(uids)
    )
    found: defaultdict[str, list[tuple[str, Mapping[str, Any]]]] = defaultdict(list)
    for row in session.connection().execute(asked.order_by(_AUDIT.c.origin, _AUDIT.c.sequence)):
        told = _document(row.after)
        if told:
            found[row.record_uid].append((row.origin, told))
    return found


def _document(text: str | None) -> Mapping[str, Any]:
    try:
        told = json.loads(text or "{}")
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def _is_as_told(
    now: Mapping[str, Any] | None, told: Sequence[tuple[str, Mapping[str, Any]]]
) -> bool:
    """Whether each field has its last value; any that was told, where several computers wrote.

    Which of them holds then is worked out and chosen by the rules of the exchange.
    """
    if now is None or not told:
        return False
    values: defaultdict[str, list[Any]] = defaultdict(list)
    for _origin, document in told:
        for name, value in document.items():
            values[name].append(value)
    alone = len({origin for origin, _document in told}) == 1
    return all(
        now[name] in (values[name][-1:] if alone else values[name])
        for name in now.keys() & values.keys()
        if name not in _NOT_COMPARED
    )
