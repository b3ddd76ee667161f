"""Records that lie in a second place go on under an identity of their own."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from needlelog.db.audit_chain import record_change
from needlelog.db.installation import origin_of, take_new_origin
from needlelog.db.tables.audit import AuditEntryTable
from needlelog.db.tables.base import table_of
from needlelog.db.transaction import Session
from needlelog.domain.people import Practitioner

_ENTRY = table_of(AuditEntryTable)


def start_new_chain(
    session: Session,
    at: datetime,
    person: Practitioner,
    act: str,
    told: Mapping[str, str | int] | None = None,
) -> str:
    """Give the installation a new origin and write the first entry of its chain; return the origin.

    Needed wherever records were copied: two copies that both went on with the former chain would
    write different entries under one number. The former chain stays as it is and can be checked;
    the new entry names where it ended, besides what is ``told``.
    """
    former = origin_of(session)
    last = (
        session.connection()
        .execute(
            select(_ENTRY.c.sequence, _ENTRY.c.hash)
            .where(_ENTRY.c.origin == former)
            .order_by(_ENTRY.c.sequence.desc())
            .limit(1)
        )
        .one_or_none()
    )
    origin = take_new_origin(session, at)
    ended = {"former_origin": former}
    if last is not None:
        ended |= {"former_sequence": last.sequence, "former_hash": last.hash}
    record_change(
        session, at, person, act, kind="installation", uid=origin, after={**(told or {}), **ended}
    )
    return origin
