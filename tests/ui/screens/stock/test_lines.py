"""What the lines of the stock say."""

from __future__ import annotations

from datetime import date

from needlelog.domain.stock import Device, Lot, Product
from needlelog.ui.screens.stock.lines import StockView, device_lines, lot_lines, product_lines

TODAY = date(2026, 11, 20)


def test_a_used_up_or_expired_lot_is_not_usable() -> None:
    lots = (
        Lot("used-up", "serum", "H2188", "2027-02-18", quantity=0),
        Lot("expired", "serum", "H2001", "2026-10", quantity=3),
        Lot("good", "serum", "H2291", "2028-01", quantity=9),
        Lot("uncounted", "serum", "H2304"),
    )
    view = StockView((), (Product("serum", "Hyaluronic acid", "hyaluronic_acid"),), lots)
    (product,) = product_lines(view, TODAY)
    assert product.more.startswith("2 ")
    assert [line.tag for line in lot_lines(view, TODAY)] == ["used up", "expired", "", ""]


def test_speed_and_depths_of_a_device_in_words() -> None:
    pen = Device("1", "Pen", deepest_um=3000, speed_unit="level", speed_default="4")
    roller = Device("2", "Roller", shallowest_um=500, deepest_um=500)
    shown = [line.more for line in device_lines(StockView((pen, roller), (), ()))]
    assert shown == ["0.10–3.00 mm, step 0.10 · level 4", "0.50 mm"]
