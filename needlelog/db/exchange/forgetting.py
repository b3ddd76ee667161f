"""Nothing of a destroyed record stays in what is kept for exchanging; that it was destroyed does."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping

from needlelog.db.sqlite.exchanging import next_number
from needlelog.db.transaction import Session

ERASURE_TABLE = "erasure"
_AT_ONCE = 500


def note_erasure(session: Session, uid: str, client_uids: Iterable[str]) -> None:
    """Let other machines hear of an erasure, and which clients' rows it took."""
    session.connection().exec_driver_sql(
        "INSERT INTO exchange_change (origin, number, table_name, row_uid, field, new)"
        f" SELECT (SELECT origin FROM installation), {next_number()}, ?, ?, '', ?"
        " WHERE EXISTS (SELECT 1 FROM machine)",
        (ERASURE_TABLE, uid, json.dumps({"clients": sorted(client_uids)})),
    )


def forget_changes(session: Session, uids: Collection[str]) -> None:
    """Take away what the fields of destroyed rows held; the changes keep their numbers."""
    connection = session.connection()
    wanted = sorted(uids)
    for start in range(0, len(wanted), _AT_ONCE):
        part = tuple(wanted[start : start + _AT_ONCE])
        marks = ", ".join("?" * len(part))
        connection.exec_driver_sql(
            "UPDATE exchange_change SET old = NULL, new = NULL WHERE new IS NOT NULL"
            f" AND table_name <> '{ERASURE_TABLE}' AND row_uid IN ({marks})",
            part,
        )


def forget_former_states(session: Session, rows: Mapping[str, Iterable[int]]) -> None:
    """Take away what destroyed rows held before something was received."""
    session.connection().exec_driver_sql(
        "DELETE FROM exchange_before WHERE table_name = ? AND row_id = ?",
        [("", 0), *((table, number) for table, numbers in rows.items() for number in numbers)],
    )


def clients_taken(session: Session, uid: str) -> frozenset[str]:
    """The clients whose rows an erasure took, where the clinic had machines by then."""
    rows = session.connection().exec_driver_sql(
        "SELECT new FROM exchange_change WHERE table_name = ? AND row_uid = ? AND new IS NOT NULL",
        (ERASURE_TABLE, uid),
    )
    return frozenset(name for words in rows.scalars() for name in json.loads(words)["clients"])
