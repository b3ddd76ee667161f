"""Entries of the trail whose content was destroyed, and the proof that this was an erasure.

An entry's hash stays, so the chain goes on. A tombstone keeps that hash, and the hash of what is
left of the entry. The erasure's own entry, later in the chain, holds the hash over all its
tombstones: an entry emptied in any other way is a changed entry.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.retention import AuditTombstoneTable, ErasureTable
from needlelog.db.transaction import Session

ERASURE = "erasure"
"""The kind of record that an erasure's entry is about."""
DESTROYED = "record destroyed"

_ENTRY = table_of(AuditEntryTable)
_ERASURE = table_of(ErasureTable)
_TOMBSTONE = table_of(AuditTombstoneTable)


@dataclass(frozen=True, slots=True)
class Tombstone:
    """What stands for the content of an entry."""

    origin: str
    sequence: int
    hash: str
    remains: str


def digest_of(tombstones: Iterable[Tombstone]) -> str:
    """SHA-256 over tombstones in the order of their entries."""
    rows = sorted((each.origin, each.sequence, each.hash, each.remains) for each in tombstones)
    text = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def erasure_entries(session: Session) -> dict[str, Row[Any]]:
    """The entries that speak of erasures, by the uid of the erasure."""
    rows = session.connection().execute(
        select(_ENTRY).where(_ENTRY.c.record_kind == ERASURE, _ENTRY.c.act == DESTROYED)
    )
    return {row.record_uid: row for row in rows}


def told_digest(entry: Row[Any] | None) -> str:
    """The digest an erasure's entry tells; nothing where there is no such entry."""
    if entry is None or entry.after is None:
        return ""
    try:
        told = json.loads(entry.after)
    except ValueError:
        return ""
    return str(told.get("digest", "")) if isinstance(told, dict) else ""


def tombstones_by_erasure(session: Session) -> dict[str, list[Tombstone]]:
    """All tombstones, by the uid of their erasure."""
    found: defaultdict[str, list[Tombstone]] = defaultdict(list)
    rows = session.connection().execute(
        select(_TOMBSTONE, _ERASURE.c.uid.label("erasure_uid")).outerjoin(
            _ERASURE, _ERASURE.c.id == _TOMBSTONE.c.erasure_id
        )
    )
    for row in rows:
        stone = Tombstone(row.origin, row.sequence, row.hash, row.remains)
        found[row.erasure_uid or ""].append(stone)
    return dict(found)


def valid_tombstones(session: Session) -> dict[tuple[str, int], Tombstone]:
    """The tombstones that an erasure in the trail stands for, by origin and sequence.

    An entry can only have been emptied by an erasure that came later in its own chain.
    """
    by_erasure = tombstones_by_erasure(session)
    if not by_erasure:
        return {}
    entries = erasure_entries(session)
    return {
        (stone.origin, stone.sequence): stone
        for uid, stones in by_erasure.items()
        if told_digest(entries.get(uid)) == digest_of(stones)
        for stone in stones
        if _came_before(stone, entries[uid])
    }


def erased_uids(session: Session, valid: Mapping[tuple[str, int], Tombstone]) -> frozenset[str]:
    """The records of which the trail lost the content in an erasure."""
    if not valid:
        return frozenset()
    rows = session.connection().execute(
        select(_ENTRY.c.origin, _ENTRY.c.sequence, _ENTRY.c.record_uid).where(
            _ENTRY.c.after.is_(None), _ENTRY.c.before.is_(None)
        )
    )
    return frozenset(row.record_uid for row in rows if (row.origin, row.sequence) in valid)


def _came_before(stone: Tombstone, entry: Row[Any]) -> bool:
    return bool(stone.origin != entry.origin or stone.sequence < entry.sequence)
