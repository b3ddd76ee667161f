"""The screens that come next are loaded while nobody waits for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from needlelog.ui import ahead
from needlelog.ui.ahead import LoadedAhead

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot


class Window(QWidget):
    entered = Signal()


class Worker:
    """Runs a job at once and says whether it was asked in the background."""

    def __init__(self) -> None:
        self.beside = False

    @property
    def background(self) -> Worker:
        self.beside = True
        return self

    def submit(
        self,
        fn: Callable[[], Any],
        on_done: Callable[[Any], object],
        on_error: Callable[[Exception], object],
        *,
        owner: object,
    ) -> None:
        assert self.beside
        assert owner is not None
        try:
            result = fn()
        except ImportError as error:
            on_error(error)
        else:
            on_done(result)


def loaded_ahead(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, refuse: str) -> list[str]:
    asked: list[str] = []

    def load(module: str) -> None:
        asked.append(module.removeprefix("needlelog.ui.screens."))
        if refuse and refuse in module:
            raise ImportError

    monkeypatch.setattr(ahead, "import_module", load)
    monkeypatch.setattr(ahead, "_AFTER_MS", 0)
    window = Window()
    qtbot.addWidget(window)
    LoadedAhead(cast("Any", window), cast("Any", Worker()))
    assert not asked
    window.entered.emit()
    assert not asked  # Today comes first
    qtbot.waitUntil(lambda: bool(asked))
    window.entered.emit()  # somebody else signs in
    qtbot.wait(20)
    return asked


def test_a_client_then_a_session_and_each_once(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded_ahead(qtbot, monkeypatch, refuse="") == [
        *("client.screen", "session.screen", "clients.screen", "record.screen", "review.screen")
    ]


def test_what_cannot_be_loaded_is_left_to_whoever_opens_it(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded_ahead(qtbot, monkeypatch, refuse="session") == ["client.screen", "session.screen"]
