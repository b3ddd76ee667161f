"""The lock and the end of the program keep a half-written session exactly."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from needlelog.domain.zones import Side
from tests.journeys.errands import Desk
from tests.journeys.program import PASSPHRASE, Program
from tests.journeys.treatment import SessionDesk, start_session

HALF, REST = "Redness settles slow", "ly, cold pads for ten minutes"


def test_lock_and_restart_keep_the_draft(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.new_client("Lena Lock-Out", "3 Mar 1990", "female")
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    session.note(HALF)
    hand.press("Lock")
    field = hand.see("Passphrase", QLineEdit)
    assert "Lena" not in hand.read()
    assert HALF not in hand.read()
    hand.write(field, PASSPHRASE, end="Return")
    hand.see("Finish & sign", QAbstractButton)
    assert QApplication.focusWidget() is session.layout.note
    hand.type(REST)
    desk.rest()
    assert session.draft().note == HALF + REST
    before = session.draft()
    program.close()

    desk = Desk(program, program.sign_in())
    hand = desk.hand
    hand.wait(lambda: hand.sees("1 unfinished session"), hand.read())
    assert "unfinished sessions" not in hand.read()
    hand.press("Continue the session of Lena Lock-Out")
    hand.see("Finish & sign", QAbstractButton)
    desk.rest()
    again = SessionDesk(desk)
    assert again.layout.note.toPlainText() == HALF + REST
    assert again.draft() == before


def test_idleness_locks_with_a_sheet_open(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.new_client("Ines Idle", "3 Mar 1990", "female")
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    hand.press("Finish & sign")
    hand.see("Sign as Rina Patel", QAbstractButton)
    assert program.window is not None
    program.window.lock()  # as the idle watch does; no hand can reach the rail under a sheet
    field = hand.see("Passphrase", QLineEdit)
    assert "Ines" not in hand.read()
    hand.write(field, PASSPHRASE, end="Return")
    hand.see("Sign as Rina Patel", QAbstractButton)
    hand.press("Back to the session")
    assert session.draft().zones[0].depth_um == 1000
