"""What signing a session takes off the stock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_errors import RecordIncomplete
from needlelog.domain.sessions import (
    CartridgeUse,
    NumbingRow,
    SessionDraft,
    SessionRecord,
    TopicalRow,
    ZoneRow,
)
from needlelog.domain.stock import MORE_THAN_COUNTED, Lot, Product, StockUnit
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions, stock
from needlelog.services.clinic import Clinic
from tests.services.trail import entries

ZONE = ZoneRow(1, "face.chin", Side.MID, depth_um=500)


def lot_of(
    clinic: Clinic, name: str, category: str, quantity: int | None, unit: str = "piece"
) -> Lot:
    product = stock.save_product(clinic, Product("", name, category, unit=StockUnit(unit)))
    return stock.save_lot(clinic, Lot("", product.uid, f"{name}-1", "2030-01", quantity=quantity))


def left(clinic: Clinic, lot: Lot) -> int | None:
    return next(one.quantity for one in stock.lots(clinic) if one.uid == lot.uid)


def treat(clinic: Clinic, client: str = "anna", **content: object) -> SessionRecord:
    if not any(row.uid == client for row in _clients(clinic)):
        clients.create_client(clinic, Client(client, client.title()))
    draft = sessions.start_session(clinic, client)
    draft = replace(draft, zones=(ZONE,), **content)  # type: ignore[arg-type]
    sessions.save_draft(clinic, draft)
    return sessions.sign_session(clinic, draft.uid)


def _clients(clinic: Clinic) -> tuple[clients.ClientRow, ...]:
    return tuple(clients.client_rows(clinic, clients.search_client_ids(clinic, "")))


def cartridge(lot: Lot, count: int | None = 1, serial: str = "") -> CartridgeUse:
    return CartridgeUse(lot.product_uid, lot.uid, "16 pins", lot.lot, lot.expiry, count, "", serial)


def topical(
    lot: Lot, amount: int | None = None, row: int = 1, finished: bool = False
) -> TopicalRow:
    return TopicalRow(
        row,
        "HA",
        product_uid=lot.product_uid,
        lot_uid=lot.uid,
        lot=lot.lot,
        amount_ul=amount,
        pack_finished=finished,
    )


def test_signing_takes_what_was_written_down_and_says_for_what(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    serum = lot_of(clinic, "serum", "serum", 5000, "ul")
    gel = lot_of(clinic, "gel", "glide", 4)
    cream = lot_of(clinic, "cream", "numbing", 3)
    record = treat(
        clinic,
        cartridge=cartridge(tips, 2),
        topicals=(topical(serum, 1200), topical(serum, 300, 2), topical(gel, 900, 3, True)),
        numbing=(
            NumbingRow(1, "Lidocaine", product_uid=cream.product_uid, lot_uid=cream.uid,
                       lot=cream.lot, pack_finished=True, wiped_off=True),
        ),
    )  # fmt: skip
    assert [left(clinic, lot) for lot in (tips, serum, gel, cream)] == [8, 3500, 3, 2]
    (use,) = stock.adjustments(clinic, serum.uid)
    assert (use.change, use.reason, use.session_uid) == (-1500, "", record.content.uid)
    assert (use.client, use.person) == ("Anna", clinic.person.name)
    assert use.session_day is not None


def test_a_pack_that_was_not_finished_and_what_nobody_counts_stay_as_they_are(
    clinic: Clinic,
) -> None:
    gel = lot_of(clinic, "gel", "glide", 4)
    serum = lot_of(clinic, "serum", "serum", None, "ul")
    treat(clinic, topicals=(topical(gel, 900), topical(serum, 900, 2)))
    assert (left(clinic, gel), left(clinic, serum)) == (4, None)
    assert stock.adjustments(clinic, gel.uid) == ()


def test_a_serum_never_goes_below_nothing_and_the_use_says_so(clinic: Clinic) -> None:
    serum = lot_of(clinic, "serum", "serum", 1000, "ul")
    treat(clinic, topicals=(topical(serum, 1500),))
    assert left(clinic, serum) == 0
    (use,) = stock.adjustments(clinic, serum.uid)
    assert (use.change, use.reason) == (-1000, MORE_THAN_COUNTED)


def test_cartridges_that_are_not_there_are_refused_and_nothing_is_taken(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 1)
    serum = lot_of(clinic, "serum", "serum", 1000, "ul")
    with pytest.raises(RecordIncomplete) as caught:
        treat(clinic, cartridge=cartridge(tips, 2), topicals=(topical(serum, 100),))
    assert caught.value.reason == "lot_empty"
    assert (left(clinic, tips), left(clinic, serum)) == (1, 1000)
    treat(clinic, cartridge=cartridge(tips, 1))
    assert left(clinic, tips) == 0


def test_a_used_unit_is_refused_for_the_next_client_and_nothing_is_taken(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    treat(clinic, cartridge=cartridge(tips, serial="S1"))
    with pytest.raises(RecordIncomplete) as caught:
        treat(clinic, "berta", cartridge=cartridge(tips, serial="s 1"))
    assert caught.value.reason == "cartridge_used"
    assert left(clinic, tips) == 9


def test_voiding_gives_nothing_back(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    record = treat(clinic, cartridge=cartridge(tips))
    sessions.void_session(clinic, record.content.uid, "wrong client")
    assert left(clinic, tips) == 9


def test_an_adjustment_needs_its_reason_and_a_count(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    for change, reason, refused in (
        (-1, " ", "reason_missing"),
        (-11, "lost", "less_than_nothing"),
    ):
        with pytest.raises(InvalidValue) as caught:
            stock.adjust_lot(clinic, tips.uid, change, reason)
        assert caught.value.reason == refused
    uncounted = lot_of(clinic, "gel", "glide", None)
    with pytest.raises(InvalidValue) as caught:
        stock.adjust_lot(clinic, uncounted.uid, 1, "found")
    assert caught.value.reason == "not_counted"
    assert left(clinic, tips) == 10
    adjusted = stock.adjust_lot(clinic, tips.uid, -3, "dropped")
    assert (adjusted.quantity, adjusted.received) == (7, 10)
    delivered = stock.adjust_lot(clinic, tips.uid, 8, "delivery")
    assert (delivered.quantity, delivered.received) == (15, 15)
    assert [(row.change, row.reason) for row in stock.adjustments(clinic, tips.uid)] == [
        (8, "delivery"),
        (-3, "dropped"),
    ]
    assert entries(clinic)[-1].after == {"quantity": 15, "received": 15, "why": "delivery"}
    assert stock.adjust_lot(clinic, tips.uid, 0, "") == delivered


def test_taking_out_of_use_keeps_why_and_coming_back_forgets_it(clinic: Clinic) -> None:
    tips = lot_of(clinic, "tips", "cartridge", 10)
    with pytest.raises(InvalidValue):
        stock.deactivate_lot(clinic, tips.uid, "  ")
    gone = stock.deactivate_lot(clinic, tips.uid, "recalled by the maker")
    assert (gone.active, gone.inactive_reason) == (False, "recalled by the maker")
    assert stock.deactivate_lot(clinic, tips.uid, "again") == gone
    back = stock.use_lot_again(clinic, tips.uid)
    assert (back.active, back.inactive_reason) == (True, "")
    product = stock.deactivate_product(clinic, tips.product_uid, "other maker")
    assert stock.use_product_again(clinic, product.uid).active


def test_a_unit_stays_once_lots_are_counted(clinic: Clinic) -> None:
    serum = lot_of(clinic, "serum", "serum", 1000, "ul")
    (product,) = stock.products(clinic)
    with pytest.raises(InvalidValue) as caught:
        stock.save_product(clinic, replace(product, unit=StockUnit.PIECE))
    assert caught.value.reason == "unit_counted"
    with pytest.raises(InvalidValue) as caught:
        stock.save_product(clinic, Product("", "tips", "cartridge", unit=StockUnit.MICROLITRE))
    assert caught.value.reason == "unit_pieces"
    assert serum.received == 1000


def test_a_pack_is_found_by_its_number_however_it_is_written(clinic: Clinic) -> None:
    product = stock.save_product(clinic, Product("", "HA", "serum", gtin=" +a999 123 "))
    assert product.gtin == "+A999123"
    lot = stock.save_lot(clinic, Lot("", product.uid, "H 2291"))
    assert stock.lot_of_product(clinic, product.uid, "h2291") == lot


def test_a_draft_of_an_earlier_day_knows_nothing_of_finished_packs(clinic: Clinic) -> None:
    draft = SessionDraft("x", "c", "p", clinic.clock(), topicals=(TopicalRow(1, "HA"),))
    assert draft.topicals[0].pack_finished is False
