"""Devices, products and lots: added, counted, traced, taken out of use and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from needlelog.domain.clients import Client
from needlelog.domain.sessions import TopicalRow, ZoneRow
from needlelog.domain.stock import Lot, Product, StockUnit
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions, stock
from needlelog.ui.lot_trace.trace_sheet import LotTraceSheet
from needlelog.ui.scanning.confirm_panel import ScannedPack
from needlelog.ui.screens.stock.detail_parts import AdjustmentLine
from needlelog.ui.screens.stock.rows import RowKind
from needlelog.ui.screens.stock.screen import StockScreen
from needlelog.ui.stock_entry.adjust_sheet import AdjustSheet
from needlelog.ui.stock_entry.device_sheet import DeviceSheet
from needlelog.ui.stock_entry.lot_sheet import LotSheet
from needlelog.ui.stock_entry.product_sheet import ProductSheet
from needlelog.ui.stock_entry.reason_sheet import OutOfUseSheet
from needlelog.ui.theme.manager import Mode
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.scroll_page import ScrollPage

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


def titles(screen: StockScreen) -> list[str]:
    return [row.title for row in screen.rows()]


def add(qtbot: QtBot, screen: StockScreen, entry: str) -> None:
    QTest.mouseClick(screen.add_button, LEFT)
    menu = screen.findChild(QMenu)
    assert menu is not None
    next(action for action in menu.actions() if action.text() == entry).trigger()
    menu.close()


def opened(screen: QWidget, kind: type[Any]) -> Any:
    sheet = screen.findChild(kind)
    assert sheet is not None
    return sheet


def counted_serum(clinic: Clinic, quantity: int = 3000) -> Lot:
    product = stock.save_product(
        clinic, Product("", "HA serum", "hyaluronic_acid", unit=StockUnit.MICROLITRE)
    )
    return stock.save_lot(clinic, Lot("", product.uid, "H2291", "2028-01", quantity=quantity))


def treat_with(clinic: Clinic, lot: Lot, amount_ul: int) -> str:
    client = clients.create_client(clinic, Client("", "Amara Osei", date(1992, 2, 3)))
    draft = sessions.start_session(clinic, client.uid)
    row = TopicalRow(
        1, "HA serum", product_uid=lot.product_uid, lot_uid=lot.uid, lot=lot.lot,
        amount_ul=amount_ul,
    )  # fmt: skip
    zone = ZoneRow(1, "face.chin", Side.MID, depth_um=500)
    sessions.save_draft(clinic, replace(draft, zones=(zone,), topicals=(row,)))
    return sessions.sign_session(clinic, draft.uid).content.uid


def test_a_known_model_brings_its_figures(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    add(qtbot, screen, "New device")
    sheet = opened(screen, DeviceSheet)
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
    add(qtbot, screen, "New device")
    sheet = opened(screen, DeviceSheet)
    QTest.keyClicks(sheet.name, "Pen")
    sheet.deepest.clear()
    QTest.keyClicks(sheet.deepest, "15")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert "outside 0.10 to 3.00 mm" in (sheet._high_row.error() or "")
    assert sheet.deepest.text() == "15"
    assert stock.devices(clinic) == ()
    sheet.reject()


def test_an_empty_stock_says_what_to_do_and_a_product_and_its_lot_are_added(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    QTest.mouseClick(screen.nothing.button, LEFT)
    sheet = opened(screen, LotSheet)
    QTest.mouseClick(sheet.new_product, LEFT)
    product_sheet = opened(sheet, ProductSheet)
    QTest.keyClicks(product_sheet.name, "HA serum")
    QTest.mouseClick(product_sheet.unit.button(StockUnit.MICROLITRE.value), LEFT)
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(product_sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: sheet.product.current() != "")
    QTest.keyClicks(sheet.number, "H2291")
    QTest.keyClicks(sheet.expiry.line, "2027-13")
    QTest.keyClicks(sheet.quantity, "a few")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert "neither a month nor a day" in (sheet.expiry.error() or "")
    assert "not an amount in ml" in (sheet._quantity_row.error() or "")
    sheet.expiry.line.clear()
    QTest.keyClicks(sheet.expiry.line, "01/2027")
    sheet.quantity.clear()
    QTest.keyClicks(sheet.quantity, "30,5")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    [lot] = stock.lots(clinic)
    assert (lot.lot, lot.expiry, lot.quantity, lot.received) == ("H2291", "2027-01", 30500, 30500)
    qtbot.waitUntil(lambda: titles(screen) == ["HA serum", "H2291"])
    # the new lot is chosen and shown beside the list
    qtbot.waitUntil(lambda: screen.detail.key == (RowKind.LOT, lot.uid))


def test_the_same_lot_twice_is_refused_in_a_sentence(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen, clinic_tools: Any
) -> None:
    lot = clinic_tools.serum("HA serum", "H2291", "2027-01")
    show(qtbot, screen)
    add(qtbot, screen, "New lot")
    sheet = opened(screen, LotSheet)
    qtbot.waitUntil(lambda: sheet.product.count() == 2)
    sheet.product.set_current(lot.product_uid)
    QTest.keyClicks(sheet.number, "h2291")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(sheet._trouble.isVisible)
    assert sheet._trouble.text()
    assert len(stock.lots(clinic)) == 1
    sheet.reject()


def test_what_was_added_is_in_front_and_its_name_is_not_given_twice(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen
) -> None:
    for name in ("Glide gel", "HA serum"):
        stock.save_product(clinic, Product("", name, "glide"))
    add(qtbot, screen, "New product")
    sheet = opened(screen, ProductSheet)
    sheet.name.setText("ha serum")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(sheet.save_button.isEnabled)
    assert "is in use already" in sheet._trouble.text()
    sheet.name.setText("Zinc gel")
    QTest.mouseClick(sheet.save_button, LEFT)
    qtbot.waitUntil(lambda: "Zinc gel" in titles(screen))
    (added,) = [each for each in stock.products(clinic) if each.name == "Zinc gel"]
    qtbot.waitUntil(lambda: screen.detail.key == (RowKind.PRODUCT, added.uid))


def test_with_the_largest_text_the_buttons_of_a_new_product_stay_on_the_screen(
    qtbot: QtBot, context: Context, screen: StockScreen
) -> None:
    context.theme.apply(Mode.LIGHT, 1.75)
    try:
        add(qtbot, screen, "New product")
        sheet = opened(screen, ProductSheet)
        qtbot.waitExposed(sheet)
        assert sheet.height() <= sheet.screen().availableGeometry().height()
        assert sheet.save_button.geometry().bottom() < sheet.height()
        rows = sheet.findChild(ScrollPage)
        assert rows is not None
        assert rows.verticalScrollBar().maximum() > 0  # what has no room can be scrolled to
        sheet.reject()
    finally:
        context.theme.apply(Mode.LIGHT, 1.0)


def test_a_kind_shows_its_caution_and_where_it_comes_from(
    qtbot: QtBot, context: Context, screen: StockScreen
) -> None:
    sheet = ProductSheet(context, screen, category="serum")
    qtbot.addWidget(sheet)
    sheet.kind.set_current("vitamin_c")
    sheet.kind.chosen.emit("vitamin_c")
    assert "Granulomas" in sheet._kind_row._line.text()
    assert "Friedmann" in sheet._kind_row._line.text()
    sheet.kind.set_current("cartridge")
    sheet.kind.chosen.emit("cartridge")
    assert sheet._unit_row.isHidden()
    QTest.keyClicks(sheet.name, "Tips")
    QTest.keyClicks(sheet.gtin, "123")
    sheet._try()
    assert "check digit" in (sheet._gtin_row.error() or "")


def test_what_needs_attention_and_search(
    qtbot: QtBot, screen: StockScreen, clinic_tools: Any
) -> None:
    clinic_tools.serum("Vitamin C", "VC-1", "2026-11")
    clinic_tools.serum("Hyaluronic acid", "H2291", "2026-12-26")
    clinic_tools.serum("Growth factor", "G118", "2027-11")
    show(qtbot, screen)
    assert screen.filter.attention.text().endswith("3")
    QTest.mouseClick(screen.filter.attention, LEFT)
    assert titles(screen) == ["Hyaluronic acid", "H2291", "Vitamin C", "VC-1"]
    QTest.mouseClick(screen.filter.attention, LEFT)
    screen.filter.search.setFocus()
    QTest.keyClicks(screen.filter.search, "g118")
    qtbot.waitUntil(lambda: titles(screen) == ["Growth factor", "G118"])


def test_a_lot_the_stock_does_not_know_is_looked_for_in_the_records(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen
) -> None:
    lot = counted_serum(clinic)
    treat_with(clinic, replace(lot, uid=None, product_uid=None, lot="X-99"), 100)  # type: ignore[arg-type]
    show(qtbot, screen)
    screen.filter.search.setFocus()
    QTest.keyClicks(screen.filter.search, "x-99")
    qtbot.waitUntil(lambda: titles(screen) == [])
    QTest.mouseClick(screen.not_found.button, LEFT)
    sheet = opened(screen, LotTraceSheet)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    assert sheet.counts.text() == "1 session of 1 client"
    assert "typed" in sheet.model.index(0, 3).data()
    sheet.reject()


def test_a_lot_says_which_sessions_do_not_count_as_a_recall_does(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen
) -> None:
    lot = counted_serum(clinic)
    mistaken = treat_with(clinic, lot, 500)
    sessions.void_session(clinic, mistaken, "wrong client")
    show(qtbot, screen)
    screen.choose(RowKind.LOT, lot.uid)
    qtbot.waitUntil(lambda: "void" in screen.detail._used.text())
    assert screen.detail._used.text() == "No session that counts, only 1 void session"
    screen.choose(RowKind.PRODUCT, lot.product_uid)
    treat_with(clinic, lot, 300)
    screen.choose(RowKind.LOT, lot.uid)
    qtbot.waitUntil(lambda: "Used" in screen.detail._used.text())
    assert screen.detail._used.text() == (
        "Used in 1 session of 1 client, not counting 1 void session."
    )


def test_a_count_is_corrected_with_a_reason_and_the_history_tells_it(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    lot = counted_serum(clinic)
    record = treat_with(clinic, lot, 500)
    show(qtbot, screen)
    screen.choose(RowKind.LOT, lot.uid)
    qtbot.waitUntil(lambda: len(screen.detail.findChildren(AdjustmentLine)) == 1)
    assert screen.detail._used.text() == "Used in 1 session of 1 client."
    QTest.mouseClick(screen.detail.buttons["adjust"], LEFT)
    sheet = opened(screen, AdjustSheet)
    sheet.amount.clear()
    QTest.keyClicks(sheet.amount, "2")
    QTest.mouseClick(sheet.save_button, LEFT)
    assert sheet._reason_row.error()
    assert "−0.5 ml" in sheet.result_line.text()
    QTest.keyClicks(sheet.reason, "spilt")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    assert stock.lots(clinic)[0].quantity == 2000
    qtbot.waitUntil(lambda: len(screen.detail.findChildren(AdjustmentLine)) == 2)
    spoken = [line.accessibleName() for line in screen.detail.findChildren(AdjustmentLine)]
    assert sorted(spoken) == ["spilt, −0.5 ml", "used: Amara Osei, −0.5 ml"]
    used = next(
        line
        for line in screen.detail.findChildren(AdjustmentLine)
        if line.accessibleName().startswith("used")
    )
    with qtbot.waitSignal(context.navigator.record_requested) as asked:
        QTest.mouseClick(used.findChildren(Button)[0], LEFT)
    assert asked.args == [record]


def test_where_a_lot_was_used_leads_to_the_record(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    lot = counted_serum(clinic)
    record = treat_with(clinic, lot, 500)
    show(qtbot, screen)
    screen.choose(RowKind.LOT, lot.uid)
    QTest.mouseClick(screen.detail.buttons["trace"], LEFT)
    sheet = opened(screen, LotTraceSheet)
    qtbot.waitUntil(lambda: sheet.model.rowCount() == 1)
    assert [sheet.model.index(0, column).data() for column in range(1, 5)] == [
        "Amara Osei",
        "on the skin",
        "H2291",
        "0.5 ml",
    ]
    sheet.table.setCurrentIndex(sheet.model.index(0, 0))
    with qtbot.waitSignal(context.navigator.record_requested) as asked:
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert asked.args == [record]


def test_a_product_is_taken_out_of_use_with_a_reason_and_back_never_deleted(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen, clinic_tools: Any
) -> None:
    clinic_tools.serum("Vitamin C", "VC-1", "2027-11")
    show(qtbot, screen)
    (product,) = stock.products(clinic)
    screen.choose(RowKind.PRODUCT, product.uid)
    QTest.mouseClick(screen.detail.buttons["out"], LEFT)
    sheet = opened(screen, OutOfUseSheet)
    QTest.mouseClick(sheet.save_button, LEFT)
    assert sheet._row.error()
    QTest.keyClicks(sheet.reason, "recalled")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    assert [(one.active, one.inactive_reason) for one in stock.products(clinic)] == [
        (False, "recalled")
    ]
    qtbot.waitUntil(lambda: "again" in screen.detail.buttons)
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(screen.detail.buttons["again"], LEFT)
    assert [(one.active, one.inactive_reason) for one in stock.products(clinic)] == [(True, "")]


def test_a_confirmed_scan_fills_a_new_lot_and_shows_a_known_one(
    qtbot: QtBot, context: Context, clinic: Clinic, screen: StockScreen
) -> None:
    lot = counted_serum(clinic)
    show(qtbot, screen)
    code = "04012345110012"
    screen.acts._take_scan(ScannedPack(lot.product_uid, code, "H9", "2029-05-31", None))
    qtbot.waitUntil(lambda: screen.findChild(LotSheet) is not None)
    sheet = opened(screen, LotSheet)
    qtbot.waitUntil(lambda: sheet.product.current() == lot.product_uid)
    assert (sheet.number.text(), sheet.expiry.value()) == ("H9", "2029-05-31")
    with qtbot.waitSignal(context.changed):
        QTest.mouseClick(sheet.save_button, LEFT)
    assert {one.lot for one in stock.lots(clinic)} == {"H2291", "H9"}
    assert stock.products(clinic)[0].gtin == code
    screen.acts._take_scan(ScannedPack(lot.product_uid, code, "h 2291", None, None))
    qtbot.waitUntil(lambda: screen.detail.key == (RowKind.LOT, lot.uid))
    assert len(stock.lots(clinic)) == 2


def test_a_thousand_lots_are_listed_at_once(
    qtbot: QtBot, clinic: Clinic, screen: StockScreen
) -> None:
    from needlelog.db.stores.stock import insert_item, insert_lot

    with clinic.database.write() as session:
        for number in range(20):
            insert_item(session, Product(f"p{number}", f"Serum {number:02}", "serum"))
            for batch in range(50):
                uid = f"l{number}-{batch}"
                insert_lot(session, Lot(uid, f"p{number}", f"B{batch}", "2029-01", None, 5))
    show(qtbot, screen)
    qtbot.waitUntil(lambda: screen.model.rowCount() == 1 + 20 + 1000)
    # what is not in view costs nothing: there is one delegate and no widget a row
    assert len(screen.list.viewport().children()) == 0
    screen.choose(RowKind.LOT, "l19-49")
    assert screen.list.currentIndex().row() == 1 + 20 + 1000 - 1
