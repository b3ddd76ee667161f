"""A recall: something of the stock is called back, and every client it touched is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from needlelog.domain.errors import InvalidValue

LONGEST_REASON = 2000


class RecallKind(StrEnum):
    """What is called back."""

    LOT = "lot"
    PRODUCT = "product"
    DEVICE = "device"


class Way(StrEnum):
    """How a client was told."""

    PHONE = "phone"
    LETTER = "letter"
    EMAIL = "email"
    IN_PERSON = "in_person"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is called back: its identity, its name, and its lot or serial number as it is now.

    A lot number that the stock does not know has no identity.
    """

    kind: RecallKind
    uid: str
    name: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class RecallCounts:
    """Clients and sessions that were touched, and how many of the clients were told."""

    clients: int
    sessions: int
    notified: int

    @property
    def left(self) -> int:
        """Clients who have not been told yet."""
        return self.clients - self.notified


@dataclass(frozen=True, slots=True)
class Recall:
    """A recall. ``counts`` are those at the closing, ``None`` while it is open."""

    uid: str
    subject: Subject
    reason: str
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by: str = ""
    counts: RecallCounts | None = None

    @property
    def is_open(self) -> bool:
        """Whether clients are still being told."""
        return self.closed_at is None


@dataclass(frozen=True, slots=True)
class OpenRecall:
    """An open recall with its counts as they are now."""

    recall: Recall
    counts: RecallCounts


@dataclass(frozen=True, slots=True)
class Notice:
    """That a client was told: on which day, how, by whom."""

    on: date
    way: Way
    person: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class RecalledUse:
    """That a session used what is called back, and whether its client was told."""

    recall: Recall
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Exposure:
    """How often a client met what is called back, and when last. ``client`` is a row number."""

    client: int
    sessions: int
    last_on: date
    notified: bool


@dataclass(frozen=True, slots=True)
class RecallContact:
    """A client to be told. ``id`` is the row number of the client."""

    id: int
    uid: str
    name: str
    phone: str
    email: str
    address: str
    birth_date: date | None = None
    notice: Notice | None = None


@dataclass(frozen=True, slots=True)
class Recalled:
    """What must not be used now: lots and devices by their uid, typed lot numbers as compared."""

    lots: frozenset[str] = frozenset()
    products: frozenset[str] = frozenset()
    devices: frozenset[str] = frozenset()
    numbers: frozenset[str] = frozenset()

    def names_lot(self, lot_uid: str | None, product_uid: str | None, number: str) -> bool:
        """Whether a lot is called back; ``number`` is spelled as numbers are compared.

        A typed number counts like the lot of the stock it is spelled as.
        """
        if lot_uid is not None:
            return lot_uid in self.lots
        return product_uid in self.products or (number != "" and number in self.numbers)


NOTHING_RECALLED = Recalled()


def checked_reason(text: str) -> str:
    """The reason of a recall. Raises `InvalidValue`: ``reason_missing``, ``recall_reason_long``."""
    words = text.strip()
    if not words:
        raise InvalidValue("reason_missing", text="")
    if len(words) > LONGEST_REASON:
        raise InvalidValue("recall_reason_long", text=words[:40])
    return words


def checked_day(day: date, opened_on: date, today: date) -> date:
    """The day a client was told. Raises `InvalidValue`: ``told_day``."""
    if not opened_on <= day <= today:
        raise InvalidValue("told_day", text=day.isoformat())
    return day
