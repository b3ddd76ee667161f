"""Reading the exported tables: one state of the records, a block of plain rows at a time.

The sessions and clients that are meant stand in tables of the connection's own memory, gone with
the transaction; nothing of them reaches the disk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from needlelog.db.exports.client_tables import CLIENT_TABLES
from needlelog.db.exports.columns import ExportTable
from needlelog.db.exports.session_tables import SESSION_TABLES
from needlelog.db.queries.session_order import all_session_ids
from needlelog.db.sqlite.numbers import Numbers
from needlelog.db.transaction import Session
from needlelog.domain.session_filter import SessionFilter

EXPORT_TABLES: tuple[ExportTable, ...] = (*SESSION_TABLES, *CLIENT_TABLES)
"""Every table, in the order in which an export holds them."""
ROWS_AT_ONCE = 1000

_TABLES = (
    "CREATE TEMP TABLE wanted_session (place INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE)",
    "CREATE TEMP TABLE wanted_client (place INTEGER PRIMARY KEY, id INTEGER NOT NULL UNIQUE)",
    "CREATE TEMP TABLE wanted_scope (whole INTEGER NOT NULL)",
)
_NAMES = ("wanted_session", "wanted_client", "wanted_scope")


@dataclass(frozen=True, slots=True)
class Selection:
    """What is read: all sessions meant, oldest first, and their clients.

    ``whole`` says that every record of the clinic is meant, also clients without a session.
    """

    session: Session
    session_ids: Numbers
    whole: bool

    def parts(self, size: int) -> Iterator[list[int]]:
        """The numbers of the sessions meant, so many at a time."""
        for start in range(0, len(self.session_ids), size):
            yield self.session_ids[start : start + size].tolist()


@contextmanager
def selection(
    session: Session, wanted: SessionFilter, today: date, *, whole: bool
) -> Iterator[Selection]:
    """Note which sessions and clients are meant, for the tables read inside the block."""
    ids = all_session_ids(session, wanted, today, descending=False)
    raw = _raw(session)
    for name in _NAMES:
        raw.execute(f"DROP TABLE IF EXISTS temp.{name}")
    for statement in _TABLES:
        raw.execute(statement)
    # One by one: a million rows made in one step, or freed, would hold up every other thread.
    raw.executemany("INSERT INTO temp.wanted_session (id) VALUES (?)", ((each,) for each in ids))
    clients = (
        "SELECT id FROM client WHERE merged_into_id IS NULL ORDER BY id"
        if whole
        else "SELECT DISTINCT session_summary.client_id FROM session_summary"
        " JOIN temp.wanted_session AS wanted ON wanted.id = session_summary.session_id"
        " ORDER BY session_summary.client_id"
    )
    raw.execute(f"INSERT INTO temp.wanted_client (id) {clients}")
    raw.execute("INSERT INTO temp.wanted_scope VALUES (?)", (int(whole),))
    try:
        yield Selection(session, ids, whole)
    finally:
        for name in _NAMES:
            raw.execute(f"DROP TABLE IF EXISTS temp.{name}")


def row_blocks(selected: Selection, table: ExportTable) -> Iterator[list[tuple[Any, ...]]]:
    """The rows of a table in blocks; every cell is text, a whole number or nothing."""
    columns = ", ".join(column.sql for column in table.columns)
    cursor = _raw(selected.session).cursor()
    try:
        cursor.execute(f"SELECT {columns} FROM {table.source}")
        while block := cursor.fetchmany(ROWS_AT_ONCE):
            yield block
    finally:
        cursor.close()


def wanted_clients(selected: Selection) -> Iterator[tuple[int, str]]:
    """Row number and uid of the clients meant."""
    rows: Iterable[tuple[int, str]] = _raw(selected.session).execute(
        "SELECT client.id, client.uid FROM temp.wanted_client AS wanted"
        " CROSS JOIN client ON client.id = wanted.id ORDER BY wanted.place"
    )
    yield from rows


def wanted_session_uids(selected: Selection) -> Iterator[str]:
    """The uids of the sessions meant."""
    rows: Iterable[tuple[str]] = _raw(selected.session).execute(
        "SELECT session.uid FROM temp.wanted_session AS wanted"
        " CROSS JOIN session ON session.id = wanted.id"
    )
    for (uid,) in rows:
        yield uid


def _raw(session: Session) -> Any:
    """The driver's own connection inside the transaction: rows without any wrapping."""
    return session.connection().connection.driver_connection
