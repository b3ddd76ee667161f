"""The window never waits for the records: no screen opens them in the window's own thread."""

from __future__ import annotations

import threading
import traceback
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from needlelog.db.engine import Database
from needlelog.domain.clients import Client
from needlelog.domain.quantities import parse_depth
from needlelog.domain.zones import Side
from needlelog.services import clients
from needlelog.ui.places import CLIENT, existing_places
from needlelog.ui.screens.session.screen import SessionScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from needlelog.db.transaction import Session
    from needlelog.ui.desk import Desk
    from tests.ui.window.conftest import Made, Starter

TABS = ("record", "progress", "plan", "details")


class Offences:
    """Who opened the records in the main thread; only the last steps within the program count."""

    def __init__(self) -> None:
        self.found: list[str] = []

    def look(self) -> None:
        if threading.current_thread() is threading.main_thread():
            steps = [step for step in traceback.extract_stack() if "needlelog" in step.filename]
            self.found.append(" > ".join(step.name for step in steps[-5:]))


@pytest.fixture
def offences(monkeypatch: pytest.MonkeyPatch) -> Offences:
    """Watch every transaction from now on."""
    offences = Offences()

    def watched(method: Callable[[Database], Any]) -> Callable[[Database], Any]:
        @contextmanager
        def begin(self: Database) -> Iterator[Session]:
            offences.look()
            with method(self) as session:
                yield session

        return begin

    monkeypatch.setattr(Database, "read", watched(Database.read))
    monkeypatch.setattr(Database, "write", watched(Database.write))
    return offences


def test_no_screen_opens_the_records_in_the_windows_thread(
    starter: Starter, made: Made, offences: Offences
) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    clinic = hand.window.clinic
    assert clinic is not None
    client = _in_another_thread(lambda: clients.create_client(clinic, Client("", "Anna Weber")))

    def rest() -> None:
        hand.wait(desk.context.worker.idle)

    rest()
    for place in existing_places():
        if place.icon:
            desk.shell.go(place.key)
            rest()
    for tab in TABS:
        desk.context.navigator.client_requested.emit(client.uid, tab)
        rest()
    _treat(desk, client.uid, rest)
    desk.context.navigator.client_requested.emit(client.uid, "record")
    rest()
    desk.context.navigator.lock_requested.emit()
    rest()
    assert desk.shell.is_made(CLIENT)
    assert offences.found == []


def test_a_transaction_in_the_windows_thread_is_seen(
    starter: Starter, made: Made, offences: Offences
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    clinic = hand.window.clinic
    assert clinic is not None
    clients.search_client_ids(clinic, "")
    assert len(offences.found) == 1
    assert "search_client_ids" in offences.found[0]


def _treat(desk: Desk, client_uid: str, rest: Callable[[], None]) -> None:
    """Begin a session, treat one zone, write a note, take a step back and forth, and sign."""
    desk.context.navigator.new_session_requested.emit(client_uid, False)
    rest()
    screen = desk.shell.screen_of("session")
    assert isinstance(screen, SessionScreen)
    screen.acts.add_zone("chin", Side.MID, "")
    rest()
    screen.parts.grid.row_pressed.emit(1, False)
    screen.parts.selection.depth_chosen.emit(parse_depth("1"))
    screen.parts.note.setPlainText("Fair redness.")
    screen.editor.undo()
    screen.editor.redo()
    rest()
    uid = screen.draft_uid
    assert uid is not None
    screen.finish()
    assert screen.signing.sheet is not None
    screen.signing.sheet.accept()
    rest()
    desk.context.navigator.record_requested.emit(uid)
    rest()


def _in_another_thread(act: Callable[[], Client]) -> Client:
    made: list[Client] = []
    thread = threading.Thread(target=lambda: made.append(act()))
    thread.start()
    thread.join()
    return made[0]
