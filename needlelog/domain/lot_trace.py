"""Where a lot went: one row for each time it was used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from needlelog.domain.sessions import SessionState


class UsedAs(StrEnum):
    """The part of a session in which something of the stock was used."""

    CARTRIDGE = "cartridge"
    TOPICAL = "topical"
    NUMBING = "numbing"


@dataclass(frozen=True, slots=True)
class LotTraceRow:
    """One use in a signed session, also a void one.

    ``lot_uid`` is ``None`` where the number was typed and is not chosen from the stock.
    ``count`` is how many cartridges, ``amount_ul`` how much was put on the skin.
    """

    session_uid: str
    day: date
    state: SessionState
    client_uid: str
    client_name: str
    practitioner: str
    used_as: UsedAs
    product: str
    lot: str
    expiry: str | None = None
    lot_uid: str | None = None
    count: int | None = None
    amount_ul: int | None = None
    serial: str = ""


@dataclass(frozen=True, slots=True)
class LotTrace:
    """A page of the uses of a lot, the newest first, and how many there are in all.

    ``sessions`` and their ``clients`` are those that count, as in a recall; ``void`` sessions were
    recorded by mistake and stand among the ``uses`` all the same.
    """

    rows: tuple[LotTraceRow, ...]
    uses: int
    sessions: int
    clients: int
    void: int


@dataclass(frozen=True, slots=True)
class UnitUse:
    """A signed session in which one unit of a cartridge was used."""

    session_uid: str
    client_uid: str
    day: date
