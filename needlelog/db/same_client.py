"""One client under several rows: a duplicate that was merged stays, and points at the one kept.

Rows keep the client under whom they were written. Whoever reads by client asks here for all of
them; whoever shows a client of a row shows the one kept.
"""

from __future__ import annotations

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, bindparam, func, or_, select

from needlelog.db.prepared import Prepared
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.transaction import Session

Statement = TypeVar("Statement", bound=Select[Any])

_CLIENT = table_of(ClientTable)
RECORDED = _CLIENT.alias("recorded")
"""The client a row was written under, where the statement also has the client kept."""
KEPT = func.coalesce(RECORDED.c.merged_into_id, RECORDED.c.id)

KEPT_ID = "coalesce(recorded.merged_into_id, recorded.id)"
"""SQL: the number of the client kept, where ``recorded`` is the client of a row."""
JOINED = f"JOIN client AS recorded ON recorded.id = {{row}}.client_id JOIN client ON client.id = {KEPT_ID}"
"""SQL: the client of a table ``row``, as the one kept."""
IDS_OF_CLIENT = (
    "SELECT id FROM client WHERE id ="
    " (SELECT coalesce(merged_into_id, id) FROM client WHERE uid = :client)"
    " UNION ALL SELECT id FROM client WHERE merged_into_id ="
    " (SELECT coalesce(merged_into_id, id) FROM client WHERE uid = :client)"
)
"""SQL: the numbers of all rows of the client with the uid ``:client``."""
_MERGED_INTO = Prepared(select(_CLIENT.c.merged_into_id).where(_CLIENT.c.id == bindparam("number")))
_ASKED = (
    select(func.coalesce(_CLIENT.c.merged_into_id, _CLIENT.c.id))
    .where(_CLIENT.c.uid == bindparam("client"))
    .scalar_subquery()
)
_ALL_OF_CLIENT = Prepared(
    select(_CLIENT.c.id)
    .where(or_(_CLIENT.c.id == _ASKED, _CLIENT.c.merged_into_id == _ASKED))
    .order_by(_CLIENT.c.merged_into_id.is_not(None), _CLIENT.c.id)
)


def kept_id(session: Session, client_id: int) -> int:
    """The number of the client kept for a row."""
    found: int | None = _MERGED_INTO.value(session, number=client_id)
    return client_id if found is None else found


def client_ids(session: Session, client_uid: str) -> tuple[int, ...]:
    """The numbers of all rows of a client, the one kept first; none for an unknown uid."""
    return tuple([row.id for row in _ALL_OF_CLIENT.all(session, client=client_uid)])


def ids_under(session: Session, client_id: int) -> tuple[int, ...]:
    """The rows that count for one row: a duplicate's count for the client it was merged into."""
    rows = session.connection().execute(
        select(_CLIENT.c.id).where(
            func.coalesce(_CLIENT.c.merged_into_id, _CLIENT.c.id) == client_id,
            or_(_CLIENT.c.id == client_id, _CLIENT.c.merged_into_id == client_id),
        )
    )
    return tuple(rows.scalars())


def kept_client(statement: Statement, column: ColumnElement[Any]) -> Statement:
    """The statement with the table of clients joined to a column, as the client kept."""
    return statement.join(RECORDED, RECORDED.c.id == column).join(_CLIENT, _CLIENT.c.id == KEPT)


def kept_uids(session: Session) -> dict[str, str]:
    """The uid of the client kept, by the uid of each duplicate."""
    kept = _CLIENT.alias("kept")
    rows = session.connection().execute(
        select(_CLIENT.c.uid, kept.c.uid).join(kept, kept.c.id == _CLIENT.c.merged_into_id)
    )
    return {row[0]: row[1] for row in rows}
