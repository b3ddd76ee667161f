"""The trail: every change as one entry, each entry chained to the one before by SHA-256."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session

from needlelog.db.bulk_insert import insert_rows
from needlelog.db.documents import canonical
from needlelog.db.installation import origin_of
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tombstones import Tombstone, valid_tombstones
from needlelog.db.types import to_microseconds
from needlelog.domain.people import Practitioner

FIRST_PREVIOUS_HASH = "0" * 64
_ENTRY = table_of(AuditEntryTable)
_LAST = (
    select(_ENTRY.c.sequence, _ENTRY.c.hash)
    .where(_ENTRY.c.origin == bindparam("origin"))
    .order_by(_ENTRY.c.sequence.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class BrokenChain:
    """The first entry of an origin's chain that is not what was written.

    ``reason`` is ``changed`` (its own hash does not fit), ``missing`` (a number is left out) or
    ``unchained`` (it does not continue the entry before).
    """

    origin: str
    sequence: int
    reason: str


def record_change(
    session: Session,
    at: datetime,
    person: Practitioner,
    act: str,
    *,
    kind: str,
    uid: str,
    before: object = None,
    after: object = None,
) -> str:
    """Write one entry into the transaction of the change itself and return its hash.

    ``before`` and ``after`` are domain values or mappings; ``None`` where there is none.
    """
    origin = origin_of(session)
    connection = session.connection()
    last = connection.execute(_LAST, {"origin": origin}).one_or_none()
    entry = {
        "origin": origin,
        "sequence": 1 if last is None else last.sequence + 1,
        "made_at": at,
        "person_uid": person.uid,
        "person": person.name,
        "act": act,
        "record_kind": kind,
        "record_uid": uid,
        "before": None if before is None else canonical(before),
        "after": None if after is None else canonical(after),
        "previous_hash": FIRST_PREVIOUS_HASH if last is None else last.hash,
    }
    entry["hash"] = entry_hash(entry)
    insert_rows(connection, _ENTRY, [entry])
    return str(entry["hash"])


def entry_hash(entry: dict[str, Any]) -> str:
    """SHA-256 over the canonical JSON of an entry's columns, the hash before it included."""
    content = {
        name: to_microseconds(value) if isinstance(value, datetime) else value
        for name, value in entry.items()
        if name not in ("id", "hash")
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def broken_chains(session: Session) -> Iterator[BrokenChain]:
    """The first broken entry of each origin, in the order of the origins."""
    rows = (
        session.connection()
        .execution_options(yield_per=1000)
        .execute(select(_ENTRY).order_by(_ENTRY.c.origin, _ENTRY.c.sequence))
    )
    yield from _broken(rows, valid_tombstones(session))


def _broken(
    rows: Iterable[Row[Any]], tombstones: Mapping[tuple[str, int], Tombstone]
) -> Iterator[BrokenChain]:
    origin, sequence, previous, broken = "", 0, FIRST_PREVIOUS_HASH, False
    for row in rows:
        if row.origin != origin:
            origin, sequence, previous, broken = row.origin, 0, FIRST_PREVIOUS_HASH, False
        if broken:
            continue
        stone = tombstones.get((row.origin, row.sequence))
        reason = _fault(row, sequence, previous, stone)
        if reason:
            broken = True
            number = sequence + 1 if reason == "missing" else row.sequence
            yield BrokenChain(origin, number, reason)
        sequence, previous = row.sequence, row.hash


def _fault(row: Row[Any], sequence: int, previous: str, stone: Tombstone | None) -> str:
    if row.sequence != sequence + 1:
        return "missing"
    computed = entry_hash(dict(row._mapping))
    if computed != row.hash and not _was_erased(row, computed, stone):
        return "changed"
    if row.previous_hash != previous:
        return "unchained"
    return ""


def _was_erased(row: Row[Any], computed: str, stone: Tombstone | None) -> bool:
    """Whether a tombstone stands for the content, and nothing but the content is gone."""
    return (
        stone is not None
        and row.before is None
        and row.after is None
        and stone.hash == row.hash
        and stone.remains == computed
    )
