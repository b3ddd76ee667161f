"""The origin that marks every row and every chain written by this installation."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select, update

from needlelog.db.tables.base import table_of
from needlelog.db.tables.people import InstallationTable
from needlelog.db.transaction import Session
from needlelog.db.types import uuid7

_INSTALLATION = table_of(InstallationTable)


def origin_of(session: Session) -> str:
    """The uid of this installation; read once a transaction."""
    known = session.info.get("origin")
    if not isinstance(known, str):
        known = session.connection().execute(select(_INSTALLATION.c.origin)).scalar_one()
        session.info["origin"] = known
    return known


def take_new_origin(session: Session, at: datetime) -> str:
    """Give this installation another uid, which everything written from here on carries."""
    origin = uuid7(at)
    session.connection().execute(update(_INSTALLATION).values(origin=origin))
    session.info["origin"] = origin
    return origin
