from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from needlelog.db.tables.base import table_of
from needlelog.db.tables.stock import LotAdjustmentTable
from needlelog.domain.errors import InvalidValue
from needlelog.domain.record_errors import NoSuchRecord
from needlelog.domain.session_repeat import usable_lot
from needlelog.domain.stock import Device, Lot, Product
from needlelog.services.clinic import Clinic
from needlelog.services.stock import (
    deactivate_device,
    deactivate_lot,
    deactivate_product,
    devices,
    lots,
    products,
    save_device,
    save_lot,
    save_product,
    use_product_again,
)
from tests.services.trail import entries

PEN = Device("", "SkinPen Precision", "skinpen", "Crown", "SP-11872", 0, 2500, 250, 1500)


@pytest.fixture
def serum(clinic: Clinic) -> Product:
    return save_product(clinic, Product("", "HA serum", "serum", sterile=True))


def test_a_device_comes_back_and_is_never_deleted(clinic: Clinic) -> None:
    kept = save_device(clinic, PEN)
    assert devices(clinic) == (kept,)
    changed = save_device(clinic, replace(kept, serial="SP-2"))
    assert entries(clinic)[-1].after == {"serial": "SP-2"}
    gone = deactivate_device(clinic, kept.uid, "broken")
    assert devices(clinic) == (gone,)
    assert gone == replace(changed, active=False, inactive_reason="broken")
    count = len(entries(clinic))
    deactivate_device(clinic, kept.uid, "broken")
    assert len(entries(clinic)) == count


@pytest.mark.parametrize(
    "change",
    [
        {"deepest_um": 3001},
        {"deepest_um": 99, "shallowest_um": 0},
        {"shallowest_um": 2600, "deepest_um": 2500},
        {"step_um": 0},
        {"evaluated_to_um": -1},
    ],
)
def test_depths_that_no_device_has_are_refused(clinic: Clinic, change: dict[str, int]) -> None:
    with pytest.raises(InvalidValue) as caught:
        save_device(clinic, Device(**{"uid": "", "name": "Pen"} | change))  # type: ignore[arg-type]
    assert caught.value.reason == "device_depths"
    assert devices(clinic) == ()


def test_products_and_their_flags(clinic: Clinic, serum: Product) -> None:
    assert products(clinic) == (serum,)
    assert products(clinic)[0].labelled_for_microneedling is None
    assert deactivate_product(clinic, serum.uid, "broken").active is False
    with pytest.raises(InvalidValue):
        save_product(clinic, Product("", "X", " "))


def test_what_a_session_offers_by_name_and_strength_stands_once(
    clinic: Clinic, serum: Product
) -> None:
    strong = save_product(clinic, replace(serum, uid="", strength="2 %"))
    with pytest.raises(InvalidValue, match="in use already"):
        save_product(clinic, Product("", "ha  serum", "peptide"))
    with pytest.raises(InvalidValue, match="in use already"):
        save_product(clinic, replace(strong, strength=""))
    save_product(clinic, replace(strong, maker="Dermalogic"))
    deactivate_product(clinic, serum.uid, "the label changed")
    again = save_product(clinic, Product("", "HA serum", "serum"))
    with pytest.raises(InvalidValue, match="in use already"):
        use_product_again(clinic, serum.uid)
    deactivate_product(clinic, again.uid, "none left")
    assert use_product_again(clinic, serum.uid).active


def test_a_lot_number_stands_once_in_a_product(clinic: Clinic, serum: Product) -> None:
    other = save_product(clinic, Product("", "Glide", "glide"))
    kept = save_lot(clinic, Lot("", serum.uid, " h2291 ", "2027-01"))
    assert kept.lot == "h2291"
    with pytest.raises(InvalidValue) as caught:
        save_lot(clinic, Lot("", serum.uid, "H 2291"))
    assert caught.value.reason == "lot_twice"
    save_lot(clinic, Lot("", other.uid, "H2291"))
    second = save_lot(clinic, Lot("", serum.uid, "H2292"))
    with pytest.raises(InvalidValue):
        save_lot(clinic, replace(second, lot="h2291"))
    assert save_lot(clinic, replace(kept, note="fridge")).note == "fridge"
    assert len(lots(clinic)) == 3
    assert len(lots(clinic, serum.uid)) == 2


@pytest.mark.parametrize(
    ("lot", "reason"),
    [
        (Lot("", "", "  "), "lot_missing"),
        (Lot("", "", "1", "2027-13"), "expiry"),
        (Lot("", "", "1", "soon"), "expiry"),
        (Lot("", "", "1", "2027-02-30"), "expiry"),
        (Lot("", "", "1", None, None, -1), "quantity_range"),
    ],
)
def test_what_no_lot_can_be_is_refused(
    clinic: Clinic, serum: Product, lot: Lot, reason: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        save_lot(clinic, replace(lot, product_uid=serum.uid))
    assert caught.value.reason == reason
    assert lots(clinic) == ()


def test_a_lot_needs_its_product(clinic: Clinic) -> None:
    with pytest.raises(NoSuchRecord):
        save_lot(clinic, Lot("", "nothing", "1"))


def test_usable_lots_come_in_the_order_of_expiry(clinic: Clinic, serum: Product) -> None:
    for number, expiry, quantity in (
        ("open", None, 5),
        ("late", "2028-01", 1),
        ("soon", "2026-03", None),
        ("past", "2026-02", 4),
        ("empty", "2027-01", 0),
    ):
        save_lot(clinic, Lot("", serum.uid, number, expiry, quantity=quantity))
    off = save_lot(clinic, Lot("", serum.uid, "off", "2026-12"))
    deactivate_lot(clinic, off.uid, "broken")
    usable = [lot for lot in lots(clinic, serum.uid) if usable_lot(lot, date(2026, 3, 31))]
    assert [lot.lot for lot in usable] == ["soon", "late", "open"]


def test_a_counted_quantity_keeps_its_reason(clinic: Clinic, serum: Product) -> None:
    kept = save_lot(clinic, Lot("", serum.uid, "1", quantity=10))
    save_lot(clinic, replace(kept, quantity=7), "three broke")
    with clinic.database.read() as session:
        (row,) = session.execute(select(table_of(LotAdjustmentTable))).all()
        assert (row.change, row.reason) == (-3, "three broke")
