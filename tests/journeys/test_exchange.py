"""Two computers of one clinic: a copy joins, both work, one sends, the other receives and chooses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Client
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions
from needlelog.services.clinic import open_clinic
from needlelog.services.exchange.conflicts import conflict_count
from needlelog.services.exchange.machines import begin
from needlelog.services.moving import pack, unpack
from needlelog.services.verification import verify
from needlelog.ui.exchange.name_sheet import NameSheet
from tests.journeys.errands import Desk
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Clock, Program
from tests.journeys.treatment import start_session
from tests.quiet_rules import quiet_rules

NAME = "Ada Exchange"


@pytest.fixture
def room(program: Program, qtbot: QtBot, tmp_path: Path, clock: Clock) -> Iterator[Program]:
    """The program on the copy that was brought to the treatment room; the office has a client."""
    clinic = open_clinic(program.folder, PERSON.uid, PASSPHRASE, clock, CHEAP)
    quiet_rules(clinic)
    clients.create_client(clinic, Client("", NAME, phone="000"))
    begin(clinic, "Office")
    pack(clinic, tmp_path / "packed.needlelog")
    clinic.close()
    unpack(tmp_path / "packed.needlelog", tmp_path / "room", PERSON.uid, PASSPHRASE, clock)
    further = Program(qtbot, tmp_path / "room", clock)
    yield further
    further.close()


def answer(desk: Desk, path: Path) -> None:
    """Answer the question for a place on the disk, which is the system's own dialog."""
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.done(QDialog.DialogCode.Accepted)
    desk.rest()


def give_phone(desk: Desk, phone: str) -> None:
    desk.open_client(NAME)
    desk.tab("Details")
    desk.hand.write(desk.hand.see("Phone", QLineEdit), phone, end="Tab")
    desk.rest()


def phone_of(desk: Desk) -> str:
    return clients.client(desk.clinic(), desk.client_uid()).phone


def to_machines(desk: Desk) -> None:
    desk.go("Settings")
    desk.hand.press("Computers")
    desk.rest()


def look(desk: Desk) -> None:
    """Look at what Office sent."""
    hand = desk.hand
    hand.wait(lambda: hand.sees("Not received yet"), hand.read())
    hand.press("Look")
    hand.wait(lambda: hand.sees("What comes in"), hand.read())
    desk.rest()


def received(desk: Desk) -> None:
    desk.hand.press("Receive")
    desk.rest()
    assert desk.hand.sees("1 session, 1 client"), desk.hand.read()


def join(desk: Desk) -> None:
    """Say what the copy is, as it is asked at the first sign-in."""
    hand = desk.hand
    hand.wait(lambda: isinstance(hand.front(), NameSheet), "it does not ask for its name")
    assert hand.sees("A further computer")
    hand.write(hand.see("Name", QLineEdit), "Room 2")
    desk.done("Save")


def sign_and_send(desk: Desk, stick: Path) -> None:
    """Treat the client and send what is new."""
    hand = desk.hand
    desk.open_client(NAME)
    session = start_session(desk)
    session.tap("chin", Side.MID)
    session.depth("1.00")
    session.sign()
    desk.rest()
    to_machines(desk)
    hand.press("Send…")
    desk.rest()
    assert hand.sees("New: 1 session, 1 client"), hand.read()
    hand.press("Choose the folder of the exchange")
    answer(desk, stick)
    hand.press("Send")
    desk.rest()
    assert hand.sees("Sent: 1 session, 1 client"), hand.read()
    hand.press("Close")


def receive_from_today(desk: Desk, stick: Path) -> None:
    """Receive without choosing; the later edit holds for now."""
    hand = desk.hand
    hand.press("Receive from another computer")
    hand.press("Choose the folder of the exchange")
    answer(desk, stick)
    look(desk)
    assert hand.sees("Changed on both sides: 1 field")
    assert hand.sees("111")
    assert hand.sees("222")
    received(desk)
    assert hand.sees("Still to choose, under Computers: 1 edit.")
    hand.press("Close")
    assert len(sessions.records(desk.clinic(), desk.client_uid())) == 1
    assert phone_of(desk) == "111"
    desk.open_client(NAME)
    assert hand.sees("1.00")
    assert verify(desk.clinic()) == ()


def take_back(desk: Desk) -> None:
    """Everything is as it was, in the settings."""
    hand, uid = desk.hand, desk.client_uid()
    to_machines(desk)
    assert hand.sees("Changed on two computers: 1 field."), hand.read()
    hand.press("Take back…")
    hand.press("Take back")
    hand.wait(lambda: hand.sees("Nothing waits for a choice."))
    desk.rest()
    assert sessions.records(desk.clinic(), uid) == ()
    assert phone_of(desk) == "222"


def receive_and_choose(desk: Desk) -> None:
    """Receive the same file again, and keep what was written here."""
    hand = desk.hand
    hand.press("Receive…")
    look(desk)
    hand.press(keeping(desk, "222"))
    received(desk)
    assert hand.sees("Settled as you chose: 1 edit.")
    hand.press("Close")
    desk.rest()
    assert len(sessions.records(desk.clinic(), desk.client_uid())) == 1
    assert phone_of(desk) == "222"
    assert conflict_count(desk.clinic()) == 0
    assert verify(desk.clinic()) == ()


def keeping(desk: Desk, value: str) -> str:
    """The button that keeps a value, as it is read out."""
    spoken = [each.accessibleName() for each in desk.hand.all(QAbstractButton)]
    return next(each for each in spoken if each.startswith(f"Keep Phone: {value}"))


def test_sign_there_edit_on_both_receive_take_back_and_choose(
    program: Program, room: Program, clock: Clock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = Desk(room, room.sign_in())
    join(desk)
    give_phone(desk, "222")
    room.close()
    clock.set_time(14, 10)
    desk = Desk(program, program.sign_in())
    give_phone(desk, "111")
    sign_and_send(desk, stick)
    program.close()
    clock.set_time(15, 0)
    desk = Desk(room, room.sign_in())
    receive_from_today(desk, stick)
    take_back(desk)
    receive_and_choose(desk)
