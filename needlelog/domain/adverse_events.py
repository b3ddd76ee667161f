"""Adverse events: what went wrong, how badly, and what was done about it. Never deleted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from needlelog.domain.errors import InvalidValue
from needlelog.domain.expected_course import Flag
from needlelog.domain.sessions import Reaction, ReactionSign, SessionDraft

LEAST_GRADE, HIGHEST_GRADE = 1, 5
SEVERE = 3
"""Severity of an immediate reaction for which an adverse event is offered."""


class AdverseKind(StrEnum):
    """What an adverse event is called."""

    INFECTION = "infection"
    HERPES = "herpes"
    DARKENING = "darkening"
    LIGHTENING = "lightening"
    GRANULOMA = "granuloma"
    TRAM_TRACK = "tram_track"
    SCAR = "scar"
    ALLERGY = "allergy"
    NUMBING_REACTION = "numbing_reaction"
    PROLONGED_REDNESS = "prolonged_redness"
    SWELLING = "swelling"
    ACNE_FLARE = "acne_flare"
    BRUISE = "bruise"
    BLEEDING = "bleeding"
    EYE = "eye"
    FAINTNESS = "faintness"
    OTHER = "other"


KIND_OF_FLAG = {flag: AdverseKind(flag.value) for flag in Flag}
"""The event that a red flag points to."""

_KIND_OF_REACTION = {
    ReactionSign.SWELLING: AdverseKind.SWELLING,
    ReactionSign.BRUISE: AdverseKind.BRUISE,
    ReactionSign.BLEEDING: AdverseKind.BLEEDING,
    ReactionSign.FAINTNESS: AdverseKind.FAINTNESS,
}


@dataclass(frozen=True, slots=True)
class AdverseEvent:
    """One event. Grade 1 mild, 2 moderate, 3 severe, 4 life-threatening, 5 death.

    ``product`` and ``lot`` are copied, so that the event stands alone; ``lot_uid`` is set where
    the lot is in the stock.
    """

    uid: str
    client_uid: str
    kind: AdverseKind
    noticed_on: date
    grade: int | None = None
    action: str = ""
    referral: str = ""
    resolved_on: date | None = None
    session_uid: str | None = None
    follow_up_uid: str | None = None
    lot_uid: str | None = None
    product: str = ""
    lot: str = ""
    note: str = ""
    recorded_by: str = ""
    recorded_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UsedLot:
    """A product that was used in a session, with its lot as far as it was recorded."""

    product: str
    lot: str
    lot_uid: str | None = None


def lots_of(content: SessionDraft) -> tuple[UsedLot, ...]:
    """Everything that touched the skin and has a lot: products, numbing, cartridge."""
    return tuple(dict.fromkeys(each for each in _used(content) if each.lot))


def kind_of_reaction(reaction: Reaction) -> AdverseKind:
    """What a severe immediate reaction is recorded as, until somebody says otherwise."""
    return _KIND_OF_REACTION.get(reaction.sign, AdverseKind.OTHER)


def severe_reactions(content: SessionDraft) -> tuple[Reaction, ...]:
    """The immediate reactions that are severe."""
    return tuple(
        each for each in content.reactions or () if each.severity and each.severity >= SEVERE
    )


def checked_event(event: AdverseEvent, today: date) -> AdverseEvent:
    """An event that can be kept.

    Raises `InvalidValue`: ``event_grade``, ``event_future``, ``event_resolved`` (before it was
    noticed, or in the future).
    """
    if event.grade is not None and not LEAST_GRADE <= event.grade <= HIGHEST_GRADE:
        raise InvalidValue("event_grade", text=str(event.grade))
    if event.noticed_on > today:
        raise InvalidValue("event_future", text=event.noticed_on.isoformat())
    resolved = event.resolved_on
    if resolved is not None and not event.noticed_on <= resolved <= today:
        raise InvalidValue("event_resolved", text=resolved.isoformat())
    return replace(
        event,
        action=event.action.strip(),
        referral=event.referral.strip(),
        note=event.note.strip(),
    )


def _used(content: SessionDraft) -> Iterator[UsedLot]:
    for topical in content.topicals:
        yield UsedLot(topical.name, topical.lot, topical.lot_uid)
    for numbing in content.numbing:
        yield UsedLot(numbing.agent, numbing.lot, numbing.lot_uid)
    cartridge = content.cartridge
    if cartridge is not None:
        yield UsedLot(cartridge.kind, cartridge.lot, cartridge.lot_uid)
