"""Settings take effect at once and hold after a restart; who is no manager is told why not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from needlelog.db.exchange.machines import insert_machine
from needlelog.services.exchange.machines import begin
from needlelog.services.limits import limit_overrides
from needlelog.services.people import people
from needlelog.services.settings import settings
from needlelog.ui.screens.settings.access_section import AccessSection
from needlelog.ui.screens.settings.appearance_section import AppearanceSection
from needlelog.ui.screens.settings.clinic_section import ClinicSection
from needlelog.ui.screens.settings.limits_section import LimitsSection
from needlelog.ui.screens.settings.lock_section import LockSection
from needlelog.ui.screens.settings.people_section import PeopleSection
from needlelog.ui.screens.sign_in.screen import SignInScreen
from needlelog.ui.theme.active import metrics, theme
from needlelog.ui.window_state import load_window_state

if TYPE_CHECKING:
    from needlelog.services.clinic import Clinic
    from tests.ui.window.conftest import Hand, Made, Starter


def _clinic(hand: Hand) -> Clinic:
    clinic = hand.window.clinic
    assert clinic is not None
    return clinic


def test_the_clinic_is_renamed(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("clinic")
    assert isinstance(section, ClinicSection)
    section.name.selectAll()
    hand.press(section.name, Qt.Key.Key_Delete)
    hand.type(section.name, "Praxis Nord")
    hand.press(section.name, Qt.Key.Key_Return)
    hand.wait(lambda: _clinic(hand).name == "Praxis Nord")
    starter.end(hand)
    again = starter.start(made.folder)
    again.sign_in("rina")
    assert _clinic(again).name == "Praxis Nord"


def test_filling_the_form_twice_saves_nothing(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    told: list[object] = []
    desk.context.changed.connect(told.append)
    for key in ("clinic", "people", "access", "appearance", "lock", "limits", "rules", "about"):
        hand.settings(key)
        hand.settings(key)
        hand.wait(hand.window._worker.idle)
    assert told == []


def test_a_person_is_added_changed_and_deactivated(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("people")
    assert isinstance(section, PeopleSection)
    hand.wait(lambda: len(section.rows) == 2)
    sheet = section.add_person()
    hand.type(sheet.name, "Ines Lund")
    hand.type(sheet.ceiling, "0,50")
    assert sheet.secret is not None
    hand.type(sheet.secret.first, "ines")
    hand.type(sheet.secret.second, "ines")
    hand.click(sheet.save_button)
    hand.wait(lambda: len(section.rows) == 3)
    added = people(_clinic(hand))[-1]
    assert (added.name, added.depth_ceiling_um) == ("Ines Lund", 500)

    hand.click(section.rows[made.practitioner.uid].leave)
    question = next(
        button
        for button in section.findChildren(QPushButton)
        if button.property("kind") == "danger" and button.window() is not hand.window
    )
    hand.click(question)
    hand.wait(lambda: not people(_clinic(hand))[1].active)
    starter.end(hand)
    again = starter.start(made.folder)
    names = [o.sign_in_name for o in again.window.entrance.door.people()]
    assert names == ["Rina Patel", "Ines Lund"]
    again.sign_in("ines", added.uid)


def test_a_practitioner_sees_why_they_cannot_change_people(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("tom", made.practitioner.uid)
    section = hand.settings("people")
    assert isinstance(section, PeopleSection)
    hand.wait(lambda: bool(section.rows))
    assert "Only a manager" in section._refusal.text()
    assert not section.add_button.isEnabled()
    assert all(row.edit.isHidden() and row.leave.isHidden() for row in section.rows.values())


def test_the_look_changes_at_once_and_stands_at_the_next_sign_in(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("tom", made.practitioner.uid)
    section = hand.settings("appearance")
    assert isinstance(section, AppearanceSection)
    hand.click(section.mode.button("dark"))
    assert theme().dark
    hand.click(section.text.button("1.3"))
    assert metrics().text_factor == 1.3
    hand.click(section.touch.button("56"))
    assert metrics().target == 56
    state = load_window_state(made.folder)
    assert (state.appearance, state.text_size, state.touch_size) == ("dark", 1.3, 56)
    starter.end(hand)
    assert load_window_state(made.folder).appearance == "dark"
    again = starter.start(made.folder, load_window_state(made.folder).person_uid)
    assert again.on_page(SignInScreen).people.current() == made.practitioner.uid


def test_screens_are_laid_out_anew_for_another_size_of_text(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    desk = hand.sign_in("rina")
    shell = desk.shell
    today = shell.screen_of("today")
    section = hand.settings("appearance")
    assert isinstance(section, AppearanceSection)
    hand.click(section.mode.button("dark"))
    assert shell.screen_of("today") is today
    hand.click(section.text.button("1.75"))
    assert not shell.is_made("today")
    assert shell.is_made("settings")
    shell.go("today")
    hand.wait(hand.window._worker.idle)
    assert shell.screen_of("today") is not today


def test_a_limit_of_the_clinic_is_set_and_taken_back(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("limits")
    assert isinstance(section, LimitsSection)
    zone = next(iter(section.context.zones))
    hand.wait(section.rows[zone.code].button.isVisible)
    sheet = section.change(zone)
    hand.type(sheet.limit, "abc")
    hand.click(sheet.save_button)
    assert "not a number" in (sheet.limit_row.error() or "")
    sheet.limit.clear()
    hand.type(sheet.limit, "0,40")
    hand.type(sheet.note, "own experience")
    hand.click(sheet.save_button)
    hand.wait(section.rows[zone.code].own.isVisible)
    words = section.rows[zone.code].own.text()
    assert "0.40" in words
    assert "own experience" in words
    assert "Rina Patel" in words
    [held] = limit_overrides(_clinic(hand))
    assert held.warn_um == 400
    sheet = section.change(zone)
    assert sheet.limit.text() == "0.40"
    sheet.limit.clear()
    hand.click(sheet.save_button)
    hand.wait(lambda: not section.rows[zone.code].own.isVisible())
    assert limit_overrides(_clinic(hand)) == ()


def test_the_passphrase_is_changed_with_the_present_one_only(starter: Starter, made: Made) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    section = hand.settings("access")
    assert isinstance(section, AccessSection)
    sheet = section.ask_passphrase()
    hand.type(sheet.present, "wrong")
    hand.type(sheet.secret.first, "a better one")
    hand.type(sheet.secret.second, "a better one")
    hand.click(sheet.save_button)
    hand.wait(lambda: "not your present" in (sheet.present_row.error() or ""))
    hand.press(sheet.present, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    hand.type(sheet.present, "")
    sheet.present.clear()
    hand.type(sheet.present, "rina")
    closed = []
    sheet.accepted.connect(lambda: closed.append(True))
    hand.click(sheet.save_button)
    hand.wait(lambda: closed == [True])
    starter.end(hand)
    starter.start(made.folder).sign_in("a better one")


def test_with_several_computers_it_is_said_where_a_passphrase_and_the_code_hold(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    access = hand.settings("access")
    assert isinstance(access, AccessSection)
    hand.wait(hand.window._worker.idle)
    assert "other computers" not in _words(access.passphrase_row) + _words(access.code_row)
    clinic = _clinic(hand)
    office = begin(clinic, "Office")
    with clinic.database.write() as session:
        insert_machine(session, replace(office, uid="room", name="Room", here=False), "key", "")
    access.read()
    hand.wait(lambda: "keep the former one" in _words(access.passphrase_row))
    assert "keep the former code" in _words(access.code_row)


def _words(row: QWidget) -> str:
    return "\n".join(each.text() for each in row.findChildren(QLabel))


def test_a_pin_is_chosen_in_the_window_once_the_clinic_allows_it(
    starter: Starter, made: Made
) -> None:
    hand = starter.start(made.folder)
    hand.sign_in("rina")
    lock = hand.settings("lock")
    assert isinstance(lock, LockSection)
    hand.wait(hand.window._worker.idle)
    hand.press(lock.pin, Qt.Key.Key_Space)
    hand.wait(lambda: settings(_clinic(hand)).pin_unlock)
    access = hand.settings("access")
    assert isinstance(access, AccessSection)
    hand.wait(access.set_pin.isVisible)
    sheet = access.ask_pin()
    hand.type(sheet.first, "12")
    hand.click(sheet.save_button)
    assert sheet.first_row.error() == "A PIN has 4 to 8 digits."
    hand.type(sheet.first, "34")
    hand.type(sheet.second, "1234")
    hand.click(sheet.save_button)
    hand.wait(lambda: hand.window.quick.person_uid == made.manager.uid)
    hand.wait(access.remove_pin.isVisible)
    hand.click(access.remove_pin)
    hand.wait(lambda: hand.window.quick.person_uid is None)
