"""What the clinic's own log and shelf say about a client, as far as the rules ask for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from needlelog.domain.screening.windows import Window
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import CUSTOM_ZONE, Side


@dataclass(frozen=True, slots=True)
class Needling:
    """One zone of one earlier session on one side; depth in micrometres."""

    day: date
    depth_um: int | None = None
    passes: int | None = None


@dataclass(frozen=True, slots=True)
class OwnLog:
    """Earlier needlings of a client, the plan's interval, and what is known of the products.

    ``needlings`` are by zone and single side (left, right or mid), newest first; void and
    deferred sessions are not among them. ``unlabelled`` and ``unsterile`` are the products of
    which somebody wrote down that they are not labelled for microneedling or not sterile.
    ``consent_version`` is the version of the clinic's text for the treatment, made the clinic's
    own on ``consent_since`` (``None`` for a text that ships with the program).
    """

    needlings: Mapping[tuple[str, Side], tuple[Needling, ...]] = field(default_factory=dict)
    plan_interval_days: int | None = None
    unlabelled: frozenset[str] = frozenset()
    unsterile: frozenset[str] = frozenset()
    consent_version: str | None = None
    consent_since: date | None = None

    def beside(self, row: ZoneRow, day: date) -> tuple[tuple[Side, tuple[Needling, ...]], ...]:
        """What was done where this row is up to and including a day, by single side.

        A zone of the practitioner's own has no place by which the log could know it again.
        """
        if row.zone == CUSTOM_ZONE:
            return ()
        return tuple(
            (part, tuple(each for each in done if each.day <= day))
            for part in row.side.parts
            for done in (self.needlings.get((row.zone, part), ()),)
        )


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rules ask the log about one draft, so that nobody reads the rest.

    ``places`` are its zones by single side, ``day`` the day of the treatment; passes are added up
    over ``passes_window``.
    """

    places: frozenset[tuple[str, Side]]
    day: date
    passes_window: Window | None

    def needed(
        self, done: Iterable[tuple[str, Side, Needling]]
    ) -> Iterator[tuple[str, Side, Needling]]:
        """The needlings that the rules look at; ``done`` comes with the newest first.

        Reading ends where nothing older can matter: each place has a depth of a later day, and
        the passes of this day count no more.
        """
        without_depth = set(self.places)
        last_day = self.day
        for zone, part, needling in done:
            if needling.day > self.day:
                continue
            if needling.day != last_day:
                last_day = needling.day
                if not without_depth and not self._adds_passes(last_day):
                    return
            if (zone, part) in self.places:
                if needling.depth_um is not None:
                    without_depth.discard((zone, part))
                yield zone, part, needling

    def _adds_passes(self, day: date) -> bool:
        window = self.passes_window
        return window is not None and self.day < window.first_day_after(day)


def asked_about(rows: Iterable[ZoneRow], day: date, passes_window: Window | None) -> Asked:
    """What is asked about these rows; a zone of the practitioner's own is not looked up."""
    places = frozenset(
        (row.zone, part) for row in rows if row.zone != CUSTOM_ZONE for part in row.side.parts
    )
    return Asked(places, day, passes_window)
