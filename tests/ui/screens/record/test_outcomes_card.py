"""What came of a session, on its record: free follow-ups, corrections, events, severe reactions."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from needlelog.domain.adverse_events import AdverseEvent, AdverseKind
from needlelog.domain.begun_words import BegunKind
from needlelog.domain.clients import Client
from needlelog.domain.follow_up import FollowUp, Sign, Symptom, with_rest_none
from needlelog.domain.people import Role
from needlelog.domain.sessions import Aftercare, Reaction, ReactionSign, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import aftercare_sheets, zone_catalogue
from needlelog.services import clients, sessions
from needlelog.services.adverse_events import record_event
from needlelog.services.begun_words import begun_words, keep_begun
from needlelog.services.follow_up import record_follow_up, session_outcomes
from needlelog.ui.context import Context
from needlelog.ui.follow_up.event_sheet import EventSheet
from needlelog.ui.follow_up.follow_up_sheet import FollowUpSheet
from needlelog.ui.follow_up.red_flag_note import RedFlagNote
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from needlelog.ui.worker import InlineWorker
from tests.dealt_with import deal_with
from tests.services.conftest import PEOPLE, clinic, clock, folder, template

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from needlelog.services.clinic import Clinic
    from needlelog.services.follow_up import Outcomes

__all__ = ["clinic", "clock", "folder", "template"]


def tap(widget: QWidget) -> None:
    QApplication.processEvents()
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Room:
    """The record of a session of three days ago."""

    def __init__(self, clinic: Clinic, clock: Any, qtbot: QtBot) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme = ThemeManager(application)
        theme.apply(Mode.LIGHT)
        self.clinic, self._qtbot = clinic, qtbot
        self.context = Context(clinic, InlineWorker(), theme, zone_catalogue())
        self.client = clients.create_client(clinic, Client("", "Zoë Ångström"))
        self.uid = self.sign()
        clock.forward(days=3)
        self.screen = RecordScreen(self.context)
        self.screen.resize(1330, 880)

    def sign(self, reactions: tuple[Reaction, ...] = ()) -> str:
        draft = sessions.start_session(self.clinic, self.client.uid)
        sheet = aftercare_sheets()[1]
        filled = replace(
            draft,
            zones=(ZoneRow(1, "chin", Side.MID, depth_um=1000),),
            reactions=reactions,
            aftercare=Aftercare(sheet.title, sheet.version, self.clinic.clock()),
        )
        sessions.save_draft(self.clinic, deal_with(self.clinic, filled))
        return sessions.sign_session(self.clinic, draft.uid).content.uid

    def show(self, uid: str = "") -> None:
        self.screen.show()
        self.screen.open_record(uid or self.uid)
        self._qtbot.waitUntil(lambda: self.screen.record_uid == (uid or self.uid))

    @property
    def outcomes(self) -> Outcomes:
        return session_outcomes(self.clinic, self.uid)

    def words(self) -> str:
        QApplication.processEvents()
        card = self.screen.outcomes
        return "\n".join(one.text() for one in card.findChildren(QLabel) if one.isVisible())

    def told(self, *symptoms: Symptom, days: int = 0) -> FollowUp:
        day = self.context.today() - timedelta(days=days)
        return record_follow_up(
            self.clinic,
            FollowUp("", self.client.uid, self.uid, None, day, symptoms=symptoms),
        )


@pytest.fixture
def room(qtbot: QtBot, clinic: Clinic, clock: Any) -> Iterator[Room]:
    made = Room(clinic, clock, qtbot)
    yield made
    made.screen.close()
    made.screen.deleteLater()


def sheet_of(kind: type[QWidget]) -> Any:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in found if one.isVisible())


def test_a_free_follow_up_is_added_and_corrected(room: Room) -> None:
    room.show()
    assert "Nothing has been recorded since the session." in room.words()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    tap(sheet.rows[Sign.REDNESS].button(2))
    assert sheet.rows[Sign.REDNESS].judgement() == "expected"
    tap(sheet.rest_none)
    assert "Day 3 · 5 Mar 2026: redness 2, rest none" in room.words()
    correct = next(
        one for one in room.screen.outcomes.findChildren(Button) if one.text() == "Correct"
    )
    tap(correct)
    sheet = sheet_of(FollowUpSheet)
    assert sheet.rows[Sign.REDNESS].grade() == 2
    tap(sheet.rows[Sign.REDNESS].button(1))
    tap(sheet.save_only)
    assert "redness 1, rest none" in room.words()
    assert "corrected; before: redness 2, rest none" in room.words()
    first, second = room.outcomes.follow_ups
    assert second.replaces == first.uid


def test_enter_in_a_field_does_not_say_that_the_rest_was_not_there(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    assert sheet.rows[Sign.REDNESS].isAncestorOf(sheet.focusWidget()), "not on what closes it"
    tap(sheet.note)
    QTest.keyClicks(sheet.note, "feels well")
    QTest.keyClick(sheet.note, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert room.outcomes.follow_ups == ()
    sheet.reject()


def test_escape_asks_before_pressed_grades_are_lost(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    tap(sheet.rows[Sign.ITCHING].button(3))
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    question = sheet.findChild(SheetDialog)
    assert isinstance(question, SheetDialog)
    assert sheet.isVisible()
    question.accept()
    assert not sheet.isVisible()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible(), "nothing was pressed"


def test_a_day_that_cannot_be_is_refused_in_words_and_nothing_is_lost(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    tap(sheet.rows[Sign.ITCHING].button(1))
    sheet.seen.set_value(room.context.today() + timedelta(days=1))
    tap(sheet.rest_none)
    labels = [one.text() for one in sheet.findChildren(QLabel) if one.isVisible()]
    assert any("is in the future" in text for text in labels)
    assert sheet.rows[Sign.ITCHING].grade() == 1
    sheet.reject()


def test_a_follow_up_half_taken_is_offered_again_until_it_is_recorded(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    tap(sheet.rows[Sign.ITCHING].button(2))
    tap(sheet.more[Sign.BLISTERS])
    tap(sheet.rows[Sign.BLISTERS].button(1))
    QTest.keyClicks(sheet.note, "since the second night")
    room.context.flushing.emit()
    sheet.deleteLater()  # as when the program was killed
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    assert sheet.rows[Sign.ITCHING].grade() == 2
    assert sheet.rows[Sign.BLISTERS].grade() == 1
    assert sheet.rows[Sign.REDNESS].grade() is None
    assert sheet.note.text() == "since the second night"
    assert sheet.begun_note.isVisible()
    assert sheet.flag.isVisible()
    tap(sheet.save_only)
    (told,) = room.outcomes.follow_ups
    assert (told.note, len(told.symptoms)) == ("since the second night", 2)
    assert begun_words(room.clinic, BegunKind.FOLLOW_UP, room.uid) is None


def test_a_follow_up_that_was_begun_is_discarded_at_one_tap(room: Room) -> None:
    keep_begun(room.clinic, BegunKind.FOLLOW_UP, room.uid, {Sign.ITCHING: "2", "text": "at night"})
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    assert sheet.save_only.isEnabled()
    tap(sheet.begun_note.discard)
    assert sheet.grades() == {}
    assert sheet.note.text() == ""
    assert not sheet.save_only.isEnabled()
    assert begun_words(room.clinic, BegunKind.FOLLOW_UP, room.uid) is None
    sheet.reject()


def test_words_alone_can_be_kept(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    assert not sheet.save_only.isEnabled()
    QTest.keyClicks(sheet.note, "feels well")
    tap(sheet.save_only)
    (told,) = room.outcomes.follow_ups
    assert (told.note, told.symptoms) == ("feels well", ())


def test_redness_that_rises_is_a_red_flag_at_once(room: Room) -> None:
    room.told(*with_rest_none([Symptom(Sign.REDNESS, 1)]), days=2)
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    tap(sheet.rows[Sign.REDNESS].button(1))
    assert not sheet.flag.isVisible()
    below = sheet.seen, sheet.note, sheet.rest_none
    before = [field.mapTo(sheet, QPoint(0, 0)).y() for field in below]
    tap(sheet.rows[Sign.REDNESS].button(3))
    QTest.qWait(1)
    assert sheet.flag.isVisible()
    after = [field.mapTo(sheet, QPoint(0, 0)).y() for field in below]
    assert after == before, "what lies below stays under the finger"
    assert "Redness rises to 3 on day 3. This can be an infection." in sheet.flag.text()
    assert sheet.rows[Sign.REDNESS].judgement() == "red flag"
    sheet.reject()


def test_a_sign_beyond_the_diary_is_asked_for_when_it_is_seen(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.follow_up_button)
    sheet = sheet_of(FollowUpSheet)
    assert Sign.BLISTERS not in sheet.rows
    tap(sheet.more[Sign.BLISTERS])
    tap(sheet.rows[Sign.BLISTERS].button(1))
    assert "herpes" in sheet.flag.text()
    tap(sheet.rest_none)
    (told,) = room.outcomes.follow_ups
    assert {each.sign: each.grade for each in told.symptoms}[Sign.BLISTERS] == 1
    note = room.screen.outcomes.findChild(RedFlagNote)
    assert note is not None
    tap(note.record)
    event = sheet_of(EventSheet)
    assert event.kind.current() == AdverseKind.HERPES
    tap(event.save_button)
    assert [each.kind for each in room.outcomes.events] == [AdverseKind.HERPES]
    assert "Red flag" not in room.words()
    assert "Herpes, not resolved" in [
        one.text() for one in room.screen.header.findChildren(QLabel) if one.isVisible()
    ]


def test_an_event_half_written_is_offered_again_until_it_is_recorded(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.event_button)
    sheet = sheet_of(EventSheet)
    sheet.kind.set_current(AdverseKind.BRUISE)
    QTest.keyClicks(sheet.action, "Cooled for ten min")
    room.context.flushing.emit()
    sheet.deleteLater()  # as when the program was killed
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    tap(room.screen.outcomes.event_button)
    sheet = sheet_of(EventSheet)
    assert sheet.action.text() == "Cooled for ten min"
    assert sheet.kind.current() == AdverseKind.BRUISE
    assert sheet.begun_note.isVisible()
    tap(sheet.save_button)
    (event,) = room.outcomes.events
    assert (event.kind, event.action) == (AdverseKind.BRUISE, "Cooled for ten min")
    assert begun_words(room.clinic, BegunKind.EVENT, room.uid) is None


def test_an_event_says_what_it_was(room: Room) -> None:
    room.show()
    tap(room.screen.outcomes.event_button)
    sheet = sheet_of(EventSheet)
    assert sheet.focusWidget() is not sheet.save_button, "the first key must not record it"
    tap(sheet.save_button)
    assert sheet.kind_row.error() == "Please choose what it was, or write it in words."
    assert not room.outcomes.events
    QTest.keyClicks(sheet.note, "dizzy on the way home")
    tap(sheet.save_button)
    (event,) = room.outcomes.events
    assert (event.kind, event.note) == (AdverseKind.OTHER, "dizzy on the way home")


def test_an_event_is_resolved_later_and_stays(room: Room) -> None:
    record_event(
        room.clinic,
        AdverseEvent(
            "",
            room.client.uid,
            AdverseKind.BRUISE,
            room.context.today() - timedelta(days=1),
            session_uid=room.uid,
        ),
    )
    room.show()
    assert "Adverse event: Bruise · not resolved" in room.words()
    update = next(
        one for one in room.screen.outcomes.findChildren(Button) if one.text() == "Update"
    )
    tap(update)
    sheet = sheet_of(EventSheet)
    sheet.resolved.set_value(room.context.today())
    tap(sheet.save_button)
    assert "Adverse event: Bruise · resolved 5 Mar 2026" in room.words()


def test_a_severe_reaction_at_the_close_leads_to_an_event(room: Room) -> None:
    uid = room.sign((Reaction(1, ReactionSign.FAINTNESS, 3),))
    room.show(uid)
    assert "A severe reaction belongs among the adverse events." in room.words()
    note = room.screen.outcomes.findChild(RedFlagNote)
    assert note is not None
    tap(note.record)
    sheet = sheet_of(EventSheet)
    assert (sheet.kind.current(), sheet.grade.current()) == (AdverseKind.FAINTNESS, "3")
    tap(sheet.save_button)
    assert "A severe reaction belongs" not in room.words()


def test_the_sheet_that_was_given_can_be_printed_again(room: Room) -> None:
    room.show()
    assert room.screen.reprint.isVisible()
    assert room.screen.reprint.sheet == aftercare_sheets()[1]


def test_an_inspector_only_reads(room: Room) -> None:
    room.told(Symptom(Sign.INFECTION, 2))
    room.clinic.person = PEOPLE[Role.INSPECTOR]
    room.show()
    card = room.screen.outcomes
    assert "warmth, pus 2" in room.words()
    texts = {one.text() for one in card.findChildren(Button) if one.isVisible()}
    assert texts == set()
