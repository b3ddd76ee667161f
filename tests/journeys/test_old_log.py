"""An old spreadsheet through the window: looked at, brought in, taken back, brought in again."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import cast

from needlelog.domain.imports.plan import Outcome
from needlelog.domain.sessions import SessionState
from needlelog.services import clients, sessions
from needlelog.services.verification import verify
from needlelog.ui.screens.settings.data_section import DataSection
from needlelog.ui.screens.settings.screen import SettingsScreen
from tests.journeys.errands import Desk
from tests.journeys.program import Program

GERMAN = Path(__file__).parents[1] / "data" / "imports" / "old_spreadsheet_de.csv"
AFTER_THE_LAST_ROW = datetime.fromisoformat("2026-11-22T09:00:00+00:00")


def bring_in(desk: Desk, section: DataSection) -> None:
    """Go through the four pages as they come."""
    hand = desk.hand
    assistant = section.open_assistant(GERMAN)
    hand.wait(assistant.next.isEnabled, "the file is read")
    assert hand.sees("decimals with a comma")
    assert assistant.file_page.encoding.current() == "cp1252"
    assert assistant.file_page.delimiter.current() == ";"
    hand.press("Next")
    assert hand.sees("Each column and what it is taken for")
    hand.press("Next")
    assert hand.sees("“Wangen”")
    hand.press("Next")
    hand.wait(lambda: assistant.pages.currentWidget() is assistant.report_page, "the report")
    hand.wait(assistant.next.isEnabled, "the look before")
    assert assistant.report_page.pills[Outcome.REFUSED].text() == "3 not taken"
    hand.press("Bring in 64 sessions")
    desk.rest()


def test_an_old_log_comes_in_goes_and_comes_again(program: Program) -> None:
    program.clock.now = AFTER_THE_LAST_ROW
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.go("Settings")
    settings = hand.see("", SettingsScreen)
    hand.press("Data")
    section = cast("DataSection", settings.open_section("data"))
    desk.rest()
    bring_in(desk, section)
    hand.wait(lambda: hand.sees("64 sessions, 14 new clients"), "the import in the list")
    assert len(clients.search_client_ids(desk.clinic(), "K1")) == 14
    hand.press("Take back old_spreadsheet_de.csv")
    hand.press("Take it back")
    hand.wait(lambda: hand.sees("taken back"), "the import is taken back")
    assert clients.search_client_ids(desk.clinic(), "K1") == []
    bring_in(desk, section)
    hand.wait(lambda: hand.sees("64 sessions, 0 new clients"), "the second import")
    (row,) = clients.client_rows(desk.clinic(), clients.search_client_ids(desk.clinic(), "K105"))
    states = [record.state for record in sessions.records(desk.clinic(), row.uid)]
    assert states.count(SessionState.IMPORTED) * 2 == len(states)
    assert verify(desk.clinic()) == ()
