"""What the trail says about exported records, and where its chains end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select

from needlelog.db.exports.reading import Selection
from needlelog.db.holding import trail_heads
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.transaction import Session
from needlelog.db.types import to_microseconds
from needlelog.domain.exports.chain import ChainHead

_ENTRY = table_of(AuditEntryTable)
_SESSION = table_of(SessionTable)
_AT_ONCE = 200


def chain_heads(session: Session) -> tuple[ChainHead, ...]:
    """The last entry of each origin's chain."""
    heads = trail_heads(session)
    return tuple(ChainHead(head.origin, head.sequence, head.hash) for head in heads)


def hash_at(session: Session, origin: str, sequence: int) -> str | None:
    """The hash of one entry, ``None`` where there is no such entry."""
    statement = select(_ENTRY.c.hash).where(
        _ENTRY.c.origin == origin, _ENTRY.c.sequence == sequence
    )
    found: str | None = session.connection().execute(statement).scalar()
    return found


def knows_export(session: Session, sha256: str) -> bool:
    """Whether the trail has an entry about an export with this hash."""
    statement = (
        select(_ENTRY.c.id)
        .where(_ENTRY.c.record_kind == "export", _ENTRY.c.record_uid == sha256)
        .limit(1)
    )
    return session.connection().execute(statement).first() is not None


def entries_by_session(
    selected: Selection,
) -> Iterator[tuple[str, str, str, list[dict[str, Any]]]]:
    """Uid, state and chain hash of each session meant, with its entries, oldest first.

    Instants are microseconds since 1970, as the hashes were made.
    """
    connection = selected.session.connection()
    for part in selected.parts(_AT_ONCE):
        heads = {
            row.id: row
            for row in connection.execute(
                select(
                    _SESSION.c.id, _SESSION.c.uid, _SESSION.c.state, _SESSION.c.chain_hash
                ).where(_SESSION.c.id.in_(part))
            )
        }
        found: dict[str, list[dict[str, Any]]] = {head.uid: [] for head in heads.values()}
        rows = connection.execute(
            select(_ENTRY)
            .where(_ENTRY.c.record_kind == "session", _ENTRY.c.record_uid.in_(found))
            .order_by(_ENTRY.c.origin, _ENTRY.c.sequence)
        )
        for row in rows:
            entry = dict(row._mapping)
            entry["made_at"] = to_microseconds(entry["made_at"])
            del entry["id"]
            found[row.record_uid].append(entry)
        for number in part:
            head = heads[number]
            yield head.uid, head.state, head.chain_hash, found[head.uid]
