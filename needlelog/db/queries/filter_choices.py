"""What sessions can be filtered by in this clinic: the names behind the identities of a filter."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from needlelog.db.sqlite.numbers import values_of
from needlelog.db.tables.base import table_of
from needlelog.db.tables.clients import ClientTable
from needlelog.db.tables.plans import PlanTable
from needlelog.db.transaction import Session

_PLAN = table_of(PlanTable)
_CLIENT = table_of(ClientTable)


def concerns_in_use(session: Session) -> tuple[str, ...]:
    """The concerns of all plans, each once."""
    concerns = values_of(session.connection(), _PLAN.c.concern)
    return tuple(sorted((each for each in concerns if each), key=str.casefold))


def client_name(session: Session, uid: str) -> tuple[str, date | None]:
    """The name of a client, empty for one that is not there, and the birth date."""
    asked = select(_CLIENT.c.name, _CLIENT.c.birth_date).where(_CLIENT.c.uid == uid)
    row = session.connection().execute(asked).one_or_none()
    return ("", None) if row is None else (row.name, row.birth_date)
