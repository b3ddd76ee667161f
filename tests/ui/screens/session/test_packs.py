"""Packs in a session: one cartridge for one client, what the stock has left, scans."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from needlelog.domain.clients import Client
from needlelog.domain.sessions import CartridgeUse, ZoneRow
from needlelog.domain.stock import Lot, Product, StockUnit
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions, stock
from needlelog.ui.scanning.confirm_panel import ScannedPack
from needlelog.ui.stock_entry.lot_sheet import LotSheet
from needlelog.ui.widgets.status_section import Status
from tests.services.conftest import clinic, clock, folder, template
from tests.ui.screens.session.test_session_screen import Room, room, tap, type_into

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "room", "template"]


def shelf(
    clinic: Clinic, name: str, category: str, quantity: int | None, unit: str = "piece"
) -> Lot:
    product = stock.save_product(clinic, Product("", name, category, unit=StockUnit(unit)))
    return stock.save_lot(clinic, Lot("", product.uid, f"{name}-1", "2030-01", quantity=quantity))


@pytest.fixture
def tips(room: Room) -> Lot:
    """Cartridges, one of which was used on another client."""
    lot = shelf(room.clinic, "Tips", "cartridge", 10)
    berta = clients.create_client(room.clinic, Client("", "Berta"))
    draft = sessions.start_session(room.clinic, berta.uid)
    used = CartridgeUse(lot.product_uid, lot.uid, "Tips", lot.lot, serial="U-7")
    zone = ZoneRow(1, "chin", Side.MID, depth_um=500)
    sessions.save_draft(room.clinic, replace(draft, zones=(zone,), cartridge=used))
    sessions.sign_session(room.clinic, draft.uid)
    room.screen._reload_surroundings()
    return lot


def scanned(room: Room, pack_of: Lot, **changes: object) -> None:
    pack = ScannedPack(pack_of.product_uid, "", pack_of.lot, pack_of.expiry, None)
    room.screen.packs.take(replace(pack, **changes))  # type: ignore[arg-type]


def finished(room: Room) -> list[bool]:
    return [row.pack_finished for row in room.draft.topicals]


def products(room: Room) -> list[str]:
    return [row.name for row in room.draft.topicals]


def test_a_used_cartridge_is_told_when_it_is_chosen_and_refused_when_signed(
    room: Room, tips: Lot
) -> None:
    device = room.screen.parts.side.device
    device.set_open(True)
    scanned(room, tips, serial="u-7")
    assert room.draft.cartridge is not None
    assert (room.draft.cartridge.serial, room.draft.cartridge.lot_uid) == ("u-7", tips.uid)
    assert device.dot.status() is Status.STOP
    assert "another client" in device.unit_fields.trouble.text()
    assert not device.unit_fields.trouble.isHidden()
    room.tap_zone("chin")
    room.tap_depth(500)
    room.screen.signing._sign()
    assert room.signed == []
    assert room.complaints
    assert "never used for two" in room.complaints[-1]
    # everything is still there; another cartridge makes it right
    type_into(device.unit_fields.serial, "U-8")
    assert room.draft.cartridge.serial == "U-8"
    assert device.unit_fields.trouble.isHidden()
    assert device.dot.status() is not Status.STOP
    uid = room.draft.uid
    room.screen.signing._sign()
    assert room.signed == [uid]


def test_another_lot_forgets_the_serial(room: Room, tips: Lot) -> None:
    scanned(room, tips, serial="U-9")
    other = stock.save_lot(room.clinic, Lot("", tips.product_uid, "T2", quantity=4))
    room.screen._reload_surroundings()
    room.screen.parts.side.device.lot.lot_chosen.emit(other)
    assert room.draft.cartridge is not None
    assert (room.draft.cartridge.lot, room.draft.cartridge.serial) == ("T2", "")


def test_what_is_left_stands_beside_the_lot_and_too_little_is_said(room: Room) -> None:
    serum = shelf(room.clinic, "HA", "hyaluronic_acid", 1000, "ul")
    gel = shelf(room.clinic, "Gel", "glide", 3)
    room.screen._reload_surroundings()
    scanned(room, serum)
    scanned(room, gel)
    first, second = (room.screen.parts.products.row_widget(row.row) for row in room.draft.topicals)
    assert first.pack.left.text() == "in the stock: 1 of 1 ml"
    type_into(first.amount, "1.5")
    assert "less than is used here" in first.pack.left.text()
    assert first.pack.pack.isHidden()
    type_into(second.amount, "9")
    assert second.pack.left.text() == "in the stock: 3 of 3 pieces"
    for said in (True, False, True):
        tap(second.pack.pack)
        assert finished(room) == [False, said]
    room.tap_zone("chin")
    room.tap_depth(500)
    room.screen.signing._sign()
    left = {lot.uid: lot.quantity for lot in stock.lots(room.clinic)}
    assert (left[serum.uid], left[gel.uid]) == (0, 2)


def test_a_scanned_pack_goes_where_it_belongs(room: Room) -> None:
    cream = shelf(room.clinic, "Cream", "numbing", 3)
    serum = shelf(room.clinic, "HA", "hyaluronic_acid", None)
    room.screen._reload_surroundings()
    scanned(room, cream)
    scanned(room, serum, lot="typed elsewhere", expiry="2029-02")
    (numbing,) = room.draft.numbing
    assert (numbing.agent, numbing.lot_uid, numbing.expiry) == ("Cream", cream.uid, "2030-01")
    (topical,) = room.draft.topicals
    assert (topical.name, topical.lot_uid, topical.lot) == ("HA", None, "typed elsewhere")
    assert topical.expiry == "2029-02"
    scanned(room, serum, lot="TYPED elsewhere")
    assert products(room) == ["HA"]
    scanned(room, serum)
    assert [row.lot for row in room.draft.topicals] == ["TYPED elsewhere", "HA-1"]
    for _ in range(3):
        tap(room.screen.parts.undo)
    assert products(room) == []


def test_a_pack_the_stock_does_not_know_is_added_first_and_then_used(room: Room) -> None:
    product = stock.save_product(room.clinic, Product("", "New serum", "hyaluronic_acid"))
    room.screen.packs.take(ScannedPack(None, "04012345110012", "N1", "2029-05", None))
    sheet = room.screen.findChild(LotSheet)
    assert sheet is not None
    assert (sheet.number.text(), sheet.expiry.value()) == ("N1", "2029-05")
    assert products(room) == []
    sheet.product.set_current(product.uid)
    tap(sheet.save_button)
    (topical,) = room.draft.topicals
    (lot,) = stock.lots(room.clinic)
    assert (topical.lot_uid, topical.lot) == (lot.uid, "N1")
    assert stock.products(room.clinic)[0].gtin == "04012345110012"


def test_a_scan_does_not_open_what_an_allergy_closed(room: Room) -> None:
    cream = shelf(room.clinic, "Cream", "numbing", 3)
    room.screen._reload_surroundings()
    room.screen.parts.side.numbing._closed = "Lidocaine allergy"
    scanned(room, cream)
    assert room.draft.numbing == ()
    assert "Lidocaine allergy" in room.complaints[-1]
