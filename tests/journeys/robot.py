"""A hand that taps and types at random in a session, until somebody kills it.

Run as a program with a clinic folder and a seed. It says on its output, a line each: ``open``,
``now D`` for every state of the draft as it comes about, and ``saved D`` when the window says that
the last one is saved. D is the digest of the draft.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random
from time import monotonic
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QAbstractButton, QApplication

from needlelog.domain.zones import Side
from needlelog.ui.lasting_constants import keep_constants

if TYPE_CHECKING:
    from needlelog.domain.sessions import SessionDraft
    from tests.journeys.treatment import SessionDesk

ZONES = ("cheek_medial", "cheek_lateral", "temple", "jawline")
DEPTHS = ("0.25", "0.50", "0.75", "1.00", "1.25", "1.50")


def digest(draft: SessionDraft) -> str:
    """A short name for the content of a draft, the same in every process."""
    content = (draft.uid, draft.zones, draft.note, draft.pain, draft.reactions, draft.next_due)
    return hashlib.sha256(repr(content).encode()).hexdigest()[:20]


def say(words: str) -> None:
    """Write one line that stands even when the next moment is the last."""
    os.write(1, f"{words}\n".encode())


class LoopWaiter:
    """Waits in the event loop, outside of pytest."""

    def waitUntil(  # noqa: N802  pytest-qt's word
        self, callback: Callable[[], bool | None], *, timeout: int = 5000
    ) -> None:
        """Run the event loop until `callback` returns neither False nor an AssertionError."""
        until = monotonic() + timeout / 1000
        while True:
            try:
                if callback() is not False:
                    return
            except AssertionError:
                if monotonic() > until:
                    raise
            QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 5)


class Robot:
    """Knows a few acts and does one after the other."""

    def __init__(self, session: SessionDesk, random: Random) -> None:
        self._session = session
        self._random = random
        self._acts: tuple[Callable[[], Any], ...] = (
            self._letter,
            self._letter,
            self._letter,
            self._depth,
            self._zone,
            self._more_passes,
            self._grade,
            self._pain,
            self._undo,
        )

    def act(self) -> None:
        """Do something."""
        self._random.choice(self._acts)()

    def _letter(self) -> None:
        note = self._session.layout.note
        if QApplication.focusWidget() is not note:
            self._session.hand.click(note)
        self._session.hand.type(self._random.choice("abcdefgh "))

    def _zone(self) -> None:
        self._session.tap(self._random.choice(ZONES), more=self._random.random() < 0.3)

    def _depth(self) -> None:
        self._zone()
        self._session.depth(self._random.choice(DEPTHS))

    def _more_passes(self) -> None:
        self._zone()
        self._session.hand.click(self._session.layout.selection.passes.plus)

    def _grade(self) -> None:
        self._zone()
        self._session.endpoint(self._random.randrange(5), None)

    def _pain(self) -> None:
        self._session.pain(self._random.randrange(11))

    def _undo(self) -> None:
        button = self._session.layout.undo
        if button.isEnabled():
            self._session.hand.click(button)


def main(folder: Path, seed: int) -> None:
    """Sign in, go on with the unfinished session, and act for ever."""
    from tests.journeys.errands import Desk
    from tests.journeys.program import Clock, Program
    from tests.journeys.treatment import SessionDesk

    keep_constants()
    application = QApplication([])
    program = Program(LoopWaiter(), folder, Clock(2026, 11, 2, 13, 40))
    desk = Desk(program, program.sign_in())
    desk.hand.press("Continue the session of Robo Test")
    desk.hand.see("Presets and more", QAbstractButton)
    desk.rest()
    session = SessionDesk(desk)
    if session.layout.on_screening:
        session.to_zones()
    session.tap("chin", Side.MID)
    editor = session.screen().editor
    editor.changed.connect(lambda draft: say(f"now {digest(draft)}"))
    say("open")
    say(f"saved {digest(session.draft())}")
    robot = Robot(session, Random(seed))
    while application is not None:
        robot.act()
        desk.rest()
        assert "Saved" in session.layout.saved.text() or not editor.undo_text
        say(f"saved {digest(session.draft())}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
