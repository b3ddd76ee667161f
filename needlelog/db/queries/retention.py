"""Until when records are kept, which are due, what holds them, and what was destroyed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Row, select, text

from needlelog.db.same_client import client_ids
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.retention import ErasureTable, LegalHoldTable
from needlelog.db.transaction import Session
from needlelog.domain.retention import DestroyedRecord, KeepingRule, LegalHold, years_before

_CLIENT = table_of(ClientTable)
_HOLD = table_of(LegalHoldTable)
_ERASURE = table_of(ErasureTable)

_INSTANT = "date({column} / 1000000, 'unixepoch', 'localtime')"
_CREATED = _INSTANT.format(column="created_at")
_ENTRIES = (
    ("session", "day"),
    ("follow_up", "seen_on"),
    ("score", "rated_on"),
    ("adverse_event", "noticed_on"),
    ("adverse_event", "resolved_on"),
    ("consent", "decided_on"),
    ("consent", "withdrawn_on"),
    ("history_item", "asked_on"),
    ("plan", "started_on"),
    ("photo", _INSTANT.format(column="added_at")),
    ("draft", _INSTANT.format(column="saved_at")),
    ("client", _CREATED),
)
"""Every day on which something was written about a client."""
_BROUGHT = "EXISTS (SELECT 1 FROM imported_client WHERE imported_client.client_id = client.id)"
"""Whether a client came with an old log: the day of the import is no day of an entry then."""


def period_of(session: Session, ids: Iterable[int]) -> tuple[date, date]:
    """The first and the last day on which something was written under these rows of a client."""
    numbers = ", ".join(str(int(number)) for number in ids)
    entered = f"SELECT {_CREATED} FROM client WHERE id IN ({numbers})"  # noqa: S608  numbers
    days = " UNION ALL ".join(
        f"SELECT min({day}) AS first_on, max({day}) AS last_on FROM {table}"  # noqa: S608  numbers
        f" WHERE {'id' if table == 'client' else 'client_id'} IN ({numbers})"
        f"{f' AND NOT {_BROUGHT}' if table == 'client' else ''}"
        for table, day in _ENTRIES
    )
    found = f"SELECT min(first_on), max(last_on), ({entered} LIMIT 1) FROM ({days})"  # noqa: S608
    first, last, created = session.connection().execute(text(found)).one()
    return date.fromisoformat(first or created), date.fromisoformat(last or created)


def old_clients(session: Session, rule: KeepingRule, today: date, limit: int) -> list[str]:
    """The clients whose last session, if any, is so long ago that they may be due, the longest
    not seen first."""
    cutoff = years_before(today, rule.years)
    rows = session.connection().execute(
        text(
            "SELECT client.uid FROM client"  # noqa: S608  no values
            " LEFT JOIN client_summary ON client_summary.client_id = client.id"
            " WHERE client.merged_into_id IS NULL"
            f" AND ({_INSTANT.format(column='client.created_at')} < :cutoff OR {_BROUGHT})"
            " AND (client_summary.last_session_on IS NULL"
            " OR client_summary.last_session_on < :cutoff)"
            " AND NOT EXISTS (SELECT 1 FROM session_summary"
            " WHERE session_summary.client_id = client.id AND session_summary.day >= :cutoff)"
            " ORDER BY coalesce(client_summary.last_session_on, ''), client.id LIMIT :limit"
        ),
        {"cutoff": cutoff.isoformat(), "limit": limit},
    )
    return list(rows.scalars())


def names_of(session: Session, client_uid: str) -> tuple[str, date | None, tuple[int, ...]]:
    """Name, birth date and rows of a client, as the one kept."""
    ids = client_ids(session, client_uid)
    row = (
        session.connection()
        .execute(select(_CLIENT.c.name, _CLIENT.c.birth_date).where(_CLIENT.c.id == ids[0]))
        .one()
    )
    return row.name, row.birth_date, ids


def session_count(session: Session, ids: tuple[int, ...]) -> int:
    """How many sessions there are under these rows, whatever became of them."""
    numbers = ", ".join(str(int(number)) for number in ids)
    found = session.connection().execute(
        text(f"SELECT count(*) FROM session WHERE client_id IN ({numbers})")  # noqa: S608
    )
    return int(found.scalar_one())


def hold_of(session: Session, ids: tuple[int, ...]) -> LegalHold | None:
    """The legal hold that a client is under."""
    rows = session.connection().execute(
        select(_HOLD)
        .where(_HOLD.c.client_id.in_(ids), _HOLD.c.lifted_at.is_(None))
        .order_by(_HOLD.c.id)
        .limit(1)
    )
    row = rows.one_or_none()
    return None if row is None else _hold(row)


def register(session: Session) -> tuple[DestroyedRecord, ...]:
    """What was destroyed, the newest first."""
    rows = session.connection().execute(select(_ERASURE).order_by(_ERASURE.c.id.desc()))
    return tuple(
        DestroyedRecord(
            uid=row.uid,
            person=row.person,
            first_on=row.first_on,
            last_on=row.last_on,
            sessions=row.sessions,
            photos=row.photos,
            reason=row.reason,
            destroyed_at=row.erased_at,
            destroyed_by=row.erased_by,
        )
        for row in rows
    )


def _hold(row: Row[Any]) -> LegalHold:
    return LegalHold(
        uid=row.uid,
        reason=row.reason,
        placed_by=row.placed_by,
        placed_at=row.placed_at,
        lifted_by=row.lifted_by,
        lifted_at=row.lifted_at,
        lifted_reason=row.lifted_reason,
    )
