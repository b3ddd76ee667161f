"""What happened in a period, in figures; each can be followed to the sessions behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from needlelog.domain.review import Flag
from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState

LATE_AFTER_DAYS = 7
"""A session that comes up to so many days after its due day still counts as on plan (proposed)."""
COUNTED = (SessionState.SIGNED, SessionState.COUNTERSIGNED, SessionState.IMPORTED)
"""The states that count in figures: not void, not put off."""


@dataclass(frozen=True, slots=True)
class WeekBar:
    """The sessions of a week that begins on a Monday, by practitioner, in the order of names."""

    week: date
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All sessions of the week."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class ZoneDepths:
    """The treated rows of a zone by depth in micrometres (0 where none was recorded).

    ``over`` counts those that went past an advice.
    """

    zone: str
    rows: tuple[tuple[int, int], ...]
    over: int

    @property
    def total(self) -> int:
        """All rows of the zone."""
        return sum(count for _depth, count in self.rows)


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that was gone past for one reason, in so many sessions."""

    rule: str
    reason: str
    sessions: int


@dataclass(frozen=True, slots=True)
class Adherence:
    """How sessions came that plans foresaw. ``missed`` are overdue and have not come so far."""

    done: int = 0
    late: int = 0
    missed: int = 0

    @property
    def planned(self) -> int:
        """All that plans foresaw."""
        return self.done + self.late + self.missed


@dataclass(frozen=True, slots=True)
class Events:
    """Adverse events of the sessions that are meant."""

    count: int = 0
    resolved: int = 0


@dataclass(frozen=True, slots=True)
class Use:
    """How often a product was used: ``about`` is ``product``, ``numbing`` or ``cartridge``."""

    about: str
    name: str
    uses: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """The figures. ``before`` counts the sessions of the same length of time before the period.

    ``waiting`` are not countersigned, ``oldest_waiting`` the day of the first of them; ``unsigned``
    and ``oldest_unsigned`` are drafts, whatever the filter's other conditions.
    """

    first: date | None
    last: date
    sessions: int = 0
    clients: int = 0
    before: int | None = None
    people: tuple[str, ...] = ()
    weeks: tuple[WeekBar, ...] = ()
    over_advice: int = 0
    over_without_reason: int = 0
    overridden: int = 0
    waiting: int = 0
    oldest_waiting: date | None = None
    unsigned: int = 0
    oldest_unsigned: date | None = None
    adherence: Adherence = Adherence()
    events: Events = Events()
    zones: tuple[ZoneDepths, ...] = ()
    overrides: tuple[Override, ...] = ()
    uses: tuple[Use, ...] = ()
    expiring: int = 0
    expired: int = 0
    follow_ups_due: int = 0

    @property
    def events_per_100(self) -> float | None:
        """Adverse events for each 100 sessions."""
        return self.events.count * 100 / self.sessions if self.sessions else None


def counted(wanted: SessionFilter) -> SessionFilter:
    """A filter without what never counts, unless states were asked for by name."""
    return wanted if wanted.states else replace(wanted, states=COUNTED)


def period_before(wanted: SessionFilter, today: date) -> SessionFilter | None:
    """The same filter for the same number of days right before; ``None`` for all days."""
    first, last = wanted.days(today)
    if first is None:
        return None
    last = last or today
    length = (last - first).days + 1
    return replace(
        wanted, period=None, first=first - timedelta(days=length), last=first - timedelta(days=1)
    )


def days_and_people_only(wanted: SessionFilter) -> bool:
    """Whether the sums of weeks can answer: nothing else is asked for than days and a person."""
    others = wanted.without("period", "first", "last", "practitioner_uid")
    return not others.set_fields() or (
        others.set_fields() == ("states",) and others.states == COUNTED
    )


def of_week(wanted: SessionFilter, week: date) -> SessionFilter:
    """The filter for the days of one week that it means."""
    return replace(
        wanted,
        first=max(week, wanted.first) if wanted.first else week,
        last=min(week + timedelta(days=6), wanted.last)
        if wanted.last
        else week + timedelta(days=6),
    )


def of_flag(wanted: SessionFilter, flag: Flag) -> SessionFilter:
    """The filter for sessions with a flag."""
    return replace(wanted, flags=flag)
