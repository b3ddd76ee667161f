"""A draft that the disk refuses stays in the window, is tried again, and is not closed over."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from needlelog.domain.clients import Client
from needlelog.domain.sessions import SessionDraft
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions
from needlelog.services.clinic import open_clinic
from needlelog.ui.screens.lock.screen import LockScreen
from needlelog.ui.screens.sign_in.screen import SignInScreen
from tests.faults.disk import SmallDrive, small_drive
from tests.journeys.errands import Desk
from tests.journeys.program import CHEAP, PASSPHRASE, PERSON, Clock, Program, make_clinic
from tests.journeys.treatment import SessionDesk

LONG = "what was seen " * 3000


@pytest.fixture
def drive(tmp_path: Path) -> Iterator[SmallDrive]:
    with small_drive(tmp_path / "drive", 20_000) as mounted:
        yield mounted


@pytest.fixture
def program(drive: SmallDrive, qtbot: QtBot) -> Iterator[Program]:
    """A clinic on the small drive, with a session under way."""
    clock = Clock(2026, 11, 2, 13, 40)
    make_clinic(drive.place / "clinic", clock)
    clinic = open_clinic(drive.place / "clinic", PERSON.uid, PASSPHRASE, clock, CHEAP)
    client = clients.create_client(clinic, Client("", "Robo Test"))
    sessions.start_session(clinic, client.uid)
    clinic.close()
    running = Program(qtbot, drive.place / "clinic", clock)
    yield running
    drive.make_room()
    running.close()


def go_on(program: Program) -> SessionDesk:
    """Sign in and go on with the session."""
    desk = Desk(program, program.sign_in())
    desk.hand.press("Continue the session of Robo Test")
    desk.rest()
    session = SessionDesk(desk)
    if session.layout.on_screening:
        session.to_zones()
    session.tap("chin", Side.MID)
    session.depth("0.50")
    desk.rest()
    assert "Saved" in session.layout.saved.text()
    return session


def on_disk(session: SessionDesk) -> SessionDraft:
    clinic = session.screen()._context.clinic
    (row,) = sessions.drafts(clinic)
    return sessions.load_draft(clinic, row.uid)


def left_on_the_drive(program: Program, drive: SmallDrive) -> SessionDraft:
    """Close the program; the only draft there is, as it is read again."""
    program.close()
    clinic = open_clinic(drive.place / "clinic", PERSON.uid, PASSPHRASE, program.clock, CHEAP)
    (row,) = sessions.drafts(clinic)
    draft = sessions.load_draft(clinic, row.uid)
    clinic.close()
    return draft


def test_a_draft_refused_by_a_full_disk_is_saved_as_soon_as_there_is_room(
    program: Program, drive: SmallDrive
) -> None:
    session = go_on(program)
    screen = session.screen()
    told: list[str] = []
    screen._context.failed.connect(told.append)
    drive.fill()
    screen.acts.set_note(LONG)
    session.rest()
    assert session.layout.saved.text() == "Not saved"
    assert screen.unsaved
    assert on_disk(session).note == ""
    assert screen.editor.draft.note == LONG
    session.depth("0.75")
    session.rest()
    assert len(told) == 1
    assert "The disk is full" in told[0]
    drive.make_room()
    screen.keeper._again.setInterval(50)
    screen.keeper._again.start()
    session.hand.wait(lambda: not screen.unsaved, "it is not tried again")
    session.rest()
    assert "Saved" in session.layout.saved.text()
    assert on_disk(session) == screen.editor.draft


def test_a_window_is_not_closed_over_what_the_disk_refused(
    program: Program, drive: SmallDrive
) -> None:
    session = go_on(program)
    window, screen = program.window, session.screen()
    assert window is not None
    drive.fill()
    screen.acts.set_note(LONG)
    session.rest()
    assert screen.unsaved
    window.close()
    assert window.isVisible()
    session.hand.press("Stay")
    session.depth("0.75")
    session.rest()
    assert screen.unsaved
    kept = screen.editor.draft
    window.close()
    assert window.isVisible()
    drive.make_room()
    screen.keeper._again.setInterval(50)
    screen.keeper._again.start()
    session.hand.wait(lambda: not window.isVisible(), "it does not close when it is saved")
    assert left_on_the_drive(program, drive) == kept


def test_nobody_takes_over_before_the_disk_took_the_draft(
    program: Program, drive: SmallDrive
) -> None:
    session = go_on(program)
    window, screen = program.window, session.screen()
    assert window is not None
    drive.fill()
    screen.acts.set_note(LONG)
    window.lock()  # before anything was told of the refusal
    cover = window.page()
    assert isinstance(cover, LockScreen)
    cover.switch.click()
    session.hand.press("Stay")
    assert window.page() is cover
    assert screen.editor.draft.note == LONG
    cover.switch.click()
    session.hand.see("Stay")
    drive.make_room()
    kept = screen.editor.draft
    screen.keeper._again.setInterval(50)
    screen.keeper._again.start()
    session.hand.wait(lambda: isinstance(window.page(), SignInScreen), "it does not go on")
    page = window.page()
    assert isinstance(page, SignInScreen)
    assert "The session under way is saved as it stands" in page.said.text()
    assert left_on_the_drive(program, drive) == kept


def test_no_other_session_takes_the_place_of_one_the_disk_refused(
    program: Program, drive: SmallDrive
) -> None:
    session = go_on(program)
    screen = session.screen()
    clinic = screen._context.clinic
    other = sessions.start_session(clinic, screen.editor.draft.client_uid)
    drive.fill()
    screen.acts.set_note(LONG)
    session.rest()
    assert screen.unsaved
    told: list[str] = []
    screen._context.failed.connect(told.append)
    screen.open_draft(other.uid)
    session.rest()
    assert screen.editor.draft.note == LONG
    assert "stays in front" in told[0]
    drive.make_room()
    screen.flush()
    session.rest()
    screen.open_draft(other.uid)
    session.rest()
    assert screen.draft_uid == other.uid
