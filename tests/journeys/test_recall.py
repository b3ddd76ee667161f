"""A lot is called back, and everybody it touched is told, through the window alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from needlelog.domain.zones import Side
from needlelog.services import recalls, sessions, stock
from needlelog.services.verification import verify
from needlelog.ui.recall.open_recall import OpenRecallSheet
from needlelog.ui.recall.recall_sheet import RecallSheet
from needlelog.ui.screens.session.finish_sheet import FinishSheet
from needlelog.ui.screens.stock.screen import StockScreen
from tests.journeys.errands import Desk
from tests.journeys.program import Program
from tests.journeys.test_stock import needle, receive_a_box
from tests.journeys.treatment import start_session


def call_back(desk: Desk) -> RecallSheet:
    """From the lot in the stock to the list of who is to be told."""
    desk.go("Stock")
    screen = desk.hand.all(StockScreen)[0]
    desk.hand.click(screen.list, screen.list.visualRect(screen.model.index(2)).center())
    desk.rest()
    desk.hand.press("Recall…")
    desk.rest()
    asked = desk.hand.front()
    assert isinstance(asked, OpenRecallSheet)
    desk.hand.see("2 sessions of 2 clients")
    desk.hand.write(asked.reason, "Needles may break, says the maker")
    desk.hand.press("Open the recall")
    desk.rest()
    sheet = desk.hand.front()
    assert isinstance(sheet, RecallSheet)
    desk.hand.wait(lambda: desk.hand.sees("0 of 2 told, 2 left"), "nobody is listed")
    return sheet


def use_it_all_the_same(desk: Desk) -> None:
    """In a session the lot is not offered; typed by hand it says why not."""
    desk.open_client("Anna Weber")
    session = start_session(desk)
    box = session.layout.side.device
    if not box.is_open():
        session.open("Device & cartridge")
    desk.hand.choose(box.cartridge, "Dermapen cartridge 16")
    desk.rest()
    assert box.lot.lot.count() == 0
    session.tap("chin", Side.MID)
    session.depth("0.50")
    desk.hand.click(box.lot.lot_line(), box.lot.lot_line().rect().center())
    QTest.keyClicks(box.lot.lot_line(), "d16-2001")
    QTest.keyClick(box.lot.lot_line(), Qt.Key.Key_Return)
    desk.rest()
    session.expect("Lot d16-2001 is under a recall.")
    desk.hand.press("Finish & sign")
    desk.rest()
    desk.hand.see("Cartridge is under a recall: reason needed")
    sheet = desk.hand.front()
    assert isinstance(sheet, FinishSheet)
    assert not sheet.sign.isEnabled()
    desk.hand.press("Back to the session")
    desk.rest()


def test_a_lot_recalled_and_all_notified(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    receive_a_box(desk)
    needle(desk, "Anna Weber", "U-1", used="1").sign()
    needle(desk, "Berta Klein", "U-2", used="1").sign()
    sheet = call_back(desk)
    row = sheet.table.visualRect(sheet.model.index(0, 0)).center()
    desk.hand.click(sheet.table.viewport(), row)
    desk.hand.press("Mark 1 as told")
    desk.rest()
    desk.hand.wait(lambda: desk.hand.sees("1 of 2 told, 1 left"), "the first was not noted")
    desk.hand.press("Close")
    desk.rest()
    desk.go("Today")
    desk.hand.wait(lambda: desk.hand.sees("1 left to tell"), "Today forgot the recall")
    use_it_all_the_same(desk)

    desk.go("Today")
    desk.hand.press("Open the recall of Lot D16-2001 · Dermapen cartridge 16")
    desk.rest()
    desk.hand.press("Tick all who were not told")
    desk.hand.press("Mark 1 as told")
    desk.rest()
    desk.hand.wait(lambda: desk.hand.sees("All 2 clients told"), "somebody is left")
    desk.hand.press("Close the recall")
    desk.rest()
    desk.hand.see("Everybody was told. The recall stays in the records.")
    desk.hand.press("Close the recall")
    desk.rest()
    (recall,) = recalls.recalls(desk.clinic())
    assert recall.counts is not None
    assert (recall.counts.clients, recall.counts.notified) == (2, 2)
    assert recalls.open_recalls(desk.clinic()) == ()
    assert stock.lots(desk.clinic())[0].quantity == 3
    assert len(sessions.drafts(desk.clinic())) == 1
    assert verify(desk.clinic()) == ()
