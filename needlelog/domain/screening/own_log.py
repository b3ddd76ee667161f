"""What the clinic's own log and shelf say about a client, as far as the rules ask for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

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


NOTHING_LOGGED = OwnLog()
