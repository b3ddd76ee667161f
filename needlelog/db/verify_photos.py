"""Checking that photos are those the trail says were taken in: whose, and which picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, select

from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.photos import PhotoNameTable, PhotoTable
from needlelog.db.tombstones import erased_uids, valid_tombstones
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

ADDED = "photo added"
_AUDIT = table_of(AuditEntryTable)
_CLIENT = table_of(ClientTable)
_PHOTO = table_of(PhotoTable)
_NAME = table_of(PhotoNameTable)
_SAME = ("client_uid", "session_uid", "sha256", "media_type", "width", "height")


def photo_row_faults(session: Session) -> Iterator[Fault]:
    """A fault for each photo that was exchanged, made up or taken away."""
    connection = session.connection()
    entries = connection.execute(
        select(_AUDIT.c.record_uid, _AUDIT.c.after).where(
            _AUDIT.c.record_kind == "photo", _AUDIT.c.act == ADDED
        )
    )
    added = {row.record_uid: row.after for row in entries}
    rows = connection.execute(
        select(_PHOTO, _CLIENT.c.uid.label("client_uid"), _NAME.c.file_sha256.label("former_name"))
        .join(_CLIENT, _CLIENT.c.id == _PHOTO.c.client_id)
        .outerjoin(_NAME, _NAME.c.photo_id == _PHOTO.c.id)
        .order_by(_PHOTO.c.id)
    )
    present = set()
    for row in rows:
        present.add(row.uid)
        if not _as_added(row, added.get(row.uid)):
            yield Fault("photos", f"Photo {row.uid} is not the one that was added.")
    lost = added.keys() - present
    for uid in sorted(lost - erased_uids(session, valid_tombstones(session)) if lost else ()):
        yield Fault("photos", f"Photo {uid} was added and is missing now.")


def _as_added(row: Row[Any], after: str | None) -> bool:
    """Programs before this one did not tell the name of the file.

    A picture that was encrypted anew has the name that was told beside its own.
    """
    try:
        told = json.loads(after or "")
    except ValueError:
        return False
    same = all(told.get(name) == getattr(row, name) for name in _SAME)
    name = row.former_name or row.file_sha256
    return same and told.get("file_sha256", name) == name
