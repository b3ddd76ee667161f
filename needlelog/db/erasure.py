"""Destroying the records of one client, in one transaction, so that the trail can still be checked.

Rows go, the content of entries about them goes, the client's mentions in the stock go. The
entries themselves, their hashes, and one line in the register stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from needlelog.db.audit_chain import entry_hash, record_change
from needlelog.db.client_rows import (
    mentioning_columns,
    others_point_at,
    row_number,
    rows_of_clients,
)
from needlelog.db.exchange.forgetting import (
    forget_changes,
    forget_former_states,
    note_erasure,
)
from needlelog.db.same_client import client_ids
from needlelog.db.schema import metadata
from needlelog.db.sqlite.erasing import (
    overwrite_deleted,
    tidy_search_indexes,
    wait_for_all_rows,
)
from needlelog.db.sqlite.figures import forget_letters
from needlelog.db.stores.rows import insert_row, row_id, update_row
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.tables.begun_words import BegunWordsTable
from needlelog.db.tables.people import PractitionerTable
from needlelog.db.tables.photos import PhotoTable
from needlelog.db.tables.retention import (
    NEVER_THERE,
    AuditTombstoneTable,
    ErasureTable,
    RowToEraseTable,
)
from needlelog.db.tables.sessions import SessionTable
from needlelog.db.tombstones import DESTROYED, ERASURE, Tombstone, digest_of
from needlelog.db.transaction import Session
from needlelog.db.verify_erasures import REGISTERED
from needlelog.db.week_sums import keep_week
from needlelog.domain.people import Practitioner
from needlelog.domain.record_errors import NoSuchRecord, RecordKept
from needlelog.domain.stock import RECORD_DESTROYED

_AT_ONCE = 500
_STANDING = ("erasure", "export", "import_batch")
"""Kinds of records whose entries hold nothing of a client but, at most, a uid."""

_BEGUN = table_of(BegunWordsTable)
_ENTRY = table_of(AuditEntryTable)
_PHOTO = table_of(PhotoTable)
_SESSION = table_of(SessionTable)
_TOMBSTONE = table_of(AuditTombstoneTable)
_TO_ERASE = table_of(RowToEraseTable)
Rows = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class RegisterLine:
    """What the register says of a destroyed record, beside what is counted."""

    person: str
    first_on: date | None
    last_on: date | None
    reason: str


def erase_client(
    session: Session,
    uid: str,
    client_uid: str,
    line: RegisterLine,
    by: tuple[Practitioner, datetime],
) -> tuple[str, ...]:
    """Destroy everything of a client and return the names of the photo files that are to go.

    Raises:
        NoSuchRecord: there is no such client.
        RecordKept: records of another client build on these.
    """
    ids = client_ids(session, client_uid)
    if not ids:
        raise NoSuchRecord("client", client_uid)
    rows = rows_of_clients(session, ids)
    if others_point_at(session, rows):
        raise RecordKept("pointed_at")
    entries = entries_about(session, uids_of(session, rows), client_uids(session, ids))
    return erase_remains(session, uid, client_uid, line, by, entries, ids)


def erase_remains(
    session: Session,
    uid: str,
    client_uid: str,
    line: RegisterLine,
    by: tuple[Practitioner, datetime],
    entries: Sequence[dict[str, Any]],
    ids: tuple[int, ...] = (),
) -> tuple[str, ...]:
    """Destroy the client's rows with these numbers and the content of these entries of the trail.

    There may be no rows any more, where they were destroyed before and entries came from another
    machine. Returns the names of the photo files that are to go.
    """
    connection = session.connection()
    overwrite_deleted(connection)
    wait_for_all_rows(connection)
    rows = rows_of_clients(session, ids)
    files = photo_files(session, rows["photo"])
    weeks = weeks_of(session, rows["session"])
    clients = client_uids(session, ids)
    erasure = _open(session, uid, client_uid, line, by, rows)
    stones = empty_entries(session, erasure, entries)
    take_rows(session, erasure, rows, weeks)
    _close(session, uid, erasure, line, by, rows, stones, files)
    note_erasure(session, uid, clients | {client_uid})
    return files


def take_rows(
    session: Session, erasure: int, rows: Rows, weeks: Iterable[tuple[date, int]]
) -> None:
    """Delete rows under an open erasure, with all that was worked out from them."""
    forget_changes(session, uids_of(session, rows))
    forget_former_states(session, rows)
    forget_begun_words(session, rows)
    forget_mentions(session, erasure, rows)
    delete_rows(session, erasure, rows)
    tidy_search_indexes(session.connection(), rows["session"])
    for day, practitioner in weeks:
        keep_week(session, day, practitioner)
    forget_letters(session.connection())


def files_removed(session: Session, uid: str) -> None:
    """Keep that the photo files of an erasure are gone."""
    update_row(session, ErasureTable, row_id(session, ErasureTable, uid), {"files": ""})


def files_left(session: Session) -> dict[str, tuple[str, ...]]:
    """The photo files of destroyed records that were not removed yet, by erasure."""
    table = table_of(ErasureTable)
    found = session.connection().execute(
        select(table.c.uid, table.c.files).where(table.c.files != "")
    )
    return {row.uid: tuple(row.files.split()) for row in found}


def _open(
    session: Session,
    uid: str,
    client_uid: str,
    line: RegisterLine,
    by: tuple[Practitioner, datetime],
    rows: Rows,
) -> int:
    person, at = by
    return insert_row(
        session,
        ErasureTable,
        {
            "uid": uid,
            "client_uid": client_uid,
            "person": line.person,
            "first_on": line.first_on,
            "last_on": line.last_on,
            "sessions": len(rows["session"]),
            "photos": len(rows["photo"]),
            "reason": line.reason,
            "erased_at": at,
            "erased_by_id": row_id(session, PractitionerTable, person.uid),
            "erased_by": person.name,
            "open_mark": NEVER_THERE,
        },
    )


def _close(
    session: Session,
    uid: str,
    erasure: int,
    line: RegisterLine,
    by: tuple[Practitioner, datetime],
    rows: Rows,
    stones: list[Tombstone],
    files: tuple[str, ...],
) -> None:
    person, at = by
    counted = {
        "person": line.person,
        "first_on": line.first_on,
        "last_on": line.last_on,
        "sessions": len(rows["session"]),
        "photos": len(rows["photo"]),
        "reason": line.reason,
        "entries": len(stones),
        "digest": digest_of(stones),
    }
    told = {name: counted[name] for name in REGISTERED}
    record_change(session, at, person, DESTROYED, kind=ERASURE, uid=uid, after=told)
    session.connection().execute(delete(_TO_ERASE).where(_TO_ERASE.c.erasure_id == erasure))
    closing = {
        "entries": len(stones),
        "digest": counted["digest"],
        "files": " ".join(files),
        "open_mark": None,
    }
    update_row(session, ErasureTable, erasure, closing)


def let_go(session: Session, erasure: int, table: str, numbers: Iterable[int]) -> None:
    """Tell the locks which rows of a table go."""
    named = [
        {
            "erasure_id": erasure,
            "table_name": table,
            "row_id": number,
            "open_mark": NEVER_THERE,
        }
        for number in numbers
    ]
    if named:
        session.connection().execute(insert(_TO_ERASE), named)


def photo_files(session: Session, photos: tuple[int, ...]) -> tuple[str, ...]:
    rows = session.connection().execute(
        select(_PHOTO.c.file_sha256).where(_PHOTO.c.id.in_(photos)).order_by(_PHOTO.c.id)
    )
    return tuple(rows.scalars())


def weeks_of(session: Session, sessions: tuple[int, ...]) -> set[tuple[date, int]]:
    rows = session.connection().execute(
        select(_SESSION.c.day, _SESSION.c.practitioner_id).where(_SESSION.c.id.in_(sessions))
    )
    return {(row.day, row.practitioner_id) for row in rows}


def uids_of(session: Session, rows: Rows) -> frozenset[str]:
    """The identities of everything that goes."""
    found: set[str] = set()
    for name, numbers in rows.items():
        table = metadata.tables[name]
        if "uid" in table.c and numbers:
            uids = select(table.c.uid).where(row_number(table).in_(numbers))
            found.update(session.connection().execute(uids).scalars())
    return frozenset(found)


def client_uids(session: Session, ids: Iterable[int]) -> frozenset[str]:
    """The identities of clients."""
    clients = metadata.tables["client"]
    found = select(clients.c.uid).where(clients.c.id.in_(ids))
    return frozenset(session.connection().execute(found).scalars())


def entries_about(
    session: Session, uids: frozenset[str], names: frozenset[str]
) -> list[dict[str, Any]]:
    """Every entry with content about one of these records, or that names one of these clients."""
    entries = (
        session.connection()
        .execution_options(yield_per=_AT_ONCE)
        .execute(
            select(_ENTRY).where(
                _ENTRY.c.record_kind.not_in(_STANDING),
                _ENTRY.c.before.is_not(None) | _ENTRY.c.after.is_not(None),
            )
        )
    )
    return [dict(row._mapping) for row in entries if row.record_uid in uids or is_about(row, names)]


def empty_entries(
    session: Session, erasure: int, doomed: Sequence[dict[str, Any]]
) -> list[Tombstone]:
    """Take the content of entries, and keep a tombstone for each."""
    stones = [
        Tombstone(
            entry["origin"],
            entry["sequence"],
            entry["hash"],
            entry_hash(entry | {"before": None, "after": None}),
        )
        for entry in doomed
    ]
    keep_stones(session, erasure, stones)
    take_content(session, erasure, [entry["id"] for entry in doomed])
    return stones


def keep_stones(session: Session, erasure: int, stones: Iterable[Tombstone]) -> None:
    """Keep the tombstones of an open erasure."""
    rows = [
        {
            "erasure_id": erasure,
            "origin": stone.origin,
            "sequence": stone.sequence,
            "hash": stone.hash,
            "remains": stone.remains,
        }
        for stone in stones
    ]
    if rows:
        session.connection().execute(insert(_TOMBSTONE), rows)


def take_content(session: Session, erasure: int, numbers: Sequence[int]) -> None:
    """Take the content of entries that have their tombstones."""
    connection = session.connection()
    let_go(session, erasure, "audit_entry", numbers)
    for start in range(0, len(numbers), _AT_ONCE):
        part = numbers[start : start + _AT_ONCE]
        connection.execute(
            update(_ENTRY).where(_ENTRY.c.id.in_(part)).values(before=None, after=None)
        )


def is_about(row: Any, clients: frozenset[str]) -> bool:
    """Whether an entry is about one of these clients though it is about another record.

    A recall names many clients by their uid alone; such an entry goes only when it names nobody
    else.
    """
    content = f"{row.before or ''}{row.after or ''}"
    if not any(uid in content for uid in clients):
        return False
    if row.record_kind != "recall":
        return True
    told = json.loads(row.after).get("clients", ()) if row.after else ()
    return set(told) <= clients


def forget_mentions(session: Session, erasure: int, rows: Rows) -> None:
    connection = session.connection()
    for name, column in mentioning_columns():
        table = metadata.tables[name]
        (owner,) = {key.column.table.name for key in table.c[column].foreign_keys}
        mine = table.c[column].in_(rows[owner])
        numbers = connection.execute(select(table.c.id).where(mine)).scalars().all()
        let_go(session, erasure, name, numbers)
        values: dict[str, Any] = {column: None}
        if "reason" in table.c:
            values["reason"] = RECORD_DESTROYED
        connection.execute(update(table).where(table.c.id.in_(numbers)).values(values))


def forget_begun_words(session: Session, rows: Rows) -> None:
    """What anybody has begun to write about a client goes too; it is no record that forgets."""
    session.connection().execute(delete(_BEGUN).where(_BEGUN.c.client_id.in_(rows["client"])))


def delete_rows(session: Session, erasure: int, rows: Rows) -> None:
    connection = session.connection()
    for name in reversed(tuple(rows)):
        table, numbers = metadata.tables[name], rows[name]
        if not numbers:
            continue
        let_go(session, erasure, name, numbers)
        connection.execute(delete(table).where(row_number(table).in_(numbers)))
