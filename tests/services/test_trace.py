"""From a lot to every session and client, from a client to every lot."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.lot_trace import UsedAs
from needlelog.domain.recalls import RecallKind
from needlelog.domain.record_errors import NoSuchRecord, RecordIncomplete
from needlelog.domain.sessions import CartridgeUse, NumbingRow, SessionState, TopicalRow
from needlelog.services import recalls, sessions, trace
from tests.services.test_stock_use import cartridge, lot_of, topical, treat

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from tests.services.conftest import SteppingClock


def test_a_lot_leads_to_every_session_chosen_or_typed(clinic: Clinic, clock: SteppingClock) -> None:
    serum = lot_of(clinic, "serum", "serum", None, "ul")
    other = lot_of(clinic, "other", "serum", None)
    first = treat(clinic, "anna", topicals=(topical(serum, 500),))
    clock.forward(days=3)
    second = treat(clinic, "berta", topicals=(TopicalRow(1, "HA typed", lot=" SERUM- 1"),))
    clock.forward(days=3)
    third = treat(clinic, "anna", topicals=(topical(serum, 700), topical(serum, None, 2)))
    treat(clinic, "carla", topicals=(topical(other, 100),))
    same_number = TopicalRow(1, "Other", product_uid=other.product_uid, lot="serum-1")
    treat(clinic, "carla", topicals=(same_number,))
    found = trace.lot_trace(clinic, serum.uid)
    assert (found.uses, found.sessions, found.clients) == (4, 3, 2)
    assert [row.session_uid for row in found.rows] == [
        third.content.uid,
        third.content.uid,
        second.content.uid,
        first.content.uid,
    ]
    typed = found.rows[2]
    assert (typed.client_name, typed.lot_uid, typed.product) == ("Berta", None, "HA typed")
    assert (found.rows[3].amount_ul, found.rows[3].used_as) == (500, UsedAs.TOPICAL)
    assert found.rows[3].lot_uid == serum.uid
    # the number alone also finds what was typed for another product
    assert trace.number_trace(clinic, "Serum -1").uses == 5
    assert trace.number_trace(clinic, "").uses == 0


def test_a_long_trace_comes_in_pages(clinic: Clinic, clock: SteppingClock) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    for _ in range(5):
        treat(clinic, topicals=(topical(serum),))
        clock.forward(days=1)
    pages = [trace.lot_trace(clinic, serum.uid, limit=2, offset=offset) for offset in (0, 2, 4, 6)]
    assert [len(page.rows) for page in pages] == [2, 2, 1, 0]
    assert {page.uses for page in pages} == {5}
    days = [row.day for page in pages for row in page.rows]
    assert days == sorted(days, reverse=True)
    assert len({row.session_uid for page in pages for row in page.rows}) == 5


def test_void_sessions_stay_in_the_trace_and_say_so(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    record = treat(clinic, cartridge=cartridge(tips, 2, "S1"))
    sessions.void_session(clinic, record.content.uid, "wrong client")
    (row,) = trace.lot_trace(clinic, tips.uid).rows
    assert (row.state, row.count, row.serial) == (SessionState.VOID, 2, "S1")
    treat(clinic, cartridge=cartridge(tips, 1, "S2"))
    found = trace.lot_trace(clinic, tips.uid)
    assert (found.uses, found.sessions, found.clients, found.void) == (2, 1, 1, 1)
    recalled = recalls.would_touch(clinic, recalls.subject_of(clinic, RecallKind.LOT, tips.uid))
    assert (recalled.sessions, recalled.clients) == (found.sessions, found.clients)
    assert trace.cartridge_used_by(clinic, "S1", tips.lot, tips.uid) == ()


def test_a_client_leads_to_every_lot(clinic: Clinic, clock: SteppingClock) -> None:
    serum = lot_of(clinic, "serum", "serum", None)
    tips = lot_of(clinic, "tips", "cartridge", 10)
    cream = NumbingRow(1, "Lidocaine", lot="LA-5", wiped_off=True)
    treat(clinic, "berta", topicals=(topical(serum),))
    treat(clinic, "anna", cartridge=cartridge(tips), topicals=(topical(serum),), numbing=(cream,))
    clock.forward(days=1)
    treat(clinic, "anna", topicals=(TopicalRow(1, "saline"),))
    found = trace.client_trace(clinic, "anna")
    assert [(row.used_as, row.lot) for row in found.rows] == [
        (UsedAs.CARTRIDGE, "tips-1"),
        (UsedAs.NUMBING, "LA-5"),
        (UsedAs.TOPICAL, "serum-1"),
    ]


def test_a_unit_is_known_by_serial_and_lot_chosen_or_typed(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    record = treat(clinic, "anna", cartridge=cartridge(tips, serial="S1"))
    (use,) = trace.cartridge_used_by(clinic, " s1", "TIPS -1")
    assert (use.session_uid, use.client_uid) == (record.content.uid, "anna")
    assert trace.cartridge_used_by(clinic, "S1", "", tips.uid) == (use,)
    assert trace.cartridge_used_by(clinic, "S2", tips.lot, tips.uid) == ()
    assert trace.cartridge_used_by(clinic, "  ", tips.lot, tips.uid) == ()
    typed = CartridgeUse(lot="B7", serial="S1")
    treat(clinic, "berta", cartridge=typed)
    assert [one.client_uid for one in trace.cartridge_used_by(clinic, "S1", "b7")] == ["berta"]
    assert replace(typed, serial="") == CartridgeUse(lot="B7")


def test_a_serial_without_a_lot_is_that_unit_too(clinic: Clinic) -> None:
    treat(clinic, "anna", cartridge=CartridgeUse(lot="B7", serial="S1"))
    (use,) = trace.cartridge_used_by(clinic, "S1", "")
    assert use.client_uid == "anna"
    with pytest.raises(RecordIncomplete) as refused:
        treat(clinic, "berta", cartridge=CartridgeUse(serial="s 1"))
    assert refused.value.reason == "cartridge_used"


def test_an_unknown_lot_is_no_empty_trace(clinic: Clinic) -> None:
    with pytest.raises(NoSuchRecord):
        trace.lot_trace(clinic, "nothing")
