"""Which sessions are meant: a filter that the review, the figures and the exports share."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from enum import StrEnum

from needlelog.domain.review import Flag
from needlelog.domain.sessions import SessionState
from needlelog.domain.zones import Side


class Period(StrEnum):
    """A stretch of days that moves with today."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_DAYS = {Period.TODAY: 1, Period.WEEK: 7, Period.MONTH: 30, Period.QUARTER: 91, Period.YEAR: 365}


NO_FLAG = Flag(0)


@dataclass(frozen=True, slots=True)
class SessionFilter:
    """Conditions that all must hold; one that is not set does not filter.

    ``text`` is looked for in names of clients, notes, zones, products and lots. Depths are in
    micrometres and, with ``zone`` or ``passes``, hold for the same treated row. ``period`` counts
    back from today and stands beside ``first`` and ``last``. Several states mean any of them, several
    flags any of them.
    """

    text: str = ""
    period: Period | None = None
    first: date | None = None
    last: date | None = None
    practitioner_uid: str | None = None
    client_uid: str | None = None
    zone: str | None = None
    side: Side | None = None
    depth_from_um: int | None = None
    depth_to_um: int | None = None
    passes_from: int | None = None
    passes_to: int | None = None
    product_uid: str | None = None
    lot: str = ""
    device_uid: str | None = None
    concern: str = ""
    phototype: int | None = None
    states: tuple[SessionState, ...] = ()
    flags: Flag = NO_FLAG
    incomplete: bool = False
    phase: str = ""

    def days(self, today: date) -> tuple[date | None, date | None]:
        """The first and the last day that are meant, both included."""
        first, last = self.first, self.last
        if self.period is not None:
            start = today - timedelta(days=_DAYS[self.period] - 1)
            first = start if first is None else max(first, start)
        return first, last

    def set_fields(self) -> tuple[str, ...]:
        """The names of the conditions that are set, in the order of the fields."""
        empty = SessionFilter()
        return tuple(
            field.name
            for field in fields(self)
            if getattr(self, field.name) != getattr(empty, field.name)
        )

    def without(self, *names: str) -> SessionFilter:
        """The filter with some conditions taken away."""
        empty = SessionFilter()
        return replace(self, **{name: getattr(empty, name) for name in names})

    @property
    def about_rows(self) -> bool:
        """Whether a condition is about treated rows rather than the session."""
        return any(
            value is not None
            for value in (
                self.zone,
                self.side,
                self.depth_from_um,
                self.depth_to_um,
                self.passes_from,
                self.passes_to,
            )
        )
