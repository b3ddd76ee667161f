"""The record screen under mouse and keys, over a real encrypted clinic."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from needlelog.domain.begun_words import BegunKind
from needlelog.domain.clients import Client
from needlelog.domain.errors import DiskFull
from needlelog.domain.people import Role
from needlelog.domain.recalls import RecallKind, Way
from needlelog.domain.sessions import SessionState, TopicalRow, ZoneRow
from needlelog.domain.zones import Side
from needlelog.files.reference_data import zone_catalogue
from needlelog.services import clients, recalls, review, sessions
from needlelog.services.begun_words import begun_words
from needlelog.ui.context import Changes, Context
from needlelog.ui.screens.record.screen import RecordScreen
from needlelog.ui.theme.manager import Mode, ThemeManager
from needlelog.ui.widgets.broken_words import BrokenWords
from needlelog.ui.widgets.button import Button
from needlelog.ui.worker import InlineWorker
from tests.services.conftest import PEOPLE, clinic, clock, folder, template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from needlelog.domain.sessions import SessionRecord
    from needlelog.services.clinic import Clinic

__all__ = ["clinic", "clock", "folder", "template"]


def tap(widget: QWidget) -> None:
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


class Room:
    """The screen with one signed session on it."""

    def __init__(self, clinic: Clinic) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme = ThemeManager(application)
        theme.apply(Mode.LIGHT)
        self.clinic = clinic
        self.context = Context(clinic, InlineWorker(), theme, zone_catalogue())
        self.complaints: list[str] = []
        self.context.failed.connect(self.complaints.append)
        self.messages: list[str] = []
        self.context.message.connect(self.messages.append)
        self.client = clients.create_client(clinic, Client("", "Zoë Ångström"))
        self.uid = self.sign("Held loosely.")
        self.screen = RecordScreen(self.context)
        self.screen.resize(1330, 880)
        self.screen.show()
        self.screen.open_record(self.uid)

    def sign(self, note: str) -> str:
        draft = sessions.start_session(self.clinic, self.client.uid)
        rows = (
            ZoneRow(1, "cheek_lateral", Side.BOTH, depth_um=1500, passes=4, erythema=0),
            ZoneRow(2, "chin", Side.MID, depth_um=1000, reason="thick scar"),
        )
        topicals = (TopicalRow(1, "Hyaluronic acid", lot="H2291"),)
        filled = replace(draft, zones=rows, topicals=topicals, reactions=(), note=note)
        sessions.save_draft(self.clinic, filled)
        return sessions.sign_session(self.clinic, draft.uid).content.uid

    @property
    def record(self) -> SessionRecord:
        return sessions.session_record(self.clinic, self.uid)

    def words(self, within: QWidget | None = None) -> str:
        """Everything that can be read on the screen."""
        place = within or self.screen
        words = [each.text() for each in place.findChildren(QLabel) if each.isVisible()]
        return "\n".join(
            [*words, *(each.toPlainText() for each in place.findChildren(BrokenWords))]
        )

    def write_addendum(self, text: str) -> None:
        tap(self.screen.addenda.field.viewport())
        QTest.keyClicks(self.screen.addenda.field, text)
        tap(self.screen.addenda.add_button)
        settle()

    def ask_void(self) -> tuple[QLineEdit, Button, Button]:
        tap(self.screen.void)
        sheet = self.screen.void_sheet
        (reason,) = sheet.findChildren(QLineEdit)
        keep, act = (each for each in sheet.findChildren(Button) if each.isVisibleTo(sheet))
        return reason, keep, act


def settle() -> None:
    """Let replaced widgets go and the layout follow."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


@pytest.fixture
def room(qtbot: QtBot, clinic: Clinic) -> Iterator[Room]:
    made = Room(clinic)
    yield made
    made.screen.close()
    made.screen.deleteLater()
    settle()


def test_a_title_above_the_zones_breaks_so_that_every_column_is_in_sight_on_a_small_tablet(
    room: Room,
) -> None:
    heads = [label for label in room.screen.findChildren(QLabel) if label.text() == "Depth, mm"]
    (depth,) = (head for head in heads if head.isVisible())
    longest = max(map(depth.fontMetrics().horizontalAdvance, depth.text().split()))
    assert depth.minimumSizeHint().width() < longest + depth.fontMetrics().horizontalAdvance("mm")


def test_what_was_signed_can_be_read(room: Room) -> None:
    words = room.words()
    for each in (
        *("Zoë Ångström", "signed", "Cheek, lateral", "L + R", "1.50", "4", "Chin", "1.00"),
        *("thick scar", "Hyaluronic acid", "H2291", "none beyond expected", "Held loosely."),
        *("Signed by Rina Patel", room.record.chain_hash),
    ):
        assert each in words, each
    assert "None" not in words
    assert room.complaints == []


def test_an_addendum_written_by_hand_stands_under_the_record(room: Room) -> None:
    before = room.record
    assert not room.screen.addenda.add_button.isEnabled()
    room.write_addendum("Lot was H2188, not H2291.")
    assert [each.text for each in room.record.addenda] == ["Lot was H2188, not H2291."]
    assert replace(room.record, addenda=()) == before
    shown = room.words(room.screen.addenda)
    assert "Lot was H2188, not H2291." in shown
    assert "Rina Patel" in shown
    assert room.screen.addenda.field.toPlainText() == ""
    assert not room.screen.addenda.add_button.isEnabled()
    assert "1 addendum" in room.words()
    assert room.screen.addenda.y() > room.screen.zones.y()


def test_a_second_addendum_comes_after_the_first(room: Room) -> None:
    for text in ("First thing.", "Second thing."):
        room.write_addendum(text)
    shown = room.words(room.screen.addenda)
    assert shown.index("First thing.") < shown.index("Second thing.")
    assert "2 addend" in room.words()


def test_an_addendum_by_keyboard_alone(room: Room) -> None:
    field = room.screen.addenda.field
    field.setFocus()
    QTest.keyClicks(field, "By keys.")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is room.screen.addenda.add_button
    QTest.keyClick(focused, Qt.Key.Key_Space)
    assert [each.text for each in room.record.addenda] == ["By keys."]


def test_blanks_are_no_addendum(room: Room) -> None:
    tap(room.screen.addenda.field.viewport())
    QTest.keyClicks(room.screen.addenda.field, "   ")
    assert not room.screen.addenda.add_button.isEnabled()


def test_words_with_angle_brackets_are_shown_as_written(room: Room) -> None:
    room.write_addendum("<b>5</b> < 6 & more")
    notes = [each for each in room.screen.addenda.findChildren(QLabel) if "more" in each.text()]
    assert [each.textFormat() for each in notes] == [Qt.TextFormat.PlainText]


def test_void_needs_a_reason(room: Room) -> None:
    reason, _keep, act = room.ask_void()
    assert not act.isEnabled()
    tap(reason)
    QTest.keyClicks(reason, "  ")
    assert not act.isEnabled()
    QTest.keyClicks(reason, "wrong client")
    tap(act)
    settle()
    assert (room.record.state, room.record.void_reason) == (SessionState.VOID, "wrong client")
    assert "wrong client" in room.words()
    assert "void" in room.words(room.screen.header)
    assert not room.screen.void.isVisible()
    assert not room.screen.addenda.field.isVisible()
    assert room.complaints == []


def test_void_can_be_thought_over(room: Room) -> None:
    reason, keep, _act = room.ask_void()
    QTest.keyClicks(reason, "wrong client")
    tap(keep)
    settle()
    assert room.record.state is SessionState.SIGNED
    reason, _keep, _act = room.ask_void()
    QTest.keyClick(reason, Qt.Key.Key_Escape)
    settle()
    assert room.record.state is SessionState.SIGNED


def test_the_pdf_holds_the_record(room: Room, tmp_path: Path) -> None:
    room.write_addendum("Lot was H2188.")
    file = tmp_path / "given.pdf"
    room.screen.save_pdf(file)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
    for words in ("Zoë Ångström", "Clinic of the Needle", "1.50", "Held loosely.", "H2188"):
        assert words in text, words
    assert room.record.chain_hash in text
    (message,) = room.messages
    assert "given.pdf" in message
    assert "not encrypted" in message


def test_a_pdf_that_cannot_be_written_is_told(room: Room, tmp_path: Path) -> None:
    room.screen.save_pdf(tmp_path / "missing" / "given.pdf")
    (complaint,) = room.complaints
    assert "given.pdf" in complaint
    assert room.messages == []


def test_an_inspector_reads_and_writes_nothing(qtbot: QtBot, room: Room) -> None:
    room.clinic.person = PEOPLE[Role.INSPECTOR]
    room.screen.open_record(room.uid)
    settle()
    assert "Held loosely." in room.words()
    for widget in (room.screen.void, room.screen.repeat, room.screen.addenda.field):
        assert not widget.isVisible()
    assert room.screen.pdf.isVisible()


def test_words_begun_for_one_record_do_not_go_to_another(room: Room) -> None:
    other = room.sign("Another day.")
    tap(room.screen.addenda.field.viewport())
    QTest.keyClicks(room.screen.addenda.field, "for the first")
    room.screen.open_record(other)
    settle()
    assert room.screen.addenda.field.toPlainText() == ""
    assert "Another day." in room.words()
    assert "Held loosely." not in room.words()
    assert bool(room.screen.unwritten)
    room.screen.open_record(room.uid)
    settle()
    assert room.screen.addenda.field.toPlainText() == "for the first", "it is there again"
    tap(room.screen.addenda.add_button)
    settle()
    assert not bool(room.screen.unwritten)
    assert [each.text for each in room.record.addenda] == ["for the first"]


def again(room: Room) -> RecordScreen:
    """Another screen over the same clinic, as after the program was killed and started again."""
    screen = RecordScreen(room.context)
    screen.resize(1330, 880)
    screen.show()
    screen.open_record(room.uid)
    settle()
    return screen


def begun(room: Room) -> str:
    found = begun_words(room.clinic, BegunKind.ADDENDUM, room.uid)
    return "" if found is None else found.words["text"]


def test_what_was_typed_is_there_after_a_sudden_end(qtbot: QtBot, room: Room) -> None:
    QTest.keyClicks(room.screen.addenda.field, "She took ibuprofen")
    qtbot.waitUntil(lambda: begun(room) == "She took ibuprofen", timeout=3000)
    screen = again(room)
    assert screen.addenda.field.toPlainText() == "She took ibuprofen"
    assert "You had begun this at 14:22" in room.words(screen)
    assert [each.client_name for each in screen.unwritten] == ["Zoë Ångström"]
    assert screen.addenda.y() < screen.zones.y(), "one has not to look for it"
    tap(screen.addenda.add_button)
    settle()
    assert begun(room) == ""
    assert screen.addenda.field.toPlainText() == ""
    assert "You had begun" not in room.words(screen)
    assert screen.unwritten == ()
    assert [each.text for each in room.record.addenda] == ["She took ibuprofen"]
    screen.deleteLater()


def test_what_was_begun_is_discarded_and_brought_back(qtbot: QtBot, room: Room) -> None:
    QTest.keyClicks(room.screen.addenda.field, "She took ibuprofen")
    room.context.flushing.emit()
    screen = again(room)
    tap(screen.addenda.begun_note.discard)
    assert (begun(room), screen.addenda.field.toPlainText()) == ("", "")
    assert not screen.addenda.begun_note.isVisible()
    screen.addenda.field.undo()
    qtbot.waitUntil(lambda: begun(room) == "She took ibuprofen", timeout=3000)
    screen.deleteLater()


def test_an_addendum_that_could_not_be_written_is_kept_on(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> SessionRecord:
        raise DiskFull("the records")

    QTest.keyClicks(room.screen.addenda.field, "She took ibuprofen")
    monkeypatch.setattr(sessions, "add_addendum", full)
    tap(room.screen.addenda.add_button)
    assert len(room.complaints) == 1
    QTest.keyClicks(room.screen.addenda.field, " too")
    room.context.flushing.emit()
    assert begun(room) == "She took ibuprofen too"
    assert not room.screen.unkept


def test_words_that_the_disk_does_not_take_are_told_once(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise DiskFull("the records")

    monkeypatch.setattr("needlelog.services.begun_words.store.save", full)
    for word in ("She ", "took ", "ibuprofen"):
        QTest.keyClicks(room.screen.addenda.field, word)
        room.context.flushing.emit()
    assert len(room.complaints) == 1
    assert room.screen.unkept
    monkeypatch.undo()
    QTest.keyClicks(room.screen.addenda.field, ".")
    room.context.flushing.emit()
    assert not room.screen.unkept


def test_a_reason_to_void_that_was_begun_is_offered_again(room: Room) -> None:
    reason, _keep, _act = room.ask_void()
    QTest.keyClicks(reason, "for the wrong cli")
    room.context.flushing.emit()
    room.screen.void_sheet.deleteLater()  # as when somebody else takes over
    settle()
    tap(room.screen.void)
    sheet = room.screen.void_sheet
    (reason,) = sheet.findChildren(QLineEdit)
    assert reason.text() == "for the wrong cli"
    assert "You had begun this at 14:22" in room.words(sheet)
    (act,) = [each for each in sheet.findChildren(Button) if each.text() == "Declare void"]
    assert act.isEnabled()
    QTest.keyClicks(reason, "ent")
    tap(act)
    settle()
    assert room.record.void_reason == "for the wrong client"
    assert begun_words(room.clinic, BegunKind.VOIDING, room.uid) is None


def test_client_and_repeat_lead_on(room: Room) -> None:
    asked: list[tuple[str, object]] = []
    navigator = room.context.navigator
    navigator.client_requested.connect(lambda *given: asked.append(given))
    navigator.new_session_requested.connect(lambda *given: asked.append(given))
    tap(room.screen.open_client)
    tap(room.screen.repeat)
    assert asked == [(room.client.uid, "record"), (room.client.uid, True)]


def test_a_recalled_lot_is_told_at_the_head_and_whether_the_client_knows(room: Room) -> None:
    assert "called back" not in room.words()
    recall = recalls.open_recall(room.clinic, RecallKind.LOT, "", "particles", "h 2291")
    room.context.changed.emit(Changes.of("recall", "stock", uid="h 2291"))
    settle()
    told = "Lot h 2291 was called back on 2 Mar 2026 by Rina Patel: “particles”."
    assert f"{told} Client: not told yet." in room.words()
    assert "Recalled lot/device" in room.words(room.screen.header)
    today = room.context.today()
    recalls.mark_notified(room.clinic, recall.uid, [room.client.uid], today, Way.PHONE)
    room.context.changed.emit(Changes.of("recall", uid=recall.uid))
    settle()
    assert f"{told} Client: 2 Mar 2026 · Phone · Rina Patel." in room.words()
    recalls.close_recall(room.clinic, recall.uid)
    room.context.changed.emit(Changes.of("recall", uid=recall.uid))
    settle()
    assert f"Recall, closed on 2 Mar 2026: {told}" in room.words()
    assert "Recall, closed" in room.words(room.screen.header)
    assert "Recalled lot/device" not in room.words(room.screen.header)
    sessions.void_session(room.clinic, room.uid, "wrong client")
    room.screen.open_record(room.uid)
    settle()
    assert "called back" not in room.words()


def test_a_question_stands_above_its_answer_and_the_rest_of_the_record(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room.clinic, "person", PEOPLE[Role.MANAGER])
    asked = review.ask_question(room.clinic, room.uid, "Which lot?")
    monkeypatch.setattr(room.clinic, "person", PEOPLE[Role.PRACTITIONER])
    review.answer_question(room.clinic, asked.uid, "H2188.")
    monkeypatch.setattr(room.clinic, "person", PEOPLE[Role.MANAGER])
    room.screen.open_record(room.uid)
    QApplication.processEvents()
    (close,) = room.screen.questions.thread_of_questions.close_buttons
    tops = [
        each.mapTo(room.screen, each.rect().topLeft()).y()
        for each in (room.screen.zones, close, room.screen.addenda, room.screen.screening)
    ]
    assert tops == sorted(tops)
    tap(close)
    assert review.questions_of(room.clinic, room.uid)[0].closed_at is not None
