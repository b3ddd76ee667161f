"""The origin that marks every row and every chain written by this installation."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from needlelog.db.tables.people import InstallationTable


def origin_of(session: Session) -> str:
    """The uid of this installation; read once a transaction."""
    known = session.info.get("origin")
    if not isinstance(known, str):
        known = session.connection().execute(select(InstallationTable.origin)).scalar_one()
        session.info["origin"] = known
    return known
