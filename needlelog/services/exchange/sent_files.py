"""What was sent from this machine before, as its trail tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from needlelog.db.exchange.outgoing import sent_entries
from needlelog.db.verify_exchange import EXCHANGE
from needlelog.domain.exchange.bundles import KindCount
from needlelog.services.exchange.sending import SENT

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was written here for the others, by whom and when."""

    file: str
    at: datetime
    person: str
    photos: int
    counts: tuple[KindCount, ...]


def sent_files(clinic: Clinic, most: int = 30) -> tuple[SentFile, ...]:
    """The files sent from this machine, the newest first."""
    with clinic.database.read() as session:
        entries = sent_entries(session, SENT, EXCHANGE, most)
    return tuple(
        SentFile(
            file=str(told.get("file", "")),
            at=at,
            person=person,
            photos=int(told.get("photos", 0)),
            counts=tuple(KindCount(*each) for each in told.get("counts", ())),
        )
        for at, person, told in entries
    )
