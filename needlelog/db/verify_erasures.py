"""Checking that what was destroyed is gone, and that the register says what the trail says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, func, select

from needlelog.db.documents import plain
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.retention import ErasureTable, RowToEraseTable
from needlelog.db.tombstones import (
    digest_of,
    erasure_entries,
    told_digest,
    tombstones_by_erasure,
)
from needlelog.db.transaction import Session
from needlelog.domain.faults import Fault

_ERASURE = table_of(ErasureTable)
_CLIENT = table_of(ClientTable)
_TO_ERASE = table_of(RowToEraseTable)
REGISTERED = (
    *("person", "first_on", "last_on", "sessions", "photos"),
    *("reason", "entries", "digest"),
)
"""What the register and the erasure's entry both say."""


def erasure_faults(session: Session) -> Iterator[Fault]:
    """Erasures that are not in the trail, lines of the register that were changed or lost."""
    connection = session.connection()
    entries = erasure_entries(session)
    stones = tombstones_by_erasure(session)
    rows = {row.uid: row for row in connection.execute(select(_ERASURE))}
    for uid, row in rows.items():
        entry = entries.get(uid)
        if entry is None:
            yield Fault("erasures", f"The trail does not know of the erasure {uid}.")
        elif row.open_mark is not None or not _as_told(row, entry):
            yield Fault("erasures", f"The register's line of the erasure {uid} was changed.")
        elif told_digest(entry) != digest_of(stones.get(uid, ())):
            yield Fault("erasures", f"The tombstones of the erasure {uid} were changed.")
    for uid in entries.keys() - rows.keys():
        yield Fault("erasures", f"The register has lost its line of the erasure {uid}.")
    for uid in stones.keys() - rows.keys():
        yield Fault(
            "erasures", f"There are tombstones that belong to no erasure ({uid or 'none'})."
        )
    if connection.execute(select(func.count()).select_from(_TO_ERASE)).scalar_one():
        yield Fault("erasures", "The locks were told to let go of rows outside an erasure.")
    back = select(_ERASURE.c.uid).join(_CLIENT, _CLIENT.c.uid == _ERASURE.c.client_uid)
    for uid in connection.execute(back).scalars():
        yield Fault("erasures", f"The client of the erasure {uid} is in the records again.")


def _as_told(row: Row[Any], entry: Row[Any]) -> bool:
    if entry.after is None or entry.made_at != row.erased_at or entry.person != row.erased_by:
        return False
    try:
        told = json.loads(entry.after)
    except ValueError:
        return False
    return bool(told == plain({name: getattr(row, name) for name in REGISTERED}))
