"""A manager's Monday: forty sessions by keyboard alone; a question asked, answered, closed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QPlainTextEdit

from needlelog.domain.sessions import SessionState
from needlelog.services import review, sessions, trail
from needlelog.services.verification import verify
from needlelog.ui.places import REVIEW
from needlelog.ui.screens.review.screen import ReviewScreen
from needlelog.ui.window_state import load_window_state, save_window_state
from tests.journeys.errands import Desk
from tests.journeys.hand import NO_KEY
from tests.journeys.program import PERSON, Program
from tests.journeys.reviewed_log import JANA, Log, opened, signed_by_jana

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
FORTY = 40
INCOMPLETE = frozenset({3, 20})
DOUBTFUL = 7


def review_of(desk: Desk) -> ReviewScreen:
    """The screen in front; for reading only."""
    window = desk.program.window
    assert window is not None
    assert window.desk is not None
    assert window.desk.shell.current() == REVIEW
    screen = window.desk.shell.screen_of(REVIEW)
    assert isinstance(screen, ReviewScreen)
    return screen


def shown_name(desk: Desk) -> str:
    """The client of the session in the preview."""
    shown = review_of(desk).preview.shown
    return shown.row.client_name if shown else ""


def sign_in_as(program: Program, person_uid: str) -> Desk:
    state = load_window_state(program.folder)
    save_window_state(program.folder, replace(state, person_uid=person_uid))
    return Desk(program, program.sign_in())


def states(program: Program, log: Log) -> dict[str, SessionState]:
    clinic = opened(program)
    try:
        assert verify(clinic) == ()
        return {
            name: sessions.session_record(clinic, uid).state
            for name, uid in zip(log.names, log.uids, strict=True)
        }
    finally:
        clinic.close()


class Reviewer:
    """A manager who has nothing but a keyboard."""

    def __init__(self, program: Program) -> None:
        self.desk = Desk(program, program.sign_in())
        self.hand = self.desk.hand

    def strike(self, key: Qt.Key, keys: Qt.KeyboardModifier = NO_KEY) -> None:
        """One key, then wait until the program has done it."""
        top = self.hand.front()
        if not top.isActiveWindow():
            # What the window manager of a real desktop does when a sheet closes.
            top.activateWindow()
            self.hand.wait(top.isActiveWindow, "the window does not come to the front")
        self.hand.key(key, keys)
        self.desk.rest()

    def reads(self, words: str) -> None:
        """Wait until something can be read."""
        self.hand.wait(lambda: self.hand.sees(words), self.hand.read())

    def leave_incomplete(self) -> None:
        """Try to countersign, read what is missing, and go on."""
        self.strike(Qt.Key.Key_C)
        self.reads("incomplete: lots")
        self.strike(Qt.Key.Key_Escape)
        self.strike(Qt.Key.Key_J)

    def ask(self, words: str) -> None:
        """Ask about the session in front and go on."""
        self.strike(Qt.Key.Key_Q)
        self.hand.type(words)
        self.strike(Qt.Key.Key_Return, CONTROL)
        self.strike(Qt.Key.Key_Down)


def test_forty_sessions_by_keyboard_alone(program: Program) -> None:
    log = signed_by_jana(program, FORTY, INCOMPLETE)
    manager = Reviewer(program)
    clicks = manager.hand.effort.clicks
    manager.strike(Qt.Key.Key_3, CONTROL)
    for words in (
        "40 sessions waiting for countersignature",
        "40 of 40",
        "Countersign 38 complete",
    ):
        manager.reads(words)
    for place, name in enumerate(log.names[:30]):
        assert shown_name(manager.desk) == name
        if place in INCOMPLETE:
            manager.leave_incomplete()
        elif place == DOUBTFUL:
            manager.ask("Why only four passes?")
        else:
            manager.strike(Qt.Key.Key_C)
    assert shown_name(manager.desk) == log.names[30]
    for _ in range(10):
        manager.strike(Qt.Key.Key_Space)
        manager.strike(Qt.Key.Key_J)
    manager.reads("Countersign 10 ticked")
    manager.strike(Qt.Key.Key_C, SHIFT)
    manager.reads("Will be countersigned · 10")
    manager.strike(Qt.Key.Key_Return)
    manager.reads("3 of 40")
    assert manager.hand.effort.clicks == clicks
    left = {log.names[place] for place in (*INCOMPLETE, DOUBTFUL)}
    program.close()
    for name, state in states(program, log).items():
        assert state is (SessionState.SIGNED if name in left else SessionState.COUNTERSIGNED), name


def ask_as_manager(program: Program, asked: str) -> None:
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.go("Review")
    assert shown_name(desk) == asked
    hand.press("Ask a question")
    hand.wait(lambda: hand.sees("Jana Novak sees it on Today"), hand.read())
    hand.write(hand.see("Question", QPlainTextEdit), "Was the chin red?")
    hand.press("Ask")
    desk.rest()
    hand.press("Countersign")
    desk.rest()
    hand.wait(lambda: hand.sees("a question about it is open"), hand.read())
    hand.press("Cancel")
    program.close()


def answer_as_practitioner(program: Program, asked: str) -> None:
    desk = sign_in_as(program, JANA.uid)
    hand = desk.hand
    assert hand.sees("Questions for you")
    hand.press(f"Answer about {asked}: Was the chin red?")
    hand.write(hand.see("Answer", QPlainTextEdit), "A slight pink, gone after an hour.")
    hand.press("Answer")
    desk.rest()
    hand.wait(lambda: not hand.sees("Questions for you"), hand.read())
    program.close()


def close_as_manager(program: Program, asked: str) -> None:
    desk = sign_in_as(program, PERSON.uid)
    hand = desk.hand
    assert hand.sees("Answers to read")
    hand.press(f"Read the answer about {asked}: A slight pink, gone after an hour.")
    desk.rest()
    hand.wait(lambda: hand.sees("Was the chin red?"), hand.read())
    desk.go("Review")
    hand.wait(lambda: hand.sees("A slight pink, gone after an hour."), hand.read())
    assert hand.sees("1 with an open question")
    hand.press("Close the question Was the chin red?")
    desk.rest()
    hand.wait(lambda: hand.sees("Closed by Rina Patel"), hand.read())
    desk.go("Today")
    hand.wait(lambda: not hand.sees("Answers to read"), hand.read())
    desk.go("Review")
    hand.press("Countersign")
    desk.rest()
    hand.wait(lambda: hand.sees("2 of 3"), hand.read())
    program.close()


def test_a_question_is_asked_answered_and_closed(program: Program) -> None:
    log = signed_by_jana(program, 3)
    ask_as_manager(program, log.names[0])
    answer_as_practitioner(program, log.names[0])
    close_as_manager(program, log.names[0])
    clinic = opened(program)
    try:
        told = [entry.act for entry in reversed(trail.history(clinic, log.uids[0]))]
        (question,) = review.questions_of(clinic, log.uids[0])
    finally:
        clinic.close()
    assert [act for act in told if act != "opened"] == [
        "started",
        "signed",
        "question asked",
        "addendum",
        "question closed",
        "countersigned",
    ]
    assert question.answer == "A slight pink, gone after an hour."
    assert states(program, log)[log.names[0]] is SessionState.COUNTERSIGNED


def test_a_practitioner_reads_her_own_sessions(program: Program) -> None:
    log = signed_by_jana(program, 2)
    desk = sign_in_as(program, JANA.uid)
    hand = desk.hand
    desk.go("Review")
    assert hand.sees("Your own sessions")
    assert shown_name(desk) == log.names[0]
    screen = review_of(desk)
    for button in (screen.sign_button, screen.badge, screen.trail_button):
        assert not button.isVisible()
    assert not hand.all(QAbstractButton, "Countersign")
    hand.key(Qt.Key.Key_C)
    desk.rest()
    program.close()
    assert set(states(program, log).values()) == {SessionState.SIGNED}


def test_a_filter_is_built_kept_and_chosen_again(program: Program) -> None:
    signed_by_jana(program, 4, frozenset({1}))
    desk = Desk(program, program.sign_in())
    hand = desk.hand
    desk.go("Review")
    hand.press("Add a condition")
    hand.choose_in_menu("Incomplete")
    desk.rest()
    hand.wait(lambda: hand.sees("1 of 4"), hand.read())
    hand.press("Saved filters")
    hand.choose_in_menu("Keep this filter…")
    hand.fill("Name", "Monday check")
    hand.press("Keep")
    desk.rest()
    hand.wait(lambda: hand.sees("Saved: Monday check"), hand.read())
    hand.press("Remove the condition Incomplete")
    desk.rest()
    hand.wait(lambda: hand.sees("4 of 4"), hand.read())
    hand.press("Saved filters")
    hand.choose_in_menu("Monday check")
    desk.rest()
    hand.wait(lambda: hand.sees("1 of 4"), hand.read())
    hand.press("Check the records")
    desk.rest()
    hand.wait(lambda: hand.sees("Verified 13:40"), hand.read())
    hand.press("Trail")
    desk.rest()
    hand.wait(lambda: hand.sees("Every change of this clinic"), hand.read())
    screen = review_of(desk)
    assert screen.trail.model.rowCount() > 4
    hand.choose(screen.trail.kind, "Filter")
    desk.rest()
    assert screen.trail.model.rowCount() == 1
    hand.press("Back to the review")
