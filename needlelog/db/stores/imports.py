"""Writing imports as batches."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from needlelog.db.documents import canonical
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.imports import ImportBatchTable, ImportedClientTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7
from needlelog.domain.people import Practitioner


def insert_batch(
    session: Session,
    uid: str,
    file: tuple[str, str],
    person: Practitioner,
    at: datetime,
    counts: dict[str, Any],
) -> None:
    """Keep an import; ``file`` is its name and the SHA-256 of what was read."""
    name, sha256 = file
    insert_row(
        session,
        ImportBatchTable,
        {
            "uid": uid,
            "file_name": name,
            "file_sha256": sha256,
            "made_at": at,
            "person_id": row_id(session, PractitionerTable, person.uid),
            "person": person.name,
            "report": canonical(counts),
        },
    )


def insert_imported_client(session: Session, batch_uid: str, client_uid: str, at: datetime) -> None:
    """Keep that a client came with an import."""
    insert_row(
        session,
        ImportedClientTable,
        {
            "uid": uuid7(at),
            "import_batch_id": row_id(session, ImportBatchTable, batch_uid),
            "client_id": row_id(session, ClientTable, client_uid),
        },
    )


def mark_undone(session: Session, uid: str, person: Practitioner, at: datetime) -> None:
    """Keep that an import was taken back. Raises `NoSuchRecord`."""
    row = row_id(session, ImportBatchTable, uid)
    update_row(session, ImportBatchTable, row, {"undone_at": at, "undone_by": person.name})
