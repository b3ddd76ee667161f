"""The stage on which the sample clinic plays: the clinic on any day, as any of its people."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from needlelog.domain.people import Practitioner
    from needlelog.services.clinic import Clinic


class StageClock:
    """A clock that is set by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@dataclass(frozen=True, slots=True)
class Troupe:
    """Who treats, and chance from one seed."""

    people: tuple[Practitioner, ...]
    chance: random.Random


@dataclass(frozen=True, slots=True)
class Stage(Troupe):
    """The open clinic with its clock and its people."""

    clinic: Clinic
    clock: StageClock
    present: datetime

    @property
    def today(self) -> date:
        """The present local day."""
        return self.present.date()

    def day(self, days_ago: int) -> date:
        """A day before today; negative for days to come."""
        return self.today - timedelta(days=days_ago)

    def instant(self, days_ago: int, hour: int, minute: int = 0) -> datetime:
        """A time of day so many days ago, in the zone of the present instant."""
        return datetime.combine(self.day(days_ago), time(hour, minute), self.present.tzinfo)

    def on(self, instant: datetime, person: int = 0) -> Clinic:
        """Set the clock, and give the clinic as this person has it open."""
        self.clock.now = instant
        return replace(self.clinic, person=self.people[person])
