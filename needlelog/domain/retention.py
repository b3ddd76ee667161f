"""How long the records of a client are kept, and what stands in the way of destroying them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

OF_AGE = 18


@dataclass(frozen=True, slots=True)
class KeepingRule:
    """So many years after the last entry; of a client who was a minor then, at least until that
    age."""

    years: int
    minors_until_age: int


@dataclass(frozen=True, slots=True)
class LegalHold:
    """An order to keep everything of a client."""

    uid: str
    reason: str
    placed_by: str
    placed_at: datetime
    lifted_by: str = ""
    lifted_at: datetime | None = None
    lifted_reason: str = ""


@dataclass(frozen=True, slots=True)
class Keeping:
    """The records of a client: what period they cover, until when they are kept, and what else
    keeps them."""

    client_uid: str
    name: str
    birth_date: date | None
    first_on: date
    last_on: date
    keep_until: date
    sessions: int
    hold: LegalHold | None = None
    recalls: tuple[str, ...] = ()
    """What open recalls are about in which the client has to be told."""

    def is_due(self, today: date) -> bool:
        """Whether the records may be destroyed."""
        return self.keep_until < today and not self.blocked

    @property
    def blocked(self) -> bool:
        """Whether something forbids it, however old the records are."""
        return self.hold is not None or bool(self.recalls)


@dataclass(frozen=True, slots=True)
class DestroyedRecord:
    """A line of the register: of whom, over which period, when, by whom and why."""

    uid: str
    person: str
    first_on: date | None
    last_on: date | None
    sessions: int
    photos: int
    reason: str
    destroyed_at: datetime
    destroyed_by: str


def keep_until(last_on: date, birth_date: date | None, rule: KeepingRule) -> date:
    """The last day on which the records are kept."""
    until = _years_later(last_on, rule.years)
    if birth_date is not None and last_on < _years_later(birth_date, OF_AGE):
        until = max(until, _years_later(birth_date, rule.minors_until_age))
    return until


def initials(name: str, birth_date: date | None) -> str:
    """What the register says of a person unless somebody writes more: initials, year of birth."""
    letters = " ".join(f"{word[0].upper()}." for word in name.replace("-", " ").split())
    return f"{letters}, *{birth_date.year}" if birth_date is not None else letters


def years_before(day: date, years: int) -> date:
    """The same day so many years earlier."""
    return _years_later(day, -years)


def _years_later(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return date(day.year + years, 3, 1)
