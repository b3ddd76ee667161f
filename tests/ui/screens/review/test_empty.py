"""What a list without sessions says, and where its button leads."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from needlelog.domain.session_filter import SessionFilter
from needlelog.domain.sessions import SessionState
from needlelog.ui.screens.review.empty import EmptyList

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_typed_words_are_looked_for_everywhere_before_they_are_given_up(qtbot: QtBot) -> None:
    asked: list[SessionFilter] = []
    context: Any = SimpleNamespace(filter=SimpleNamespace(want=asked.append))
    empty = EmptyList(context)
    qtbot.addWidget(empty)
    signed = (SessionState.SIGNED,)
    for wanted, label in (
        (SessionFilter(text="temple", states=signed), "Look in all sessions"),
        (SessionFilter(text="temple"), "Show all sessions"),
        (SessionFilter(states=signed), "Show all sessions"),
    ):
        empty.show_for(wanted, 3000)
        assert empty.button.text() == label
        empty.button.click()
    assert asked == [SessionFilter(text="temple"), SessionFilter(), SessionFilter()]
