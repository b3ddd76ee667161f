"""Restored records that do not know the clinic's machines yet, because they are older than those."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from needlelog.db.exchange.marks import BEGINNING, keep_marks, own_marks
from needlelog.db.sqlite.exchanging import close_receiving, open_receiving
from needlelog.db.tables.base import table_of
from needlelog.db.tables.exchange import MachineTable
from needlelog.db.transaction import Session

_MACHINE = table_of(MachineTable)
MachineRows = Sequence[Mapping[str, Any]]


def machine_rows(session: Session) -> tuple[Mapping[str, Any], ...]:
    """The machines as the records here hold them."""
    rows = session.connection().execute(select(_MACHINE).order_by(_MACHINE.c.id))
    return tuple(dict(row._mapping) for row in rows)


def carry_machines(session: Session, rows: MachineRows) -> None:
    """Let records that know no machine know these, before their new chain begins.

    From then on what changes is kept for the others, who have all that is here so far.
    """
    keep_marks(session, BEGINNING, own_marks(session))
    connection = session.connection()
    open_receiving(connection)
    connection.execute(insert(_MACHINE), [dict(row) for row in rows])
    close_receiving(connection)


def began_anew(session: Session, origin: str) -> bool:
    """Whether this machine named itself the first, and so kept no changes from before for others."""
    row = session.connection().exec_driver_sql(
        "SELECT 1 FROM machine_mark WHERE machine_uid = ? AND origin = ?", (BEGINNING, origin)
    )
    return row.first() is not None
