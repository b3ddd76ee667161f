"""A text that is saved when it is left, and after a pause while the cursor is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtTest import QTest

from needlelog.ui.screens.client.details import commit_fields
from needlelog.ui.screens.client.details.commit_fields import CommitText

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def test_a_note_is_saved_in_a_pause_and_typing_goes_on(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit_fields, "PAUSE_MS", 10)
    text = CommitText("Note")
    qtbot.addWidget(text)
    kept: list[str] = []
    text.committed.connect(kept.append)
    text.committed.connect(text.show_text)  # as the client comes back from the disk
    text.show_text("Faints")
    text.show()
    text.setFocus()
    qtbot.waitUntil(text.hasFocus)
    text.moveCursor(text.textCursor().MoveOperation.End)
    QTest.keyClicks(text, " at needles ")
    qtbot.waitUntil(lambda: kept == ["Faints at needles"])
    QTest.keyClicks(text, "twice")
    qtbot.waitUntil(lambda: kept[-1] == "Faints at needles twice")
    assert text.toPlainText() == "Faints at needles twice"


def test_a_text_that_is_only_shown_is_not_saved(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commit_fields, "PAUSE_MS", 1)
    text = CommitText("Note")
    qtbot.addWidget(text)
    kept: list[str] = []
    text.committed.connect(kept.append)
    text.show_text("Faints")
    QTest.qWait(20)
    assert kept == []
