"""What is missing or wrong in a draft before it is signed.

Only a few gaps stand in the way of signing; all others are a reminder.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta, timezone
from enum import StrEnum

from needlelog.domain.depth_advice import DepthFinding
from needlelog.domain.errors import InvalidValue
from needlelog.domain.recalls import NOTHING_RECALLED, Recalled
from needlelog.domain.screening.decisions import Need, OpenNeed
from needlelog.domain.sessions import (
    CartridgeUse,
    NumbingRow,
    SessionDraft,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.stock import last_usable_day, spelled


class Place(StrEnum):
    """The part of the session page on which a gap is closed."""

    SCREENING = "screening"
    TIMES = "times"
    ZONES = "zones"
    NUMBING = "numbing"
    DEVICE = "device"
    CARTRIDGE = "cartridge"
    TOPICALS = "topicals"
    REACTIONS = "reactions"
    AFTERCARE = "aftercare"
    NEXT_DUE = "next_due"


class GapCode(StrEnum):
    """What is missing or wrong."""

    BLOCK_REASON = "block_reason"
    BLOCK_PRESCRIBER = "block_prescriber"
    WARNING_UNSEEN = "warning_unseen"
    SCREENING_OPEN = "screening_open"
    NO_START = "no_start"
    END_BEFORE_START = "end_before_start"
    NO_ZONE = "no_zone"
    ZONE_DEPTH = "zone_depth"
    ZONE_PASSES = "zone_passes"
    ZONE_ERYTHEMA = "zone_erythema"
    ZONE_BLEEDING = "zone_bleeding"
    LIMIT_REASON = "limit_reason"
    NUMBING_OFF = "numbing_off"
    NUMBING_OFF_BEFORE_ON = "numbing_off_before_on"
    NUMBING_WIPED = "numbing_wiped"
    NUMBING_EXPIRED = "numbing_expired"
    NUMBING_RECALLED = "numbing_recalled"
    NO_DEVICE = "no_device"
    DEVICE_RECALLED = "device_recalled"
    CARTRIDGE_LOT = "cartridge_lot"
    CARTRIDGE_EXPIRY = "cartridge_expiry"
    CARTRIDGE_EXPIRED = "cartridge_expired"
    CARTRIDGE_RECALLED = "cartridge_recalled"
    TOPICAL_LOT = "topical_lot"
    TOPICAL_EXPIRED = "topical_expired"
    TOPICAL_RECALLED = "topical_recalled"
    REACTIONS = "reactions"
    AFTERCARE = "aftercare"
    NEXT_DUE_EARLY = "next_due_early"


_BLOCKING = frozenset(
    {
        GapCode.BLOCK_REASON,
        GapCode.BLOCK_PRESCRIBER,
        GapCode.WARNING_UNSEEN,
        GapCode.END_BEFORE_START,
        GapCode.NO_ZONE,
        GapCode.ZONE_DEPTH,
        GapCode.LIMIT_REASON,
        GapCode.NUMBING_OFF_BEFORE_ON,
        GapCode.NUMBING_EXPIRED,
        GapCode.NUMBING_RECALLED,
        GapCode.CARTRIDGE_EXPIRED,
        GapCode.CARTRIDGE_RECALLED,
        GapCode.TOPICAL_EXPIRED,
        GapCode.TOPICAL_RECALLED,
    }
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing to look at before signing; ``row`` is the number of a zone or product row.

    ``rule`` is the code of the screening rule that a decision is missing for; ``again`` says that
    one was made before for something else, which would do here too.
    """

    code: GapCode
    place: Place
    row: int | None = None
    rule: str = ""
    again: bool = False

    @property
    def blocking(self) -> bool:
        """Whether the session cannot be signed while this gap is open."""
        return self.code in _BLOCKING


_NEEDS = {
    Need.REASON: GapCode.BLOCK_REASON,
    Need.PRESCRIBER: GapCode.BLOCK_PRESCRIBER,
    Need.SEEN: GapCode.WARNING_UNSEEN,
}


def gaps(
    draft: SessionDraft,
    findings_by_row: Mapping[int, tuple[DepthFinding, ...]],
    open_needs: Iterable[OpenNeed] = (),
    unanswered: Collection[str] = (),
    recalled: Recalled = NOTHING_RECALLED,
) -> tuple[Gap, ...]:
    """Return what is missing, in the order of the page.

    ``findings_by_row`` holds the depth findings of each zone row by its row number;
    ``open_needs`` is what the screening still asks for and ``unanswered`` its items that nobody
    has answered. Whether a lot is expired is judged on the local day of the treatment; what is
    ``recalled`` needs a reason like what is expired.
    """
    day = treatment_day(draft)
    found = [
        Gap(_NEEDS[each.need], Place.SCREENING, rule=each.finding.rule, again=each.again)
        for each in open_needs
    ]
    if unanswered:
        found.append(Gap(GapCode.SCREENING_OPEN, Place.SCREENING))
    found += _times(draft)
    if not draft.zones:
        found.append(Gap(GapCode.NO_ZONE, Place.ZONES))
    for zone in draft.zones:
        found += _zone(zone, findings_by_row.get(zone.row, ()))
    for numbing in draft.numbing:
        found += _numbing(numbing, day)
    if draft.device is None:
        found.append(Gap(GapCode.NO_DEVICE, Place.DEVICE))
    found += _cartridge(draft, day)
    for topical in draft.topicals:
        found += _topical(topical, day)
    found += _called_back(draft, recalled)
    if draft.reactions is None:
        found.append(Gap(GapCode.REACTIONS, Place.REACTIONS))
    if draft.aftercare is None:
        found.append(Gap(GapCode.AFTERCARE, Place.AFTERCARE))
    if draft.next_due is not None and draft.next_due < day:
        found.append(Gap(GapCode.NEXT_DUE_EARLY, Place.NEXT_DUE))
    return tuple(found)


def treatment_day(draft: SessionDraft) -> date:
    """The local day of the treatment, or of writing it down while no start is known."""
    there = timezone(timedelta(minutes=draft.offset_minutes))
    return (draft.started_at or draft.created_at).astimezone(there).date()


def _called_back(draft: SessionDraft, recalled: Recalled) -> Iterator[Gap]:
    """What is under a recall and was used without a reason; a device has no place for one."""
    for numbing in draft.numbing:
        if is_recalled(numbing, recalled) and not numbing.expired_reason.strip():
            yield Gap(GapCode.NUMBING_RECALLED, Place.NUMBING, numbing.row)
    if draft.device is not None and draft.device.device_uid in recalled.devices:
        yield Gap(GapCode.DEVICE_RECALLED, Place.DEVICE)
    used = draft.cartridge
    if used and is_recalled(used, recalled) and not used.expired_reason.strip():
        yield Gap(GapCode.CARTRIDGE_RECALLED, Place.CARTRIDGE)
    for topical in draft.topicals:
        if is_recalled(topical, recalled) and not topical.expired_reason.strip():
            yield Gap(GapCode.TOPICAL_RECALLED, Place.TOPICALS, topical.row)


def is_recalled(used: CartridgeUse | NumbingRow | TopicalRow | None, recalled: Recalled) -> bool:
    """Whether what a row names was called back, chosen from the stock or typed."""
    return used is not None and recalled.names_lot(
        used.lot_uid, used.product_uid, spelled(used.lot)
    )


def _times(draft: SessionDraft) -> Iterator[Gap]:
    if draft.started_at is None:
        yield Gap(GapCode.NO_START, Place.TIMES)
    elif draft.ended_at is not None and draft.ended_at < draft.started_at:
        yield Gap(GapCode.END_BEFORE_START, Place.TIMES)


def _zone(zone: ZoneRow, findings: tuple[DepthFinding, ...]) -> Iterator[Gap]:
    missing = (
        (GapCode.ZONE_DEPTH, zone.depth_um),
        (GapCode.ZONE_PASSES, zone.passes),
        (GapCode.ZONE_ERYTHEMA, zone.erythema),
        (GapCode.ZONE_BLEEDING, zone.bleeding),
    )
    for code, value in missing:
        if value is None:
            yield Gap(code, Place.ZONES, zone.row)
    if any(finding.needs_reason for finding in findings) and not zone.reason.strip():
        yield Gap(GapCode.LIMIT_REASON, Place.ZONES, zone.row)


def _numbing(numbing: NumbingRow, day: date) -> Iterator[Gap]:
    if numbing.on_at is not None and numbing.off_at is None:
        yield Gap(GapCode.NUMBING_OFF, Place.NUMBING, numbing.row)
    if numbing.on_at is not None and numbing.off_at is not None and numbing.off_at < numbing.on_at:
        yield Gap(GapCode.NUMBING_OFF_BEFORE_ON, Place.NUMBING, numbing.row)
    if not numbing.wiped_off:
        yield Gap(GapCode.NUMBING_WIPED, Place.NUMBING, numbing.row)
    if _expired(numbing.expiry, day) and not numbing.expired_reason.strip():
        yield Gap(GapCode.NUMBING_EXPIRED, Place.NUMBING, numbing.row)


def _cartridge(draft: SessionDraft, day: date) -> Iterator[Gap]:
    cartridge = draft.cartridge
    if cartridge is None or not cartridge.lot.strip():
        yield Gap(GapCode.CARTRIDGE_LOT, Place.CARTRIDGE)
    if cartridge is None or not cartridge.expiry:
        yield Gap(GapCode.CARTRIDGE_EXPIRY, Place.CARTRIDGE)
    elif _expired(cartridge.expiry, day) and not cartridge.expired_reason.strip():
        yield Gap(GapCode.CARTRIDGE_EXPIRED, Place.CARTRIDGE)


def _topical(topical: TopicalRow, day: date) -> Iterator[Gap]:
    if not topical.lot.strip():
        yield Gap(GapCode.TOPICAL_LOT, Place.TOPICALS, topical.row)
    if _expired(topical.expiry, day) and not topical.expired_reason.strip():
        yield Gap(GapCode.TOPICAL_EXPIRED, Place.TOPICALS, topical.row)


def _expired(expiry: str | None, day: date) -> bool:
    """Whether it is known to be expired; an unreadable expiry is not known."""
    if not expiry:
        return False
    try:
        return last_usable_day(expiry) < day
    except InvalidValue:
        return False
