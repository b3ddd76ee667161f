"""Entries that may be one client, and the merges that were made."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Row, Select, or_, select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientMergeTable, ClientTable
from needlelog.db.tables.summaries import ClientSummaryTable
from needlelog.db.transaction import Session
from needlelog.domain.client_merge import ClientMerge, Entry
from needlelog.domain.record_errors import NoSuchRecord

_CLIENT = table_of(ClientTable)
_MERGE = table_of(ClientMergeTable)
_SUMMARY = table_of(ClientSummaryTable)
_KEPT, _DUPLICATE = _CLIENT.alias("kept"), _CLIENT.alias("duplicate")


def entries(session: Session) -> list[Entry]:
    """Every active client, with what is compared."""
    rows = session.connection().execute(
        select(
            _CLIENT.c.id,
            _CLIENT.c.uid,
            _CLIENT.c.name,
            _CLIENT.c.birth_date,
            _CLIENT.c.phone,
            _CLIENT.c.email,
            _SUMMARY.c.sessions,
            _SUMMARY.c.last_session_on,
        )
        .outerjoin(_SUMMARY, _SUMMARY.c.client_id == _CLIENT.c.id)
        .where(_CLIENT.c.active)
    )
    return [
        Entry(number, uid, name, born, phone, email, sessions or 0, last_on)
        for number, uid, name, born, phone, email, sessions, last_on in rows
    ]


def merges_of(session: Session, client_uid: str) -> tuple[ClientMerge, ...]:
    """The merges a client was part of, the newest first; those undone too."""
    rows = session.connection().execute(
        _merges()
        .where(or_(_KEPT.c.uid == client_uid, _DUPLICATE.c.uid == client_uid))
        .order_by(_MERGE.c.id.desc())
    )
    return tuple(map(_merge, rows))


def merge(session: Session, uid: str) -> tuple[ClientMerge, str]:
    """One merge and the document it takes to undo it. Raises `NoSuchRecord`."""
    row = session.connection().execute(_merges().where(_MERGE.c.uid == uid)).one_or_none()
    if row is None:
        raise NoSuchRecord("client_merge", uid)
    return _merge(row), str(row.document)


def _merges() -> Select[Any]:
    return (
        select(
            _MERGE,
            _KEPT.c.uid.label("kept_uid"),
            _KEPT.c.name.label("kept_name"),
            _DUPLICATE.c.uid.label("duplicate_uid"),
            _DUPLICATE.c.name.label("duplicate_name"),
        )
        .join(_KEPT, _KEPT.c.id == _MERGE.c.kept_id)
        .join(_DUPLICATE, _DUPLICATE.c.id == _MERGE.c.duplicate_id)
    )


def _merge(row: Row[Any]) -> ClientMerge:
    return ClientMerge(
        uid=row.uid,
        kept_uid=row.kept_uid,
        kept_name=row.kept_name,
        duplicate_uid=row.duplicate_uid,
        duplicate_name=row.duplicate_name,
        merged_at=row.merged_at,
        merged_by=row.merged_by,
        undone_at=row.undone_at,
        undone_by=row.undone_by,
    )
