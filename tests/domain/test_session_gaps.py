from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from needlelog.domain.depth_advice import DepthFinding, DepthFindingKind, LimitSource
from needlelog.domain.recalls import Recalled
from needlelog.domain.screening.decisions import Need, OpenNeed
from needlelog.domain.screening.findings import Finding, Scope, Severity
from needlelog.domain.session_gaps import Gap, GapCode, Place, gaps, treatment_day
from needlelog.domain.sessions import (
    Aftercare,
    CartridgeUse,
    DeviceUse,
    NumbingRow,
    SessionDraft,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.zones import Side
from tests.domain.drafts import BERLIN, drafts

START = datetime(2026, 3, 2, 13, tzinfo=BERLIN)
CHIN = ZoneRow(7, "face.chin", Side.MID, depth_um=1000, passes=4, erythema=2, bleeding=1)
NUMBED = NumbingRow(
    3,
    "Lidocaine",
    "5 %",
    on_at=START,
    off_at=START + timedelta(minutes=30),
    wiped_off=True,
    expiry="2026-03",
)
SERUM = TopicalRow(5, "HA", lot="H2291", expiry="2026-03-02")
FULL = SessionDraft(
    "uid",
    "client",
    "person",
    START,
    started_at=START,
    ended_at=START + timedelta(hours=1),
    offset_minutes=60,
    zones=(CHIN,),
    numbing=(NUMBED,),
    device=DeviceUse(name="Pen"),
    cartridge=CartridgeUse(lot="23K", expiry="2026-03"),
    topicals=(SERUM,),
    reactions=(),
    aftercare=Aftercare("sheet", "v2"),
    next_due=date(2026, 4, 1),
)
OVER = DepthFinding(DepthFindingKind.OVER_ADVICE, 900, LimitSource.SHIPPED)
UNTESTED = DepthFinding(DepthFindingKind.OVER_EVALUATED, 900, LimitSource.DEVICE)


def test_a_full_session_has_no_gap() -> None:
    assert gaps(FULL, {}) == ()


def zone(**change: Any) -> dict[str, Any]:
    return {"zones": (replace(CHIN, **change),)}


def numbing(**change: Any) -> dict[str, Any]:
    return {"numbing": (replace(NUMBED, **change),)}


def topical(**change: Any) -> dict[str, Any]:
    return {"topicals": (replace(SERUM, **change),)}


@pytest.mark.parametrize(
    ("change", "code", "place", "row", "blocking"),
    [
        ({"started_at": None}, GapCode.NO_START, Place.TIMES, None, False),
        (
            {"ended_at": START - timedelta(minutes=1)},
            GapCode.END_BEFORE_START,
            Place.TIMES,
            None,
            True,
        ),
        ({"zones": ()}, GapCode.NO_ZONE, Place.ZONES, None, True),
        (zone(depth_um=None), GapCode.ZONE_DEPTH, Place.ZONES, 7, True),
        (zone(passes=None), GapCode.ZONE_PASSES, Place.ZONES, 7, False),
        (zone(erythema=None), GapCode.ZONE_ERYTHEMA, Place.ZONES, 7, False),
        (zone(bleeding=None), GapCode.ZONE_BLEEDING, Place.ZONES, 7, False),
        (numbing(off_at=None), GapCode.NUMBING_OFF, Place.NUMBING, 3, False),
        (
            numbing(off_at=START - timedelta(minutes=5)),
            GapCode.NUMBING_OFF_BEFORE_ON,
            Place.NUMBING,
            3,
            True,
        ),
        (numbing(wiped_off=None), GapCode.NUMBING_WIPED, Place.NUMBING, 3, False),
        (numbing(expiry="2026-02"), GapCode.NUMBING_EXPIRED, Place.NUMBING, 3, True),
        ({"device": None}, GapCode.NO_DEVICE, Place.DEVICE, None, False),
        (
            {"cartridge": CartridgeUse(expiry="2027-01")},
            GapCode.CARTRIDGE_LOT,
            Place.CARTRIDGE,
            None,
            False,
        ),
        (
            {"cartridge": CartridgeUse(lot="1")},
            GapCode.CARTRIDGE_EXPIRY,
            Place.CARTRIDGE,
            None,
            False,
        ),
        (
            {"cartridge": CartridgeUse(lot="1", expiry="2026-02")},
            GapCode.CARTRIDGE_EXPIRED,
            Place.CARTRIDGE,
            None,
            True,
        ),
        (topical(lot=" "), GapCode.TOPICAL_LOT, Place.TOPICALS, 5, False),
        (topical(expiry="2026-03-01"), GapCode.TOPICAL_EXPIRED, Place.TOPICALS, 5, True),
        ({"reactions": None}, GapCode.REACTIONS, Place.REACTIONS, None, False),
        ({"aftercare": None}, GapCode.AFTERCARE, Place.AFTERCARE, None, False),
        ({"next_due": date(2026, 3, 1)}, GapCode.NEXT_DUE_EARLY, Place.NEXT_DUE, None, False),
    ],
)
def test_each_gap_alone(
    change: dict[str, Any], code: GapCode, place: Place, row: int | None, blocking: bool
) -> None:
    found = gaps(replace(FULL, **change), {})
    assert found == (Gap(code, place, row),)
    assert found[0].blocking is blocking


def test_no_cartridge_misses_its_lot_and_expiry() -> None:
    found = gaps(replace(FULL, cartridge=None), {})
    assert [gap.code for gap in found] == [GapCode.CARTRIDGE_LOT, GapCode.CARTRIDGE_EXPIRY]


def test_a_row_past_a_limit_needs_a_reason() -> None:
    assert gaps(FULL, {7: (UNTESTED,)}) == ()
    (gap,) = gaps(FULL, {7: (UNTESTED, OVER)})
    assert (gap.code, gap.row, gap.blocking) == (GapCode.LIMIT_REASON, 7, True)
    assert gaps(FULL, {8: (OVER,)}) == ()
    assert len(gaps(replace(FULL, **zone(reason="  ")), {7: (OVER,)})) == 1
    assert gaps(replace(FULL, **zone(reason="deep scar")), {7: (OVER,)}) == ()


@pytest.mark.parametrize(
    "change",
    [
        numbing(expiry="2026-02", expired_reason="checked"),
        {"cartridge": CartridgeUse(lot="1", expiry="2026-02", expired_reason="only one left")},
        topical(expiry="2026-02", expired_reason="client brought it"),
    ],
)
def test_a_reason_closes_an_expiry(change: dict[str, Any]) -> None:
    assert gaps(replace(FULL, **change), {}) == ()


def test_the_day_is_the_local_day_of_the_treatment() -> None:
    late = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    draft = replace(FULL, started_at=late, ended_at=None, offset_minutes=120)
    assert treatment_day(draft) == date(2026, 4, 1)
    assert GapCode.CARTRIDGE_EXPIRED in [gap.code for gap in gaps(draft, {})]
    assert treatment_day(replace(draft, offset_minutes=0)) == date(2026, 3, 31)


@given(drafts)
def test_any_draft_can_be_looked_at(draft: SessionDraft) -> None:
    found = gaps(draft, {row.row: (OVER,) for row in draft.zones})
    assert (GapCode.NO_ZONE in [gap.code for gap in found]) is (not draft.zones)
    for row in draft.zones:
        asked = Gap(GapCode.LIMIT_REASON, Place.ZONES, row.row) in found
        assert asked or any(other.reason for other in draft.zones if other.row == row.row)


def test_what_the_screening_needs_stands_first_and_blocks() -> None:
    needs = [
        OpenNeed(Finding(code, "1", "i", Severity.BLOCK, Scope.SESSION), need)
        for code, need in (("a", Need.REASON), ("b", Need.PRESCRIBER), ("c", Need.SEEN))
    ]
    found = gaps(replace(FULL, device=None), {}, needs, ("sun",))
    assert [(gap.code, gap.place, gap.rule, gap.blocking) for gap in found] == [
        (GapCode.BLOCK_REASON, Place.SCREENING, "a", True),
        (GapCode.BLOCK_PRESCRIBER, Place.SCREENING, "b", True),
        (GapCode.WARNING_UNSEEN, Place.SCREENING, "c", True),
        (GapCode.SCREENING_OPEN, Place.SCREENING, "", False),
        (GapCode.NO_DEVICE, Place.DEVICE, "", False),
    ]


def test_what_is_called_back_needs_a_reason_like_what_is_expired() -> None:
    recalled = Recalled(
        lots=frozenset({"lot"}), devices=frozenset({"pen"}), numbers=frozenset({"H1"})
    )
    rows = (
        replace(SERUM, lot_uid="lot"),
        replace(SERUM, row=6, lot="h 1"),
        replace(SERUM, row=7, lot="H2"),
    )
    draft = replace(
        FULL,
        topicals=rows,
        device=DeviceUse("pen"),
        numbing=(replace(NUMBED, lot="H1"),),
        cartridge=replace(FULL.cartridge or CartridgeUse(), lot="H1"),
    )
    found = gaps(draft, {}, recalled=recalled)
    assert [(gap.code, gap.row, gap.blocking) for gap in found] == [
        (GapCode.NUMBING_RECALLED, 3, True),
        (GapCode.DEVICE_RECALLED, None, False),
        (GapCode.CARTRIDGE_RECALLED, None, True),
        (GapCode.TOPICAL_RECALLED, 5, True),
        (GapCode.TOPICAL_RECALLED, 6, True),
    ]
    reason = "the maker said so"
    told = replace(
        draft,
        topicals=tuple(replace(row, expired_reason=reason) for row in rows),
        numbing=(replace(draft.numbing[0], expired_reason=reason),),
        cartridge=replace(draft.cartridge or CartridgeUse(), expired_reason=reason),
    )
    assert [gap.code for gap in gaps(told, {}, recalled=recalled)] == [GapCode.DEVICE_RECALLED]
    assert gaps(draft, {}) == ()
