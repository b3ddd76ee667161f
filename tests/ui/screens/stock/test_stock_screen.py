"""Devices, products and lots: added, changed, taken out of use and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.services import stock
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.stock_entry.device_sheet import DeviceSheet
from needlelog.ui.stock_entry.lot_sheet import LotSheet
from needlelog.ui.stock_entry.product_sheet import ProductSheet
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.ui.context import Context

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def screen(qtbot: QtBot, context: Context) -> StockScreen:
    made = StockScreen(context)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    qtbot.waitExposed(made)
    show(qtbot, made)
    return made


def show(qtbot: QtBot, screen: StockScreen) -> None:
    screen.view = None
    screen.activate()
    qtbot.waitUntil(lambda: screen.view is not None)


def go(qtbot: QtBot, screen: StockScreen, part: str) -> None:
    QTest.mouseClick(screen.choice.button(part), LEFT)


def named(parent: QWidget, name: str) -> Button:
    return next(one for one in parent.findChildren(Button) if one.accessibleName() == name)


def test_a_known_model_brings_its_figures(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    QTest.mouseClick(screen.empty.button, LEFT)
    sheet = screen.findChild(DeviceSheet)
    assert sheet is not None
    sheet.model.setFocus()
    QTest.keyClicks(sheet.model, "SkinPen")
    sheet.model.chosen.emit(sheet.model.current())
    assert sheet.deepest.text() == "2.50"
    QTest.keyClicks(sheet.serial, "SP-11872")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    [device] = stock.devices(clinic)
    assert (device.model_code, device.serial) == ("skinpen_precision", "SP-11872")
    assert (device.shallowest_um, device.deepest_um, device.step_um) == (250, 2500, 250)
    assert device.evaluated_to_um == 1500


def test_a_depth_no_device_reaches_is_refused_with_what_was_typed_kept(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen
) -> None:
    QTest.mouseClick(screen.add_button, LEFT)
    sheet = screen.findChild(DeviceSheet)
    assert sheet is not None
    QTest.keyClicks(sheet.name, "Pen")
    sheet.deepest.clear()
    QTest.keyClicks(sheet.deepest, "15")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert "outside 0.10 to 3.00 mm" in (sheet._high_row.error() or "")
    assert sheet.deepest.text() == "15"
    assert stock.devices(clinic) == ()
    sheet.reject()


def test_a_product_and_its_lot_are_added_one_from_the_other(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    go(qtbot, screen, "lots")
    QTest.mouseClick(screen.add_button, LEFT)
    sheet = screen.findChild(LotSheet)
    assert sheet is not None
    QTest.mouseClick(sheet.new_product, LEFT)
    product_sheet = sheet.findChild(ProductSheet)
    assert product_sheet is not None
    QTest.keyClicks(product_sheet.name, "HA serum")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(product_sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet.product.current() != "")
    QTest.keyClicks(sheet.number, "H2291")
    QTest.keyClicks(sheet.expiry.line, "2027-13")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert "neither a month nor a day" in (sheet.expiry.error() or "")
    sheet.expiry.line.clear()
    QTest.keyClicks(sheet.expiry.line, "01/2027")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    [lot] = stock.lots(clinic)
    assert (lot.lot, lot.expiry) == ("H2291", "2027-01")
    qtbot.waitUntil(lambda: [line.name for line in screen.lines()] == ["HA serum"])


def test_the_same_lot_twice_is_refused_in_a_sentence(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen, clinic_tools: Any
) -> None:
    lot = clinic_tools.serum("HA serum", "H2291", "2027-01")
    show(qtbot, screen)
    go(qtbot, screen, "lots")
    QTest.mouseClick(screen.add_button, LEFT)
    sheet = screen.findChild(LotSheet)
    assert sheet is not None
    qtbot.waitUntil(lambda: sheet.product.count() == 2)
    sheet.product.set_current(lot.product_uid)
    QTest.keyClicks(sheet.number, "h2291")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(sheet._trouble.isVisible)
    assert sheet._trouble.text()
    assert len(stock.lots(clinic)) == 1
    sheet.reject()


def test_lots_tell_when_they_expire_and_search_finds_them(
    qtbot: QtBot, screen: StockScreen, clinic_tools: Any
) -> None:
    clinic_tools.serum("Vitamin C", "VC-1", "2026-11")
    clinic_tools.serum("Hyaluronic acid", "H2291", "2026-12-26")
    clinic_tools.serum("Growth factor", "G118", "2027-11")
    show(qtbot, screen)
    go(qtbot, screen, "lots")
    assert [(line.name, line.tone) for line in screen.lines()] == [
        ("Vitamin C", "stop"),
        ("Hyaluronic acid", "warn"),
        ("Growth factor", "neutral"),
    ]
    screen.search.setFocus()
    QTest.keyClicks(screen.search, "g118")
    qtbot.waitUntil(lambda: [line.name for line in screen.lines()] == ["Growth factor"])


def test_a_product_is_taken_out_of_use_and_back_never_deleted(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen, clinic_tools: Any
) -> None:
    clinic_tools.serum("Vitamin C", "VC-1", "2027-11")
    show(qtbot, screen)
    go(qtbot, screen, "products")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(named(screen, "Take Vitamin C out of use"), LEFT)
    assert [one.active for one in stock.products(clinic)] == [False]
    qtbot.waitUntil(lambda: [line.tag for line in screen.lines()] == ["not in use"])
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(named(screen, "Use Vitamin C again"), LEFT)
    assert [one.active for one in stock.products(clinic)] == [True]
