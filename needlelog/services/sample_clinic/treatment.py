"""What is written down about one treatment of a course."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from needlelog.domain.aftercare import fitting_sheets
from needlelog.domain.depth_advice import depth_findings
from needlelog.domain.sessions import (
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    Pattern,
    Reaction,
    ReactionSign,
    Speed,
    SpeedUnit,
    Timing,
    TopicalRow,
    ZoneRow,
)
from needlelog.files.reference_data import aftercare_sheets, zone_catalogue
from needlelog.services.sample_clinic.ratings import session_scores
from needlelog.services.sample_clinic.shelf import GLIDE, LIDOCAINE

if TYPE_CHECKING:
    from datetime import date, datetime

    from needlelog.domain.sessions import SessionDraft
    from needlelog.domain.stock import Device
    from needlelog.domain.zones import ZoneGroup
    from needlelog.services.sample_clinic.cases import Course, Goal
    from needlelog.services.sample_clinic.shelf import Shelf
    from needlelog.services.sample_clinic.stage import Troupe

_NUMBING_MINUTES = 35
_SHALLOW_UM = 500
_NOTES = (
    "",
    "",
    "Tolerated well.",
    "Even pinpoint bleeding over both sides, stopped at once with a cold compress.",
    "Skin a little dry; moisturiser from tomorrow on.",
    "Went slowly round the mouth, client asked for two pauses.",
)


def written(
    stage: Troupe, shelf: Shelf, course: Course, draft: SessionDraft, number: int
) -> SessionDraft:
    """The draft with everything a practitioner writes down up to the end of the treatment."""
    start = draft.started_at or draft.created_at
    day = start.date()
    device = shelf.devices[course.device]
    needling = start + timedelta(minutes=_NUMBING_MINUTES + 5 if course.numbing else 6)
    end = needling + timedelta(minutes=12 + 4 * len(course.goals))
    return replace(
        draft,
        ended_at=end,
        zones=tuple(
            _zone_row(stage, course, goal, row, number, device)
            for row, goal in enumerate(course.goals, 1)
        ),
        numbing=_numbing(shelf, day, start) if course.numbing else (),
        device=DeviceUse(device.uid, device.model_code, device.name, device.serial, _speed(device)),
        cartridge=_cartridge(shelf, course.device, day),
        topicals=_topicals(stage, shelf, course, number, day),
        pain=stage.chance.randint(2, 5),
        reactions=_reactions(stage),
        aftercare=_aftercare(course, number, end),
        next_due=_next_due(course, number, day),
        scores=session_scores(course, number, day, stage.people[course.person]),
        note=stage.chance.choice(_NOTES),
    )


def _zone_row(
    stage: Troupe, course: Course, goal: Goal, row: int, number: int, device: Device
) -> ZoneRow:
    depth = goal.depth_um(number)
    shallow = depth <= _SHALLOW_UM
    written_down = ZoneRow(
        row,
        goal.zone,
        goal.side,
        depth_um=depth,
        passes=max(2, course.passes - 1) if shallow else course.passes,
        pattern=Pattern.CROSS_HATCH if depth > _SHALLOW_UM else Pattern.THREE_DIRECTIONS,
        erythema=stage.chance.choice((1, 2) if shallow else (2, 2, 3)),
        bleeding=stage.chance.choice((0, 0, 1) if shallow else (1, 1, 2)),
        pain=stage.chance.randint(1, 3) if shallow else stage.chance.randint(2, 5),
    )
    limits = zone_catalogue().limits(goal.zone, device.model_code)
    ceiling = stage.people[course.person].depth_ceiling_um
    found = depth_findings(written_down, limits, device, ceiling, ())
    if any(finding.needs_reason for finding in found):
        return replace(written_down, reason=course.reason)
    return written_down


def _numbing(shelf: Shelf, day: date, start: datetime) -> tuple[NumbingRow, ...]:
    product = shelf.products[LIDOCAINE]
    lot = shelf.lot_of(LIDOCAINE, day)
    return (
        NumbingRow(
            1,
            product.name,
            product.strength,
            product.uid,
            lot.uid if lot else None,
            lot.lot if lot else _earlier_lot(LIDOCAINE, day),
            lot.expiry if lot else None,
            on_at=start + timedelta(minutes=2),
            off_at=start + timedelta(minutes=2 + _NUMBING_MINUTES),
            occluded=False,
            wiped_off=True,
        ),
    )


def _speed(device: Device) -> Speed | None:
    if not device.speed_unit or not device.speed_default:
        return None
    return Speed(device.speed_default, SpeedUnit(device.speed_unit))


def _cartridge(shelf: Shelf, device: str, day: date) -> CartridgeUse:
    product = shelf.products[device]
    lot = shelf.lot_of(device, day)
    return CartridgeUse(
        product.uid,
        lot.uid if lot else None,
        product.name,
        lot.lot if lot else _earlier_lot(device, day),
        lot.expiry if lot else f"{day.year + 2}-{day.month:02}",
    )


def _topicals(
    stage: Troupe, shelf: Shelf, course: Course, number: int, day: date
) -> tuple[TopicalRow, ...]:
    used = [(GLIDE, 3000)]
    used += [(serum, stage.chance.choice((1000, 1500, 2000))) for serum in course.serums_of(number)]
    return tuple(
        _topical(shelf, row, key, amount, day) for row, (key, amount) in enumerate(used, 1)
    )


def _topical(shelf: Shelf, row: int, key: str, amount_ul: int, day: date) -> TopicalRow:
    product = shelf.products[key]
    lot = shelf.lot_of(key, day)
    return TopicalRow(
        row,
        product.name,
        product.category,
        product.uid,
        lot.uid if lot else None,
        lot.lot if lot else _earlier_lot(key, day),
        lot.expiry if lot else None,
        amount_ul=amount_ul,
        strength=product.strength,
        timing=Timing.DURING,
    )


def _earlier_lot(key: str, day: date) -> str:
    """The number of a batch that has long left the stock: one for each half-year."""
    return f"{key[:2].upper()}{day.year % 100:02}{1 + (day.month > 6)}0"


def _aftercare(course: Course, number: int, given_at: datetime) -> Aftercare:
    """The shipped sheet that fits what was treated best."""
    deepest: dict[ZoneGroup, int | None] = {}
    for goal in course.goals:
        group = zone_catalogue().by_code(goal.zone).group
        deepest[group] = max(deepest.get(group) or 0, goal.depth_um(number))
    sheet = fitting_sheets(aftercare_sheets(), deepest)[0]
    return Aftercare(sheet.title, sheet.version, given_at)


def _reactions(stage: Troupe) -> tuple[Reaction, ...]:
    found = [Reaction(1, ReactionSign.REDNESS, stage.chance.choice((1, 1, 2)))]
    if stage.chance.random() < 0.3:
        found.append(Reaction(2, ReactionSign.TIGHTNESS, 1))
    return tuple(found)


def _next_due(course: Course, number: int, day: date) -> date | None:
    if course.planned is not None and number >= course.planned:
        return None
    return day + timedelta(days=course.interval)
