"""The lock hides everything, saves first, and gives the same place back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from needlelog.domain.begun_words import BegunAddendum, BegunKind
from needlelog.domain.clients import Client
from needlelog.domain.sessions import ZoneRow
from needlelog.domain.zones import Side
from needlelog.services import clients, sessions
from needlelog.services.begun_words import begun_words
from needlelog.services.quick_pin import save_quick_pin
from needlelog.services.settings import ClinicSettings, save_settings
from needlelog.ui.context import Changes
from needlelog.ui.desk import Desk
from needlelog.ui.questions.sheets import AskSheet
from needlelog.ui.screens.lock.screen import LockScreen
from needlelog.ui.screens.settings.people_section import PeopleSection
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.widgets.button import Button
from needlelog.ui.widgets.dialog import SheetDialog
from tests.dealt_with import deal_with

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from needlelog.ui.widgets.form_row import FormRow
    from tests.ui.window.conftest import Clock, Hand, Made, Starter


class Probe(QWidget):
    """A screen that holds keystrokes, as the session screen does."""

    def __init__(self) -> None:
        super().__init__()
        self.field = QLineEdit(self)
        self.secret = QLabel("Amara Osei", self)
        self.flushed: list[str] = []
        self.unwritten: tuple[BegunAddendum, ...] = ()
        self.unkept = False

    def flush(self) -> None:
        self.flushed.append(self.field.text())


def _open_probe(hand: Hand) -> Probe:
    desk = hand.on_page(Desk)
    desk.shell.add_screen("probe", Probe)
    desk._keys = (*desk._keys, "probe")
    probe = desk.shell.go("probe")
    assert isinstance(probe, Probe)
    return probe


def _unlock(hand: Hand, passphrase: str) -> None:
    page = hand.on_page(LockScreen)
    hand.type(page.passphrase, passphrase)
    hand.press(page.passphrase, Qt.Key.Key_Return)


def test_lock_and_unlock_keep_the_place_the_text_and_the_cursor(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    probe = _open_probe(hand)
    hand.type(probe.field, "cheek 1.50")
    hand.lock()
    assert probe.flushed == ["cheek 1.50"]
    assert not probe.secret.isVisible()
    _unlock(hand, "rina")
    assert hand.on_page(Desk) is desk
    assert desk.shell.current() == "probe"
    assert probe.field.text() == "cheek 1.50"
    assert QApplication.focusWidget() is probe.field


def test_the_rail_button_locks_too(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    hand.click(desk.shell.rail.lock_button)
    page = hand.on_page(LockScreen)
    assert QApplication.focusWidget() is page.passphrase


def test_nothing_behind_the_lock_can_be_reached(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    page = hand.lock()
    for key in (Qt.Key.Key_K, Qt.Key.Key_N, Qt.Key.Key_1):
        hand.press(page.passphrase, key, Qt.KeyboardModifier.ControlModifier)
    assert hand.window.page() is page
    assert not desk.isVisible()
    assert QApplication.activeModalWidget() is None
    assert hand.window.windowTitle() == "NeedleLog"


def test_a_sheet_that_comes_up_behind_the_lock_waits_for_who_signs_in(
    starter: Starter, made: Made
) -> None:
    """Pictures that were still being read came up over the lock, and could be worked with."""
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    probe = _open_probe(hand)
    hand.lock()
    sheet, other = SheetDialog("Amara Osei", probe), SheetDialog("Given up", probe)
    sheet.open()
    other.open()
    other.reject()
    QApplication.processEvents()
    assert not sheet.isVisible()
    assert QApplication.activeModalWidget() is None, "it kept the passphrase from being typed"
    _unlock(hand, "rina")
    hand.wait(sheet.isVisible)
    assert not sheet.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
    assert QApplication.activeModalWidget() is sheet
    sheet.reject()


def test_an_open_sheet_is_hidden_and_comes_back_as_it_was(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("people")
    assert isinstance(section, PeopleSection)
    hand.wait(lambda: bool(section.rows))
    sheet = section.add_person()
    hand.type(sheet.name, "Ines")
    hand.wait(sheet.isActiveWindow)
    hand.press(sheet.name, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    hand.on_page(LockScreen)
    assert not sheet.isVisible()
    _unlock(hand, "rina")
    hand.wait(sheet.isVisible)
    assert sheet.name.text() == "Ines"
    hand.wait(lambda: QApplication.focusWidget() is sheet.name)
    assert not sheet.name.hasSelectedText(), "the next key would take its place"
    hand.type(sheet.name, " Roth")
    assert sheet.name.text() == "Ines Roth"
    sheet.reject()


def test_five_minutes_without_a_touch_lock(starter: Starter, made: Made, clock: Clock) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    hand.wait(lambda: hand.window._idle._limit is not None)
    clock.move(4.9)
    hand.window._idle.check()
    hand.on_page(Desk)
    clock.move(0.1)
    hand.window._idle.check()
    hand.on_page(LockScreen)


def test_the_minutes_of_the_setting_hold_at_once(
    starter: Starter, made: Made, clock: Clock
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("lock")
    hand.wait(hand.window._worker.idle)
    minutes = section.minutes  # type: ignore[attr-defined]
    hand.click(minutes.button("1"))
    hand.wait(lambda: hand.window._idle._limit == timedelta(minutes=1))
    clock.move(1)
    hand.window._idle.check()
    hand.on_page(LockScreen)


def _says(row: FormRow, sentence: str) -> bool:
    return row.error() == sentence


def _with_pin(hand: Hand, pin: str = "4711") -> None:
    clinic = hand.window.clinic
    assert clinic is not None
    save_settings(clinic, ClinicSettings(pin_unlock=True))
    save_quick_pin(clinic, pin)
    desk = hand.on_page(Desk)
    desk.context.changed.emit(Changes.of("settings"))
    hand.wait(lambda: hand.window.quick.person_uid is not None)


def test_a_pin_unlocks_after_a_lock(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    _with_pin(hand)
    page = hand.lock()
    assert page.asks_for_pin()
    hand.type(page.pin, "4711")
    hand.press(page.pin, Qt.Key.Key_Return)
    assert hand.on_page(Desk) is desk


def test_five_wrong_pins_ask_for_the_passphrase(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    _with_pin(hand)
    page = hand.lock()
    for left in (4, 3, 2, 1):
        hand.type(page.pin, "0000")
        hand.press(page.pin, Qt.Key.Key_Return)
        sentence = f"That PIN is not right. Tries left: {left}."
        hand.wait(partial(_says, page.pin_row, sentence))
    hand.type(page.pin, "0000")
    hand.press(page.pin, Qt.Key.Key_Return)
    hand.wait(lambda: not page.asks_for_pin())
    assert "passphrase" in (page.row.error() or "")
    _unlock(hand, "rina")
    hand.on_page(Desk)


def test_a_pin_never_works_after_a_restart(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    _with_pin(hand)
    starter.end(hand)
    again = starter.start(made.folder)
    page = again.on_page(SignInScreen)
    again.type(page.passphrase, "4711")
    again.press(page.passphrase, Qt.Key.Key_Return)
    again.wait(lambda: page.row.error() is not None)
    page.passphrase.clear()
    again.sign_in("rina")
    again.wait(lambda: again.window.quick.person_uid is not None)


def test_the_pin_of_one_person_is_nothing_to_another(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    _with_pin(hand)
    hand.click(hand.lock().switch)
    hand.sign_in("tom", made.practitioner.uid)
    hand.wait(hand.window._worker.idle)
    assert not hand.lock().asks_for_pin()


@pytest.mark.parametrize("wrong", ["tom", "RINA"])
def test_a_wrong_passphrase_keeps_it_locked(starter: Starter, made: Made, wrong: str) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    page = hand.lock()
    _unlock(hand, wrong)
    hand.wait(lambda: page.row.error() is not None)
    assert hand.window.page() is page


def test_another_person_takes_over_and_what_was_typed_is_saved(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    probe = _open_probe(hand)
    hand.type(probe.field, "half a note")
    flushed = probe.flushed
    page = hand.lock()
    hand.click(page.switch)
    sign_in = hand.on_page(SignInScreen)
    assert flushed == ["half a note"]
    assert sign_in.people.current() == made.manager.uid
    hand.sign_in("tom", made.practitioner.uid)
    assert hand.window.clinic is not None
    assert hand.window.clinic.person == made.practitioner


NOW = datetime(2026, 11, 14, 13, tzinfo=UTC)
BEGUN = BegunAddendum("session-1", "Amara Osei", date(2026, 11, 12), NOW)


def _asked_about() -> SheetDialog:
    sheet = QApplication.activeModalWidget()
    assert isinstance(sheet, SheetDialog)
    return sheet


def _words_of(sheet: QWidget) -> str:
    return " ".join(each.text() for each in sheet.findChildren(QLabel))


def test_an_addendum_that_was_begun_is_asked_about_and_the_way_leads_there(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    probe = _open_probe(hand)
    probe.unwritten = (BEGUN,)
    assert not hand.window.close()
    sheet = _asked_about()
    assert "Amara Osei" in _words_of(sheet)
    assert "12 Nov 2026" in _words_of(sheet)
    assert "stand there when you come back" in _words_of(sheet)
    opened: list[str] = []
    ways = desk.context.navigator
    ways.record_requested.disconnect(desk._open_record)
    ways.record_requested.connect(opened.append)
    (way,) = [each for each in sheet.findChildren(Button) if "Amara Osei" in each.accessibleName()]
    hand.click(way)
    hand.wait(lambda: QApplication.activeModalWidget() is None)
    assert opened == ["session-1"]
    assert hand.window.desk is desk
    ways.leave_requested.emit(lambda: None, "")  # as before a restore
    hand.wait(lambda: isinstance(QApplication.activeModalWidget(), SheetDialog))
    assert "stays with the records as they are now" in _words_of(_asked_about())
    _asked_about().reject()
    probe.unwritten = ()


def test_nobody_before_the_lock_hears_of_an_addendum_of_somebody_else(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    probe = _open_probe(hand)
    probe.unwritten, probe.unkept = (BEGUN,), True
    hand.lock().switch_requested.emit()
    hand.wait(lambda: isinstance(QApplication.activeModalWidget(), SheetDialog))
    assert hand.window.desk is desk, "the disk did not take the words"
    assert "Amara" not in _words_of(_asked_about())
    _asked_about().reject()
    hand.wait(lambda: QApplication.activeModalWidget() is None)
    probe.unkept = False
    page = hand.window.page()
    assert isinstance(page, LockScreen)
    page.switch_requested.emit()
    hand.on_page(SignInScreen)


def _signed_session(clinic: Clinic) -> str:
    client = clients.create_client(clinic, Client("", "Amara Osei"))
    draft = sessions.start_session(clinic, client.uid)
    filled = replace(draft, zones=(ZoneRow(1, "chin", Side.MID, depth_um=500),), reactions=())
    sessions.save_draft(clinic, deal_with(clinic, filled))
    return sessions.sign_session(clinic, draft.uid).content.uid


def test_a_question_half_written_is_there_again_after_somebody_else_was_here(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    uid = _signed_session(desk.context.clinic)
    AskSheet(desk.context, uid, "Rina Patel", hand.window).open()
    sheet = _asked_about()
    assert isinstance(sheet, AskSheet)
    QTest.keyClicks(sheet.words, "Why so dee")
    hand.window.lock()
    page = hand.on_page(LockScreen)
    hand.click(page.switch)
    hand.on_page(SignInScreen)
    desk = hand.sign_in("tom", made.practitioner.uid)
    clinic = desk.context.clinic
    assert begun_words(clinic, BegunKind.QUESTION, uid) is None
    hand.click(hand.lock().switch)
    hand.on_page(SignInScreen)
    desk = hand.sign_in("rina", made.manager.uid)
    again = AskSheet(desk.context, uid, "Rina Patel", hand.window)
    again.open()
    hand.wait(lambda: again.words.toPlainText() == "Why so dee")
    hand.wait(again.begun._fields.begun_note.isVisible)
    hand.click(again.cancel_button)
    hand.wait(lambda: begun_words(desk.context.clinic, BegunKind.QUESTION, uid) is None)


def test_closing_hands_over_what_was_typed(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    probe = _open_probe(hand)
    flushed = probe.flushed
    hand.type(probe.field, "half a note")
    starter.end(hand)
    assert flushed == ["half a note"]
