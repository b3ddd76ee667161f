"""Nobody's clinic is closed, or put aside, under what is still being worked out of it."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from needlelog.ui.screens.insights import work
from needlelog.ui.screens.sign_in.screen import SignInScreen

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from needlelog.domain.session_filter import SessionFilter
    from needlelog.services.clinic import Clinic
    from tests.ui.window.conftest import Made, Starter


def test_figures_under_way_are_given_up_before_the_clinic_is_closed(
    starter: Starter, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, let_go = Event(), Event()
    told: list[str] = []

    def reckon(_clinic: Clinic, _wanted: SessionFilter, look: Callable[[], object]) -> None:
        begun.set()
        let_go.wait(10)
        told.append("reckoned")
        look()
        told.append("wanted all the same")

    monkeypatch.setattr(work, "read_figures", reckon)
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    hand.click(desk.shell.rail.button("insights"))
    hand.wait(begun.is_set)
    clinic = hand.window.clinic
    assert clinic is not None

    def close() -> None:
        told.append("closed")
        clinic.close()

    hand.window.leave(close)
    hand.wait(lambda: hand.window.clinic is None)
    ran: list[bool] = []
    for worker in (hand.window._worker, hand.window._worker.background, hand.window._worker):
        worker.submit(lambda: None, lambda _none: ran.append(True))
        hand.wait(lambda: bool(ran))
        ran.clear()
    assert told == []
    let_go.set()
    hand.on_page(SignInScreen)
    QApplication.processEvents()
    assert told == ["reckoned", "closed"]
