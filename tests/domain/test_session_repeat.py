from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from needlelog.domain.errors import InvalidValue
from needlelog.domain.recalls import Recalled
from needlelog.domain.session_repeat import repeat_last, usable_lot
from needlelog.domain.sessions import CartridgeUse, NumbingRow, SessionDraft, TopicalRow
from needlelog.domain.stock import Device, Lot, is_expired
from tests.domain.drafts import NOON, drafts

ON = date(2026, 3, 2)
LOTS = {
    lot.uid: lot
    for lot in (
        Lot("lot-good", "product", "G118", "2026-03", quantity=3),
        Lot("lot-expired", "product", "E1", "2026-02"),
        Lot("lot-empty", "product", "E2", "2027-01", quantity=0),
        Lot("lot-off", "product", "E3", "2027-01", active=False),
    )
}
DEVICES = {
    device.uid: device
    for device in (
        Device("pen", "Pen of now", model_code="skinpen", serial="SP-1"),
        Device("pen-off", "Old pen", active=False),
    )
}
FRESH = SessionDraft("fresh", "client", "person", NOON, started_at=NOON, number=4)


def repeated(last: SessionDraft) -> SessionDraft:
    return repeat_last(FRESH, last, LOTS, DEVICES, ON)


@given(drafts)
def test_what_was_decided_is_copied(last: SessionDraft) -> None:
    new = repeated(last)
    assert [
        (z.row, z.zone, z.side, z.custom_name, z.depth_um, z.passes, z.pattern, z.speed, z.concern)
        for z in new.zones
    ] == [
        (z.row, z.zone, z.side, z.custom_name, z.depth_um, z.passes, z.pattern, z.speed, z.concern)
        for z in last.zones
    ]
    assert [
        (t.row, t.name, t.category, t.product_uid, t.amount_ul, t.strength, t.timing, t.zones)
        for t in new.topicals
    ] == [
        (t.row, t.name, t.category, t.product_uid, t.amount_ul, t.strength, t.timing, t.zones)
        for t in last.topicals
    ]
    assert [(n.row, n.agent, n.strength, n.product_uid) for n in new.numbing] == [
        (n.row, n.agent, n.strength, n.product_uid) for n in last.numbing
    ]
    if last.cartridge is not None:
        assert new.cartridge is not None
        assert (new.cartridge.kind, new.cartridge.product_uid, new.cartridge.count) == (
            last.cartridge.kind,
            last.cartridge.product_uid,
            last.cartridge.count,
        )
    assert new.repeated_from == last.uid


@given(drafts)
def test_what_was_observed_is_never_copied(last: SessionDraft) -> None:
    new = repeated(last)
    for zone in new.zones:
        assert (zone.erythema, zone.bleeding, zone.pain, zone.note, zone.reason) == (
            None,
            None,
            None,
            "",
            "",
        )
    for numbing in new.numbing:
        assert (numbing.on_at, numbing.off_at, numbing.wiped_off, numbing.note) == (
            None,
            None,
            None,
            "",
        )
    for topical in new.topicals:
        assert (topical.note, topical.expired_reason) == ("", "")
    untouched = (
        "uid client_uid practitioner_uid created_at started_at ended_at offset_minutes number pain"
        " reactions reactions_note combined combined_other aftercare next_due note"
    )
    for name in untouched.split():
        assert getattr(new, name) == getattr(FRESH, name)


@given(drafts)
def test_no_lot_is_copied_that_may_not_be_used(last: SessionDraft) -> None:
    new = repeated(last)
    carriers: list[CartridgeUse | TopicalRow | NumbingRow] = [*new.topicals, *new.numbing]
    if new.cartridge is not None:
        carriers.append(new.cartridge)
    for carrier in carriers:
        assert carrier.lot_uid in (None, "lot-good")
        if carrier.lot_uid == "lot-good":
            assert (carrier.lot, carrier.expiry) == ("G118", "2026-03")
        try:
            assert not is_expired(carrier.expiry, ON)
        except InvalidValue:
            pytest.fail("an expiry that nobody can read was copied")


@given(drafts)
def test_a_device_out_of_use_is_left_out(last: SessionDraft) -> None:
    new = repeated(last)
    if last.device is None or last.device.device_uid in ("pen-off", "pen-gone"):
        assert new.device is None
    elif last.device.device_uid is None:
        assert new.device == last.device
    else:
        assert new.device == replace(
            last.device, name="Pen of now", serial="SP-1", model_code="skinpen"
        )


def test_the_plan_of_the_draft_stays() -> None:
    last = replace(FRESH, uid="last", plan_uid="old", planned_total=6, phase="series")
    assert repeated(last).plan_uid == "old"
    assert repeated(last).planned_total == 6
    own = replace(FRESH, plan_uid="new", planned_total=3, phase="maintenance")
    new = repeat_last(own, last, LOTS, DEVICES, ON)
    assert (new.plan_uid, new.planned_total, new.phase) == ("new", 3, "maintenance")


@pytest.mark.parametrize(
    ("uid", "usable"),
    [("lot-good", True), ("lot-expired", False), ("lot-empty", False), ("lot-off", False)],
)
def test_a_lot_is_usable(uid: str, usable: bool) -> None:
    assert usable_lot(LOTS[uid], ON) is usable


def test_what_is_called_back_is_not_taken_along() -> None:
    used = next(lot for lot in LOTS.values() if usable_lot(lot, ON))
    last = replace(
        FRESH,
        cartridge=CartridgeUse(lot_uid=used.uid, lot=used.lot, product_uid=used.product_uid),
        topicals=(TopicalRow(1, "HA", lot="typed 1"),),
    )
    plain = repeat_last(FRESH, last, LOTS, DEVICES, ON)
    assert plain.cartridge is not None
    assert (plain.cartridge.lot_uid, plain.topicals[0].lot) == (used.uid, "typed 1")
    recalled = Recalled(lots=frozenset({used.uid}), numbers=frozenset({"TYPED1"}))
    new = repeat_last(FRESH, last, LOTS, DEVICES, ON, recalled)
    assert new.cartridge is not None
    assert (new.cartridge.lot_uid, new.cartridge.lot, new.topicals[0].lot) == (None, "", "")
