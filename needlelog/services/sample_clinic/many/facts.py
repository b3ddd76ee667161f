"""What the making of sessions in bulk needs to know of the clinic; can go to another process."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner
    from needlelog.domain.stock import Lot
    from needlelog.services.sample_clinic.shelf import Shelf


@dataclass(frozen=True, slots=True)
class OpenedLot:
    """A lot of the past with its row number; ``key`` names the product on the shelf."""

    key: str
    lot: Lot
    number: int


@dataclass(frozen=True, slots=True)
class Facts:
    """The clinic as it stands before the first session in bulk.

    ``sequence`` and ``head`` are the end of the trail. ``numbers`` are row numbers by kind and
    uid; ``next_rows`` the first free row numbers by table. ``people`` are those who treat, the
    first of them countersigns.
    """

    sessions: int
    seed: int
    present: datetime
    origin: str
    sequence: int
    head: str
    people: tuple[Practitioner, ...]
    shelf: Shelf
    lots: tuple[OpenedLot, ...]
    numbers: dict[tuple[str, str], int]
    next_rows: dict[str, int]
