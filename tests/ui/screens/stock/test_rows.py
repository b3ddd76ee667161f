"""What the rows of the stock say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from needlelog.domain.stock import Device, Lot, Product, StockUnit
from needlelog.domain.stock_alerts import stock_alerts
from needlelog.ui.screens.stock.rows import RowKind, StockRow, StockView, Wanted, stock_rows

TODAY = date(2026, 11, 20)
SERUM = Product("serum", "Hyaluronic acid", "hyaluronic_acid", unit=StockUnit.MICROLITRE)
VITAMIN = Product("vitamin", "Vitamin Ç", "vitamin_c", "Lumière", labelled_for_microneedling=False)
TIPS = Product("tips", "16 pins", "cartridge")
LOTS = (
    Lot("used-up", "serum", "H2188", "2027-02-18", quantity=0, received=9000),
    Lot("expired", "serum", "H2001", "2026-10", quantity=3000, received=9000),
    Lot("good", "serum", "H2291", "2028-01", quantity=4500, received=9000),
    Lot("uncounted", "vitamin", "VC-7"),
    Lot("low", "tips", "T1", quantity=2, received=20),
)
NOW_USED, EVERYTHING = Wanted(), Wanted(past=True)
PEN = Device("pen", "Pen", deepest_um=3000, speed_unit="level", speed_default="4")


def view(*more: Lot, products: tuple[Product, ...] = (SERUM, VITAMIN, TIPS)) -> StockView:
    lots = (*LOTS, *more)
    return StockView((PEN,), products, lots, stock_alerts(products, lots, TODAY))


def rows(wanted: Wanted = NOW_USED, shown: StockView | None = None) -> list[StockRow]:
    return stock_rows(shown or view(), wanted, TODAY)


def uids(wanted: Wanted = NOW_USED, shown: StockView | None = None) -> list[str]:
    return [row.uid for row in rows(wanted, shown) if row.kind is not RowKind.GROUP]


def row(uid: str, wanted: Wanted = EVERYTHING) -> StockRow:
    return next(one for one in rows(wanted) if one.uid == uid)


def test_products_stand_in_their_groups_with_their_lots_then_the_devices() -> None:
    shown = rows()
    assert [one.title for one in shown if one.kind is RowKind.GROUP] == [
        "Serums",
        "Cartridges",
        "Devices",
    ]
    assert uids() == ["serum", "expired", "good", "vitamin", "uncounted", "tips", "low", "pen"]


def test_what_is_used_up_or_out_of_use_is_shown_on_demand_and_always_found() -> None:
    assert "used-up" not in uids()
    assert "used-up" in uids(Wanted(past=True))
    assert uids(Wanted(words="h2199 hyal")) == []
    assert uids(Wanted(words="h2188 hyal")) == ["serum", "used-up"]
    gone = view(products=(SERUM, replace(VITAMIN, active=False), TIPS))
    assert "vitamin" in uids(shown=gone)  # its lot is still there
    alone = StockView((), (replace(VITAMIN, active=False),), (), ())
    assert uids(shown=alone) == []
    assert uids(Wanted(past=True), alone) == ["vitamin"]


def test_search_knows_accents_and_the_lots_of_a_product() -> None:
    assert uids(Wanted(words="vitamin c lumiere")) == ["vitamin", "uncounted"]
    assert uids(Wanted(words="t1")) == ["tips", "low"]
    assert uids(Wanted(words="nothing")) == []


def test_a_group_and_the_alerts_alone() -> None:
    assert uids(Wanted(group="cartridge")) == ["tips", "low"]
    assert uids(Wanted(group="devices")) == ["pen"]
    assert uids(Wanted(alerts_only=True)) == ["serum", "expired", "tips", "low"]


def test_what_is_left_in_words_and_tags() -> None:
    assert (row("good").left, row("good").percent, row("good").tags) == ("4.5 of 9 ml", 50, ())
    assert row("used-up").tags == (("used up", "neutral"),)
    assert row("expired").tags == (("expired", "stop"),)
    assert row("low").tags == (("low", "warn"),)
    assert (row("uncounted").left, row("uncounted").percent) == ("not counted", None)
    assert row("vitamin").tags == (("not labelled for needling", "warn"), ("caution", "warn"))
    assert "not labelled for needling" in row("vitamin").sentence


def test_speed_and_depths_of_a_device_in_words() -> None:
    assert row("pen").facts == "0.10–3.00 mm, step 0.10 · level 4"
