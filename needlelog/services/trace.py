"""Where something of the stock went, and whether one unit was used before. Reading only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from needlelog.db.queries import stock as stock_query
from needlelog.db.queries import trace as query

if TYPE_CHECKING:
    from needlelog.domain.lot_trace import LotTrace, UnitUse
    from needlelog.services.clinic import Clinic

PAGE = 100


def lot_trace(clinic: Clinic, lot_uid: str, *, limit: int = PAGE, offset: int = 0) -> LotTrace:
    """Every session and client a lot of the stock was used for, the newest first.

    A number that was typed instead of chosen counts when it is spelled the same, whatever the
    capitals and spaces. Void sessions are there and say so.

    Raises:
        NoSuchRecord: there is no such lot.
    """
    with clinic.database.read() as session:
        return query.uses_of_lot(session, stock_query.lot(session, lot_uid), limit, offset)


def number_trace(clinic: Clinic, number: str, *, limit: int = PAGE, offset: int = 0) -> LotTrace:
    """Every use of a lot number, also one the stock does not know."""
    with clinic.database.read() as session:
        return query.uses_of_number(session, number, limit, offset)


def client_trace(
    clinic: Clinic, client_uid: str, *, limit: int = PAGE, offset: int = 0
) -> LotTrace:
    """Every lot that was used on a client, the newest session first."""
    with clinic.database.read() as session:
        return query.uses_of_client(session, client_uid, limit, offset)


def cartridge_used_by(
    clinic: Clinic, serial: str, lot: str, lot_uid: str | None = None
) -> tuple[UnitUse, ...]:
    """The sessions in which this one cartridge was used; none for a cartridge without a serial.

    A cartridge is known by its serial and its lot, of the stock or typed. Void sessions and those
    that were put off do not count.
    """
    if not serial.strip():
        return ()
    with clinic.database.read() as session:
        return query.uses_of_unit(session, serial, lot, lot_uid)
