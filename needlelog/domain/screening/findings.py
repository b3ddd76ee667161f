"""What was answered before a session, what a rule found in it, and what was decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from needlelog.domain.clients import Answer
from needlelog.domain.zones import Side


class Severity(StrEnum):
    """How much a finding weighs: a block asks for a reason, a warning for having been seen."""

    BLOCK = "block"
    WARN = "warn"
    NOTE = "note"


class Scope(StrEnum):
    """What a finding is about: the whole session, single zones, or only the numbing."""

    SESSION = "session"
    ZONE = "zone"
    NUMBING = "numbing"


@dataclass(frozen=True, slots=True)
class ScreeningAnswer:
    """One answer given for this session, by the code of the item that was asked.

    ``last_exposure`` is the last day of exposure (for something to come, its day); ``last_at`` is
    the instant where the hour is known. ``areas`` are zone groups, none means everywhere.
    ``confirmed`` says that an answer of an earlier day was confirmed as unchanged.
    """

    item: str
    answer: Answer
    last_exposure: date | None = None
    last_at: datetime | None = None
    areas: tuple[str, ...] = ()
    asked_on: date | None = None
    confirmed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Extent:
    """What one finding was about when it was decided.

    ``thing`` is the product, the anaesthetic or the name of a zone of one's own; ``figure`` is
    what was found in the rule's own measure, hours for one that counts time. ``by`` and ``at``
    say who let the decision count for this too, empty where it was made for it.
    """

    zone: str | None = None
    side: Side | None = None
    thing: str = ""
    severity: Severity = Severity.NOTE
    figure: int | None = None
    by: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the practitioner decided about something that one rule found in this session.

    ``reason`` and ``prescriber`` are hers; ``seen`` alone is enough for a warning. ``covers`` is
    what it was made for; where that was not written down, as in records of former programs, it
    was made for everything the rule found.
    """

    rule: str
    reason: str = ""
    prescriber: str = ""
    seen: bool = False
    decided_by: str = ""
    decided_at: datetime | None = None
    covers: tuple[Extent, ...] = ()

    @property
    def says_something(self) -> bool:
        """Whether anything was decided at all."""
        return bool(self.reason.strip() or self.prescriber.strip() or self.seen)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that speaks against the treatment as it stands.

    ``window`` is the rule's window as text ("24 h", "6 mo") and the figure it was held to
    ("> 500 um"), empty for rules without; see `figures.split_limits`.
    ``measured_days`` or ``measured_hours`` is what was compared with it; ``clear_at`` is when the
    window will be over. ``zone`` is ``None`` where the finding is not about a single zone.
    ``detail`` is a stable word that tells variants of a rule apart, or a figure of the own log.
    """

    rule: str
    rule_version: str
    item: str
    severity: Severity
    scope: Scope
    zone: str | None = None
    side: Side | None = None
    window: str = ""
    measured_days: int | None = None
    measured_hours: int | None = None
    clear_at: datetime | None = None
    prescriber_needed: bool = False
    detail: str = ""
