from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from needlelog.domain.stock import Lot, Product
from needlelog.domain.stock_alerts import (
    StockAlertCode,
    days_left,
    is_low,
    percent_left,
    stock_alerts,
)

TODAY = date(2028, 2, 28)
SERUM = Product("serum", "Hyaluronic acid", "serum")
FULL = Lot("full", "serum", "A", "2030-01", quantity=10, received=10)


def codes(*lots: Lot, product: Product = SERUM, today: date = TODAY) -> list[tuple[str, str]]:
    found = stock_alerts((product,), lots, today)
    return [(str(alert.code), alert.lot.uid if alert.lot else "") for alert in found]


def expiring_in(days: int) -> Lot:
    return replace(FULL, expiry=(TODAY + timedelta(days=days)).isoformat())


@pytest.mark.parametrize(
    ("days", "code"),
    [(-1, "expired"), (0, "expiring"), (1, "expiring"), (30, "expiring"), (31, None)],
)
def test_thirty_days_before_expiry_and_not_a_day_earlier(days: int, code: str | None) -> None:
    found = [one for one, _ in codes(expiring_in(days)) if one != "none_left"]
    assert found == ([code] if code else [])


def test_a_month_runs_to_its_end_also_in_a_leap_year() -> None:
    lot = replace(FULL, expiry="2028-02")
    assert days_left(lot, TODAY) == 1
    assert codes(lot, today=date(2028, 2, 29)) == [("expiring", "full")]
    assert codes(lot, today=date(2028, 3, 1))[0] == ("expired", "full")
    assert days_left(replace(FULL, expiry=None), TODAY) is None


@pytest.mark.parametrize(
    ("quantity", "received", "low"),
    [(2, 10, True), (3, 10, False), (1, 5, True), (1, 4, False), (5, None, False), (1, 1, False)],
)
def test_a_fifth_left_is_low(quantity: int, received: int | None, low: bool) -> None:
    lot = replace(FULL, quantity=quantity, received=received)
    assert is_low(lot) is low
    assert codes(lot) == ([("low", "full")] if low else [])


def test_another_box_makes_a_nearly_empty_one_no_reason_to_order() -> None:
    nearly = replace(FULL, uid="nearly", quantity=1)
    assert codes(nearly, FULL) == []
    assert codes(nearly, replace(FULL, active=False)) == [("low", "nearly")]
    assert codes(nearly, replace(FULL, expiry="2027-01")) == [
        ("expired", "full"),
        ("low", "nearly"),
    ]


def test_a_product_without_a_usable_lot_says_so_once() -> None:
    empty = replace(FULL, quantity=0)
    assert codes(empty, replace(empty, uid="other")) == [("none_left", "")]
    assert codes() == []
    assert codes(empty, product=replace(SERUM, active=False)) == []


def test_what_is_used_up_or_out_of_use_does_not_expire() -> None:
    assert codes(replace(FULL, expiry="2028-03", quantity=0), FULL) == []
    assert codes(replace(FULL, expiry="2028-03", active=False), FULL) == []


def test_the_most_pressing_comes_first() -> None:
    other = Product("other", "Arnica", "serum")
    lots = (
        replace(FULL, uid="low", product_uid="other", quantity=1),
        replace(FULL, uid="late", expiry="2028-03-20"),
        replace(FULL, uid="soon", expiry="2028-03-02"),
        replace(FULL, uid="past", expiry="2027-03"),
    )
    found = stock_alerts((other, SERUM), lots, TODAY)
    assert [alert.lot.uid for alert in found if alert.lot] == ["past", "soon", "late", "low"]
    assert found[0].code is StockAlertCode.EXPIRED


def test_percent_left() -> None:
    assert percent_left(replace(FULL, quantity=3, received=9)) == 33
    assert percent_left(replace(FULL, quantity=None)) is None
    assert percent_left(replace(FULL, received=None)) is None
