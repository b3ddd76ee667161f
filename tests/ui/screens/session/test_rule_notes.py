"""What the rules found in a row: whole words beside each other, or below where it is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from needlelog.domain.screening.findings import Severity
from needlelog.ui.screens.session.screening.finding_card import FindingView
from needlelog.ui.screens.session.screening.rule_notes import DecidedLine, RuleNotes
from needlelog.ui.widgets.button import Button

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

_SEEN_ELSEWHERE = FindingView(
    "numbing-strength",
    Severity.WARN,
    "caution",
    "Strength not written",
    (),
    "",
    (),
    asks_seen=True,
    open_need=True,
    before="Seen for Cheek medial left",
)


@pytest.mark.parametrize(("width", "below"), [(700, False), (300, True)])
def test_what_was_decided_before_is_never_squeezed_into_a_column(
    qtbot: QtBot, width: int, below: bool
) -> None:
    notes = RuleNotes()
    qtbot.addWidget(notes)
    notes.resize(width, 120)
    notes.show_views([_SEEN_ELSEWHERE])
    notes.show()
    qtbot.waitExposed(notes)
    (line,) = notes.findChildren(DecidedLine)
    shown, other = (line.below, line.beside) if below else (line.beside, line.below)
    assert shown.isVisible()
    assert not other.isVisible()
    assert shown.width() >= shown.fontMetrics().horizontalAdvance(shown.text())
    (button,) = line.findChildren(Button)
    assert button.width() >= button.sizeHint().width()
