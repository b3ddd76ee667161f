"""What a reviewer looks for in a signed session: is it complete, and does anything stand out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntFlag

from needlelog.domain.screening.findings import Severity
from needlelog.domain.screening.from_depth import DEPTH_ITEM
from needlelog.domain.session_gaps import treatment_day
from needlelog.domain.sessions import SessionDraft, SessionRecord, is_backdated
from needlelog.domain.stock import known_expired


class Tick(IntFlag):
    """The parts of a complete record. Photos are counted apart, since they come later too."""

    SCREENING = 1
    CONSENT = 2
    LOTS = 4
    REACTIONS = 8
    AFTERCARE = 16
    PHOTOS = 32


class Flag(IntFlag):
    """What stands out. The last ones come after signing and are looked up, not kept."""

    OVER_ADVICE = 1
    OVERRIDE = 2
    INTERVAL = 4
    LOT_MISSING = 8
    EXPIRED = 16
    BACK_DATED = 32
    ADVERSE_EVENT = 64
    ADDENDUM = 128
    QUESTION = 256
    RECALLED = 512
    RECALL_CLOSED = 1024


KEPT_FLAGS = (
    Flag.OVER_ADVICE
    | Flag.OVERRIDE
    | Flag.INTERVAL
    | Flag.LOT_MISSING
    | Flag.EXPIRED
    | Flag.BACK_DATED
)
"""The flags that a record says by itself, from the moment it was signed."""

CONSENT_ITEM = "consent"
"""The item of the rules about consent."""
INTERVAL_ITEM = "last_needling"
"""The item of the rules about days since the last needling of a zone."""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """What is kept about a record for lists: ticks, flags, the deepest zone, the most passes, how many."""

    ticks: Tick
    flags: Flag
    deepest_um: int | None
    most_passes: int | None
    zones: int


def review_facts(record: SessionRecord) -> ReviewFacts:
    """Work out what a list shows of a record, from the record alone."""
    content = record.content
    depths = [row.depth_um for row in content.zones if row.depth_um is not None]
    return ReviewFacts(
        ticks=_ticks(record),
        flags=_flags(record),
        deepest_um=max(depths, default=None),
        most_passes=max((row.passes for row in content.zones if row.passes), default=None),
        zones=len({row.zone for row in content.zones}),
    )


def _ticks(record: SessionRecord) -> Tick:
    content = record.content
    screened = bool(record.rules_version) and bool(content.answers)
    no_consent = any(finding.item == CONSENT_ITEM for finding in record.findings)
    held = {
        Tick.SCREENING: screened,
        Tick.CONSENT: bool(record.rules_version) and not no_consent,
        Tick.LOTS: not _lot_missing(content),
        Tick.REACTIONS: content.reactions is not None,
        Tick.AFTERCARE: content.aftercare is not None,
    }
    found = Tick(0)
    for tick, holds in held.items():
        if holds:
            found |= tick
    return found


def _flags(record: SessionRecord) -> Flag:
    content = record.content
    items = {finding.item for finding in record.findings}
    blocked = {finding.rule for finding in record.findings if finding.severity is Severity.BLOCK}
    decided = {decision.rule for decision in content.decisions if decision.reason}
    raised = {
        Flag.OVER_ADVICE: DEPTH_ITEM in items or any(row.reason for row in content.zones),
        Flag.OVERRIDE: bool(blocked & decided),
        Flag.INTERVAL: INTERVAL_ITEM in items,
        Flag.LOT_MISSING: _lot_missing(content),
        Flag.EXPIRED: _expired(content),
        Flag.BACK_DATED: is_backdated(content),
    }
    found = Flag(0)
    for flag, holds in raised.items():
        if holds:
            found |= flag
    return found


def _lot_missing(content: SessionDraft) -> bool:
    cartridge = content.cartridge
    lots = [row.lot for row in content.topicals] + [row.lot for row in content.numbing]
    return cartridge is None or not cartridge.lot or not all(lots)


def _expired(content: SessionDraft) -> bool:
    day = treatment_day(content)
    cartridge = content.cartridge
    expiries = [row.expiry for row in content.topicals] + [row.expiry for row in content.numbing]
    if cartridge is not None:
        expiries.append(cartridge.expiry)
    return any(known_expired(expiry, day) for expiry in expiries)
