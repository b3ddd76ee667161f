"""The words of the window, in English, for every test of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from needlelog.ui.language import install_language
from needlelog.ui.printing import apart
from needlelog.ui.theme.dress import dress


@pytest.fixture(autouse=True)
def _english(qapp: QApplication) -> None:
    """Install the catalogue once, so that no test depends on which ran before it."""
    if not qapp.property("speaks"):
        install_language(qapp)
        qapp.setProperty("speaks", True)


@pytest.fixture(autouse=True)
def _dressed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give each widget that a test shows by itself the look of the program's window."""
    add, show = QtBot.addWidget, QWidget.show

    def dressed(widget: QWidget) -> QWidget:
        if widget.parent() is None and not widget.styleSheet():
            dress(widget)
        return widget

    def added(self: QtBot, widget: QWidget, **options: Any) -> None:
        add(self, dressed(widget), **options)

    monkeypatch.setattr(QtBot, "addWidget", added)
    monkeypatch.setattr(QWidget, "show", lambda widget: show(dressed(widget)))


@pytest.fixture(autouse=True)
def _paper_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Send what goes on paper the way it goes to another process, though it is drawn here."""
    here = apart.drawn_from

    def sent(draw: Any, parts: Iterable[Any]) -> bytes:
        return here(_through_a_pipe(draw), map(_through_a_pipe, parts))

    monkeypatch.setattr(apart, "drawn_from", sent)


def _through_a_pipe(what: Any) -> Any:
    return pickle.loads(pickle.dumps(what))  # noqa: S301  our own
