"""A box comes in, is used, runs low, is traced, and its cartridges are never used twice."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox

from needlelog.domain.zones import Side
from needlelog.services import stock
from needlelog.ui.lot_trace.trace_sheet import LotTraceSheet
from needlelog.ui.scanning.scan_field import ScanField
from needlelog.ui.screens.stock.screen import StockScreen
from tests.journeys.errands import Desk
from tests.journeys.program import Program
from tests.journeys.treatment import SessionDesk, start_session

GTIN = "09350123400166"
BOX = f"(01){GTIN}(17)281130(10)D16-2001(30)5"
UNIT = f"(01){GTIN}(17)281130(10)D16-2001(21)"


def scan(desk: Desk, button: str, code: str) -> None:
    """Press a button that scans, scan like a keyboard, and press Use."""
    desk.hand.press(button)
    desk.hand.see("Scan a pack")
    desk.hand.write(desk.hand.all(ScanField)[0], code, end="Return")
    desk.rest()
    desk.hand.press("Use")
    desk.rest()


def receive_a_box(desk: Desk) -> None:
    """Add the product by its number, then scan the box: nothing of the lot is typed."""
    desk._stock("New product")
    desk.fill_row("Name", "Dermapen cartridge 16")
    box = desk.row_field("Kind")
    assert isinstance(box, QComboBox)
    desk.hand.choose(box, "Cartridge or roller")
    desk.fill_row("Number of the pack", GTIN)
    desk.done("Add")
    scan(desk, "Scan a pack", BOX)
    desk.hand.see("New lot")
    desk.done("Add")


def needle(desk: Desk, name: str, unit: str, used: str = "") -> SessionDesk:
    """A session with a scanned cartridge, not signed yet."""
    desk.new_client(name, "14 Feb 1994", "female", "III")
    session = start_session(desk)
    section = session.layout.side.device
    if not section.is_open():
        session.open("Device & cartridge")
    scan(desk, "Scan the pack of the cartridge", UNIT + unit)
    if used:
        session.used(used)
    session.tap("chin", Side.MID)
    session.depth("0.50")
    return session


def test_a_box_is_received_used_traced_and_never_used_twice(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    receive_a_box(desk)
    (lot,) = stock.lots(desk.clinic())
    assert (lot.lot, lot.expiry, lot.quantity) == ("D16-2001", "2028-11-30", 5)

    needle(desk, "Anna Weber", "U-1", used="4").sign()
    assert stock.lots(desk.clinic())[0].quantity == 1
    desk.go("Today")
    desk.hand.wait(lambda: desk.hand.sees("low: 1 of 5 pieces"), "no alert on Today")

    desk.go("Stock")
    screen = desk.hand.all(StockScreen)[0]
    assert [row.left for row in screen.rows() if row.title == "D16-2001"] == ["1 of 5 pieces"]
    desk.hand.press("Needs attention · 1")
    desk.rest()
    assert [row.title for row in screen.rows()] == ["Dermapen cartridge 16", "D16-2001"]
    desk.hand.click(screen.list, screen.list.visualRect(screen.model.index(2)).center())
    desk.rest()
    desk.hand.press("Where used")
    sheet = desk.hand.front()
    assert isinstance(sheet, LotTraceSheet)
    desk.hand.wait(lambda: sheet.model.rowCount() == 1, "the trace is empty")
    assert sheet.model.index(0, 1).data() == "Anna Weber"
    desk.hand.click(
        sheet.table.viewport(), sheet.table.visualRect(sheet.model.index(0, 1)).center()
    )
    desk.rest()
    desk.hand.wait(lambda: desk.hand.sees("s/n U-1"), "the record does not name the cartridge")

    session = needle(desk, "Berta Klein", "u-1")
    session.expect("This cartridge was used for another client")
    desk.hand.press("Finish & sign")
    desk.rest()
    assert desk.hand.front() is desk.hand.window, "a used cartridge must not come to a signature"
    assert session.layout.side.device.unit_fields.serial.hasFocus()
    assert stock.lots(desk.clinic())[0].quantity == 1
    desk.hand.write(session.layout.side.device.unit_fields.serial, "U-2", end="Return")
    session.sign()
    assert stock.lots(desk.clinic())[0].quantity == 0
