"""What cannot be right is answered in a sentence; nothing is lost, nothing changed in silence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QAbstractButton, QLineEdit

from needlelog.domain.zones import Side
from needlelog.services import sessions
from tests.journeys.errands import Desk
from tests.journeys.program import Clock, Program
from tests.journeys.treatment import SessionDesk, start_session

LONG_NOTE = ("Zeile mit äöü, ليلى and 💉. " * 400)[:10_000]


def open_session(program: Program, name: str = "Bea Wrong") -> SessionDesk:
    desk = Desk(program, program.sign_in())
    desk.new_client(name, "3 Mar 1990", "female")
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    session.passes("4")
    return session


def test_depths_and_counts_that_cannot_be(program: Program) -> None:
    session = open_session(program)
    row = session.row("Chin")
    before = session.draft()
    for text, sentence in (
        ("15", "“15” mm is outside 0.10 to 3.00 mm"),
        ("0", "“0” mm is outside 0.10 to 3.00 mm"),
        ("-1", "“-1” is not a number"),
        ("abc", "“abc” is not a number"),
        ("1.255", "“1.255” mm is finer than 0.01 mm"),
    ):
        session.set_stepper(row.depth_field, text)
        session.expect(sentence)
        assert row.depth_field.field.text() == text
        assert session.draft() == before
    for text, sentence in (
        ("0", "“0” passes is outside 1 to 15"),
        ("16", "“16” passes"),
        ("abc", "“abc” is not a whole number"),
    ):
        session.set_stepper(row.passes, text)
        session.expect(sentence)
        assert session.draft() == before
    session.open("Time and number")
    session.hand.write(session.layout.side.times.number, "abc", end="Return")
    session.expect("“abc” is not a session number")
    session.hand.write(session.layout.side.device.count, "abc", end="Return")
    session.expect("“abc” is not a number of cartridges")
    assert session.draft() == before
    for text in ("1,25", "1.25"):
        session.set_stepper(row.depth_field, "1.00")
        session.set_stepper(row.depth_field, text)
        assert session.draft().zones == (replace(before.zones[0], depth_um=1250),)
        assert row.depth_field.field.text() == "1.25"


def test_a_refused_depth_is_not_signed_over(program: Program) -> None:
    session = open_session(program)
    session.set_stepper(session.row("Chin").depth_field, "15")
    session.hand.press("Finish & sign")
    session.expect("“15” was not taken. Please correct it before you sign.")
    assert session.hand.front() is session.hand.window
    assert session.row("Chin").depth_field.field.text() == "15"


def test_a_birth_date_in_the_future(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    hand.press("New client")
    hand.see("Add client", QAbstractButton)
    desk.fill_row("Name", "Nova Not-Born")
    desk.fill_row("Birth date", "1 Jan 2031")
    hand.press("Add client")
    hand.wait(lambda: hand.sees("future") or hand.sees("not come yet"), hand.read())
    assert hand.see("day, month, year", QLineEdit).text() in {"1 Jan 2031", "2031-01-01"}
    desk.fill_row("Birth date", "1 Jan 2001")
    desk.done("Add client")
    hand.see("Details", QAbstractButton)


@pytest.mark.parametrize(
    "name", ["ليلى حدّاد", "שרה כהן-לוי", "Zoë 👩🏽‍⚕️💉 O’Brien", "Nguyễn Thị Ánh"]
)
def test_names_of_all_writings(program: Program, name: str) -> None:
    session = open_session(program, name)
    assert session.hand.sees(name)
    session.sign()
    program.close()
    desk = Desk(program, program.sign_in())
    desk.open_client(name)
    assert desk.hand.sees(name)


def test_a_long_note_with_every_kind_of_letter(program: Program) -> None:
    session = open_session(program)
    session.hand.paste(session.layout.note, LONG_NOTE)
    session.rest()
    uid = session.draft().uid
    program.close()
    desk = Desk(program, program.sign_in())
    desk.hand.press("Finish and sign the session of Bea Wrong")
    desk.hand.see("Finish & sign", QAbstractButton)
    desk.rest()
    again = SessionDesk(desk)
    assert again.layout.note.toPlainText() == LONG_NOTE
    assert again.draft().uid == uid
    assert again.draft().note == LONG_NOTE
    again.sign()
    assert sessions.session_record(desk.clinic(), uid).content.note == LONG_NOTE


def test_an_expired_lot_asks_why(program: Program, clock: Clock) -> None:
    desk = Desk(program, program.sign_in())
    desk.lot("16-pin", "Cartridge or roller", "OLD-1", "2026-09")
    program.close()
    session = open_session(program)
    hand = session.hand
    session.choose_cartridge("16-pin")
    session.see_in(session.layout.side.device, "cartridge expired")
    hand.press("Finish & sign")
    hand.wait(lambda: hand.sees("Cartridge is expired: reason needed"))
    assert not hand.see("Sign as Rina Patel", QAbstractButton).isEnabled()
    hand.press("Back to the session")
    cartridge = session.draft().cartridge
    assert cartridge is not None
    assert cartridge.lot == "OLD-1"
    hand.write(session.layout.side.device.reason, "nothing else in the house")
    session.sign()


def test_an_end_before_the_start(program: Program) -> None:
    session = open_session(program)
    hand, times = session.hand, session.layout.side.times
    session.open("Time and number")
    hand.write(times.start.line, "13:30", end="Return")
    hand.write(times.end.line, "13:05", end="Return")
    session.see_in(times, "The end lies before the start. Please correct one of them.")
    hand.press("Finish & sign")
    hand.wait(lambda: hand.sees("The end lies before the start"))
    assert not hand.see("Sign as Rina Patel", QAbstractButton).isEnabled()
    hand.press("Back to the session")
    assert times.end.line.text() == "13:05"
    hand.write(times.end.line, "25:99", end="Return")
    session.see_in(times, "“25:99” is not a time of day. Write it like 13:05.")
    assert times.end.line.text() == "25:99"
    hand.write(times.end.line, "13:39", end="Return")
    session.sign()
