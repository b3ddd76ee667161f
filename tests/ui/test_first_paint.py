"""What waits for the window to be seen: it comes after the painting, once, and in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from needlelog.ui import first_paint
from needlelog.ui.first_paint import AfterFirstPaint

if TYPE_CHECKING:
    import pytest
    from PySide6.QtGui import QPaintEvent
    from pytestqt.qtbot import QtBot


class Painted(QWidget):
    def __init__(self, told: list[str]) -> None:
        super().__init__()
        self.told = told

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        self.told.append("painted")


def test_it_begins_once_when_the_window_has_been_painted(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "_LATEST_MS", 60_000)
    told: list[str] = []
    window = Painted(told)
    qtbot.addWidget(window)
    AfterFirstPaint(window, lambda: told.append("begun"))
    assert told == []
    window.show()
    qtbot.waitUntil(lambda: "begun" in told)
    assert told[0] == "painted"
    window.repaint()
    qtbot.waitUntil(lambda: not window.findChildren(QObject))
    assert told.count("begun") == 1


def test_a_window_that_is_not_painted_does_not_keep_it_from_beginning(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_paint, "_LATEST_MS", 1)
    told: list[str] = []
    window = Painted(told)
    qtbot.addWidget(window)
    AfterFirstPaint(window, lambda: told.append("begun"))
    qtbot.waitUntil(lambda: told == ["begun"])
