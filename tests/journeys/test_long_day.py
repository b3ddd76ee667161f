"""What is opened and left again all day long leaves nothing behind."""

from __future__ import annotations

import gc

from PySide6.QtWidgets import QApplication

from tests.journeys.errands import Desk
from tests.journeys.program import Program
from tests.journeys.treatment import start_session

NAME = "Amara Osei"
PLACES = ("Clients", "Review", "Insights", "Stock", "Settings", "Today")


def _round(desk: Desk) -> int:
    """Through all places and one session; the number of widgets that are left."""
    desk.open_client(NAME)
    for tab in ("Progress", "Details", "Record"):
        desk.tab(tab)
    desk.hand.press("Continue")
    desk.rest()
    for place in PLACES:
        desk.go(place)
        desk.rest()
    gc.collect()
    return len(QApplication.allWidgets())


def test_no_widget_is_left_behind(program: Program) -> None:
    desk = Desk(program, program.sign_in())
    desk.new_client(NAME, "14 Feb 1994", "female", "IV")
    start_session(desk)
    desk.rest()
    _round(desk)
    first = _round(desk)
    assert [_round(desk) for _ in range(2)] == [first, first]
